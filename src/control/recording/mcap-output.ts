/**
 * Writes an MCAP file (https://mcap.dev/spec): metadata, schemas and channels, then chunks, each
 * with its checksum and its index, and at the end the summary with which a reader finds its way.
 */
import { crc32, crc32Final, crc32Init, crc32Update } from '@foxglove/crc';
import { McapChunkBuilder, McapConstants, McapRecordBuilder, type McapTypes } from '@mcap/core';
import { packageVersion } from '../../package.js';
import type { RecordingHeader } from './header.js';
import { channelOf, descriptorSet, messageName, type Topic, topics } from './schema.js';

/** A chunk is closed before it holds more bytes or a longer time. */
const CHUNK_BYTES = 256 * 1024;
const CHUNK_US = 1_000_000;

const { Opcode } = McapConstants;

export const METADATA_NAME = 'striatum';

export class McapOutput {
  /** Bytes written so far. */
  bytes = 0;
  readonly #write: (bytes: Uint8Array) => void;
  readonly #records = new McapRecordBuilder();
  readonly #chunk = new McapChunkBuilder({ useMessageIndex: true });
  readonly #chunks: McapTypes.ChunkIndex[] = [];
  readonly #schemas: McapTypes.Schema[] = [];
  readonly #channels: McapTypes.Channel[] = [];
  readonly #counts = new Map<number, bigint>();
  readonly #metadata: McapTypes.MetadataIndex;
  #crc = crc32Init();
  /** Time of the first tick in the chunk. */
  #began_us = 0;

  /** Writes what stands before the first chunk. @param write takes all of the bytes, or throws. */
  constructor(header: RecordingHeader, write: (bytes: Uint8Array) => void) {
    this.#write = write;
    this.#records.writeMagic();
    this.#records.writeHeader({ profile: '', library: `striatum ${packageVersion()}` });
    const offset = BigInt(this.#records.length);
    const metadata = new Map(Object.entries(header).map(([k, v]) => [k, JSON.stringify(v)]));
    const length = this.#records.writeMetadata({ name: METADATA_NAME, metadata });
    this.#metadata = { name: METADATA_NAME, offset, length: length + 8n };
    const data = descriptorSet(header);
    for (const topic of topics) {
      const id = channelOf(topic);
      this.#schemas.push({ id, name: messageName(topic), encoding: 'protobuf', data });
      const channel = { id, schemaId: id, topic, messageEncoding: 'protobuf' };
      this.#channels.push({ ...channel, metadata: new Map() });
    }
    this.#declare();
    this.#put();
  }

  /** @param sequence the tick; of messages beside ticks the one before. */
  message(topic: Topic, sequence: number, time_us: number, data: Uint8Array): void {
    const time = BigInt(Math.round(time_us * 1000));
    const channelId = channelOf(topic);
    const [logTime, publishTime] = [time, time];
    this.#chunk.addMessage({ channelId, sequence: sequence >>> 0, logTime, publishTime, data });
    this.#counts.set(channelId, (this.#counts.get(channelId) ?? 0n) + 1n);
  }

  /** Between two ticks: closes the chunk if it is full, so that no tick lies in two. */
  turn(time_us: number): void {
    const isFull = this.#chunk.byteLength > CHUNK_BYTES;
    if (isFull || time_us - this.#began_us >= CHUNK_US) this.flush();
    if (this.#chunk.numMessages === 0) this.#began_us = time_us;
  }

  /** Writes the chunk as it is, if there is anything in it. */
  flush(): void {
    const chunk = this.#chunk;
    if (chunk.numMessages === 0) return;
    const { messageStartTime, messageEndTime, buffer: records } = chunk;
    const [chunkStartOffset, uncompressedSize] = [BigInt(this.bytes), BigInt(records.byteLength)];
    const uncompressedCrc = crc32(records);
    const times = { messageStartTime, messageEndTime };
    this.#records.writeChunk({
      ...times,
      uncompressedSize,
      uncompressedCrc,
      compression: '',
      records,
    });
    const chunkLength = BigInt(this.#records.length);
    const messageIndexOffsets = new Map<number, bigint>();
    for (const index of chunk.indices) {
      messageIndexOffsets.set(index.channelId, chunkStartOffset + BigInt(this.#records.length));
      this.#records.writeMessageIndex(index);
    }
    const messageIndexLength = BigInt(this.#records.length) - chunkLength;
    const sizes = { compression: '', compressedSize: uncompressedSize, uncompressedSize };
    const places = { chunkStartOffset, chunkLength, messageIndexOffsets, messageIndexLength };
    this.#chunks.push({ ...times, ...places, ...sizes });
    chunk.reset();
    this.#put();
  }

  /** The rest, and the summary. */
  end(): void {
    this.flush();
    this.#records.writeDataEnd({ dataSectionCrc: crc32Final(this.#crc) });
    this.#put();
    this.#crc = crc32Init();
    const summaryStart = BigInt(this.bytes);
    const groups = [
      this.#group(Opcode.SCHEMA, () => this.#declareSchemas()),
      this.#group(Opcode.CHANNEL, () => this.#declareChannels()),
      this.#group(Opcode.STATISTICS, () => this.#records.writeStatistics(this.#statistics())),
      this.#group(Opcode.METADATA_INDEX, () => this.#records.writeMetadataIndex(this.#metadata)),
      this.#group(Opcode.CHUNK_INDEX, () => {
        for (const chunk of this.#chunks) this.#records.writeChunkIndex(chunk);
      }),
    ];
    const summaryOffsetStart = summaryStart + BigInt(this.#records.length);
    for (const group of groups) if (group.groupLength > 0n) this.#records.writeSummaryOffset(group);
    // the checksum covers the footer up to itself
    this.#records.writeFooter({ summaryStart, summaryOffsetStart, summaryCrc: 0 });
    const summaryCrc = crc32(this.#records.buffer.subarray(0, this.#records.length - 4));
    const bytes = this.#records.buffer.slice();
    new DataView(bytes.buffer).setUint32(bytes.length - 4, summaryCrc, true);
    this.#records.reset();
    this.#records.writeMagic();
    this.#write(Buffer.concat([bytes, this.#records.buffer]));
  }

  #group(groupOpcode: number, write: () => void): McapTypes.SummaryOffset {
    const before = this.#records.length;
    write();
    const groupStart = BigInt(this.bytes + before);
    return { groupOpcode, groupStart, groupLength: BigInt(this.#records.length - before) };
  }

  #declare(): void {
    this.#declareSchemas();
    this.#declareChannels();
  }

  #declareSchemas(): void {
    for (const schema of this.#schemas) this.#records.writeSchema(schema);
  }

  #declareChannels(): void {
    for (const channel of this.#channels) this.#records.writeChannel(channel);
  }

  #statistics(): McapTypes.Statistics {
    const chunks = this.#chunks;
    return {
      messageCount: [...this.#counts.values()].reduce((sum, count) => sum + count, 0n),
      schemaCount: this.#schemas.length,
      channelCount: this.#channels.length,
      attachmentCount: 0,
      metadataCount: 1,
      chunkCount: chunks.length,
      messageStartTime: chunks[0]?.messageStartTime ?? 0n,
      messageEndTime: chunks.at(-1)?.messageEndTime ?? 0n,
      channelMessageCounts: this.#counts,
    };
  }

  #put(): void {
    const bytes = this.#records.buffer;
    this.#write(bytes);
    this.#crc = crc32Update(this.#crc, bytes);
    this.bytes += bytes.length;
    this.#records.reset();
  }
}
