/** Robot, body and world put together: what repeats, what an arm changes, what is refused. */
import { describe, expect, it } from 'vitest';
import { SENSOR_FAULTS } from '../../src/control/gate.js';
import { openSimulation, type SimulationOptions } from '../../src/control/simulation.js';
import type { RobotError } from '../../src/errors.js';
import { twoEyesBody as body, twoEyesRobot as robot } from '../fixtures/two-eyes.js';

/** What a run of so many ticks comes to. */
async function run(ticks: number, options: Partial<SimulationOptions> = {}) {
  const simulation = await openSimulation({ robot, body, seed: 1, ...options });
  const { controller, board, mind } = simulation;
  for (let t = 0; t < ticks; t++) {
    board.advance(robot.tick_ms * 1000);
    controller.tick();
  }
  const found = {
    hash: mind.hash(),
    reward: controller.reward_sum,
    command: [...controller.command.values],
    verdict: controller.verdict,
    counts: [...controller.gate.faults],
    measures: [...board.measures.values],
  };
  await controller.close();
  return found;
}

async function codeOf(options: Partial<SimulationOptions>): Promise<string> {
  const refusal = await run(1, options).catch((error: unknown) => error);
  return refusal instanceof Error && 'problems' in refusal ? (refusal as RobotError).code : '';
}

describe('a simulation', () => {
  it('repeats itself to the bit; another seed is another run', async () => {
    const first = await run(300);
    expect(await run(300)).toEqual(first);
    const other = await run(300, { seed: 2 });
    expect(other.hash).not.toBe(first.hash);
    expect(other.measures).not.toEqual(first.measures);
  });

  it('runs beside another without either noticing', async () => {
    const alone = await run(200);
    expect(await Promise.all([run(200), run(200, { seed: 2 })])).toContainEqual(alone);
  });

  it('with a policy is scored by the reward of the robot, and hears no network', async () => {
    const policy = {
      name: 'still',
      make: () => (_: object, actuators: { [name: string]: number }) => {
        actuators.wheel_left = 1;
        actuators.wheel_right = 2;
      },
    };
    const found = await run(100, { policy });
    expect(found.command).toEqual([1, 2]);
    expect(found.hash).toBe('0'.repeat(16));
    expect(found.reward).not.toBe(0);
  });

  it.each([-1, 1.5, Number.NaN, 2 ** 32])('refuses seed %d', async (seed) => {
    expect(await codeOf({ seed })).toBe('ARGUMENT_INVALID');
  });

  it('refuses an unknown world, and a body that does not fit', async () => {
    expect(await codeOf({ world: 'mars' })).toBe('WORLD_UNKNOWN');
    const bare = { ...body, sensors: {} };
    expect(await codeOf({ body: bare })).toBe('SENSOR_MISSING');
  });
});

describe('a sensor that fails', () => {
  it.each([
    ['freeze', 'stale'],
    ['missing', 'missing'],
    ['nan', 'not_a_number'],
  ] as const)(
    '(%s) is counted as %s, and past its limit the robot is safe',
    async (kind, fault) => {
      const faults = [{ kind, sensor: 'right_eye', from_s: 1 }] as const;
      const { verdict, command, counts } = await run(200, { faults });
      expect(verdict).toBe('safe');
      expect(command).toEqual([0, 0]);
      const row = SENSOR_FAULTS.length + SENSOR_FAULTS.indexOf(fault);
      expect(counts[row]).toBeGreaterThan(80);
      expect(counts.filter((count, i) => i !== row && count > 0)).toEqual([]);
    },
  );

  it('(offset) out of its range is counted, and past its limit the robot is safe', async () => {
    const faults = [{ kind: 'offset', sensor: 'left_eye', value: 3, from_s: 1 }] as const;
    const { verdict, counts } = await run(200, { faults });
    expect(verdict).toBe('safe');
    expect(counts[SENSOR_FAULTS.indexOf('out_of_range')]).toBeGreaterThan(80);
  });

  it('for less than its limit leaves the robot running', async () => {
    const faults = [{ kind: 'nan', sensor: 'left_eye', from_s: 1, until_s: 1.15 }] as const;
    const { verdict, counts } = await run(110, { faults });
    expect(verdict).toBe('held');
    expect(counts[SENSOR_FAULTS.indexOf('not_a_number')]).toBeGreaterThan(5);
    expect((await run(200, { faults })).verdict).toBe('ok');
  });
});
