/**
 * The recorder writes what is needed to live a run again: every raw frame with its ages, every
 * command, reward and verdict, and a hash of the mind now and then.
 *
 * File: a line of JSON (the header), then records of equal length, little-endian doubles:
 * tick, now_us, verdict, reward, hash high, hash low (0 where none was taken), values, valid_us,
 * command. A file that was cut short is good up to its last whole record.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Controller, Witness } from './controller.js';
import { VERDICTS } from './guard.js';

export const RECORDING_FORMAT = 'striatum-recording-1';

export interface RecordingHeader {
  readonly format: typeof RECORDING_FORMAT;
  readonly robot: string;
  /** The folder or file that the robot was loaded from. */
  readonly source: string;
  readonly model_checksum: string;
  readonly seed: number;
  readonly learning: boolean;
  readonly clamp_dopamine: boolean;
  readonly tick_ms: number;
  readonly sensors: readonly string[];
  readonly actuators: readonly string[];
  readonly hash_every: number;
}

/** Doubles before the sensor values of a record. */
export const RECORD_HEAD = 6;

export function recordLength(sensors: number, actuators: number): number {
  return RECORD_HEAD + 2 * sensors + actuators;
}

const CHUNK_RECORDS = 256;

export class Recorder implements Witness {
  readonly #file: number;
  readonly #hash_every: number;
  readonly #length: number;
  readonly #chunk: Float64Array;
  readonly #bytes: Uint8Array;
  #used = 0;

  constructor(path: string, header: RecordingHeader) {
    this.#length = recordLength(header.sensors.length, header.actuators.length);
    this.#hash_every = header.hash_every;
    this.#chunk = new Float64Array(this.#length * CHUNK_RECORDS);
    this.#bytes = new Uint8Array(this.#chunk.buffer);
    this.#file = openSync(path, 'w');
    writeSync(this.#file, `${JSON.stringify(header)}\n`);
  }

  tick(controller: Controller): void {
    const { raw, command, ticks } = controller;
    const at = this.#used * this.#length;
    const chunk = this.#chunk;
    chunk[at] = ticks;
    chunk[at + 1] = controller.now_us;
    chunk[at + 2] = VERDICTS.indexOf(controller.verdict);
    chunk[at + 3] = controller.reward;
    const hash = ticks % this.#hash_every === 0 ? controller.mind.hash() : '';
    chunk[at + 4] = hash ? Number.parseInt(hash.slice(0, 8), 16) : 0;
    chunk[at + 5] = hash ? Number.parseInt(hash.slice(8), 16) : 0;
    chunk.set(raw.values, at + RECORD_HEAD);
    chunk.set(raw.valid_us, at + RECORD_HEAD + raw.values.length);
    chunk.set(command.values, at + RECORD_HEAD + 2 * raw.values.length);
    this.#used += 1;
    if (this.#used === CHUNK_RECORDS) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    writeSync(this.#file, this.#bytes, 0, this.#used * this.#length * 8);
    this.#used = 0;
  }
}
