/** What a start finds: whole, damaged, of another robot, or of the same robot after a change. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { Saved } from '../../../src/control/checkpoint/file.js';
import { checkpointPath, numbersIn } from '../../../src/control/checkpoint/listing.js';
import { restore } from '../../../src/control/checkpoint/restore.js';
import { Store } from '../../../src/control/checkpoint/store.js';
import { synapsesOf } from '../../../src/control/checkpoint/synapses.js';
import type { Robot } from '../../../src/robot.js';
import { removeFolders, twoEyesRobot } from '../../fixtures/two-eyes.js';
import { problemsOf } from '../../setup/problems.js';
import { changedRobot, live, makeMind, originOf, savedAfter, stateFolder } from './minds.js';

afterAll(removeFolders);

async function storeWith(...all: Saved[]): Promise<Store> {
  const store = new Store(stateFolder());
  store.open();
  for (const saved of all) await store.save(saved);
  return store;
}

/** A file changes in one bit, `from` its end. */
function damage(path: string, from: number): void {
  const bytes = readFileSync(path);
  const at = bytes.length - from;
  bytes[at] = (bytes[at] as number) ^ 4;
  writeFileSync(path, bytes);
}

const restoreInto = (store: Store, robot: Robot = twoEyesRobot) => {
  const mind = makeMind(robot);
  try {
    return { ...restore(store, mind, originOf(robot)), mind };
  } catch (error) {
    mind.close();
    throw error;
  }
};

describe('a start', () => {
  it('begins anew in an empty directory', async () => {
    const { header, log, mind } = restoreInto(await storeWith());
    expect({ header, log }).toEqual({ header: undefined, log: [] });
    expect(mind.hash()).toBe(makeMind().hash());
  });

  it('takes the newest, and says so', async () => {
    const store = await storeWith(savedAfter(100), savedAfter(250));
    const { header, log, mind } = restoreInto(store);
    expect(header).toMatchObject({ number: 2, tick: 250 });
    expect(mind.ticks_before).toBe(250);
    expect(log).toEqual(['restored from checkpoint 2, tick 250, 2.5 s']);
    store.close();
  });

  it('passes over what is damaged, keeps it aside, and says what is lost', async () => {
    const store = await storeWith(savedAfter(100), savedAfter(250), savedAfter(400));
    damage(checkpointPath(store.directory, 2), 1);
    damage(checkpointPath(store.directory, 3), 500);
    const { header, damaged, log } = restoreInto(store);
    expect(header).toMatchObject({ number: 1, tick: 100 });
    expect(damaged.map(({ code }) => code)).toEqual(['STATE_DAMAGED', 'STATE_DAMAGED']);
    expect(log[0]).toContain('2 is damaged: 150 ticks (1.5 s) after tick 100 (1 s) are lost');
    expect(log[1]).toContain('3 is damaged: 300 ticks (3 s) after tick 100 (1 s) are lost');
    expect(readdirSync(store.directory)).toContain('00000003.checkpoint.damaged');
    // What was set aside keeps its number.
    expect(await store.save(savedAfter(5))).toBe(4);
    expect(numbersIn(store.directory)).toEqual([1, 4]);
    store.close();
  });

  it('begins anew where nothing is whole, and says that', async () => {
    const store = await storeWith(savedAfter(100));
    writeFileSync(checkpointPath(store.directory, 1), '');
    const { header, log } = restoreInto(store);
    expect(header).toBeUndefined();
    expect(log[0]).toContain('checkpoint 1 is damaged: none before it is whole');
    store.close();
  });

  it('refuses the state of another robot', async () => {
    const store = await storeWith(savedAfter(10));
    const other = changedRobot((robot) => {
      robot.name = 'one-eye';
    });
    expect(problemsOf(() => restoreInto(store, other))).toMatchObject([
      { code: 'STATE_REFUSED', got: "a state of robot 'two-eyes'", allowed: "one of 'one-eye'" },
    ]);
    store.close();
  });
});

describe('a robot that has changed', () => {
  it('keeps the weights of what is still there, and begins anew with the rest', async () => {
    const store = await storeWith(savedAfter(600));
    const grown = changedRobot(({ neurons, synapses }) => {
      neurons.middle = { kind: 'lif', count: 4, escape_mv: 5 };
      const [left] = synapses;
      synapses.push({ ...left, to: 'middle' }, { ...left, from: 'middle', weight_mv: 1 });
      delete synapses[3].learn;
    });
    const { carried, log, header, mind } = restoreInto(store, grown);
    expect(header).toMatchObject({ tick: 600 });
    expect(carried).toEqual({ carried: ['eyes → left', 'eyes → right'], fresh: ['eyes → middle'] });
    expect(log).toEqual([
      expect.stringContaining('has changed since checkpoint 1, tick 600, 6 s'),
      'carried: eyes → left; eyes → right',
      'new: eyes → middle',
    ]);
    const weights = synapsesOf(mind.network).weight;
    expect(weights.subarray(0, 128)).toEqual(savedAfter(600).synapses.weight);
    expect(weights.subarray(128)).toEqual(synapsesOf(makeMind(grown).network).weight.subarray(128));
    expect(mind.ticks_before).toBe(0);
    live(mind, grown, 0, 300);
    store.close();
  });

  it('keeps where rewiring led its synapses', async () => {
    const rewiring = (every_s: number) =>
      changedRobot(({ synapses }) => {
        synapses[0].fan_out = 4;
        synapses[0].rewire = { below_mv: 2, weight_mv: 2, every_s, most: 8 };
      });
    const saved = savedAfter(700, {}, rewiring(0.5));
    const store = await storeWith(saved);
    const { mind } = restoreInto(store, rewiring(0.4));
    expect(synapsesOf(mind.network)).toEqual(saved.synapses);
    expect(saved.synapses.post).not.toEqual(synapsesOf(makeMind(rewiring(0.5)).network).post);
    store.close();
  });

  it('is refused with every reason if something is gone or another', async () => {
    const store = await storeWith(savedAfter(50));
    const other = changedRobot(({ neurons, synapses }) => {
      neurons.left.kind = 'adaptiveLif';
      neurons.right.count = 9;
      synapses[1].probability = 0.5;
      delete synapses[0].learn;
    });
    const problems = problemsOf(() => restoreInto(store, other));
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['STATE_REFUSED']));
    expect(problems.map(({ got }) => got)).toEqual([
      'population left is of another kind of cell',
      'population right had 8 neurons, now 9',
      'projection eyes → left had policyGradient, now none',
      expect.stringMatching(/^projection eyes → right had 64 synapses, now \d+$/),
    ]);
    store.close();
  });

  it('is refused where its rules would not hold the weights', async () => {
    const store = await storeWith(savedAfter(600));
    const narrow = changedRobot(({ synapses }) => {
      for (const synapse of synapses) {
        synapse.learn.bounds_mv = [0, 3];
        synapse.weight_mv = 1;
      }
    });
    expect(problemsOf(() => restoreInto(store, narrow))).toMatchObject([
      { code: 'STATE_REFUSED', got: expect.stringContaining('outside the bounds') },
    ]);
    store.close();
  });
});
