/**
 * The compiled model as bytes: preamble, counts, then every array of fields.h at its aligned place.
 * The core's own check() is the judge of what is written here.
 */
import {
  type ArrayOf,
  arrayAlignmentBytes,
  type Format,
  formats,
  formatVersion,
  type ModelArrayName,
  type ModelArrays,
  type ModelCounts,
  modelArrays,
  modelCounts,
  modelMagic,
  modelPreambleBytes,
} from './fields.gen.js';

/** Arrays of the sizes that the counts ask for, all zero, to be filled and then written. */
export function makeModelArrays(counts: ModelCounts): ModelArrays {
  const arrays = Object.entries(modelArrays).map(([name, { format, count }]) => [
    name,
    new formats[format].array(count(counts)),
  ]);
  return Object.fromEntries(arrays) as ModelArrays;
}

/** The bytes of a model; their checksum covers everything after the preamble. */
export function writeModel(counts: ModelCounts, arrays: ModelArrays): Uint8Array {
  const places = placesOf(counts);
  const bytes = new Uint8Array(places.end);
  const view = new DataView(bytes.buffer);
  modelCounts.forEach((name, index) => {
    view.setUint32(modelPreambleBytes + 4 * index, counts[name], true);
  });
  for (const [name, offset] of places.offsets) {
    const array = arrays[name];
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
  }
  view.setUint32(0, modelMagic, true);
  view.setUint32(4, formatVersion, true);
  view.setUint32(8, bytes.length, true);
  view.setUint32(12, crc32(bytes.subarray(modelPreambleBytes)), true);
  return bytes;
}

/** The counts that stand in a model's bytes. */
export function readCounts(bytes: Uint8Array): ModelCounts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const counts = modelCounts.map((name, index) => [
    name,
    view.getUint32(modelPreambleBytes + 4 * index, true),
  ]);
  return Object.fromEntries(counts) as ModelCounts;
}

/** A copy of one array of a model. */
export function readArray<N extends ModelArrayName>(bytes: Uint8Array, name: N): ModelArrays[N] {
  const counts = readCounts(bytes);
  const { format, count } = modelArrays[name] as {
    format: Format;
    count: (c: ModelCounts) => number;
  };
  const offset = placesOf(counts).offsets.get(name) as number;
  const { array, bytes: size } = formats[format];
  const copy = bytes.slice(offset, offset + size * count(counts));
  return new array(copy.buffer) as ArrayOf<Format> as ModelArrays[N];
}

/** What identifies a model: eight hex digits. */
export function modelChecksum(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.getUint32(12, true).toString(16).padStart(8, '0');
}

function placesOf(counts: ModelCounts): { offsets: Map<ModelArrayName, number>; end: number } {
  const offsets = new Map<ModelArrayName, number>();
  let end = align(modelPreambleBytes + 4 * modelCounts.length);
  for (const [name, { format, count }] of Object.entries(modelArrays)) {
    offsets.set(name as ModelArrayName, end);
    end = align(end + formats[format].bytes * count(counts));
  }
  return { offsets, end };
}

function align(offset: number): number {
  return Math.ceil(offset / arrayAlignmentBytes) * arrayAlignmentBytes;
}

/** CRC-32 with zlib's polynomial. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1 ? 0xedb88320 : 0) ^ (crc >>> 1);
  return crc;
});
