/**
 * Learning that is killed, over and over, at random moments: each restart must come up with the
 * last checkpoint that was completed. Every tenth time the newest file is damaged as well.
 * Run it: npx tsx bench/kill.ts --kills 1000 --seed 1; as root it fills a disk, too.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { machineClock, sleep_ms } from '../src/clock.js';
import { checkpointPath, numbersIn } from '../src/control/checkpoint/listing.js';
import { RandomStream } from '../src/random.js';
import { INTERVAL_TICKS, type Line } from './kill-child.js';

const CHILD = fileURLToPath(new URL('kill-child.ts', import.meta.url));
/** A life lasts up to so many ticks, and then up to so many milliseconds. */
const LIFE_TICKS = 4 * INTERVAL_TICKS;
const LAST_MS = 10;
const DAMAGE_EVERY = 10;

/** What one life said until it was killed. */
interface Life {
  readonly restored: Extract<Line, { kind: 'restored' }>;
  /** The last completed checkpoint that it said; the one it was restored from, if none. */
  readonly saved: { readonly number: number; readonly tick: number };
  readonly last_tick: number;
  readonly failed: number;
}

async function live(directory: string, life_ticks: number, last_ms = 0): Promise<Life> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const lines: Line[] = [];
  const old = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = parse(line);
      lines.push(said);
      if (said.tick >= (lines[0]?.tick ?? 0) + life_ticks) resolve();
    });
  });
  await Promise.race([old, closed]);
  await sleep_ms(last_ms);
  child.kill('SIGKILL');
  await closed;
  const [restored] = lines;
  if (restored?.kind !== 'restored') throw new Error('the child did not come up');
  const saved = lines.findLast((line) => line.kind === 'saved') ?? restored;
  const last_tick = Math.max(restored.tick, ...lines.map(({ tick }) => tick));
  const failed = lines.filter(({ kind }) => kind === 'failed').length;
  return { restored, saved, last_tick, failed };
}

/** A kill may cut the last line short. */
function parse(line: string): Line {
  try {
    return JSON.parse(line) as Line;
  } catch {
    return { kind: 'tick', tick: 0 };
  }
}

export interface Outcome {
  kills: number;
  /** Restarts that had a checkpoint to go on from. */
  restored: number;
  damaged: number;
  /** Kills that fell into the writing of a file. */
  half_written: number;
  /** What was lost at most, in intervals: by kills alone, and with a damaged file. */
  most_lost: number;
  most_lost_damaged: number;
  violations: string[];
}

/** The outcome of so many kills in one directory. */
export async function benchKills(kills: number, seed: number, directory: string) {
  const random = new RandomStream(seed, 'kills');
  const found: Outcome = {
    kills: 0,
    restored: 0,
    damaged: 0,
    half_written: 0,
    most_lost: 0,
    most_lost_damaged: 0,
    violations: [],
  };
  let before: Life | undefined;
  let damaged = 0;
  for (let kill = 0; kill < kills; kill++) {
    const life_ticks = random.uniform() * LIFE_TICKS;
    const now = await live(directory, life_ticks, random.uniform() * LAST_MS);
    if (now.restored.number > 0) found.restored += 1;
    if (before) judge(before, now, damaged, found);
    found.kills += 1;
    found.half_written += readdirSync(directory).some((name) => name.endsWith('.unfinished'))
      ? 1
      : 0;
    damaged = kill % DAMAGE_EVERY === DAMAGE_EVERY - 1 ? damageNewest(directory, random) : 0;
    if (damaged > 0) found.damaged += 1;
    before = now;
  }
  return found;
}

function judge(before: Life, { restored }: Life, damaged: number, found: Outcome): void {
  const lost = (before.last_tick - restored.tick) / INTERVAL_TICKS;
  const tell = (what: string) => found.violations.push(`kill ${found.kills}: ${what}`);
  if (!restored.whole) tell('the restored mind has not the hash of its file');
  if (damaged === 0) {
    if (restored.number < before.saved.number) tell('a completed checkpoint was not restored');
    found.most_lost = Math.max(found.most_lost, lost);
  } else {
    if (restored.number >= damaged) tell('a damaged checkpoint was restored');
    if (!restored.log.some((line) => line.includes('is damaged'))) tell('the loss was not said');
    found.most_lost_damaged = Math.max(found.most_lost_damaged, lost);
  }
}

/** One bit of the newest file flips; the answer is its number. */
function damageNewest(directory: string, random: RandomStream): number {
  const newest = numbersIn(directory).at(-1) ?? 0;
  if (newest < 2) return 0;
  const path = checkpointPath(directory, newest);
  const bytes = readFileSync(path);
  const at = random.below(bytes.length);
  bytes[at] = (bytes[at] as number) ^ (1 << random.below(8));
  writeFileSync(path, bytes);
  return newest;
}

/** A disk with room for a few checkpoints, then one that is read-only; needs root. */
async function benchDisks(): Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'striatum-disk-'));
  const mount = (...args: string[]) => execFileSync('mount', args, { stdio: 'ignore' });
  try {
    mount('-t', 'tmpfs', '-o', 'size=160k', 'tmpfs', directory);
  } catch {
    rmSync(directory, { recursive: true });
    return ['full and read-only disks: not run, since mounting one is not allowed here'];
  }
  try {
    const full = await live(directory, 3 * LIFE_TICKS);
    const half = readdirSync(directory).filter((name) => name.endsWith('.unfinished'));
    mount('-o', 'remount,ro', directory);
    const still = await live(directory, LIFE_TICKS);
    mount('-o', 'remount,rw,size=1m', directory);
    const again = await live(directory, LIFE_TICKS);
    return [
      `full disk: ran to tick ${full.last_tick}, last checkpoint of tick ${full.saved.tick}, ` +
        `${full.failed} failed, ${half.length} left half-written`,
      `read-only: restored from tick ${still.restored.tick}, ran to tick ${still.last_tick}, ` +
        `${still.failed} failed`,
      `with room again: restored from tick ${again.restored.tick}, ` +
        `last checkpoint of tick ${again.saved.tick}`,
    ];
  } finally {
    execFileSync('umount', [directory]);
    rmSync(directory, { recursive: true });
  }
}

async function main(): Promise<void> {
  const kills = argument('--kills', 20);
  const seed = argument('--seed', 1);
  console.log(`seed ${seed}`);
  const directory = mkdtempSync(join(tmpdir(), 'striatum-kill-'));
  const start_us = machineClock.now_us();
  const { violations, ...found } = await benchKills(kills, seed, directory);
  const minutes = (machineClock.now_us() - start_us) / 60e6;
  for (const [name, value] of Object.entries(found)) {
    console.log(`${name.padEnd(18)} ${Number.isInteger(value) ? value : value.toFixed(2)}`);
  }
  console.log(`kills a minute     ${(kills / minutes).toFixed(1)}`);
  for (const violation of violations) console.log(violation);
  for (const line of await benchDisks()) console.log(line);
  rmSync(directory, { recursive: true });
  if (violations.length > 0) process.exitCode = 1;
}

function argument(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
