/** A row as the messages of a tick, and back. Every value is exact: NaN, infinities and -0 too. */
import type { Checkpoint } from '../mind.js';
import { neuronCount, type RecordingHeader } from './header.js';
import { Packer, Unpacker } from './protobuf.js';
import { AT, hashOf, type Layout, type Row, setHash } from './row.js';
import type { Topic } from './schema.js';

/** The whole mind after a tick, or as it was kept at the start of it. */
export interface KeyFrame {
  readonly tick: number;
  /** 1 + the place where an order kept it; 0 for one of the grid. */
  readonly kept: number;
  readonly checkpoint: Checkpoint;
}

/** Something that happened. */
export interface RecordedEvent {
  readonly name: string;
  readonly time_us: number;
  readonly detail: Readonly<Record<string, number | string | boolean>>;
}

/** The topics of every tick, in their order: the first opens a row, the last closes it. */
export const FIRST_TOPIC: Topic = '/verdict';
export const LAST_TOPIC: Topic = '/learning';

export class RowMessages {
  readonly #layout: Layout;
  /** 1 for each neuron that encoders drive. */
  readonly #input: Uint8Array;
  readonly #packer = new Packer();
  readonly #inner = new Packer();
  readonly #neurons: number[] = [];

  constructor(header: RecordingHeader, layout: Layout) {
    this.#layout = layout;
    this.#input = new Uint8Array(neuronCount(header));
    for (const { first, count, input } of header.populations) {
      if (input) this.#input.fill(1, first, first + count);
    }
  }

