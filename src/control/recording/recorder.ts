/**
 * The recorder: after each tick a row goes into a ring, and a thread writes it to a file.
 * What it costs the control thread is a copy; every hash_every ticks a hash of the state, every
 * key_frame_every a copy of it.
 */
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  Worker,
} from 'node:worker_threads';
import { RobotError } from '../../errors.js';
import { packageRoot } from '../../package.js';
import type { Controller, Witness } from '../controller.js';
import type { RecordingHeader } from './header.js';
import type { KeyFrame, RecordedEvent } from './messages.js';
import { Ring, ringMemory } from './ring.js';
import { AT, Layout, type Row, setHash } from './row.js';
import { RowTaker } from './take-row.js';
import type { Posted, ThreadData } from './thread.js';

/** Relative to the package: threads run what was compiled. */
const THREAD = 'dist/src/control/recording/thread.js';
/** A thread that has done nothing for so long is lost. */
const PATIENCE_MS = 10_000;

export interface RecorderOptions {
  /**
   * Whether a tick may wait for room in the ring, so that the recording is whole; else ticks are
   * left out, counted, and told of in an event. Default false.
   */
  readonly waits?: boolean;
}

export class Recorder implements Witness {
  /** What ended the recording early, such as a full disk. The run goes on; close() returns it. */
  problem: RobotError | undefined;
  /** Ticks that are not in the recording. */
  dropped = 0;
  readonly #path: string;
  readonly #header: RecordingHeader;
  readonly #waits: boolean;
  readonly #file: number;
  readonly #layout: Layout;
  readonly #ring: Ring;
  readonly #port: MessagePort;
  readonly #taker: RowTaker;
  #posted = 0;
  #gap = 0;
  #closed = false;

  /** @throws RobotError FILE_UNWRITABLE if the file cannot be written. */
  constructor(path: string, header: RecordingHeader, { waits = false }: RecorderOptions = {}) {
    this.#path = path;
    this.#header = header;
    this.#waits = waits;
    this.#layout = new Layout(header);
    this.#taker = new RowTaker(this.#layout);
    const memory = ringMemory(this.#layout);
    this.#ring = new Ring(this.#layout, memory);
    this.#file = open(path);
    const { port1, port2: port } = new MessageChannel();
    const workerData: ThreadData = { header, memory, port, file: this.#file };
    const options = { workerData, transferList: [port], execArgv: [] };
    const thread = new Worker(join(packageRoot(), THREAD), options);
    thread.on('error', (error) => this.#end(error.message));
    thread.unref();
    this.#port = port1;
    port1.unref();
  }

  tick(controller: Controller): void {
    if (this.problem) return;
    const row = this.#room();
    if (!row) {
      if (!this.problem) this.#drop(controller);
      return;
    }
    const { ticks, orders } = controller;
    const isAfterGap = this.#gap > 0;
    if (isAfterGap) this.#tellGap(controller);
    this.#taker.take(controller, row);
    const { hash_every, key_frame_every } = this.#header;
    setHash(row, ticks % hash_every === 0 ? controller.mind.hash() : '');
    if (orders.done.kind === 'keep') {
      this.#keyFrame(ticks, 1 + orders.done.place, orders.kept(orders.done.place));
    }
    if (isAfterGap || (key_frame_every > 0 && ticks % key_frame_every === 0)) {
      this.#keyFrame(ticks, 0, controller.mind.checkpoint?.());
    }
    row.doubles[AT.posted] = this.#posted;
    this.#ring.write();
  }

  /** Something happened; written with the next tick. */
  event(name: string, time_us: number, detail: RecordedEvent['detail'] = {}): void {
    this.#post({ event: { name, time_us, detail } });
  }

  /** The rest is written; safe to call twice. Returns what kept the recording from being whole. */
  close(): RobotError | undefined {
    if (this.#closed) return this.problem;
    this.#closed = true;
    if (this.#ring.state === 'open') this.#ring.state = 'closing';
    if (this.#ring.state === 'closing') this.#ring.sleepWhile('closing', PATIENCE_MS);
    this.#check();
    this.#port.close();
    closeSync(this.#file);
    return this.problem;
  }

  /** The next row; waits for it if it may. */
  #room(): Row | undefined {
    this.#check();
    let row = this.#ring.free();
    for (
      let waited = 0;
      !row && this.#waits && !this.problem && waited < PATIENCE_MS;
      waited += 100
    ) {
      this.#ring.sleepUntilTaken(100);
      this.#check();
      row = this.#ring.free();
    }
    if (!row && this.#waits) this.#end('the thread that writes it does not answer');
    return row;
  }

  #drop(controller: Controller): void {
    this.#taker.skip(controller);
    this.dropped += 1;
    this.#gap += 1;
  }

  #tellGap({ ticks, now_us }: Controller): void {
    const first_tick = ticks - this.#gap;
    this.event('recording gap', now_us, { first_tick, ticks: this.#gap });
    this.#gap = 0;
  }

  #keyFrame(tick: number, kept: number, checkpoint: KeyFrame['checkpoint'] | undefined): void {
    if (checkpoint) this.#post({ key_frame: { tick, kept, checkpoint } });
  }

  #post(message: Posted): void {
    this.#posted += 1;
    this.#port.postMessage(message);
  }

  /** Takes notice of a thread that could not go on. */
  #check(): void {
    const { state } = this.#ring;
    if (state === 'failed') this.#end(receiveMessageOnPort(this.#port)?.message ?? 'unknown');
    else if (this.#closed && state !== 'closed') this.#end('the thread did not end in time');
  }

  #end(got: string): void {
    this.problem ??= cutShort(this.#path, got);
  }
}

function open(path: string): number {
  try {
    return openSync(path, 'w');
  } catch (error) {
    throw new RobotError({
      code: 'FILE_UNWRITABLE',
      path,
      got: (error as Error).message,
      allowed: 'a file that can be written',
      remedy: 'make its folder, or name another file with --record',
    });
  }
}

function cutShort(path: string, got: string): RobotError {
  return new RobotError({
    code: 'RECORDING_INVALID',
    path,
    got: `a recording that was cut short: ${got}`,
    allowed: 'the whole run',
    remedy: 'make room on the disk, or record elsewhere; what was written can be replayed',
  });
}
