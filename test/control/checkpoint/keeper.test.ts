/** Checkpoints of a run: at their interval and at the end; a disk that fails stops nothing. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Keeper } from '../../../src/control/checkpoint/keeper.js';
import { listCheckpoints } from '../../../src/control/checkpoint/listing.js';
import { Store } from '../../../src/control/checkpoint/store.js';
import { openSimulation } from '../../../src/control/simulation.js';
import type { SpikingMind } from '../../../src/control/spiking-mind.js';
import {
  folder,
  removeFolders,
  twoEyesRobot as robot,
  twoEyesBody,
} from '../../fixtures/two-eyes.js';
import { originOf, SEED, stateFolder } from './minds.js';

afterAll(removeFolders);

async function kept(directory: string) {
  const { controller, board, mind } = await openSimulation({
    robot,
    body: twoEyesBody,
    seed: SEED,
  });
  const said: string[] = [];
  const store = new Store(directory);
  const keeper = new Keeper(store, mind as SpikingMind, {
    every_s: 1,
    origin: originOf(robot),
    onSaved: (number, tick) => said.push(`${number}: ${tick}`),
    onProblem: ({ code }, kind) => said.push(`${kind} ${code}`),
  });
  controller.witnesses.push(keeper);
  const go = (ticks: number) => {
    for (let t = 0; t < ticks; t++) {
      board.advance(robot.tick_ms * 1000);
      controller.tick();
    }
  };
  const close = async () => {
    await controller.close();
    store.close();
  };
  return { controller, mind, keeper, said, go, close };
}

describe('a keeper', () => {
  it('writes what the mind was when it was due, while ticks go on, and the end', async () => {
    const directory = stateFolder();
    const { controller, mind, keeper, said, go, close } = await kept(directory);
    const hashes: string[] = [];
    for (let second = 0; second < 3; second++) {
      go(100 - (second && 50));
      hashes.push(mind.hash());
      go(50);
      await keeper.settled();
    }
    hashes.push(mind.hash());
    await keeper.finish(controller, 'end');
    await keeper.finish(controller);
    await close();
    expect(said).toEqual(['1: 100', '2: 200', '3: 300', '4: 350']);
    const headers = listCheckpoints(directory).flatMap(({ header }) => header ?? []);
    expect(headers.map(({ mind_hash }) => mind_hash)).toEqual(hashes);
    expect(headers.map(({ label }) => label)).toEqual([undefined, undefined, undefined, 'end']);
    const means = headers.map(({ metrics }) => metrics.reward_mean as number);
    const total = means.reduce((sum, mean, i) => sum + mean * (i === 3 ? 50 : 100), 0);
    expect(total).toBeCloseTo(controller.reward_sum, 9);
    expect(keeper.counts).toEqual({ written: 4, skipped: 0, failed: 0 });
  });

  it('passes over one that is due while the one before is being written', async () => {
    const { controller, keeper, said, go, close } = await kept(stateFolder());
    go(300);
    await keeper.finish(controller);
    await close();
    expect(said).toEqual([
      'skipped FILE_UNWRITABLE',
      'skipped FILE_UNWRITABLE',
      '1: 100',
      '2: 300',
    ]);
    expect(keeper.counts).toEqual({ written: 2, skipped: 2, failed: 0 });
  });

  it('runs on where nothing can be written, and writes once it can', async () => {
    const directory = join(folder({ occupied: '' }), 'occupied');
    const { controller, keeper, said, go, close } = await kept(directory);
    for (let second = 0; second < 2; second++) {
      go(100);
      await keeper.settled();
    }
    rmSync(directory);
    go(100);
    await keeper.finish(controller);
    await close();
    expect(said).toEqual(['failed FILE_UNWRITABLE', 'failed FILE_UNWRITABLE', '1: 300']);
    expect(controller.ticks).toBe(300);
  });
});
