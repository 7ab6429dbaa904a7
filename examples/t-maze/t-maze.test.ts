/** The T-maze's own closed-loop tests: `striatum test examples/t-maze`. */
import { simulate } from 'striatum/testing';
import { describe, expect, it } from 'vitest';
import body from './body.js';
import robot, { rememberingFor } from './robot.js';

const SECONDS = 250;

describe('the robot in the T-maze', () => {
  it('learns to turn to the side that it saw two seconds ago', async () => {
    const { scores } = await simulate(robot, { body, seed: 1, seconds: SECONDS });
    expect(scores.mastered).toBe(1);
  });

  it('does not without dopamine', async () => {
    const options = { body, seed: 1, seconds: SECONDS, clampDopamine: true };
    expect((await simulate(robot, options)).scores.mastered).toBe(0);
  });

  it('does not with a memory of a tenth of a second', async () => {
    const { scores } = await simulate(rememberingFor(100), { body, seed: 1, seconds: SECONDS });
    expect(scores.mastered).toBe(0);
  });
});
