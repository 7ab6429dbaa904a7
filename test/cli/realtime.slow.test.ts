/** striatum run --realtime: what it says, and that who ends the gate ends the program. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/package.js';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}

/** A run of the line rover; `watch` sees what it said so far each time it says something. */
function run(args: readonly string[], watch: (said: string) => void = () => {}): Promise<Ended> {
  const striatum = join(packageRoot(), 'bin', 'striatum.mjs');
  const rover = join(packageRoot(), 'examples', 'line-rover');
  const child = spawn(process.execPath, [striatum, 'run', rover, '--realtime', ...args]);
  let [out, said] = ['', ''];
  child.stdout.on('data', (text: Buffer) => {
    out += text.toString();
  });
  child.stderr.on('data', (text: Buffer) => {
    said += text.toString();
    watch(said);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, out, said }));
  });
}

it('drives, and sums up in one JSON object', async () => {
  const { code, out } = await run(['--seconds', '2', '--json']);
  expect(code).toBe(0);
  const summary = JSON.parse(out);
  expect(summary).toMatchObject({ robot: 'line-rover', state_hash: expect.stringMatching(/./) });
  expect(summary.ticks).toBeGreaterThan(10);
  expect(Object.keys(summary.lateness_us)).toEqual(['p50', 'p99', 'p99_9', 'max']);
});

it('ends in peace when its gate is asked to end', async () => {
  let isAsked = false;
  const { code, said } = await run(['--json'], (text) => {
    const gate = /gate (\d+)/.exec(text)?.[1];
    if (!isAsked && gate) process.kill(Number(gate), 'SIGTERM');
    isAsked ||= gate !== undefined;
  });
  expect({ code, said: said.includes('GATE_LOST') }).toEqual({ code: 0, said: false });
});

it('refuses what it would have to leave out', async () => {
  const { code, said } = await run(['--clamp-dopamine', '--speed', 'max']);
  expect(code).toBe(64);
  expect(said).toMatch(/ARGUMENT_INVALID {2}--clamp-dopamine, --speed beside it/);
});
