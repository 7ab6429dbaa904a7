/** The claims of the robots that learn by trials, in small: over seeds, beside their controls. */
import { describe, expect, it } from 'vitest';
import banditBody from '../examples/bandit/body.js';
import bandit from '../examples/bandit/learn.js';
import banditRobot from '../examples/bandit/robot.js';
import { striatal } from '../examples/bandit/striatal.js';
import mazeBody from '../examples/t-maze/body.js';
import maze from '../examples/t-maze/learn.js';
import mazeRobot, { rememberingFor } from '../examples/t-maze/robot.js';
import { striatal as striatalMaze } from '../examples/t-maze/striatal.js';
import type { Experiment, Robot } from '../src/index.js';
import { type SimulateOptions, simulate } from '../src/testing/simulate.js';

/** Held out: neither tuned on nor among those of `striatum learn`. */
const SEEDS = [70_001, 70_002, 70_003, 70_004, 70_005];

/** On how many of the seeds a run succeeds, by the experiment's own criterion. */
async function successes(
  { seconds, succeeds }: Experiment,
  robot: Robot,
  options: Omit<SimulateOptions, 'seed' | 'seconds'>,
): Promise<number> {
  let count = 0;
  for (const seed of SEEDS) {
    const { scores } = await simulate(robot, { ...options, seed, seconds });
    if (succeeds(scores)) count += 1;
  }
  return count;
}

describe(`over ${SEEDS.length} held-out seeds, the bandit`, () => {
  it('finds the better lever again and again', async () => {
    const body = banditBody;
    expect(await successes(bandit, banditRobot, { body })).toBeGreaterThanOrEqual(4);
  });

  it('does not with dopamine clamped', async () => {
    const options = { body: banditBody, clampDopamine: true };
    expect(await successes(bandit, banditRobot, options)).toBe(0);
  });
});

describe(`over ${SEEDS.length} held-out seeds, the striatal circuit at the bandit`, () => {
  const body = banditBody;

  it('finds the better lever again and again', async () => {
    expect(await successes(bandit, striatal(), { body })).toBeGreaterThanOrEqual(4);
  });

  it('does not with dopamine clamped', async () => {
    expect(await successes(bandit, striatal({ clamped: true }), { body })).toBe(0);
  });
});

describe(`over ${SEEDS.length} held-out seeds, the robot in the T-maze`, () => {
  it('learns the rule and its opposite', async () => {
    const body = mazeBody;
    expect(await successes(maze, mazeRobot, { body })).toBeGreaterThanOrEqual(4);
  });

  it('does not with dopamine clamped', async () => {
    const options = { body: mazeBody, clampDopamine: true };
    expect(await successes(maze, mazeRobot, options)).toBe(0);
  });

  it('does not with a memory that is gone before the junction', async () => {
    expect(await successes(maze, rememberingFor(100), { body: mazeBody })).toBe(0);
  });
});

describe(`over ${SEEDS.length} held-out seeds, the striatal circuit in the T-maze`, () => {
  const body = mazeBody;

  it('learns the rule and its opposite', async () => {
    expect(await successes(maze, striatalMaze(), { body })).toBeGreaterThanOrEqual(4);
  });

  it('does not with dopamine clamped', async () => {
    expect(await successes(maze, striatalMaze({ clamped: true }), { body })).toBe(0);
  });

  it('does not with a memory that is gone before the junction', async () => {
    expect(await successes(maze, striatalMaze({ memory_ms: 100 }), { body })).toBe(0);
  });
});
