/** A recording that was made: its header, a row for each tick, key frames and events. */
import { RECORDING_FORMAT, type RecordingHeader, recordingHeaderSchema } from './header.js';
import { type ChunkPlace, invalid, McapInput, messagesOf } from './mcap-input.js';
import { METADATA_NAME } from './mcap-output.js';
import {
  FIRST_TOPIC,
  type KeyFrame,
  LAST_TOPIC,
  type RecordedEvent,
  RowMessages,
  unpackEvent,
  unpackKeyFrame,
} from './messages.js';
import { Layout, type Row } from './row.js';
import { channelOf, type Topic, topics } from './schema.js';

const KEY_FRAME = channelOf('/keyframe');
const EVENT = channelOf('/event');
const FIRST = channelOf(FIRST_TOPIC);
const LAST = channelOf(LAST_TOPIC);

interface Chunk extends ChunkPlace {
  /** Index of its first row. */
  readonly first: number;
  readonly count: number;
}

/** A key frame, still in the file: the mind after a row, or as it was kept at the start of it. */
export interface KeyFramePlace {
  readonly row: number;
  readonly kept: number;
  readonly offset: number;
  readonly length: number;
}

export class Recording {
  readonly header: RecordingHeader;
  readonly layout: Layout;
  /** Rows: ticks that are in it. */
  readonly count: number = 0;
  /** Bytes at the end that do not make a whole record: the file was cut short there. */
  readonly torn_bytes: number;
  /** In the order of their ticks. */
  readonly key_frames: readonly KeyFramePlace[];
  readonly events: readonly RecordedEvent[];
  readonly #path: string;
  readonly #input: McapInput;
  readonly #messages: RowMessages;
  readonly #chunks: readonly Chunk[];
  #loaded: { readonly chunk: Chunk; readonly rows: readonly Row[] } | undefined;

  /** Reads and checks all of it. @throws RobotError FILE_MISSING or RECORDING_INVALID. */
  constructor(path: string) {
    this.#path = path;
    this.#input = new McapInput(path);
    const survey = new Survey(path);
    this.torn_bytes = survey.of(this.#input);
    this.header = parseHeader(path, survey.facts);
    this.layout = new Layout(this.header);
    this.count = survey.rows;
    this.key_frames = survey.key_frames;
    this.events = survey.events;
    this.#chunks = survey.chunks;
    this.#messages = new RowMessages(this.header, this.layout);
  }

  /** The row with this index; not to be kept, and not to be changed. */
  row(index: number): Row {
    const { chunk, rows } = this.#load(index);
    return rows[index - chunk.first] as Row;
  }

  tick(index: number): number {
    return this.row(index).doubles[0] as number;
  }

  /** Index of the first row of this tick or a later one; count if there is none. */
  find(tick: number): number {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.tick(middle) < tick) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  keyFrame({ offset, length }: KeyFramePlace): KeyFrame {
    return unpackKeyFrame(this.#input.read(offset, length));
  }

  close(): void {
    this.#input.close();
  }

  #load(index: number) {
    const loaded = this.#loaded;
    if (loaded && index >= loaded.chunk.first && index < loaded.chunk.first + loaded.chunk.count) {
      return loaded;
    }
    const chunk = this.#chunks.find(({ first, count }) => index >= first && index < first + count);
    if (!chunk) throw new RangeError(`no row ${index} in ${this.#path}`);
    this.#loaded = { chunk, rows: this.#decode(chunk) };
    return this.#loaded;
  }

  #decode({ offset, length, count }: Chunk): Row[] {
    const { layout } = this;
    const buffer = new ArrayBuffer(count * layout.bytes);
    const rows = Array.from({ length: count }, (_, i) => layout.row(buffer, i * layout.bytes));
    let at = 0;
    for (const { channel, data } of messagesOf(this.#input.read(offset, length))) {
      const topic = topics[channel - 1] as Topic;
      this.#messages.read(topic, data, rows[at] ?? layout.row(new ArrayBuffer(layout.bytes)));
      if (topic === LAST_TOPIC) at += 1;
    }
    return rows;
  }
}

/** What is where in a file. */
class Survey {
  readonly facts = new Map<string, string>();
  readonly chunks: Chunk[] = [];
  readonly key_frames: KeyFramePlace[] = [];
  readonly events: RecordedEvent[] = [];
  rows = 0;

  constructor(readonly path: string) {}

  /** @returns torn bytes. */
  of(input: McapInput): number {
    return input.visit({
      metadata: (name, values) => {
        if (name === METADATA_NAME) for (const [key, value] of values) this.facts.set(key, value);
      },
      chunk: (place, records) => this.#chunk(place, records),
    });
  }

  #chunk(place: ChunkPlace, records: Uint8Array): void {
    const first = this.rows;
    let isOpen = false;
    try {
      for (const { channel, time_ns, data } of messagesOf(records)) {
        if (channel === KEY_FRAME) this.#keyFrame(place, records, data);
        else if (channel === EVENT) this.events.push(unpackEvent(data, Number(time_ns) / 1000));
        else if ((channel === FIRST) === isOpen) throw new RangeError('a tick that is not whole');
        else isOpen = channel !== LAST;
        if (channel === LAST) this.rows += 1;
      }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw invalid(this.path, `a chunk with ${error.message}`, 'ticks as a recorder writes them');
    }
    this.chunks.push({ ...place, first, count: this.rows - first });
  }

  #keyFrame({ offset }: ChunkPlace, records: Uint8Array, data: Uint8Array): void {
    this.key_frames.push({
      row: this.rows - 1,
      kept: unpackKeyFrame(data).kept,
      offset: offset + data.byteOffset - records.byteOffset,
      length: data.length,
    });
  }
}

function parseHeader(path: string, facts: ReadonlyMap<string, string>): RecordingHeader {
  const data = Object.fromEntries([...facts].map(([key, value]) => [key, jsonOf(value)]));
  const header = recordingHeaderSchema.safeParse(data);
  if (header.success) return header.data;
  const format = typeof data.format === 'string' ? data.format : RECORDING_FORMAT;
  const got = format === RECORDING_FORMAT ? 'no readable header' : `format '${format}'`;
  throw invalid(path, got, `a recording of format '${RECORDING_FORMAT}'`);
}

/** What is no JSON is no fact either. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
