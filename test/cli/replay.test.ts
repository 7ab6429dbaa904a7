/** `striatum replay`: a recording verifies to the bit, or it is said what is wrong with it. */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { record } from '../control/recording.js';
import { changed, folder, removeFolders, twoEyes } from '../fixtures/two-eyes.js';
import { codes, json, outcome, program, QUICK, refused, striatum } from './child.js';

afterAll(removeFolders);

let recording: string;
let recorded: Record<string, unknown>;

beforeAll(async () => {
  recording = join(folder(), 'run.mcap');
  recorded = await json('run', twoEyes, ...QUICK, '--record', recording);
});

/** A copy of the recording with other bytes. */
function copy(change: (bytes: Buffer) => Buffer): string {
  const path = join(folder(), 'copy.mcap');
  writeFileSync(path, change(readFileSync(recording)));
  return path;
}

/** Where the second of its two chunks begins. */
function lastChunk(bytes: Buffer): number {
  const chunk = Buffer.from([6]);
  let at = 8;
  let last = 0;
  while (at < bytes.length - 8) {
    if (bytes.subarray(at, at + 1).equals(chunk)) last = at;
    at += 9 + Number(bytes.readBigUInt64LE(at + 1));
  }
  return last;
}

describe('a replay', () => {
  it('ends in the state that was recorded', async () => {
    const { state_hash } = recorded;
    expect(await json('replay', recording)).toEqual({
      ok: true,
      ticks: 200,
      seconds: 2,
      state_hash,
      torn_bytes: 0,
      first_tick: 0,
      missing: 0,
    });
  });

  it('steps through a part of it, a line a tick', async () => {
    const span = ['--from', '0.5', '--until', '0.53'];
    const { code, stdout } = await striatum('replay', recording, ...span, '--step');
    expect(code).toBe(0);
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(54);
    expect(lines[51]).toMatch(/^tick 52 {2}0\.520 s {2}ok {2}\d+ spikes {2}wheel_left [+-]/);
    expect(lines[52]).toMatch(/^✔ 52 ticks \(0\.52 s\) replayed to the bit/);
  });

  it('of a file that was cut short verifies what is there, and says so', async () => {
    const cut = copy((bytes) => bytes.subarray(0, lastChunk(bytes) + 100));
    const { code, stdout } = await striatum('replay', cut);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✔ 100 ticks \(1 s\) replayed to the bit; state hash [0-9a-f]{16}\./);
    expect(stdout).toMatch(/cut short: its last 100 bytes are no whole record/);
  });

  it('of a damaged file names the time of what is damaged', async () => {
    const damaged = copy((bytes) => {
      const at = lastChunk(bytes) + 5000;
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      return bytes;
    });
    const [problem] = await refused('replay', damaged);
    expect(problem?.code).toBe('RECORDING_INVALID');
    expect(problem?.path).toBe(`${damaged} › 1.010 s to 2.000 s`);
  });

  it.each([
    ['an empty file', () => Buffer.alloc(0)],
    ['half a header', (bytes: Buffer) => bytes.subarray(0, 90)],
    ['no recording', () => Buffer.from('hello\n')],
  ])('of %s is refused', async (_, change) => {
    expect(await codes('replay', copy(change))).toEqual(['RECORDING_INVALID']);
  });

  it('of what is not there is refused', async () => {
    expect(await codes('replay', join(folder(), 'gone.mcap'))).toEqual(['FILE_MISSING']);
  });

  it('with another robot says which it was', async () => {
    const [problem] = await refused('replay', recording, '--robot', 'examples/line-rover');
    expect(problem).toMatchObject({
      code: 'RECORDING_INVALID',
      path: `${recording} › robot`,
      got: "'two-eyes' was recorded, and the robot here has 'line-rover'",
    });
  });

  it('with the robot as it is now says that its model is another', async () => {
    const now = changed((robot) => Object.assign(robot.neurons.left, { tau_membrane_ms: 11 }));
    const [problem] = await refused('replay', recording, '--robot', now);
    expect(problem?.path).toBe(`${recording} › model checksum`);
  });

  it('of a robot that has moved says how to name it', async () => {
    const before = changed(() => {});
    const path = join(folder(), 'run.mcap');
    await json('run', before, ...QUICK, '--record', path);
    rmSync(before, { recursive: true });
    const [problem] = await refused('replay', path);
    expect(problem).toMatchObject({ code: 'FILE_MISSING', path: before });
    expect(problem?.remedy).toContain('--robot');
    expect(await json('replay', path, '--robot', twoEyes)).toMatchObject({ ok: true, ticks: 200 });
  });
});

describe('a replay that differs', () => {
  it('says where it first did', async () => {
    const { path } = await record(20, { learning: false });
    const [problem] = await refused('replay', path, '--robot', twoEyes);
    expect(problem).toMatchObject({
      code: 'REPLAY_DIFFERS',
      path: `${path} › tick 0 › /hash.state`,
      got: expect.stringMatching(/^[0-9a-f]{16} where .*; in the state .* learning\[0\] is 0/),
    });
  });
});

describe('a recording', () => {
  it('that the disk cannot hold is said; the run goes on, and what is there replays', async () => {
    const path = join(folder(), 'run.mcap');
    const args = ['run', twoEyes, '--seconds', '20', '--speed', 'max', '--broker', 'none'];
    const script = 'trap "" XFSZ; ulimit -f 256; exec "$@"';
    const command = ['-c', script, 'bash', process.execPath, program, ...args, '--record', path];
    const { code, stdout, stderr } = await outcome(spawn('bash', command));
    expect(stdout).toMatch(/two-eyes: 20\.0 s, 2,000 ticks/);
    expect(stderr).toMatch(/^✖ RECORDING_INVALID {2}a recording that was cut short: EFBIG/);
    expect(code).toBe(6);
    const found = await json('replay', path);
    expect(found.ticks).toBeGreaterThan(0);
    expect(found.ticks).toBeLessThan(2000);
    const asJson = await outcome(spawn('bash', [...command, '--json']));
    expect(JSON.parse(asJson.stdout).problems[0].code).toBe('RECORDING_INVALID');
  });
});
