/** The claim: it finds the better lever, and finds the other one when the odds have changed. */
import { chosen, type Experiment } from 'striatum';
import { bandit } from './robot.js';
import { striatal } from './striatal.js';

/** Each pool expects what its own rate stands for. Tuned on seeds 1 to 10. */
const actionValues = chosen({ pools: ['pool_0', 'pool_1'], value_per_hz: 0.01, tau_ms: 30 });

export default {
  seconds: 800,
  first_seed: 50_001,
  arms: {
    learned: {},
    'action values': { robot: bandit(actionValues, 5) },
    'dopamine clamped': { clampDopamine: true },
    'fixed random network': { learning: false },
    striatum: { robot: striatal() },
    'striatum, dopamine clamped': { robot: striatal({ clamped: true }) },
    'striatum without no-go': { robot: striatal({ nogo_mv: 0 }) },
  },
  claims: {
    learned: { at_least: 0.9 },
    'action values': { at_least: 0.95 },
    'dopamine clamped': { at_most: 0.1 },
    'fixed random network': { at_most: 0.1 },
    striatum: { at_least: 0.9, median_at_most: { learning_trials: 120 } },
    'striatum, dopamine clamped': { at_most: 0.1 },
  },
  succeeds: ({ correct, trials }) => (correct as number) >= 0.85 * (trials as number),
  criterion: 'the better lever in 85 % of all trials, with its odds reversed every 100',
  report: ['correct', 'mastered', 'learning_trials', 'missed'],
} satisfies Experiment;
