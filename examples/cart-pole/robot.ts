/**
 * A cart that learns to balance a pole. It starts ignorant: both pools of neurons see all four
 * sensors through weights from one distribution, and nothing says which pool should push when.
 */
import {
  boxes,
  type CriticSpec,
  connect,
  lif,
  normal,
  opponent,
  type PlasticityInput,
  policyGradient,
  robot,
  source,
  winner,
} from 'striatum';

export const FULL_N = 10;

export const TICK_MS = 2.5;
const HORIZON_S = 0.4;
/** Every source may spike in every tick. */
const FASTEST_HZ = 1000 / TICK_MS;
/** Sources that speak for one side of one sensor. */
const VOICES = 4;
const BOTH = 2 * VOICES;
export const SENSES = 4 * BOTH;

export const [WEAKEST_MV, STRONGEST_MV] = [0, 8.5];

/** Forty cells that each decide by chance, the surer the more they are driven. */
export const side = lif(40, {
  tau_membrane_ms: 5.6,
  refractory_ms: 0,
  rest_mv: -65,
  threshold_mv: -55,
  reset_mv: -65,
  escape_mv: 3,
});

/** Credit for what was done within so long before; the shorter, the more a tick. */
export const byReward = (tau_eligibility_ms = 200, rate_per_s = 720) =>
  policyGradient({
    modulator: 'dopamine',
    tau_pre_ms: 5,
    tau_eligibility_ms,
    rate_per_s,
    bounds_mv: [WEAKEST_MV, STRONGEST_MV],
  });

/** What all robots that balance this pole have in common. */
export const channels = {
  tick_ms: TICK_MS,
  sensors: {
    position: { unit: 'm', min: -2.4, max: 2.4 },
    velocity: { unit: 'm/s', min: -3, max: 3 },
    angle: { unit: 'deg', min: -12, max: 12 },
    angular_velocity: { unit: 'deg/s', min: -150, max: 150 },
    /** The pole lies, until the hand has set it up again. */
    fallen: { unit: '1', min: 0, max: 1 },
    /** The episode is over, fallen or not. */
    over: { unit: '1', min: 0, max: 1 },
  },
  actuators: { push: { unit: 'N', min: -FULL_N, max: FULL_N, safe: 0, slew_per_s: 1e5 } },
  observed: ['fallen', 'over'],
  modulators: { dopamine: { tau_ms: 0, tonic: 0, min: -1, max: 1 } },
} as const;

type Slice = Parameters<typeof opponent>[0];

interface Senses extends Slice {
  slice(from: number, until: number): Slice;
}

export const encode = (senses: Senses) => ({
  position: opponent(senses.slice(0, BOTH), { max_hz: FASTEST_HZ }),
  velocity: opponent(senses.slice(BOTH, 2 * BOTH), { max_hz: FASTEST_HZ / 2 }),
  angle: opponent(senses.slice(2 * BOTH, 3 * BOTH), { max_hz: FASTEST_HZ }),
  angular_velocity: opponent(senses.slice(3 * BOTH, 4 * BOTH), { max_hz: FASTEST_HZ }),
});

export const decode = (left: Slice, right: Slice) => ({
  push: winner(
    [
      { population: left, value: -FULL_N },
      { population: right, value: FULL_N },
    ],
    { tau_ms: 18 },
  ),
});

/** Synapses onto a pool that acts. */
export const acting = (learn: PlasticityInput<'dopamine'>) => ({
  weight_mv: normal({ mean: 7, std: 1.75, min: WEAKEST_MV, max: STRONGEST_MV }),
  delay_ms: TICK_MS,
  learn,
});

/** The rarer falls are than one in 6 s, the slower it learns. */
export const settle = { from: -0.0004, to: 0, tau_s: 10 };

/** Those of Barto, Sutton and Anderson 1983, with the angular velocity cut in the middle. */
export const table = (horizon_s: number) =>
  boxes({
    cuts: [
      [-0.8, 0.8],
      [-0.5, 0.5],
      [-6, -1, 0, 1, 6],
      [-50, 0, 50],
    ],
    learning_rate: 0.3,
    horizon_s,
    trace_s: 0.06,
  });

/** What `table` sees. */
export const cues = ['position', 'velocity', 'angle', 'angular_velocity'] as const;

export default cartPole(byReward());

/** The robot, with this rule in its synapses, and this critic. */
export function cartPole(
  learn: PlasticityInput<'dopamine'>,
  critic: CriticSpec = table(HORIZON_S),
) {
  return robot('cart-pole', {
    ...channels,
    neurons: { senses: source(SENSES), left: side, right: side },
    synapses: (n) => [
      connect(n.senses, n.left, acting(learn)),
      connect(n.senses, n.right, acting(learn)),
    ],
    encode: (n) => encode(n.senses),
    decode: (n) => decode(n.left, n.right),
    reward: {
      /** -1 when the pole falls; an end by the clock says nothing, so it teaches nothing (NaN). */
      signal: (now, before) => {
        const ends = now.over > 0.5 && before.over < 0.5;
        if (!ends) return 0;
        return now.fallen > 0.5 ? -1 : Number.NaN;
      },
      ends: (now) => now.over > 0.5,
      cues,
      critic,
      into: 'dopamine',
      settle,
    },
  });
}
