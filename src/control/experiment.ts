/** An experiment: a claim of learning as a distribution over seeds, beside its controls. */
import type { Body } from '../body.js';
import { nextTurn } from '../clock.js';
import type { Robot } from '../robot.js';
import { type Arm, openSimulation } from './simulation.js';
import { Scores as ScoreKeeper, type ScoreValue } from './summary.js';

export type Scores = Readonly<Record<string, ScoreValue>>;

export interface Experiment {
  /** Robot seconds of one run, at most. */
  readonly seconds: number;
  /** Asked after each episode: true ends the run. Default: it goes on. */
  readonly until?: (scores: Scores) => boolean;
  /** First of the held-out seeds; tuning used others. */
  readonly first_seed: number;
  /** Arms by name; the first is the claim, the others are its controls. */
  readonly arms: Readonly<Record<string, Arm>>;
  /** What counts as a success of one run. */
  readonly succeeds: (scores: Scores) => boolean;
  /** What is claimed: the share of seeds, 0 to 1, on which an arm succeeds. */
  readonly claims: Readonly<Record<string, Claim>>;
  /** The success criterion in words. */
  readonly criterion: string;
  /** Scores whose distribution is printed. */
  readonly report: readonly string[];
}

export interface Claim {
  readonly at_least?: number;
  readonly at_most?: number;
  /** Of some scores by name, the most that their median over all seeds may be. */
  readonly median_at_most?: Readonly<Record<string, number>>;
}

/** Whether so many successes, and scores with these medians, bear the claim out. */
export function holds(
  { at_least = 0, at_most = 1, median_at_most = {} }: Claim,
  succeeded: number,
  of: number,
  median: (score: string) => number = () => Number.NaN,
): boolean {
  const medians = Object.entries(median_at_most).every(([score, most]) => median(score) <= most);
  return medians && succeeded >= at_least * of && succeeded <= at_most * of;
}

/** How long a run may take. */
export type Length = Pick<Experiment, 'seconds' | 'until'>;

/** One run at full speed; the event loop turns now and then, so that Ctrl-C works. */
export async function scoreRun(
  robot: Robot,
  body: Body,
  arm: Arm,
  seed: number,
  { seconds, until }: Length,
): Promise<Scores> {
  const { controller, board } = await openSimulation({ body, robot, ...arm, seed });
  const { tick_ms } = controller.robot;
  const scores = new ScoreKeeper(board.measures, tick_ms);
  controller.witnesses.push(scores);
  const ticks = Math.max(1, Math.round((seconds * 1000) / tick_ms));
  let episodes = 0;
  try {
    while (controller.ticks < ticks) {
      board.advance(tick_ms * 1000);
      controller.tick();
      if (controller.ticks % 1000 === 0) await nextTurn();
      if (scores.episodes === episodes) continue;
      episodes = scores.episodes;
      if (until?.(scores.summary())) break;
    }
    return { ...scores.summary(), reward_mean: controller.reward_sum / controller.ticks };
  } finally {
    await controller.close();
  }
}
