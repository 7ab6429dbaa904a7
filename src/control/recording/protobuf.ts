/**
 * As much of the protobuf wire format as a recording needs: numbered fields of doubles, whole
 * numbers below 2^53, text and bytes. https://protobuf.dev/programming-guides/encoding
 */

/** How a field's value is laid out: the low three bits of its tag. */
const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;

const encoder = new TextEncoder();

/** Writes one message after another into one buffer that grows; what it gave is overwritten. */
export class Packer {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  #used = 0;

  start(): this {
    this.#used = 0;
    return this;
  }

  /** What was written since start(), until the next start(). */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#used);
  }

  double(field: number, value: number): this {
    this.#tag(field, FIXED64);
    this.#reserve(8);
    this.#view.setFloat64(this.#used, value, true);
    this.#used += 8;
    return this;
  }

  whole(field: number, value: number): this {
    this.#tag(field, VARINT);
    this.#varint(value);
    return this;
  }

  data(field: number, bytes: Uint8Array): this {
    this.#tag(field, LENGTH);
    this.#varint(bytes.length);
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#used);
    this.#used += bytes.length;
    return this;
  }

  text(field: number, text: string): this {
    return this.data(field, encoder.encode(text));
  }

  /** Whole numbers, packed. */
  wholes(field: number, values: Iterable<number>): this {
    let length = 0;
    for (const value of values) length += varintLength(value);
    this.#tag(field, LENGTH);
    this.#varint(length);
    for (const value of values) this.#varint(value);
    return this;
  }

  #tag(field: number, wire: number): void {
    this.#varint(field * 8 + wire);
  }

  #varint(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#used++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#used++] = rest;
  }

  #reserve(more: number): void {
    if (this.#used + more <= this.#bytes.length) return;
    const bytes = new Uint8Array(2 * (this.#used + more));
    bytes.set(this.#bytes);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }
}

function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) length += 1;
  return length;
}

/** Reads a message field by field: `while (fields.next()) ... fields.field ... fields.double()`. */
export class Unpacker {
  field = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  #wire = VARINT;

  constructor(bytes: Uint8Array) {
    // a Buffer's slice() would not copy
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** To the next field, whose value is to be taken. @throws RangeError for what is no message. */
  next(): boolean {
    if (this.#at >= this.#bytes.length) return false;
    const tag = this.#varint();
    this.field = Math.floor(tag / 8);
    this.#wire = tag % 8;
    return true;
  }

  double(): number {
    this.#demand(FIXED64);
    this.#at += 8;
    return this.#view.getFloat64(this.#at - 8, true);
  }

  whole(): number {
    this.#demand(VARINT);
    return this.#varint();
  }

  data(): Uint8Array {
    this.#demand(LENGTH);
    const length = this.#varint();
    if (this.#at + length > this.#bytes.length) throw new RangeError('a field past its message');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  text(): string {
    return new TextDecoder().decode(this.data());
  }

  wholes(): number[] {
    const inner = new Unpacker(this.data());
    const values: number[] = [];
    while (inner.#at < inner.#bytes.length) values.push(inner.#varint());
    return values;
  }

  #demand(wire: number): void {
    if (this.#wire !== wire) throw new RangeError(`a field ${this.field} of another type`);
  }

  #varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined || scale > 2 ** 49) throw new RangeError('a number without an end');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
}
