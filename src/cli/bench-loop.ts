/**
 * striatum bench loop: how late the control thread and the gate wake, beside a bare loop of C in
 * the same run; first on an idle machine, then beside busy processes and a busy IO thread.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Command } from 'commander';
import type { WakeJob } from '../bench/wake-worker.js';
import { sleep_ms } from '../clock.js';
import { type GateLife, GateProcess } from '../control/gate-process.js';
import { Histogram } from '../control/timing.js';
import { addon, type NativeGate } from '../network/binding.js';
import { packageRoot } from '../package.js';
import { ControlThread } from './control-thread.js';
import { table } from './format.js';
import { loadRobot } from './load.js';
import { jsonOption, positiveNumber, print, printJson } from './options.js';
import { type Tail, tailOf } from './run-realtime.js';
import { rounded } from './words.js';

export function addBenchLoop(bench: Command): void {
  bench
    .command('loop')
    .description('how late the control loop and the gate wake, beside a bare loop of C')
    .option('--rate <hz>', 'ticks and steps a second', positiveNumber, 1000)
    .option('--seconds <n>', 'of each part', positiveNumber, 30)
    .addOption(jsonOption())
    .action(loop);
}

interface LoopOptions {
  readonly rate: number;
  readonly seconds: number;
  readonly json?: boolean;
}

export interface LoopPart {
  readonly load: 'idle' | 'busy';
  /** Whether real-time priority was granted to the gate and to the control thread. */
  readonly rt: boolean;
  readonly bare_us: Tail;
  readonly gate_us: Tail;
  readonly control_us: Tail;
  /** From wake to command. */
  readonly tick_us: Tail;
  /** Slots left out. */
  readonly missed: number;
  readonly gate_missed: number;
  readonly ticks: number;
  /** Of the controller at the end. */
  readonly state: string;
}

const ROVER = 'examples/line-rover';
const HOGS = 2;
/** The gate and the bare loop, and 10 below them the control thread. */
const PRIORITY = 80;

async function loop({ rate, seconds, json }: LoopOptions): Promise<void> {
  const idle = await part('idle', rate, seconds);
  const hogs = Array.from({ length: HOGS }, hog);
  const busy = await part('busy', rate, seconds);
  for (const each of hogs) each.kill('SIGKILL');
  if (json) printJson({ rate_hz: rate, seconds, parts: [idle, busy] });
  else for (const each of [idle, busy]) printPart(each);
}

function hog(): ChildProcess {
  return spawn(process.execPath, ['-e', 'for(;;);'], { stdio: 'ignore' });
}

/** Gate, control thread and bare loop side by side; this thread is the IO thread. */
async function part(load: LoopPart['load'], rate: number, seconds: number): Promise<LoopPart> {
  const path = join(packageRoot(), ROVER);
  const { robot } = await loadRobot(path);
  const period_us = 1e6 / rate;
  const gate = await GateProcess.start(robot, { period_ms: 1000 / rate, priority: PRIORITY });
  const memory = new (addon().Gate)(gate.path);
  try {
    const job = { robot: path, seed: 7, learning: true, memory: gate.path, period_us };
    sense(memory);
    const control = await ControlThread.start({ ...job, priority: PRIORITY - 10 });
    const bare = bareLoop(period_us, Math.round(seconds * rate));
    await beBusy(memory, load === 'busy', bare);
    const life = gate.life();
    await control.close();
    const { report } = control;
    return {
      load,
      rt: life.has_priority && report.hasPriority,
      bare_us: tailOf(await bare),
      gate_us: tailOfGate(life),
      control_us: tailOf(report.lateness),
      tick_us: tailOf(report.duration),
      missed: report.missed,
      gate_missed: life.missed,
      ticks: report.ticks,
      state: report.state,
    };
  } finally {
    memory.close();
    await gate.close();
  }
}

/** A line under the nose, a little to one side, seen just now. */
function sense(memory: NativeGate): void {
  const seen = [0.1, 0.2, 0.6, 0.9, 0.7, 0.3, 0.1, 0.05];
  memory.sense(Float64Array.from(seen), new Float64Array(seen.length).fill(addon().nowUs()));
}

/** Senses a hundred times a second until the bare loop ends; a busy thread works between. */
async function beBusy(memory: NativeGate, busy: boolean, bare: Promise<unknown>): Promise<void> {
  let ended = false;
  bare.then(() => {
    ended = true;
  });
  while (!ended) {
    sense(memory);
    if (busy) work(addon().nowUs() + 5000);
    await sleep_ms(5);
  }
}

/** What an IO thread does: it makes objects and text, and lets them go. */
function work(until_us: number): void {
  let text = '';
  while (addon().nowUs() < until_us) {
    text = JSON.stringify({ text: text.slice(0, 100), values: [1.5, 2.5, 3.5] });
  }
}

function bareLoop(period_us: number, count: number): Promise<Histogram> {
  const file = join(packageRoot(), 'dist', 'src', 'bench', 'wake-worker.js');
  const job: WakeJob = { period_us, count, priority: PRIORITY };
  const worker = new Worker(file, { workerData: job });
  return new Promise((resolve, reject) => {
    worker.on('message', (late_us: Float64Array) => {
      const histogram = new Histogram();
      for (const each of late_us) histogram.add(Math.max(0, each));
      resolve(histogram);
    });
    worker.on('error', reject);
  });
}

/** Its buckets are 32 to an octave; the lower edge of each counts, as in the others. */
function tailOfGate({ lateness, max_us }: GateLife): Tail {
  const count = lateness.reduce((sum, each) => sum + each, 0);
  const quantile = (share: number) => {
    let seen = 0;
    const at = lateness.findIndex((each) => {
      seen += each;
      return seen >= share * count;
    });
    return Math.min(2 ** Math.floor(at / 32) * (1 + (at % 32) / 32), max_us);
  };
  return { p50: quantile(0.5), p99: quantile(0.99), p99_9: quantile(0.999), max: max_us };
}

function printPart(part: LoopPart): void {
  const row = (name: string, tail: Tail) => [
    name,
    ...[tail.p50, tail.p99, tail.p99_9, tail.max].map((us) => rounded(us, 1)),
  ];
  const { load, rt, missed, gate_missed, ticks, state } = part;
  print(`${load}, ${ticks} ticks, ${state}, real-time priority ${rt ? 'granted' : 'refused'}`);
  print(
    table([
      ['us late', 'p50', 'p99', 'p99.9', 'max'],
      row('bare loop', part.bare_us),
      row('gate', part.gate_us),
      row('control thread', part.control_us),
      row('wake to command', part.tick_us),
    ]),
  );
  print(`slots left out: ${missed} by the control thread, ${gate_missed} by the gate\n`);
}
