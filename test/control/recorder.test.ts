/** What a recording holds, byte by byte, and how it shows every damage. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Recorder } from '../../src/control/recorder.js';
import { readRecording } from '../../src/control/replay.js';
import { folder, removeFolders } from '../fixtures/two-eyes.js';
import { problemsOf } from '../setup/problems.js';
import { header, record } from './recording.js';

afterAll(removeFolders);

/** More than one chunk of the recorder's. */
const TICKS = 300;
const FIELDS = [
  ...['tick', 'now_us', 'verdict', 'reward', 'state hash', 'state hash'],
  ...['sensor.left_eye', 'sensor.right_eye', 'valid_us.left_eye', 'valid_us.right_eye'],
  ...['command.wheel_left', 'command.wheel_right'],
];
/** Two sums stand behind the fields. */
const LENGTH = FIELDS.length + 2;

let path: string;
let whole: Buffer;
let begin: number;

beforeAll(async () => {
  ({ path } = await record(TICKS));
  whole = readFileSync(path);
  begin = whole.indexOf(10) + 1;
});

const copy = join(folder(), 'copy.rec');

/** The problems of a copy with one bit flipped. */
function flipped(byte: number, bit: number) {
  const bytes = Buffer.from(whole);
  bytes.writeUInt8(bytes.readUInt8(byte) ^ (1 << bit), byte);
  writeFileSync(copy, bytes);
  return problemsOf(() => readRecording(copy));
}

describe('a recording', () => {
  it('holds its header and every tick', () => {
    const recording = readRecording(path);
    expect(recording.header).toEqual(header);
    expect(recording).toMatchObject({ count: TICKS, length: LENGTH, torn_bytes: 0 });
    expect(whole.length).toBe(begin + TICKS * LENGTH * 8);
    const ticks = Array.from({ length: TICKS }, (_, t) => recording.records[t * LENGTH]);
    expect(ticks).toEqual(ticks.map((_, t) => t));
    const times_us = ticks.map((_, t) => recording.records[t * LENGTH + 1]);
    expect(times_us).toEqual(ticks.map((_, t) => (t + 1) * 10_000));
  });

  it('holds a hash of the state at every hundredth tick, and no other', () => {
    const { records } = readRecording(path);
    const hashed = Array.from({ length: TICKS }, (_, t) => t).filter(
      (t) => records[t * LENGTH + 4] !== 0,
    );
    expect(hashed).toEqual([0, 100, 200]);
  });

  it.each(FIELDS.map((field, i) => [field, i] as const))(
    'names the tick and the field where a bit of %s (%i) was flipped',
    (field, i) => {
      for (let bit = 0; bit < 64; bit += 7) {
        const byte = begin + (123 * LENGTH + i) * 8 + (bit >> 3);
        expect(flipped(byte, bit & 7)).toEqual([
          expect.objectContaining({
            code: 'RECORDING_INVALID',
            path: `${copy} › tick 123 › ${field}`,
          }),
        ]);
      }
    },
  );

  it('names the tick where a bit of its sums was flipped', () => {
    for (let bit = 0; bit < 128; bit++) {
      const byte = begin + (123 * LENGTH + FIELDS.length) * 8 + (bit >> 3);
      const [problem] = flipped(byte, bit & 7);
      expect(problem?.path).toBe(`${copy} › tick 123`);
    }
  });

  it('shows a flipped bit anywhere in its header', () => {
    for (let byte = 0; byte < begin; byte++) {
      const [problem] = flipped(byte, byte & 7);
      expect([byte, problem?.code]).toEqual([byte, 'RECORDING_INVALID']);
    }
  });

  it('that was cut short is good up to its last whole record', () => {
    for (const missing of [1, 8, LENGTH * 8 - 1, LENGTH * 8, LENGTH * 8 + 1]) {
      writeFileSync(copy, whole.subarray(0, whole.length - missing));
      const { count, torn_bytes } = readRecording(copy);
      expect(count).toBe(TICKS - Math.ceil(missing / (LENGTH * 8)));
      expect(count * LENGTH * 8 + torn_bytes).toBe(TICKS * LENGTH * 8 - missing);
    }
  });

  it('of another version says which', () => {
    const text = whole.toString('latin1').replace('striatum-recording-1', 'striatum-recording-0');
    writeFileSync(copy, text, 'latin1');
    const [problem] = problemsOf(() => readRecording(copy));
    expect(problem).toMatchObject({
      code: 'RECORDING_INVALID',
      got: "format 'striatum-recording-0'",
    });
  });

  it('into a folder that is not there is refused', () => {
    const missing = join(folder(), 'gone', 'run.rec');
    const [problem] = problemsOf(() => new Recorder(missing, header));
    expect(problem).toMatchObject({ code: 'FILE_UNWRITABLE', path: missing });
  });
});
