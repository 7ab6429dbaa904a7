/** The claim: it solves CartPole-v1 from reward; beside it what must not, and what knows how. */
import { type Experiment, type Fault, pairStdp } from 'striatum';
import { blamedLate, critics } from './foreseeing.js';
import { linear } from './linear.js';
import { byReward, cartPole, STRONGEST_MV, WEAKEST_MV } from './robot.js';

/** CartPole-v1 counts as solved by a mean return of so much over 100 episodes. */
const SOLVED_STEPS = 475;
const EPISODES_MOST = 600;

/** Gaussian noise of a tenth of what a sensor reaches to either side, drawn anew for each step. */
const noise = (sensor: string, reach: number): Fault => ({
  kind: 'noise',
  sensor,
  std: reach / 10,
  hold_ms: 20,
  from_s: 0,
});

const noisy = [
  noise('position', 2.4),
  noise('velocity', 3),
  noise('angle', 12),
  noise('angular_velocity', 150),
];

/** Spike timing times reward. Twelve settings of rates and signs were tried; none learned. */
const byPairs = pairStdp({
  modulator: 'dopamine',
  tau_plus_ms: 20,
  tau_minus_ms: 20,
  a_plus_mv: 1,
  a_minus_mv: 0.5,
  tau_eligibility_ms: 260,
  rate_per_s: 100,
  bounds_mv: [WEAKEST_MV, STRONGEST_MV],
});

export default {
  seconds: 6600,
  until: (scores) => isSolved(scores) || (scores.episodes as number) >= EPISODES_MOST,
  first_seed: 50_001,
  arms: {
    learned: {},
    '10 % sensor noise': { faults: noisy },
    'dopamine clamped': { clampDopamine: true },
    'pair STDP times reward': { robot: cartPole(byPairs) },
    'no critic': { robot: cartPole(byReward(), critics.none) },
    'fixed random network': { learning: false },
    'linear policy': { policy: linear },
    'blamed late': { robot: blamedLate() },
    'blamed late, dopamine clamped': { robot: blamedLate(), clampDopamine: true },
    'blamed late, no critic': { robot: blamedLate(critics.none) },
    'blamed late, no critic, 1 s': { robot: blamedLate(critics.none, byReward(1000, 144)) },
    'blamed late, table': { robot: blamedLate(critics.table) },
  },
  claims: {
    learned: { at_least: 0.95, median_at_most: { episodes: 130 } },
    '10 % sensor noise': { at_least: 0.95, median_at_most: { episodes: 130 } },
    'dopamine clamped': { at_most: 0 },
    'pair STDP times reward': { at_most: 0 },
    'fixed random network': { at_most: 0 },
    'linear policy': { at_least: 1 },
    'blamed late': { at_least: 0.95 },
    'blamed late, dopamine clamped': { at_most: 0 },
    'blamed late, no critic': { at_most: 0 },
  },
  succeeds: isSolved,
  criterion: `100 episodes with a mean of at least ${SOLVED_STEPS} steps, within ${EPISODES_MOST}`,
  report: ['episodes', 'mean_steps_last_100_episodes'],
} satisfies Experiment;

function isSolved({ mean_steps_last_100_episodes: mean }: Parameters<Experiment['succeeds']>[0]) {
  return typeof mean === 'number' && mean >= SOLVED_STEPS;
}
