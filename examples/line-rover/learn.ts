/** The claim: it learns to stay on the line within a minute; beside it what must not, and a PID. */
import type { Experiment } from 'striatum';
import body from './body.js';
import { pid } from './pid.js';

const { wheel_left, wheel_right } = body.actuators;

/** The two motors' wires exchanged. */
export const swapped = {
  ...body,
  actuators: { wheel_left: wheel_right, wheel_right: wheel_left },
};

export default {
  seconds: 120,
  first_seed: 50_001,
  arms: {
    learned: {},
    'motors swapped': { body: swapped },
    'dopamine clamped': { clampDopamine: true },
    'fixed random network': { learning: false },
    PID: { policy: pid },
  },
  claims: {
    learned: { at_least: 0.9 },
    'motors swapped': { at_least: 0.9 },
    'dopamine clamped': { at_most: 0.1 },
    'fixed random network': { at_most: 0.1 },
  },
  succeeds: (scores) =>
    scores.falls_last_60s === 0 && (scores.mean_abs_offset_mm_last_60s as number) <= 12,
  criterion: 'no fall after 60 s and a late offset of at most 12 mm',
  report: ['last_falls_s', 'falls', 'mean_abs_offset_mm_last_60s'],
} satisfies Experiment;
