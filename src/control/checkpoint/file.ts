/**
 * A checkpoint as a file: magic, version, length of the header, the header as JSON, the frozen
 * network, the parts beside it, every plastic synapse, and SHA-256 of all that. Little-endian.
 */
import { createHash, webcrypto } from 'node:crypto';
import { RobotError } from '../../errors.js';
import type { Checkpoint } from '../mind.js';
import { type Header, headerSchema } from './header.js';
import { SYNAPSE_COLUMNS, type SynapseTable } from './synapses.js';

export interface Saved extends Checkpoint {
  readonly header: Header;
  /** Weights and ends as of then, so that they can be read without the model. */
  readonly synapses: SynapseTable;
}

const MAGIC = Buffer.from('STRIATCP', 'latin1');
const FILE_VERSION = 1;
const PREAMBLE_BYTES = MAGIC.length + 8;
const DIGEST_BYTES = 32;

/** The bytes of a file; hashed beside the event loop, so that a large one holds up no tick. */
export async function encodeCheckpoint(saved: Saved): Promise<Uint8Array> {
  const header = Buffer.from(JSON.stringify(saved.header));
  const preamble = Buffer.alloc(PREAMBLE_BYTES);
  preamble.set(MAGIC);
  preamble.writeUInt32LE(FILE_VERSION, MAGIC.length);
  preamble.writeUInt32LE(header.length, MAGIC.length + 4);
  const columns = SYNAPSE_COLUMNS.map((column) => bytesOf(saved.synapses[column]));
  const body = [preamble, header, saved.network, ...saved.parts.map(bytesOf), ...columns];
  const content = Buffer.concat(body);
  const digest = await webcrypto.subtle.digest('SHA-256', content);
  return Buffer.concat([content, new Uint8Array(digest)]);
}

/**
 * What a file holds.
 * @throws RobotError STATE_DAMAGED for a file that is not to the bit what was written.
 */
export function decodeCheckpoint(bytes: Uint8Array, path: string): Saved {
  const content = bytes.subarray(0, Math.max(0, bytes.length - DIGEST_BYTES));
  const digest = createHash('sha256').update(content).digest();
  if (!digest.equals(bytes.subarray(content.length))) {
    throw damaged(path, `${bytes.length} bytes that are not those that were written`);
  }
  const view = Buffer.from(content.buffer, content.byteOffset, content.length);
  if (!view.subarray(0, MAGIC.length).equals(MAGIC)) throw damaged(path, 'another kind of file');
  const version = view.readUInt32LE(MAGIC.length);
  if (version !== FILE_VERSION) throw damaged(path, `version ${version} of the format`);
  const start = PREAMBLE_BYTES + view.readUInt32LE(MAGIC.length + 4);
  return readBody(view, headerOf(view.toString('utf8', PREAMBLE_BYTES, start), path), start);
}

/** What the header of a damaged file says, if it can still be read; not to be relied on. */
export function peekHeader(bytes: Buffer): Header | undefined {
  try {
    const start = PREAMBLE_BYTES + bytes.readUInt32LE(MAGIC.length + 4);
    return headerOf(bytes.toString('utf8', PREAMBLE_BYTES, start), '');
  } catch {
    return undefined;
  }
}

function headerOf(text: string, path: string): Header {
  const parsed = headerSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const { path: place = [], message = '' } = parsed.error.issues[0] ?? {};
  throw damaged(path, `a header whose ${place.join(' › ')} does not fit: ${message}`);
}

function readBody(view: Buffer, header: Header, start: number): Saved {
  let at = start;
  const next = (length: number) => {
    at += length;
    // A copy, since an array of numbers begins at an aligned place alone.
    return Uint8Array.prototype.slice.call(view, at - length, at);
  };
  const network = next(header.network_bytes);
  const parts = header.parts.map((length) => new Float64Array(next(8 * length).buffer));
  const columns = SYNAPSE_COLUMNS.map((column) => {
    return [column, new Int32Array(next(4 * header.plastic_synapses).buffer)];
  });
  return { header, network, parts, synapses: Object.fromEntries(columns) as SynapseTable };
}

function bytesOf(array: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function damaged(path: string, got: string): RobotError {
  return new RobotError({
    code: 'STATE_DAMAGED',
    path,
    got,
    allowed: 'a checkpoint of this version, whole',
    remedy: 'go back to one before it: `striatum weights list DIR` shows which are whole',
  });
}
