/**
 * The recorder writes what is needed to live a run again: every raw frame with its ages, every
 * command, reward and verdict, and a hash of the mind now and then.
 *
 * File: a line of JSON (the header), then records of equal length, little-endian doubles:
 * tick, now_us, verdict and order, reward, hash high, hash low (0 where none was taken), values,
 * valid_us, command, two sums. A file that was cut short is good up to its last whole record.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { RobotError } from '../errors.js';
import type { Controller, Witness } from './controller.js';
import { verdictAndOrder } from './orders.js';
import { RECORD_TAIL, RecordCheck } from './record-check.js';

export const RECORDING_FORMAT = 'striatum-recording-1';

export const recordingHeaderSchema = z.object({
  format: z.literal(RECORDING_FORMAT),
  robot: z.string(),
  /** The folder or file that the robot was loaded from. */
  source: z.string(),
  model_checksum: z.string(),
  seed: z.int().min(0).max(0xffffffff),
  learning: z.boolean(),
  clamp_dopamine: z.boolean(),
  tick_ms: z.number().positive(),
  sensors: z.array(z.string()).readonly(),
  actuators: z.array(z.string()).readonly(),
  /** Ticks from one hash of the whole state to the next. */
  hash_every: z.int().min(1),
});

export type RecordingHeader = Readonly<z.infer<typeof recordingHeaderSchema>>;

/** Doubles before the sensor values of a record. */
export const RECORD_HEAD = 6;

export function recordLength(sensors: number, actuators: number): number {
  return RECORD_HEAD + 2 * sensors + actuators + RECORD_TAIL;
}

const CHUNK_RECORDS = 256;

export class Recorder implements Witness {
  /** What ended the recording early, such as a full disk. The run goes on; close() returns it. */
  problem: RobotError | undefined;
  readonly #path: string;
  readonly #file: number;
  readonly #hash_every: number;
  readonly #length: number;
  readonly #chunk: Float64Array;
  readonly #words: Uint32Array;
  readonly #bytes: Uint8Array;
  readonly #check: RecordCheck;
  #used = 0;
  #closed = false;

  /** @throws RobotError FILE_UNWRITABLE if the file cannot be written. */
  constructor(path: string, header: RecordingHeader) {
    const line = JSON.stringify(header);
    this.#path = path;
    this.#length = recordLength(header.sensors.length, header.actuators.length);
    this.#hash_every = header.hash_every;
    this.#chunk = new Float64Array(this.#length * CHUNK_RECORDS);
    this.#words = new Uint32Array(this.#chunk.buffer);
    this.#bytes = new Uint8Array(this.#chunk.buffer);
    this.#check = new RecordCheck(line, this.#length);
    try {
      this.#file = openSync(path, 'w');
      writeAll(this.#file, Buffer.from(`${line}\n`));
    } catch (error) {
      throw unwritable(path, error);
    }
  }

  tick(controller: Controller): void {
    if (this.problem) return;
    const { raw, command, ticks } = controller;
    const at = this.#used * this.#length;
    const chunk = this.#chunk;
    chunk[at] = ticks;
    chunk[at + 1] = controller.now_us;
    chunk[at + 2] = verdictAndOrder(controller.verdict, controller.orders.done);
    chunk[at + 3] = controller.reward;
    const hash = ticks % this.#hash_every === 0 ? controller.mind.hash() : '';
    chunk[at + 4] = hash ? Number.parseInt(hash.slice(0, 8), 16) : 0;
    chunk[at + 5] = hash ? Number.parseInt(hash.slice(8), 16) : 0;
    chunk.set(raw.values, at + RECORD_HEAD);
    chunk.set(raw.valid_us, at + RECORD_HEAD + raw.values.length);
    chunk.set(command.values, at + RECORD_HEAD + 2 * raw.values.length);
    this.#check.seal(chunk, this.#words, at);
    this.#used += 1;
    if (this.#used === CHUNK_RECORDS) this.#flush();
  }

  /** The rest is written; safe to call twice. Returns what kept the recording from being whole. */
  close(): RobotError | undefined {
    if (!this.#closed) {
      this.#closed = true;
      if (!this.problem) this.#flush();
      closeSync(this.#file);
    }
    return this.problem;
  }

  #flush(): void {
    try {
      writeAll(this.#file, this.#bytes.subarray(0, this.#used * this.#length * 8));
    } catch (error) {
      this.problem = cutShort(this.#path, error);
    }
    this.#used = 0;
  }
}

/** A file may take less than it was given, on a disk that is nearly full. */
function writeAll(file: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) done += writeSync(file, bytes, done);
}

function unwritable(path: string, error: unknown): RobotError {
  return new RobotError({
    code: 'FILE_UNWRITABLE',
    path,
    got: (error as Error).message,
    allowed: 'a file that can be written',
    remedy: 'make its folder, or name another file with --record',
  });
}

function cutShort(path: string, error: unknown): RobotError {
  return new RobotError({
    code: 'RECORDING_INVALID',
    path,
    got: `a recording that was cut short: ${(error as Error).message}`,
    allowed: 'the whole run',
    remedy: 'make room on the disk, or record elsewhere; what was written can be replayed',
  });
}
