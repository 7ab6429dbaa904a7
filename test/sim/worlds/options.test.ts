/** Options of worlds: defaults, and what is refused, all of it at once. */
import { describe, expect, it } from 'vitest';
import { makeWorld } from '../../../sim/index.js';
import { checkBody, type WorldSpec } from '../../../src/body.js';
import { type Problem, RobotError } from '../../../src/errors.js';

async function refusals(spec: unknown): Promise<readonly Problem[]> {
  try {
    (await makeWorld(spec as WorldSpec)).close();
  } catch (error) {
    if (error instanceof RobotError) return error.problems;
    throw error;
  }
  return [];
}

const lines = (problems: readonly Problem[]) =>
  problems.map(({ code, path, got, allowed }) => `${code} ${path}: ${got}; ${allowed}`);

describe('a world with options', () => {
  it('is the one that its name alone gives where nothing is chosen', async () => {
    const [named, spelled] = [await makeWorld('bandit'), await makeWorld({ kind: 'bandit' })];
    expect(spelled.input_ports).toEqual(named.input_ports);
    expect(named.input_ports.map(({ name }) => name)).toEqual(['lever_0', 'lever_1']);
  });

  it('has as many levers as chances', async () => {
    const world = await makeWorld({ kind: 'bandit', chances: [0, 0, 1, 0, 0, 0, 0, 0] });
    expect(world.input_ports).toHaveLength(8);
    expect(Object.values(world.wiring.servos ?? {})).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('lets its reward be as low as a wrong turn is worth', async () => {
    const world = await makeWorld({ kind: 't-maze', wrong: -0.5 });
    expect(world.output_ports.map(({ min }) => min)).toEqual([0, 0, 0, -0.5]);
  });

  it('tells all that is wrong at once, each with its path', async () => {
    const spec = {
      kind: 'bandit',
      chances: [0.5, 1.5, 'much'],
      reversal_trials: 2.5,
      choice_ms: 0,
      pause_ms: Number.NaN,
      colour: 'red',
    };
    expect(lines(await refusals(spec))).toEqual([
      'DESCRIPTION_INVALID body › world › chances › 1: 1.5; at most 1',
      "DESCRIPTION_INVALID body › world › chances › 2: 'much'; a number",
      'DESCRIPTION_INVALID body › world › reversal_trials: 2.5; a whole number',
      'NUMBER_NOT_HELD body › world › pause_ms: NaN; a finite number',
      'DESCRIPTION_INVALID body › world › choice_ms: 0; at least 1',
      'DESCRIPTION_INVALID body › world › colour: an unknown key; ' +
        'kind, chances, reversal_trials, pause_ms, choice_ms, reward_ms',
    ]);
  });

  it.each([
    [{ chances: [1] }, 'a list of 1; at least 2 items'],
    [{ chances: new Array(9).fill(0) }, 'a list of 9; at most 8 items'],
    [{ chances: [0.5, 0.5] }, 'a list of 2; chances of which one is the highest'],
    [{ chances: [0.2, 0.7, 0.7] }, 'a list of 3; chances of which one is the highest'],
  ])('refuses a bandit with %j', async (options, said) => {
    const path = 'DESCRIPTION_INVALID body › world › chances';
    const found = lines(await refusals({ kind: 'bandit', ...options }));
    expect(found).toContain(`${path}: ${said}`);
  });

  it.each([
    [{ wrong: 0.1 }, 'wrong: 0.1; at most 0'],
    [{ wrong: -2 }, 'wrong: -2; at least -1'],
    [{ delay_ms: -1 }, 'delay_ms: -1; at least 0'],
    [{ delay_ms: 60_001 }, 'delay_ms: 60001; at most 60000'],
    [{ reversal_trials: -1 }, 'reversal_trials: -1; at least 0'],
  ])('refuses a T-maze with %j', async (options, said) => {
    const found = lines(await refusals({ kind: 't-maze', ...options }));
    expect(found).toEqual([`DESCRIPTION_INVALID body › world › ${said}`]);
  });

  it.each([{ kind: 'line', width_mm: 20 }])(
    'refuses options where there are none',
    async (spec) => {
      const found = lines(await refusals(spec));
      expect(found).toEqual(['DESCRIPTION_INVALID body › world › width_mm: an unknown key; kind']);
    },
  );

  it.each([undefined, 'mars', 'constructor', {}, { kind: 7 }, { kind: 'bandits' }])(
    'does not know %j',
    async (spec) => expect((await refusals(spec))[0]?.code).toBe('WORLD_UNKNOWN'),
  );

  it('stands in a body by its name, or by its kind and options', () => {
    const parts = { sensors: {}, actuators: {} };
    for (const world of ['bandit', { kind: 'bandit', chances: [1, 0] }]) {
      expect(checkBody({ ...parts, world }, 'body')).toEqual({ ...parts, world });
    }
    expect(() => checkBody({ ...parts, world: 7 }, 'body')).toThrow('DESCRIPTION_INVALID');
  });
});
