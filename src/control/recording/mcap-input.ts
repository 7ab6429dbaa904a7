/**
 * Reads an MCAP file record by record and checks every checksum on the way. A file that was cut
 * short is good up to its last whole record; one that ends as it should and does not add up is
 * damaged.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32, crc32Final, crc32Init, crc32Update } from '@foxglove/crc';
import { McapConstants } from '@mcap/core';
import { RobotError } from '../../errors.js';

const { MCAP_MAGIC, Opcode } = McapConstants;
const MAGIC = Buffer.from(MCAP_MAGIC);
/** Opcode and length. */
const RECORD_HEAD = 9;
/** Of a chunk without compression: times, size, checksum, an empty text, size again. */
const CHUNK_HEAD = 40;

/** Where the messages of a chunk lie in the file. */
export interface ChunkPlace {
  readonly offset: number;
  readonly length: number;
  readonly start_s: number;
  readonly end_s: number;
}

export interface McapVisitor {
  metadata(name: string, values: ReadonlyMap<string, string>): void;
  chunk(place: ChunkPlace, records: Uint8Array): void;
}

export interface Message {
  readonly channel: number;
  readonly time_ns: bigint;
  readonly data: Uint8Array;
}

export class McapInput {
  readonly #path: string;
  readonly #file: number;
  readonly #size: number;

  /** @throws RobotError FILE_MISSING. */
  constructor(path: string) {
    this.#path = path;
    try {
      this.#file = openSync(path, 'r');
      this.#size = fstatSync(this.#file).size;
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

  /**
   * Shows every record of the data to the visitor, once it was checked.
   * @returns bytes at the end that are no whole record; 0 for a file that was closed.
   * @throws RobotError RECORDING_INVALID, with the time of what is damaged where it has one.
   */
  visit(visitor: McapVisitor): number {
    if (!this.read(0, MAGIC.length).equals(MAGIC)) {
      throw invalid(this.#path, 'a file that is no MCAP', 'a recording in an MCAP file');
    }
    const isWhole = this.read(this.#size - MAGIC.length, MAGIC.length).equals(MAGIC);
    let crc = crc32Update(crc32Init(), MAGIC);
    let at = MAGIC.length;
    for (;;) {
      const head = this.read(at, RECORD_HEAD);
      const length = head.length < RECORD_HEAD ? 0 : Number(head.readBigUInt64LE(1));
      const next = at + RECORD_HEAD + length;
      if (head.length < RECORD_HEAD || next > this.#size) {
        if (isWhole) throw this.#damaged('between chunks');
        return this.#size - at;
      }
      const content = this.read(at + RECORD_HEAD, length);
      const opcode = head.readUInt8(0);
      if (opcode === Opcode.FOOTER) {
        const left = this.#size - next;
        this.#checkEnd(content, crc, next);
        return left < MAGIC.length ? left : 0;
      }
      if (opcode === Opcode.DATA_END) {
        const wanted = content.length === 4 ? content.readUInt32LE(0) : -1;
        if (crc32Final(crc) !== wanted) throw this.#damaged('between chunks');
        crc = crc32Init();
      } else {
        this.#show(opcode, content, at + RECORD_HEAD, visitor);
        crc = crc32Update(crc32Update(crc, head), content);
      }
      at = next;
    }
  }

  /** So many bytes from there, or as many as there are. */
  read(offset: number, length: number): Buffer {
    const bytes = Buffer.alloc(Math.max(0, Math.min(length, this.#size - Math.max(0, offset))));
    const count = readSync(this.#file, bytes, 0, bytes.length, Math.max(0, offset));
    return bytes.subarray(0, count);
  }

  close(): void {
    closeSync(this.#file);
  }

  #show(opcode: number, content: Buffer, at: number, visitor: McapVisitor): void {
    try {
      this.#read(opcode, content, at, visitor);
    } catch (error) {
      if (error instanceof RangeError) throw this.#damaged('between chunks');
      throw error;
    }
  }

  #read(opcode: number, content: Buffer, at: number, visitor: McapVisitor): void {
    if (opcode === Opcode.METADATA) {
      const text = new Texts(content);
      visitor.metadata(text.next(), text.map());
    }
    if (opcode !== Opcode.CHUNK) return;
    const [start, end] = [content.readBigUInt64LE(0), content.readBigUInt64LE(8)];
    const [start_s, end_s] = [Number(start) / 1e9, Number(end) / 1e9];
    if (content.readUInt32LE(28) !== 0) {
      throw invalid(this.#path, 'a compressed chunk', 'chunks as they were recorded');
    }
    const records = content.subarray(CHUNK_HEAD);
    if (crc32(records) !== content.readUInt32LE(24)) {
      throw this.#damaged(`${start_s.toFixed(3)} s to ${end_s.toFixed(3)} s`);
    }
    visitor.chunk({ offset: at + CHUNK_HEAD, length: records.length, start_s, end_s }, records);
  }

  /** The footer's checksum covers the summary before it and most of itself. */
  #checkEnd(footer: Buffer, crc: number, end: number): void {
    const from = end - RECORD_HEAD - footer.length;
    const own = this.read(from, RECORD_HEAD + footer.length - 4);
    const isSound =
      footer.length === 20 &&
      crc32Final(crc32Update(crc, own)) === footer.readUInt32LE(16) &&
      MAGIC.subarray(0, this.#size - end).equals(this.read(end, this.#size));
    if (!isSound) throw this.#damaged('summary');
  }

  #damaged(where: string): RobotError {
    const allowed = 'what was written there';
    return invalid(`${this.#path} › ${where}`, 'damaged bytes', allowed);
  }
}

export function invalid(path: string, got: string, allowed: string): RobotError {
  const remedy = 'take an undamaged copy, or record again: `striatum run ROBOT --record FILE`';
  return new RobotError({ code: 'RECORDING_INVALID', path, got, allowed, remedy });
}

/** The messages of a chunk. @throws RangeError where they are none. */
export function* messagesOf(records: Uint8Array): Generator<Message> {
  const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
  for (let at = 0; at < records.length; ) {
    const from = at + RECORD_HEAD;
    const end = from + Number(view.getBigUint64(at + 1, true));
    if (end > records.length) throw new RangeError('a message past its chunk');
    if (view.getUint8(at) === Opcode.MESSAGE) {
      yield {
        channel: view.getUint16(from, true),
        time_ns: view.getBigUint64(from + 6, true),
        data: records.subarray(from + 22, end),
      };
    }
    at = end;
  }
}

/** Texts of a record, each after its length. */
class Texts {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  next(): string {
    const from = this.#at + 4;
    this.#at = from + this.#bytes.readUInt32LE(this.#at);
    return this.#bytes.toString('utf8', from, this.#at);
  }

  map(): Map<string, string> {
    const end = this.#at + 4 + this.#bytes.readUInt32LE(this.#at);
    const found = new Map<string, string>();
    this.#at += 4;
    while (this.#at < end) found.set(this.next(), this.next());
    return found;
  }
}
