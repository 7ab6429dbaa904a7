/**
 * A robot that sees a side, goes through the dark for two seconds, and must turn to that side.
 * What it saw is kept by a dendrite of each cell; which side it means is learned from a reward that
 * comes a second after the turn.
 */
import {
  baseline,
  connect,
  lif,
  linearBranch,
  normal,
  pairStdp,
  pushPull,
  type Robot,
  rate,
  robot,
  source,
} from 'striatum';

const BOUNDS_MV = [0, 0.95] as const;
const CUES = 4;
/** A gain that grows with the memory: each arrival lifts the soma alike. */
const GAIN_PER_MS = 0.12;

const lamp = { unit: '1', min: 0, max: 1 } as const;
const outcome = { unit: '1', min: -1, max: 1 } as const;
const turn = { unit: '1', min: -1, max: 1, safe: 0, slew_per_s: 1000 } as const;

/** The junction lifts all cells alike; they fire before it too, where a turn does nothing. */
const go = { weight_mv: 1.5, delay_ms: 10 };
const rival = { weight_mv: -3.5, delay_ms: 10 };

/** The robot, with dendrites and eligibility that remember the cue for so long. */
export function rememberingFor(memory_ms: number): Robot {
  const pool = lif(8, {
    tau_membrane_ms: 4.8,
    refractory_ms: 0,
    escape_mv: 1.5,
    dendrites: { memory: linearBranch({ tau_ms: memory_ms, gain: GAIN_PER_MS * memory_ms }) },
  });
  const learned = {
    weight_mv: normal({ mean: 0.475, std: 0.05, min: BOUNDS_MV[0], max: BOUNDS_MV[1] }),
    delay_ms: 10,
    learn: pairStdp({
      modulator: 'dopamine',
      a_plus_mv: 1,
      a_minus_mv: 0,
      tau_plus_ms: memory_ms,
      tau_minus_ms: 0,
      tau_eligibility_ms: 1000,
      rate_per_s: 0.12,
      bounds_mv: BOUNDS_MV,
    }),
  };
  return robot('t-maze', {
    tick_ms: 10,
    sensors: { cue_left: lamp, cue_right: lamp, junction: lamp, outcome },
    observed: ['outcome'],
    actuators: { turn },
    modulators: { dopamine: { tau_ms: 0, tonic: 0, min: -1, max: 1 } },
    neurons: { cue: source(2 * CUES), junction: source(4), left: pool, right: pool },
    synapses: (n) => [
      connect(n.cue, n.left.memory, learned),
      connect(n.cue, n.right.memory, learned),
      connect(n.junction, n.left, go),
      connect(n.junction, n.right, go),
      connect(n.left, n.right, rival),
      connect(n.right, n.left, rival),
    ],
    encode: (n) => ({
      cue_left: rate(n.cue.slice(0, CUES), { max_hz: 50 }),
      cue_right: rate(n.cue.slice(CUES, 2 * CUES), { max_hz: 50 }),
      junction: rate(n.junction, { max_hz: 100 }),
    }),
    decode: (n) => ({ turn: pushPull(n.right, n.left, { gain: 0.01, tau_ms: 0 }) }),
    reward: {
      /** Once a trial, when the outcome begins to show. NaN at all other ticks: no news. */
      signal: (now, before) =>
        Math.abs(now.outcome) > 0.5 && Math.abs(before.outcome) <= 0.5
          ? Math.sign(now.outcome)
          : Number.NaN,
      /** It sees one tick a trial, so this is a mean over about eight trials. */
      critic: baseline({ tau_s: 0.08 }),
      into: 'dopamine',
    },
  });
}

export default rememberingFor(2000);
