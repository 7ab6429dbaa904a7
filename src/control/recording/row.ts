/**
 * A row: everything that is recorded of one tick, in memory of a fixed size, so that writing it
 * allocates nothing. Replay makes the same row of what it did, and compares.
 */
import { REASONS, SENSOR_FAULTS, VERDICTS } from '../gate.js';
import { ORDER_KINDS } from '../orders.js';
import { neuronCount, neuronName, type RecordingHeader } from './header.js';

/** Places of the doubles that every row begins with. */
export const AT = {
  tick: 0,
  now_us: 1,
  verdict: 2,
  order: 3,
  place: 4,
  /** 1 + the sensor that made the robot safe; 0 for none. */
  cause: 5,
  fault: 6,
  reward: 7,
  /** 1 if the hash was taken in this tick. */
  hashed: 8,
  hash_high: 9,
  hash_low: 10,
  /** Messages beside rows that were sent so far: key frames and events. */
  posted: 11,
  /** Why it did not drive. */
  reason: 12,
  /** Slots of the grid that were missed before it. */
  missed: 13,
} as const;
const HEAD = Object.keys(AT).length;

/** Kinds of bad samples, as `faults` numbers them. */
export const FAULTS = ['fine', ...SENSOR_FAULTS] as const;
/** What the gate did to a command, as bits: not a number 1, range 2, slew 4. */
export const LIMITS = [
  ...['none', 'not_a_number', 'range', 'not_a_number_and_range', 'slew'],
  ...['not_a_number_and_slew', 'range_and_slew', 'all'],
] as const;

/** One double of a row that is compared, by the path that Foxglove plots. */
export interface Field {
  readonly name: string;
  readonly at: number;
  /** Values in words, where they have such. */
  readonly words?: readonly string[];
}

/** Where a row keeps what. */
export class Layout {
  readonly sensors: number;
  readonly actuators: number;
  readonly levels: number;
  readonly neurons: number;
  /** Where each group of doubles begins. */
  readonly values = HEAD;
  readonly valid_us: number;
  readonly faults: number;
  readonly limits: number;
  readonly asked: number;
  readonly done: number;
  readonly level: number;
  readonly doubles: number;
  /** Of a whole row, spikes included, in whole doubles. */
  readonly bytes: number;

  constructor(header: RecordingHeader) {
    this.sensors = header.sensors.length;
    this.actuators = header.actuators.length;
    this.levels = header.levels.length;
    this.neurons = neuronCount(header);
    this.valid_us = this.values + this.sensors;
    this.faults = this.valid_us + this.sensors;
    this.limits = this.faults + this.sensors;
    this.asked = this.limits + this.actuators;
    this.done = this.asked + this.actuators;
    this.level = this.done + this.actuators;
    this.doubles = this.level + this.levels;
    this.bytes = 8 * (this.doubles + Math.ceil(this.neurons / 8));
  }

  row(buffer: ArrayBufferLike, offset = 0): Row {
    return {
      doubles: new Float64Array(buffer, offset, this.doubles),
      spikes: new Uint8Array(buffer, offset + 8 * this.doubles, this.neurons),
    };
  }
}

export interface Row {
  readonly doubles: Float64Array;
  /** 1 for each neuron that spiked. */
  readonly spikes: Uint8Array;
}

/** What came into a tick; equal in a replay, which is given it. */
export function inputFields(header: RecordingHeader, layout: Layout): Field[] {
  return [
    { name: '/verdict.now_us', at: AT.now_us },
    ...named('/sensors', header.sensors, layout.values),
    ...named('/valid_us', header.sensors, layout.valid_us),
    { name: '/verdict.order', at: AT.order, words: ORDER_KINDS },
    { name: '/verdict.place', at: AT.place },
    { name: '/verdict.missed', at: AT.missed },
  ];
}

/** What the gate made of it. */
export function gateFields(header: RecordingHeader, layout: Layout): Field[] {
  return [
    ...named('/verdict.faults', header.sensors, layout.faults, FAULTS),
    { name: '/verdict.verdict', at: AT.verdict, words: VERDICTS },
    { name: '/verdict.cause', at: AT.cause, words: ['none', ...header.sensors] },
    { name: '/verdict.fault', at: AT.fault, words: FAULTS },
    { name: '/verdict.reason', at: AT.reason, words: REASONS },
  ];
}

