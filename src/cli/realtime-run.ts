/**
 * A robot in real time: a gate of its own, the simulated board on its far side, and the controller
 * in a thread where nothing else runs. This thread only looks on.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { sleep_ms } from '../clock.js';
import { GateProcess } from '../control/gate-process.js';
import { ControlReport } from '../control/realtime/report.js';
import { RobotError } from '../errors.js';
import { packageRoot } from '../package.js';
import type { Robot } from '../robot.js';
import type { ControlJob } from './control-worker.js';

export interface RealtimeRunOptions {
  readonly path: string;
  readonly robot: Robot;
  readonly seed: number;
  readonly learning: boolean;
  readonly world?: string | undefined;
  /** Where the world writes what is driven at its pins. */
  readonly pins?: string | undefined;
  /** From one tick to the next; default: the robot's own. */
  readonly period_us?: number | undefined;
  /** Of the control thread, 1 to 99, and 10 more for the gate; 0: none. Default 70. */
  readonly priority?: number | undefined;
}

/** What the control worker says when it ends. */
export interface ControlSummary {
  readonly ticks: number;
  readonly reward_sum: number;
  readonly state_hash: string;
  readonly weights_hash: string;
}

export class RealtimeRun {
  readonly gate: GateProcess;
  readonly report: ControlReport;
  /** What went wrong, if something did: the worker threw, the gate was lost. */
  problem: Error | undefined;
  readonly #world: ChildProcess;
  readonly #worker: Worker;
  readonly #summary: Promise<ControlSummary | undefined>;

  private constructor(
    gate: GateProcess,
    world: ChildProcess,
    worker: Worker,
    report: ControlReport,
    summary: Promise<ControlSummary | undefined>,
  ) {
    this.gate = gate;
    this.report = report;
    this.#world = world;
    this.#worker = worker;
    this.#summary = summary;
    worker.on('error', (error) => {
      this.problem ??= error;
    });
    gate.ended.then((end) => {
      if (!report.isAskedToEnd) this.problem ??= lost(end.signal ?? `exit code ${end.code}`);
    });
  }

  /** Everything started; it resolves once the robot is armed. */
  static async start(options: RealtimeRunOptions): Promise<RealtimeRun> {
    const { robot, priority = 70 } = options;
    const gate = await GateProcess.start(robot, { priority: priority && priority + 10 });
    const world = startWorld(options, gate.path);
    try {
      await said(world, 'ready');
      const report = new ControlReport();
      const job: ControlJob = {
        robot: options.path,
        seed: options.seed,
        learning: options.learning,
        memory: gate.path,
        priority,
        report: report.buffer,
        ...(options.period_us !== undefined && { period_us: options.period_us }),
      };
      const worker = new Worker(compiled('control-worker.js'), { workerData: job });
      const summary = new Promise<ControlSummary | undefined>((resolve) => {
        worker.on('message', (message: { summary?: ControlSummary }) => {
          if (message.summary) resolve(message.summary);
        });
        worker.on('exit', () => resolve(undefined));
      });
      const run = new RealtimeRun(gate, world, worker, report, summary);
      await run.#began();
      return run;
    } catch (error) {
      world.kill('SIGKILL');
      await gate.close();
      throw error;
    }
  }

  /** The robot is brought to safe and everything ended; what the control worker came to. */
  async close(): Promise<ControlSummary | undefined> {
    this.report.askToEnd();
    // a worker that hangs never ends by itself
    const summary = await Promise.race([this.#summary, sleep_ms(2000).then(() => undefined)]);
    if (!summary) await this.#worker.terminate();
    await this.gate.close();
    this.#world.kill('SIGTERM');
    return summary;
  }

  #began(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#worker.on('message', (message: { began?: boolean }) => {
        if (message.began) resolve();
      });
      this.#worker.on('error', reject);
    });
  }
}

/** Its own process group: what kills the program leaves the world going on, as worlds do. */
function startWorld({ path, seed, world, pins }: RealtimeRunOptions, memory: string) {
  const args = ['world', path, '--memory', memory, '--seed', String(seed)];
  if (world !== undefined) args.push('--world', world);
  if (pins !== undefined) args.push('--pins', pins);
  const program = join(packageRoot(), 'bin', 'striatum.mjs');
  return spawn(process.execPath, [program, ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Resolves when a child has said a word; rejects when it ends before. */
function said(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (text: Buffer) => {
      if (text.toString().includes(word)) resolve();
    });
    child.on('exit', (code, signal) => reject(lost(`the world: ${signal ?? `exit code ${code}`}`)));
  });
}

/** A worker needs a file that Node itself can run. */
function compiled(file: string): string {
  return join(packageRoot(), 'dist', 'src', 'cli', file);
}

function lost(what: string): RobotError {
  return new RobotError({
    code: 'GATE_LOST',
    path: 'run › gate',
    got: `a gate or a board that ended by itself: ${what}`,
    allowed: 'both, as long as the program runs',
    remedy: 'the robot was stopped; see what killed it, then start again',
  });
}
