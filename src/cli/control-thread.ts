/** The control worker as the thread sees it that started it. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { sleep_ms } from '../clock.js';
import { ControlReport } from '../control/realtime/report.js';
import { packageRoot } from '../package.js';
import type { ControlJob } from './control-worker.js';

/** What the control worker says when it ends. */
export interface ControlSummary {
  readonly ticks: number;
  readonly reward_sum: number;
  readonly state_hash: string;
  readonly weights_hash: string;
}

/** A worker that hangs never ends by itself. */
const END_MS = 2000;

export class ControlThread {
  readonly report: ControlReport;
  /** What it threw, if it did. */
  problem: Error | undefined;
  readonly #worker: Worker;
  readonly #summary: Promise<ControlSummary | undefined>;

  private constructor(worker: Worker, report: ControlReport) {
    this.#worker = worker;
    this.report = report;
    this.#summary = new Promise((resolve) => {
      worker.on('message', (message: { summary?: ControlSummary }) => {
        if (message.summary) resolve(message.summary);
      });
      worker.on('exit', () => resolve(undefined));
    });
    worker.on('error', (error) => {
      this.problem ??= error;
    });
  }

  /** Resolves once the robot is armed; rejects with what the worker threw before. */
  static async start(job: Omit<ControlJob, 'report'>): Promise<ControlThread> {
    const report = new ControlReport();
    // a worker needs a file that Node itself can run
    const file = join(packageRoot(), 'dist', 'src', 'cli', 'control-worker.js');
    const worker = new Worker(file, { workerData: { ...job, report: report.buffer } });
    const thread = new ControlThread(worker, report);
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (message: { began?: boolean }) => message.began && resolve());
      worker.on('error', reject);
    });
    return thread;
  }

  /** Ends it after the tick in progress; what it came to, unless it had to be ended by force. */
  async close(): Promise<ControlSummary | undefined> {
    this.report.askToEnd();
    const late = new AbortController();
    const summary = await Promise.race([
      this.#summary,
      sleep_ms(END_MS, late.signal).then(() => undefined),
    ]);
    late.abort();
    if (!summary) await this.#worker.terminate();
    return summary;
  }
}