/** What came of it, beside spikes. */
export function outputFields(header: RecordingHeader, layout: Layout): Field[] {
  return [
    ...named('/command/asked', header.actuators, layout.asked),
    ...named('/verdict.limits', header.actuators, layout.limits, LIMITS),
    ...named('/command/done', header.actuators, layout.done),
    { name: '/learning.reward', at: AT.reward },
    ...named('/learning.levels', header.levels, layout.level),
  ];
}

function named(
  topic: string,
  names: readonly string[],
  first: number,
  words?: readonly string[],
): Field[] {
  return names.map((name, i) => ({
    name: `${topic}.${name}`,
    at: first + i,
    ...(words && { words }),
  }));
}

/** Sixteen hex digits; '' in a tick without. */
export function hashOf({ doubles }: Row): string {
  if (doubles[AT.hashed] !== 1) return '';
  return hex(doubles[AT.hash_high] as number) + hex(doubles[AT.hash_low] as number);
}

export function setHash({ doubles }: Row, hash: string): void {
  doubles[AT.hashed] = hash === '' ? 0 : 1;
  doubles[AT.hash_high] = hash === '' ? 0 : Number.parseInt(hash.slice(0, 8), 16);
  doubles[AT.hash_low] = hash === '' ? 0 : Number.parseInt(hash.slice(8), 16);
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}

/** The first place at which two rows differ, and what stands there. */
export interface RowDifference {
  readonly field: string;
  readonly a: number | string;
  readonly b: number | string;
}

export interface DifferentNeuron {
  readonly neuron: number;
  readonly name: string;
}

type Population = RecordingHeader['populations'][number];

/** Compares rows field by field, in the order in which a tick makes them. */
export class RowComparison {
  readonly #header: RecordingHeader;
  readonly #before: readonly Field[];
  readonly #after: readonly Field[];

  /** @param inputs whether what came in is compared too; a replay is given it. */
  constructor(header: RecordingHeader, layout: Layout, inputs: boolean) {
    this.#header = header;
    this.#before = [...(inputs ? inputFields(header, layout) : []), ...gateFields(header, layout)];
    this.#after = outputFields(header, layout);
  }

  first(a: Row, b: Row): RowDifference | undefined {
    return (
      fieldThatDiffers(this.#before, a, b) ??
      this.#spikes(a, b) ??
      fieldThatDiffers(this.#after, a, b) ??
      hashes(a, b)
    );
  }

  /** Every double that differs. */
  fields(a: Row, b: Row): Field[] {
    return [...this.#before, ...this.#after].filter((field) => differs(field, a, b));
  }

  /**
   * The first neuron of which only one row says that it spiked: of those that encoders drive,
   * or of the others.
   */
  neuron(a: Row, b: Row, inputs: boolean): DifferentNeuron | undefined {
    for (const home of this.#header.populations) {
      const neuron = home.input === inputs ? neuronThatDiffers(home, a, b) : -1;
      if (neuron >= 0) return { neuron, name: neuronName(this.#header, neuron) };
    }
    return undefined;
  }

  #spikes(a: Row, b: Row): RowDifference | undefined {
    const input = this.neuron(a, b, true);
    const found = input ?? this.neuron(a, b, false);
    if (!found) return undefined;
    const said = (row: Row) => (row.spikes[found.neuron] === 1 ? 'a spike' : 'no spike');
    const field = `${input ? '/input' : '/spikes'}.${found.name}`;
    return { field, a: said(a), b: said(b) };
  }
}

function neuronThatDiffers({ first, count }: Population, a: Row, b: Row): number {
  for (let i = first; i < first + count; i++) if (a.spikes[i] !== b.spikes[i]) return i;
  return -1;
}

function fieldThatDiffers(fields: readonly Field[], a: Row, b: Row): RowDifference | undefined {
  const field = fields.find((one) => differs(one, a, b));
  if (!field) return undefined;
  return { field: field.name, a: wordOf(field, a), b: wordOf(field, b) };
}

function differs({ at }: Field, a: Row, b: Row): boolean {
  return !Object.is(a.doubles[at], b.doubles[at]);
}

export function wordOf({ at, words }: Field, { doubles }: Row): number | string {
  const value = doubles[at] as number;
  return words?.[value] ?? value;
}

function hashes(a: Row, b: Row): RowDifference | undefined {
  const [one, other] = [hashOf(a), hashOf(b)];
  if (one === other || one === '' || other === '') return undefined;
  return { field: '/hash.state', a: one, b: other };
}
