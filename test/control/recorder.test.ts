/** What a recording holds, how others read it, and how it shows every damage. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { McapIndexedReader, McapStreamReader } from '@mcap/core';
import protobuf from 'protobufjs';
import 'protobufjs/ext/descriptor/index.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Recorder } from '../../src/control/recording/recorder.js';
import { Recording } from '../../src/control/recording/recording.js';
import { AT, hashOf } from '../../src/control/recording/row.js';
import { folder, removeFolders } from '../fixtures/two-eyes.js';
import { problemsOf } from '../setup/problems.js';
import { record, SEED } from './recording.js';

afterAll(removeFolders);

/** More than one chunk of the recorder's, and more than one key frame. */
const TICKS = 1100;

let path: string;
let whole: Buffer;
let recording: Recording;

beforeAll(async () => {
  ({ path } = await record(TICKS));
  whole = readFileSync(path);
  recording = new Recording(path);
});

const copy = join(folder(), 'copy.mcap');

/** The problems of a copy with one bit flipped. */
function flipped(byte: number, bit: number) {
  const bytes = Buffer.from(whole);
  bytes.writeUInt8(bytes.readUInt8(byte) ^ (1 << bit), byte);
  writeFileSync(copy, bytes);
  return problemsOf(() => new Recording(copy));
}

const all = Array.from({ length: TICKS }, (_, t) => t);

describe('a recording', () => {
  it('holds its header and every tick', () => {
    const { header, count, torn_bytes } = recording;
    expect(header).toMatchObject({
      robot: 'two-eyes',
      seed: SEED,
      sensors: ['left_eye', 'right_eye'],
    });
    expect({ count, torn_bytes }).toEqual({ count: TICKS, torn_bytes: 0 });
    expect(all.map((t) => recording.tick(t))).toEqual(all);
    expect(all.map((t) => recording.row(t).doubles[AT.now_us])).toEqual(
      all.map((t) => (t + 1) * 10_000),
    );
  });

  it('holds a hash of the state at every hundredth tick, and no other', () => {
    const hashed = all.filter((t) => hashOf(recording.row(t)) !== '');
    expect(hashed).toEqual(all.filter((t) => t % 100 === 0));
  });

  it('holds the state at the start and after every thousandth tick', () => {
    const frames = recording.key_frames.map((place) => recording.keyFrame(place));
    expect(frames.map(({ tick, kept }) => ({ tick, kept }))).toEqual([
      { tick: 0, kept: 0 },
      { tick: 1000, kept: 0 },
    ]);
    expect(frames[0]?.checkpoint.network.length).toBeGreaterThan(1000);
  });

  it('shows a flipped bit anywhere, and never a tick of it', () => {
    for (let byte = 0; byte < whole.length; byte += byte < 2000 ? 7 : 5003) {
      const [problem] = flipped(byte, byte & 7);
      expect([byte, problem?.code]).toEqual([byte, 'RECORDING_INVALID']);
    }
  });

  it('that was cut short is good up to its last whole record', () => {
    let before = TICKS;
    for (let kept = whole.length - 1; kept > whole.length / 4; kept -= 40_009) {
      writeFileSync(copy, whole.subarray(0, kept));
      const cut = new Recording(copy);
      expect(cut.torn_bytes).toBeGreaterThan(0);
      expect(cut.count).toBeLessThanOrEqual(before);
      expect(cut.row(cut.count - 1)).toEqual(recording.row(cut.count - 1));
      before = cut.count;
      cut.close();
    }
    expect(before).toBeLessThan(TICKS);
  });

  it('of another version says which', async () => {
    const { path: other } = await record(3, { format: 'striatum-recording-9' as never });
    const [problem] = problemsOf(() => new Recording(other));
    expect(problem).toMatchObject({
      code: 'RECORDING_INVALID',
      got: "format 'striatum-recording-9'",
    });
  });

  it('into a folder that is not there is refused', () => {
    const missing = join(folder(), 'gone', 'run.mcap');
    const [problem] = problemsOf(() => new Recorder(missing, recording.header));
    expect(problem).toMatchObject({ code: 'FILE_UNWRITABLE', path: missing });
  });
});

type Spikes = protobuf.Message & { neurons: number[] };

/** The types of a schema, as a protobuf library reads them. */
function typesOf(data: Uint8Array): protobuf.Root {
  const descriptor = protobuf as unknown as {
    descriptor: { FileDescriptorSet: { decode(bytes: Uint8Array): unknown } };
    Root: { fromDescriptor(set: unknown): protobuf.Root };
  };
  return descriptor.Root.fromDescriptor(descriptor.descriptor.FileDescriptorSet.decode(data));
}

describe('other tools', () => {
  it('find every message by its index, and read it by its schema', async () => {
    const reader = await McapIndexedReader.Initialize({
      readable: {
        size: () => Promise.resolve(BigInt(whole.length)),
        read: (offset, size) =>
          Promise.resolve(whole.subarray(Number(offset), Number(offset + size))),
      },
    });
    expect(reader.statistics?.channelMessageCounts.get(1)).toBe(BigInt(TICKS));
    const found: Record<string, protobuf.Message[]> = {};
    const types = new Map<number | undefined, protobuf.Type>();
    for (const { id, name, data } of reader.schemasById.values()) {
      types.set(id, typesOf(data).lookupType(name));
    }
    for await (const { channelId, data } of reader.readMessages()) {
      const channel = reader.channelsById.get(channelId);
      const type = types.get(channel?.schemaId) as protobuf.Type;
      found[channel?.topic as string] ??= [];
      found[channel?.topic as string]?.push(type.decode(data));
    }
    const counts = Object.fromEntries(Object.entries(found).map(([k, v]) => [k, v.length]));
    const ticked = ['/verdict', '/sensors', '/valid_us', '/input', '/spikes', '/learning'];
    for (const topic of [...ticked, '/command/asked', '/command/done']) {
      expect([topic, counts[topic]]).toEqual([topic, TICKS]);
    }
    expect([counts['/hash'], counts['/keyframe']]).toEqual([11, 2]);
    for (const t of [0, 57, TICKS - 1]) {
      const { doubles, spikes } = recording.row(t);
      const { layout } = recording;
      expect(found['/sensors']?.[t]).toMatchObject({
        left_eye: doubles[layout.values],
        right_eye: doubles[layout.values + 1],
      });
      expect(found['/command/done']?.[t]).toMatchObject({ wheel_left: doubles[layout.done] });
      const neurons = ['/input', '/spikes'].flatMap((topic) => {
        return (found[topic]?.[t] as Spikes | undefined)?.neurons ?? [];
      });
      expect(neurons.sort((a, b) => a - b)).toEqual(
        [...spikes.keys()].filter((neuron) => spikes[neuron] === 1),
      );
    }
  });

  it('read it as a stream, every checksum included', () => {
    const reader = new McapStreamReader({ validateCrcs: true });
    reader.append(whole);
    let messages = 0;
    for (let next = reader.nextRecord(); next; next = reader.nextRecord()) {
      if (next.type === 'Message') messages += 1;
    }
    expect(reader.done()).toBe(true);
    expect(messages).toBe(8 * TICKS + 11 + 2);
  });
});
