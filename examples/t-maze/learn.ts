/** The claim: it learns which way to turn for what it saw, and then to do the opposite. */
import type { Experiment } from 'striatum';
import { rememberingFor } from './robot.js';

export default {
  seconds: 500,
  first_seed: 50_001,
  arms: {
    learned: {},
    'memory of 100 ms': { robot: rememberingFor(100) },
    'dopamine clamped': { clampDopamine: true },
    'fixed random network': { learning: false },
  },
  claims: {
    learned: { at_least: 0.9 },
    'memory of 100 ms': { at_most: 0.1 },
    'dopamine clamped': { at_most: 0.1 },
    'fixed random network': { at_most: 0.1 },
  },
  succeeds: ({ mastered }) => mastered === 2,
  criterion: '18 of 20 trials right within 50 trials, and again after the rule was reversed',
  report: ['correct', 'mastered', 'learning_trials', 'missed'],
} satisfies Experiment;
