/** The state directory: numbered, bounded, locked, whole, and tidy after a program that died. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  checkpointPath,
  findCheckpoint,
  numbersIn,
} from '../../../src/control/checkpoint/listing.js';
import { holderOf } from '../../../src/control/checkpoint/lock.js';
import { LABELLED_MAX, PLAIN_MAX, Store } from '../../../src/control/checkpoint/store.js';
import { folder, removeFolders } from '../../fixtures/two-eyes.js';
import { problemsOf } from '../../setup/problems.js';
import { savedAfter, stateFolder } from './minds.js';

afterAll(removeFolders);

const plain = savedAfter(3);
const labelled = { ...plain, header: { ...plain.header, label: 'good' } };

async function refusal(work: Promise<unknown>) {
  const error = await work.catch((thrown) => thrown);
  return problemsOf(() => {
    throw error;
  });
}

describe('a store', () => {
  it('numbers checkpoints, and keeps the last plain ones and every labelled one', async () => {
    const store = new Store(stateFolder());
    await store.save(plain);
    await store.save(labelled);
    for (let i = 0; i < PLAIN_MAX + 1; i++) await store.save(plain);
    expect(numbersIn(store.directory)).toEqual([2, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(findCheckpoint(store.directory).header.number).toBe(11);
    expect(findCheckpoint(store.directory, 2).header.label).toBe('good');
    store.close();
    const again = new Store(store.directory);
    again.open();
    await again.save(plain);
    expect(numbersIn(store.directory)).toEqual([2, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(readdirSync(store.directory)).toHaveLength(10);
    again.close();
    expect(readdirSync(store.directory)).toHaveLength(9);
  });

  it('takes no more labelled ones than it may', async () => {
    const store = new Store(stateFolder());
    for (let i = 0; i < LABELLED_MAX; i++) await store.save(labelled);
    expect(await refusal(store.save(labelled))).toMatchObject([{ code: 'LIMIT_EXCEEDED' }]);
    expect(await store.save(plain)).toBe(LABELLED_MAX + 1);
    store.close();
    expect(await refusal(store.save(labelled))).toMatchObject([{ code: 'LIMIT_EXCEEDED' }]);
    rmSync(checkpointPath(store.directory, 1));
    expect(await store.save(labelled)).toBe(LABELLED_MAX + 2);
    store.close();
  });

  it('belongs to one program, until that lets go or dies', async () => {
    const store = new Store(stateFolder());
    store.open();
    expect(holderOf(store.directory)).toBe(String(process.pid));
    expect(problemsOf(() => new Store(store.directory).open())).toMatchObject([
      { code: 'STATE_LOCKED' },
    ]);
    store.close();
    store.close();
    expect(holderOf(store.directory)).toBeUndefined();
    // The number of a process that lives, but began at another time; and no process at all.
    for (const dead of [`${process.pid} 1\n`, '4194305 77\n', '']) {
      writeFileSync(join(store.directory, 'lock'), dead);
      const heir = new Store(store.directory);
      heir.open();
      expect(holderOf(store.directory)).toBe(String(process.pid));
      heir.close();
      expect(readdirSync(store.directory)).toEqual([]);
    }
  });

  it('removes what a killed program left half-written', () => {
    const directory = folder({ '00000001.checkpoint.unfinished': 'half' });
    const store = new Store(directory);
    store.open();
    expect(readdirSync(directory)).toEqual(['lock']);
    store.close();
  });

  it('says where it cannot write, leaves nothing behind, and tries again', async () => {
    const directory = join(folder({ occupied: '' }), 'occupied');
    const store = new Store(directory);
    expect(await refusal(store.save(plain))).toMatchObject([
      { code: 'FILE_UNWRITABLE', path: directory },
    ]);
    rmSync(directory);
    expect(await store.save(plain)).toBe(1);
    // Where the next file would be, a folder is in the way of the rename.
    mkdirSync(checkpointPath(directory, 2));
    expect(await refusal(store.save(plain))).toMatchObject([{ code: 'FILE_UNWRITABLE' }]);
    expect(readdirSync(directory).sort()).toEqual([
      '00000001.checkpoint',
      '00000002.checkpoint',
      'lock',
    ]);
    rmSync(checkpointPath(directory, 2), { recursive: true });
    expect(await store.save(plain)).toBe(2);
    store.close();
  });
});
