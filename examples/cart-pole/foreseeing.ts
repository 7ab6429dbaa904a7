/**
 * The cart-pole's robot, blamed late: a fall is punished a second after it, when the hand lets go.
 * A hundred cells learn to spike where a fall is near or has happened; how active they are is what
 * the critic expects, and it is this that teaches the pools which pushes led there.
 */
import {
  baseline,
  type CriticSpec,
  cellTypeBroadcast,
  connect,
  lif,
  normal,
  type PlasticityInput,
  type RewardSpec,
  robot,
  source,
  valuePopulation,
} from 'striatum';
import {
  acting,
  byReward,
  channels,
  cues,
  decode,
  encode,
  SENSES,
  settle,
  side,
  TICK_MS,
  table,
} from './robot.js';

const HORIZON_S = 2;
const BOUNDS_MV = [-6, 6] as const;

/** Cells that a dip of dopamine makes more active: less than expected is more to fear. */
const fearful = lif(100, {
  tau_membrane_ms: 5.6,
  refractory_ms: 0,
  rest_mv: -65,
  threshold_mv: -57,
  reset_mv: -65,
  escape_mv: 3,
  modulation: { dopamine: { synapses: { above: -1, below: -1 } } },
});

/**
 * By how much more input would change the rate: the gradient of the value. Weights of both signs,
 * drawn at random, so that cells come to speak for different ways to fall.
 */
const foreseeing = {
  weight_mv: normal({ mean: 0, std: 1, min: BOUNDS_MV[0], max: BOUNDS_MV[1] }),
  delay_ms: TICK_MS,
  learn: cellTypeBroadcast({
    modulator: 'dopamine',
    tau_pre_ms: 5,
    tau_eligibility_ms: 40,
    rate_per_s: 20,
    bounds_mv: BOUNDS_MV,
  }),
};

/** Half of all cells in every tick, 200 Hz, stand for a fall. */
const spikes = valuePopulation({
  population: 'danger',
  value_per_hz: -0.005,
  horizon_s: HORIZON_S,
  tau_rise_ms: 0,
  tau_decay_ms: 20,
});

export const critics = {
  spikes,
  table: table(HORIZON_S),
  /** So slow a mean is none: what is taught is the bare reward. */
  none: baseline({ tau_s: 1e6 }),
};

type Signal = RewardSpec<keyof typeof channels.sensors, 'dopamine'>['signal'];

/** -1 when the hand lets go after a fall; an end by the clock teaches nothing (NaN). */
const late: Signal = (now, before) => {
  const ends = before.over > 0.5 && now.over < 0.5;
  if (!ends) return 0;
  return before.fallen > 0.5 ? -1 : Number.NaN;
};

/** The robot, with this critic and this rule in the pools that act. */
export function blamedLate(
  critic: CriticSpec = critics.spikes,
  learn: PlasticityInput<'dopamine'> = byReward(),
) {
  return robot('cart-pole', {
    ...channels,
    neurons: { senses: source(SENSES), left: side, right: side, danger: fearful },
    synapses: (n) => [
      connect(n.senses, n.left, acting(learn)),
      connect(n.senses, n.right, acting(learn)),
      connect(n.senses, n.danger, foreseeing),
    ],
    encode: (n) => encode(n.senses),
    decode: (n) => decode(n.left, n.right),
    reward: {
      signal: late,
      ends: [{ kind: 'all_below', sensors: ['over'], value: 0.5 }],
      cues,
      critic,
      into: 'dopamine',
      settle,
    },
  });
}

export default blamedLate();
