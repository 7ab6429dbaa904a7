/** Replay: a recording through the same controller; the first tick that differs is named. */
import { readFileSync } from 'node:fs';
import type { Board } from '../board.js';
import type { Command, Frame } from '../channel.js';
import { SimulatedClock } from '../clock.js';
import { RobotError } from '../errors.js';
import type { Controller, Witness } from './controller.js';
import { type Order, orderOf, verdictAndOrder } from './orders.js';
import { RecordCheck } from './record-check.js';
import {
  RECORD_HEAD,
  RECORDING_FORMAT,
  type RecordingHeader,
  recordingHeaderSchema,
  recordLength,
} from './recorder.js';

export interface Difference {
  readonly tick: number;
  readonly field: string;
  readonly recorded: number | string;
  readonly replayed: number | string;
}

export interface Recording {
  readonly header: RecordingHeader;
  readonly records: Float64Array;
  readonly length: number;
  readonly count: number;
  /** Bytes at the end that do not make a whole record: the file was cut short there. */
  readonly torn_bytes: number;
}

/** @throws RobotError FILE_MISSING, or RECORDING_INVALID with the tick and field of a damage. */
export function readRecording(path: string): Recording {
  const bytes = readBytes(path);
  const end = Math.max(bytes.indexOf(10), 0);
  const line = bytes.subarray(0, end).toString('utf8');
  const header = parseHeader(path, line);
  const length = recordLength(header.sensors.length, header.actuators.length);
  const body = bytes.subarray(end + 1);
  const count = Math.floor(body.length / (length * 8));
  const records = new Float64Array(count * length);
  new Uint8Array(records.buffer).set(body.subarray(0, count * length * 8));
  const recording = { header, records, length, count };
  demandSound(path, recording, new RecordCheck(line, length));
  return { ...recording, torn_bytes: body.length - count * length * 8 };
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new RobotError({
      code: 'FILE_MISSING',
      path,
      got: (error as Error).message,
      allowed: 'a recording made by `striatum run --record FILE`',
      remedy: 'check the path',
    });
  }
}

function parseHeader(path: string, line: string): RecordingHeader {
  const data = jsonOf(line);
  const header = recordingHeaderSchema.safeParse(data);
  if (header.success) return header.data;
  const format = (data as { format?: unknown } | null)?.format ?? RECORDING_FORMAT;
  throw invalid(
    path,
    format === RECORDING_FORMAT ? 'no readable header' : `format '${format}'`,
    `a recording of format '${RECORDING_FORMAT}'`,
    'record again with this version: `striatum run ROBOT --record FILE`',
  );
}

/** What is no JSON is no header either. */
function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Refuses the first record that is not as it was written. */
function demandSound(
  path: string,
  { header, records, length, count }: Omit<Recording, 'torn_bytes'>,
  check: RecordCheck,
): void {
  const words = new Uint32Array(records.buffer);
  for (let tick = 0; tick < count; tick++) {
    const damage = check.damage(records, words, tick * length);
    if (damage === undefined) continue;
    const field = damage === 'unknown' ? '' : ` › ${fieldsOf(header)[damage]}`;
    throw invalid(
      `${path} › tick ${tick}${field}`,
      'a damaged record',
      'what was written there',
      'take an undamaged copy, or record again',
    );
  }
}

/** What each double of a record is, sums excluded. */
function fieldsOf({ sensors, actuators }: RecordingHeader): string[] {
  return [
    ...['tick', 'now_us', 'verdict', 'reward', 'state hash', 'state hash'],
    ...sensors.map((name) => `sensor.${name}`),
    ...sensors.map((name) => `valid_us.${name}`),
    ...actuators.map((name) => `command.${name}`),
  ];
}

function invalid(path: string, got: string, allowed: string, remedy: string): RobotError {
  return new RobotError({ code: 'RECORDING_INVALID', path, got, allowed, remedy });
}

/** A board that gives recorded frames, at recorded times, and compares what the controller does. */
export class ReplayBoard implements Board, Witness {
  readonly name = 'replay';
  readonly clock = new SimulatedClock();
  difference: Difference | undefined;
  #at = 0;

  constructor(readonly recording: Recording) {}

  get done(): boolean {
    return this.#at >= this.recording.count || this.difference !== undefined;
  }

  /** What was ordered before the tick that comes next. */
  get order(): Order {
    return orderOf(this.recording.records[this.#at * this.recording.length + 2] ?? 0);
  }

  open(): Promise<void> {
    this.#setClock();
    return Promise.resolve();
  }

  read(frame: Frame): void {
    const { records, length } = this.recording;
    const from = this.#at * length + RECORD_HEAD;
    const width = frame.values.length;
    frame.values.set(records.subarray(from, from + width));
    frame.valid_us.set(records.subarray(from + width, from + 2 * width));
  }

  write(_command: Command): void {}

  safe(): void {}

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Compares one tick of the controller with its record, then moves on. */
  tick(controller: Controller): void {
    const record = this.recording.records.subarray(this.#at * this.recording.length);
    const answer = verdictAndOrder(controller.verdict, controller.orders.done);
    this.difference =
      this.#compare(controller, 'verdict', record[2], answer) ??
      this.#compare(controller, 'reward', record[3], controller.reward) ??
      this.#compareCommand(controller, record) ??
      this.#compareHash(controller, record);
    this.#at += 1;
    if (!this.done) this.#setClock();
  }

  #compareCommand(controller: Controller, record: Float64Array): Difference | undefined {
    const first = RECORD_HEAD + 2 * controller.raw.values.length;
    for (let i = 0; i < controller.command.values.length; i++) {
      const field = `command.${controller.command.names[i]}`;
      const value = controller.command.values[i] as number;
      const found = this.#compare(controller, field, record[first + i], value);
      if (found) return found;
    }
    return undefined;
  }

  #compareHash(controller: Controller, record: Float64Array): Difference | undefined {
    if (controller.ticks % this.recording.header.hash_every !== 0) return undefined;
    const recorded = hex(record[4] as number) + hex(record[5] as number);
    const replayed = controller.mind.hash();
    if (recorded === replayed) return undefined;
    return { tick: controller.ticks, field: 'state hash', recorded, replayed };
  }

  #compare(
    controller: Controller,
    field: string,
    recorded: number | undefined,
    replayed: number,
  ): Difference | undefined {
    if (Object.is(recorded, replayed)) return undefined;
    return { tick: controller.ticks, field, recorded: recorded ?? Number.NaN, replayed };
  }

  #setClock(): void {
    const now_us = this.recording.records[this.#at * this.recording.length + 1] ?? 0;
    this.clock.advance(now_us - this.clock.now_us());
  }
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}
