/**
 * Keeps a mind in its state directory while it runs: a copy at an interval of robot time, written
 * while ticks go on. A disk that is slow, full or read-only never stops the robot.
 */
import { RobotError } from '../../errors.js';
import type { Controller, Witness } from '../controller.js';
import type { SpikingMind } from '../spiking-mind.js';
import type { Store } from './store.js';
import { type Origin, takeCheckpoint } from './take.js';

export interface KeeperOptions {
  /** Robot time from one checkpoint to the next. */
  readonly every_s: number;
  readonly origin: Origin;
  /** A checkpoint is on the disk. */
  readonly onSaved?: (number: number, tick: number) => void;
  /** One could not be written, or was due while the one before was still being written. */
  readonly onProblem?: (problem: RobotError, kind: 'skipped' | 'failed') => void;
}

export class Keeper implements Witness {
  /** On the disk; due but passed over, since the one before was still being written; failed. */
  readonly counts = { written: 0, skipped: 0, failed: 0 };
  readonly #store: Store;
  readonly #mind: SpikingMind;
  readonly #options: KeeperOptions;
  readonly #every_ticks: number;
  #writing: Promise<void> | undefined;
  #since: Sums = { ticks: 0, reward: 0, spikes: 0 };

  constructor(store: Store, mind: SpikingMind, options: KeeperOptions) {
    const { every_s, origin } = options;
    this.#store = store;
    this.#mind = mind;
    this.#options = options;
    this.#every_ticks = Math.max(1, Math.round((every_s * 1000) / origin.tick_ms));
  }

  tick(controller: Controller): void {
    const ticks = controller.ticks + 1;
    if (ticks % this.#every_ticks === 0) this.#due(controller, ticks);
  }

  /** The mind as it is at the end, once all that was begun is on the disk. */
  async finish(controller: Controller, label?: string): Promise<void> {
    await this.#writing;
    const isNew = controller.ticks > this.#since.ticks || label !== undefined;
    if (isNew) await this.#write(controller, controller.ticks, label);
  }

  /** Resolves when nothing is being written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  #due(controller: Controller, ticks: number): void {
    if (this.#writing) {
      this.counts.skipped += 1;
      this.#options.onProblem?.(tooSlow(this.#store.directory, this.#options.every_s), 'skipped');
      return;
    }
    this.#writing = this.#write(controller, ticks).finally(() => {
      this.#writing = undefined;
    });
  }

  /** The copy is taken before this returns; the rest is awaited. */
  async #write(controller: Controller, ticks: number, label?: string): Promise<void> {
    const tick = ticks + this.#mind.ticks_before;
    const sums = { ticks, reward: controller.reward_sum, spikes: controller.spikes_sum };
    const saved = takeCheckpoint(this.#mind, this.#options.origin, tick, {
      metrics: this.#metrics(sums),
      ...(label !== undefined && { label }),
    });
    try {
      const number = await this.#store.save(saved);
      this.#since = sums;
      this.counts.written += 1;
      this.#options.onSaved?.(number, tick);
    } catch (error) {
      if (!(error instanceof RobotError)) throw error;
      this.counts.failed += 1;
      this.#options.onProblem?.(error, 'failed');
    }
  }

  /** Means since the last checkpoint that is on the disk. */
  #metrics({ ticks, reward, spikes }: Sums): { reward_mean: number; spikes_hz: number } {
    const passed = Math.max(1, ticks - this.#since.ticks);
    const passed_ms = passed * this.#options.origin.tick_ms;
    return {
      reward_mean: (reward - this.#since.reward) / passed,
      spikes_hz: ((spikes - this.#since.spikes) * 1000) / passed_ms,
    };
  }
}

interface Sums {
  readonly ticks: number;
  readonly reward: number;
  readonly spikes: number;
}

function tooSlow(path: string, every_s: number): RobotError {
  return new RobotError({
    code: 'FILE_UNWRITABLE',
    path,
    got: 'a checkpoint that was due while the one before was still being written',
    allowed: `a disk that takes one in ${every_s} s of robot time`,
    remedy: 'raise --checkpoint-every, or lower --speed; this one is passed over',
  });
}
