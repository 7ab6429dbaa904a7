/**
 * How long after a program has died, stopped or hung every pin is safe, as an onlooker at the pins
 * of the simulated board sees it. Each trial is a whole program: gate, world and controller.
 * Run it: npx tsx bench/outlive.ts [--trials N] [--seed K]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sleep_ms } from '../src/clock.js';
import { addon } from '../src/network/index.js';
import { packageRoot } from '../src/package.js';

/**
 * What happens to the program, or to its gate; the last three are done by the robot's own reward.
 */
export const WAYS = ['kill', 'stop', 'gate', 'loop', 'throw', 'collect'] as const;
export type Way = (typeof WAYS)[number];

export interface Outlived {
  readonly way: Way;
  /** From what happened to the last change at the pins. */
  readonly safe_after_ms: number;
  /** What the pins drove before, and in the end. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** What the program said. */
  readonly said: string;
}

interface Line {
  readonly now_us: number;
  readonly values: readonly number[];
}

/** One trial; `after_ms` is when a kill or a stop comes, counted from the robot's first drive. */
export async function outlive(way: Way, after_ms: number): Promise<Outlived> {
  const folder = mkdtempSync(join(tmpdir(), 'striatum-outlive-'));
  const pins = join(folder, 'pins');
  const mark = join(folder, 'mark');
  const program = start(way, pins, mark);
  const { child } = program;
  try {
    await until(() => drives(linesOf(pins).at(-1)));
    const at_us = await (isBySignal(way)
      ? signal(program, way, after_ms)
      : until(() => numberIn(mark)));
    await until(() => isSettled(pins, at_us));
    const lines = linesOf(pins);
    const last = lines.at(-1) as Line;
    const before = lines.filter(({ now_us }) => now_us < at_us).at(-1) as Line;
    const safe_after_ms = (last.now_us - at_us) / 1000;
    if (way === 'gate' || way === 'throw') await ended(child);
    return { way, safe_after_ms, before: before.values, after: last.values, said: program.said };
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Program {
  readonly child: ChildProcess;
  /** All that it said so far. */
  said: string;
}

function start(way: Way, pins: string, mark: string): Program {
  const robot = isBySignal(way) ? 'examples/line-rover' : 'test/fixtures/misbehaving';
  const args = ['run', join(packageRoot(), robot), '--realtime', '--seed', '7', '--pins', pins];
  const child = spawn(process.execPath, [join(packageRoot(), 'bin/striatum.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, STRIATUM_MISBEHAVE: way, STRIATUM_MISBEHAVED: mark },
  });
  const program: Program = { child, said: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => {
      program.said += text.toString();
    });
  }
  return program;
}

function isBySignal(way: Way): boolean {
  return way === 'kill' || way === 'stop' || way === 'gate';
}

async function signal({ child, said }: Program, way: Way, after_ms: number): Promise<number> {
  const gate = Number(/gate (\d+)/.exec(said)?.[1]);
  await sleep_ms(after_ms);
  const at_us = addon().nowUs();
  const pid = way === 'gate' ? gate : (child.pid as number);
  process.kill(pid, way === 'stop' ? 'SIGSTOP' : 'SIGKILL');
  return at_us;
}

/** A program that still can says what happened, and ends. */
function ended(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode);
    child.on('close', resolve);
  });
}

function linesOf(pins: string): Line[] {
  try {
    return readFileSync(pins, 'utf8')
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line) => JSON.parse(line) as Line);
  } catch {
    return [];
  }
}

function drives(line: Line | undefined): Line | undefined {
  return line?.values.some((value) => value !== 0) ? line : undefined;
}

/** Nothing changed at the pins for a while, and it is later than what happened. */
function isSettled(pins: string, at_us: number): true | undefined {
  const last = linesOf(pins).at(-1)?.now_us ?? Number.POSITIVE_INFINITY;
  const quiet_us = addon().nowUs() - Math.max(last, at_us);
  return quiet_us > 500_000 ? true : undefined;
}

function numberIn(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

async function until<T>(look: () => T | undefined): Promise<T> {
  for (let ms = 0; ms < 60_000; ms += 20) {
    const found = look();
    if (found !== undefined) return found;
    await sleep_ms(20);
  }
  throw new Error('waited for a minute');
}

async function main(): Promise<void> {
  const trials = numberOf('--trials', 5);
  let state = numberOf('--seed', 1);
  for (const way of WAYS) {
    const found: number[] = [];
    for (let i = 0; i < trials; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const { safe_after_ms, after } = await outlive(way, (state / 2 ** 32) * 1000);
      if (after.some((value) => value !== 0)) console.log(`${way}: NOT SAFE: ${after}`);
      found.push(safe_after_ms);
    }
    found.sort((a, b) => a - b);
    const median = found[Math.floor(found.length / 2)] as number;
    const most = found.at(-1) as number;
    console.log(
      `${way.padEnd(8)} ${trials} trials, safe after ${median.toFixed(1)} ms in the median, ` +
        `${most.toFixed(1)} ms at the most`,
    );
  }
}

function numberOf(flag: string, otherwise: number): number {
  const at = process.argv.indexOf(flag);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