  /** Gives each message of the row; its bytes are overwritten by the next. */
  write(row: Row, give: (topic: Topic, bytes: Uint8Array) => void): void {
    const { sensors, actuators, values, valid_us, asked, done } = this.#layout;
    const hash = hashOf(row);
    give('/verdict', this.#verdict(row));
    give('/sensors', this.#doubles(row, values, sensors));
    give('/valid_us', this.#doubles(row, valid_us, sensors));
    give('/input', this.#spikes(row, 1));
    give('/spikes', this.#spikes(row, 0));
    give('/command/asked', this.#doubles(row, asked, actuators));
    give('/command/done', this.#doubles(row, done, actuators));
    if (hash !== '') give('/hash', this.#packer.start().text(1, hash).bytes);
    give('/learning', this.#learning(row));
  }

  /** Puts what a message says into the row. @throws RangeError for what is no such message. */
  read(topic: Topic, bytes: Uint8Array, row: Row): void {
    const { values, valid_us, asked, done } = this.#layout;
    const fields = new Unpacker(bytes);
    if (topic === '/verdict') this.#readVerdict(fields, row);
    else if (topic === '/sensors') readDoubles(fields, row, values);
    else if (topic === '/valid_us') readDoubles(fields, row, valid_us);
    else if (topic === '/command/asked') readDoubles(fields, row, asked);
    else if (topic === '/command/done') readDoubles(fields, row, done);
    else if (topic === '/input' || topic === '/spikes') readSpikes(fields, row);
    else if (topic === '/hash') while (fields.next()) setHash(row, fields.text());
    else if (topic === '/learning') this.#readLearning(fields, row);
  }

  #verdict({ doubles }: Row): Uint8Array {
    const { faults, limits, sensors, actuators } = this.#layout;
    const packer = this.#packer.start();
    packer.whole(1, doubles[AT.tick] as number).double(2, doubles[AT.now_us] as number);
    [AT.verdict, AT.order, AT.place, AT.cause, AT.fault].forEach((at, index) => {
      packer.whole(3 + index, doubles[at] as number);
    });
    packer.data(8, wholes(this.#inner.start(), doubles, faults, sensors));
    packer.data(9, wholes(this.#inner.start(), doubles, limits, actuators));
    packer.whole(10, doubles[AT.reason] as number);
    return packer.whole(11, doubles[AT.missed] as number).bytes;
  }

  #doubles({ doubles }: Row, first: number, count: number, packer = this.#packer): Uint8Array {
    packer.start();
    for (let i = 0; i < count; i++) packer.double(i + 1, doubles[first + i] as number);
    return packer.bytes;
  }

  #spikes({ spikes }: Row, input: number): Uint8Array {
    const neurons = this.#neurons;
    neurons.length = 0;
    for (let i = 0; i < spikes.length; i++) {
      if (spikes[i] === 1 && this.#input[i] === input) neurons.push(i);
    }
    return this.#packer.start().whole(1, neurons.length).wholes(2, neurons).bytes;
  }

  #learning(row: Row): Uint8Array {
    const { level, levels } = this.#layout;
    const reward = row.doubles[AT.reward] as number;
    const inner = this.#doubles(row, level, levels, this.#inner);
    return this.#packer.start().double(1, reward).data(2, inner).bytes;
  }

  #readVerdict(fields: Unpacker, row: Row): void {
    const { doubles } = row;
    doubles.fill(0);
    row.spikes.fill(0);
    const places = [AT.verdict, AT.order, AT.place, AT.cause, AT.fault];
    while (fields.next()) {
      const { field } = fields;
      if (field === 1) doubles[AT.tick] = fields.whole();
      else if (field === 2) doubles[AT.now_us] = fields.double();
      else if (field < 8) doubles[places[field - 3] as number] = fields.whole();
      else if (field === 8) readWholes(fields.data(), doubles, this.#layout.faults);
      else if (field === 9) readWholes(fields.data(), doubles, this.#layout.limits);
      else doubles[field === 10 ? AT.reason : AT.missed] = fields.whole();
    }
  }

  #readLearning(fields: Unpacker, row: Row): void {
    while (fields.next()) {
      if (fields.field === 1) row.doubles[AT.reward] = fields.double();
      else readDoubles(new Unpacker(fields.data()), row, this.#layout.level);
    }
  }
}

function wholes(packer: Packer, doubles: Float64Array, first: number, count: number) {
  for (let i = 0; i < count; i++) packer.whole(i + 1, doubles[first + i] as number);
  return packer.bytes;
}

function readWholes(bytes: Uint8Array, doubles: Float64Array, first: number): void {
  const fields = new Unpacker(bytes);
  while (fields.next()) doubles[first + fields.field - 1] = fields.whole();
}

function readDoubles(fields: Unpacker, { doubles }: Row, first: number): void {
  while (fields.next()) doubles[first + fields.field - 1] = fields.double();
}

function readSpikes(fields: Unpacker, { spikes }: Row): void {
  while (fields.next()) {
    if (fields.field === 1) fields.whole();
    else for (const neuron of fields.wholes()) spikes[neuron] = 1;
  }
}

export function packKeyFrame({ tick, kept, checkpoint }: KeyFrame): Uint8Array {
  const packer = new Packer().whole(1, tick).whole(2, kept).data(3, checkpoint.network);
  for (const { buffer, byteOffset, byteLength } of checkpoint.parts) {
    packer.data(4, new Uint8Array(buffer, byteOffset, byteLength));
  }
  return packer.bytes;
}

export function unpackKeyFrame(bytes: Uint8Array): KeyFrame {
  const fields = new Unpacker(bytes);
  const parts: Float64Array[] = [];
  let [tick, kept, network] = [0, 0, new Uint8Array()];
  while (fields.next()) {
    if (fields.field === 1) tick = fields.whole();
    else if (fields.field === 2) kept = fields.whole();
    else if (fields.field === 3) network = fields.data().slice();
    else parts.push(new Float64Array(fields.data().slice().buffer));
  }
  return { tick, kept, checkpoint: { network, parts } };
}

export function packEvent({ name, detail }: RecordedEvent): Uint8Array {
  return new Packer().text(1, name).text(2, JSON.stringify(detail)).bytes;
}

export function unpackEvent(bytes: Uint8Array, time_us: number): RecordedEvent {
  const fields = new Unpacker(bytes);
  let [name, detail] = ['', '{}'];
  while (fields.next()) {
    if (fields.field === 1) name = fields.text();
    else detail = fields.text();
  }
  return { name, time_us, detail: JSON.parse(detail) as RecordedEvent['detail'] };
}
