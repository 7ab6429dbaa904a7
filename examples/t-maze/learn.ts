/** The claim: it learns which way to turn for what it saw, and then to do the opposite. */
import type { Experiment } from 'striatum';
import { rememberingFor } from './robot.js';
import { striatal } from './striatal.js';

/** As many state words and synapses as somas with dendrites: twice the cells, half the reach. */
const points = { memory_ms: undefined, trace_ms: 2000, cells: 32, reach: 0.5, expect_mv: 0.03 };
const fast = { ...points, weight_mv: 1, bounds_mv: [0, 2], rate_per_s: 0.3 } as const;
/** Their somas remember, as the dendrites do; what lifts them adds up as well. */
const slow = {
  ...points,
  tau_membrane_ms: 2000,
  weight_mv: 0.1,
  bounds_mv: [0, 0.2],
  rate_per_s: 0.03,
  when_mv: [0.1, 0.06],
  rival_mv: [-2, -1],
} as const;

export default {
  seconds: 500,
  first_seed: 50_001,
  arms: {
    learned: {},
    'memory of 100 ms': { robot: rememberingFor(100) },
    'dopamine clamped': { clampDopamine: true },
    'fixed random network': { learning: false },
    striatum: { robot: striatal() },
    'striatum, dopamine clamped': { robot: striatal({ clamped: true }) },
    'striatum, 100 ms': { robot: striatal({ memory_ms: 100 }) },
    'points, fast': { robot: striatal(fast) },
    'points, slow': { robot: striatal(slow) },
  },
  claims: {
    learned: { at_least: 0.9 },
    'memory of 100 ms': { at_most: 0.1 },
    'dopamine clamped': { at_most: 0.1 },
    'fixed random network': { at_most: 0.1 },
    striatum: { at_least: 0.95, median_at_most: { learning_trials: 50 } },
    'striatum, dopamine clamped': { at_most: 0.1 },
  },
  succeeds: ({ mastered }) => mastered === 2,
  criterion: '18 of 20 trials right within 50 trials, and again after the rule was reversed',
  report: ['correct', 'mastered', 'learning_trials', 'missed'],
} satisfies Experiment;
