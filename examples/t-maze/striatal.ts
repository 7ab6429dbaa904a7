/**
 * The T-maze's robot with a striatal circuit in place of plain pools and a critic. What was seen is
 * kept on a dendrite of each cell, so faintly that cells are silent in the dark; the junction lifts
 * them, and what is remembered tips the scale. Reward cells spike half of the time where nothing is
 * paid, always for a reward, and never for a punishment.
 */
import {
  pushPull,
  type Robot,
  rate,
  robot,
  type StriatumOptions,
  source,
  striatum,
} from 'striatum';

const CUES = 4;

const lamp = { unit: '1', min: 0, max: 1 } as const;
const outcome = { unit: '1', min: -1, max: 1 } as const;
const turn = { unit: '1', min: -1, max: 1, safe: 0, slew_per_s: 1000 } as const;

type Options = Partial<StriatumOptions<'left' | 'right', 'cue', 'junction'>>;

/** `clamped`: dopamine stays where nothing is learned, whatever its cells do. */
export function striatal({ clamped = false, ...changes }: Options & { clamped?: boolean } = {}) {
  const bg = striatum({
    actions: ['left', 'right'],
    input: 'cue',
    when: 'junction',
    reward_after_ms: 1500,
    reference: 0.545,
    memory_ms: 2000,
    tau_membrane_ms: 4.8,
    weight_mv: 0.05,
    bounds_mv: [0, 0.1],
    rate_per_s: 0.015,
    tau_eligibility_ms: 1000,
    expect_mv: 0.06,
    nogo_mv: 0.4,
    remind_mv: 0.6,
    rival_mv: [-16, -8],
    ...changes,
  });
  const still = { ...bg.modulators.dopamine, tonic: bg.reference, released_by: [] };
  return robot('t-maze', {
    tick_ms: 10,
    sensors: { cue_left: lamp, cue_right: lamp, junction: lamp, outcome },
    actuators: { turn },
    modulators: clamped ? { dopamine: still } : bg.modulators,
    neurons: { cue: source(2 * CUES), junction: source(4), ...bg.neurons },
    synapses: (n) => bg.synapses(n),
    encode: (n) => ({
      cue_left: rate(n.cue.slice(0, CUES), { max_hz: 50 }),
      cue_right: rate(n.cue.slice(CUES, 2 * CUES), { max_hz: 50 }),
      junction: rate(n.junction, { max_hz: 100 }),
      outcome: rate(n.reward_cells, { max_hz: 100 }),
    }),
    decode: (n) => ({ turn: pushPull(n.go_right, n.go_left, { gain: 0.01, tau_ms: 0 }) }),
  }) satisfies Robot;
}

export default striatal();
