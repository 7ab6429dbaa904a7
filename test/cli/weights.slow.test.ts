/** `striatum run --state` and `striatum weights` as a user has them. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sleep_ms } from '../../src/clock.js';
import { folder, removeFolders, twoEyes } from '../fixtures/two-eyes.js';
import { outcome, program, QUICK, refused, striatum } from './child.js';

afterAll(removeFolders);

const EVERY = ['--checkpoint-every', '1'];

async function run(dir: string, ...args: string[]) {
  const { code, stdout, stderr } = await striatum(
    ...['run', twoEyes, ...QUICK, '--state', dir, ...EVERY, '--json', ...args],
  );
  expect(code).toBe(0);
  return { state: JSON.parse(stdout).state, stderr };
}

async function weights(...args: string[]) {
  const { code, stdout } = await striatum('weights', ...args, '--json');
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

describe('a state directory', () => {
  it('is gone on from, listed, shown, rolled back, exported and imported', async () => {
    const dir = join(folder(), 'state');
    const first = await run(dir);
    expect(first.state).toMatchObject({ restored_from: null, restored_tick: null, failed: 0 });
    const second = await run(dir, '--label', 'four seconds');
    expect(second.state).toMatchObject({ restored_tick: 200 });
    expect(second.stderr).toMatch(/^restored from checkpoint \d, tick 200, 2 s\n/);

    const { checkpoints, in_use_by } = await weights('list', dir);
    expect(in_use_by).toBeNull();
    const last = checkpoints.at(-1);
    expect(last).toMatchObject({ robot: 'two-eyes', tick: 400, label: 'four seconds', seconds: 4 });
    expect(last.metrics).toMatchObject({ reward_mean: expect.any(Number) });
    const { stdout } = await striatum('weights', 'list', dir);
    expect(stdout).toContain('four seconds');

    const show = await weights('show', dir);
    expect(show.projections.map((one: { projection: string }) => one.projection)).toEqual([
      'eyes → left',
      'eyes → right',
    ]);
    const counted = show.projections[0].histogram.reduce((a: number, b: number) => a + b, 0);
    expect(counted).toBe(64);

    const back = await weights('rollback', dir, '1');
    expect(back).toEqual({ number: last.number + 1, from: 1, tick: checkpoints[0].tick });
    expect(await weights('show', dir)).toMatchObject({ number: back.number, tick: back.tick });

    const out = join(dir, '..', 'weights.csv');
    expect(await weights('export', dir, '--out', out)).toEqual({ out, synapses: 128 });
    const [head, line] = readFileSync(out, 'utf8').split('\n') as [string, string];
    writeFileSync(out, `${head}\n${line.replace(/[^,]*$/, '9.5')}\n`);
    const made = await weights('import', dir, out, '--label', 'mended');
    expect(made).toEqual({ number: back.number + 1, synapses: 1 });
    expect((await weights('export', dir)).synapses[0]).toMatchObject({ pre: 0, weight_mv: 9.5 });
    const third = await run(dir);
    expect(third.state).toMatchObject({ restored_from: made.number, restored_tick: back.tick + 1 });
  });

  it('is refused where it is in use, missing, or asked for what it has not', async () => {
    const dir = join(folder(), 'state');
    const child = spawn(process.execPath, [
      ...[program, 'run', twoEyes, '--broker', 'none', '--state', dir, ...EVERY, '--json'],
    ]);
    const ended = outcome(child);
    while (!(await striatum('weights', 'show', dir)).stdout) await sleep_ms(50);
    const [problem] = await refused('weights', 'rollback', dir, '1');
    expect(problem).toMatchObject({ code: 'STATE_LOCKED' });
    expect(await refused('run', twoEyes, ...QUICK, '--state', dir)).toMatchObject([
      { code: 'STATE_LOCKED' },
    ]);
    child.kill('SIGTERM');
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    const { ticks, state } = JSON.parse(stdout);
    // A polite end is written: the newest is of the last tick, and nothing else is left.
    const { checkpoints } = await weights('list', dir);
    expect(checkpoints.at(-1)).toMatchObject({ tick: ticks });
    expect(checkpoints.at(-1).number).toBe(state.written);
    expect(readdirSync(dir).every((name) => name.endsWith('.checkpoint'))).toBe(true);

    expect(await refused('weights', 'show', dir, '999')).toMatchObject([{ code: 'NAME_UNKNOWN' }]);
    expect(await refused('weights', 'show', dir, 'x')).toMatchObject([
      { code: 'ARGUMENT_INVALID' },
    ]);
    expect(await refused('weights', 'list', join(dir, 'no'))).toMatchObject([
      { code: 'FILE_MISSING' },
    ]);
  });

  it('wants --state beside what belongs to it, and no --record', async () => {
    const misuse = [{ code: 'ARGUMENT_INVALID' }];
    expect(await refused('run', twoEyes, ...QUICK, ...EVERY)).toMatchObject(misuse);
    expect(await refused('run', twoEyes, ...QUICK, '--label', 'a')).toMatchObject(misuse);
    const both = ['--state', folder(), '--record', join(folder(), 'a.rec')];
    expect(await refused('run', twoEyes, ...QUICK, ...both)).toMatchObject(misuse);
  });
});
