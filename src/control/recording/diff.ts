/** Two recordings side by side: where they first differ, and what differs from there on. */
import { invalid } from './mcap-input.js';
import type { Recording } from './recording.js';
import { type Row, RowComparison, type RowDifference } from './row.js';

export interface FieldDifference {
  readonly field: string;
  readonly first_tick: number;
  /** Ticks in which it differs. */
  readonly ticks: number;
  /** Mean and largest size of the difference; null where one is not finite. */
  readonly mean: number | null;
  readonly largest: number | null;
}

export interface RecordingDifference {
  /** Ticks that are in both. */
  readonly ticks: number;
  /** Ticks that are in one of them alone. */
  readonly only_a: number;
  readonly only_b: number;
  readonly first: (RowDifference & { readonly tick: number }) | null;
  readonly fields: readonly FieldDifference[];
  /** Spikes, of all neurons and ticks, that are in one of them alone. */
  readonly spikes: number;
}

interface Sum {
  first_tick: number;
  ticks: number;
  sum: number;
  largest: number;
}

/** @throws RobotError RECORDING_INVALID for recordings of robots that are made otherwise. */
export function diffRecordings(a: Recording, b: Recording, b_path: string): RecordingDifference {
  demandAlike(a, b, b_path);
  const comparison = new RowComparison(a.header, a.layout, true);
  const sums = new Map<string, Sum>();
  let [i, j, ticks, spikes] = [0, 0, 0, 0];
  let first: RecordingDifference['first'] = null;
  while (i < a.count && j < b.count) {
    const [one, other] = [a.row(i), b.row(j)];
    const apart = (one.doubles[0] as number) - (other.doubles[0] as number);
    if (apart <= 0) i += 1;
    if (apart >= 0) j += 1;
    if (apart !== 0) continue;
    const tick = one.doubles[0] as number;
    first ??= firstOf(comparison, tick, one, other);
    for (const { name, at } of comparison.fields(one, other)) {
      add(sums, name, tick, Math.abs((one.doubles[at] as number) - (other.doubles[at] as number)));
    }
    spikes += spikesApart(one, other);
    ticks += 1;
  }
  const fields = [...sums].map(([field, sum]) => ({ field, ...told(sum) }));
  return { ticks, only_a: a.count - ticks, only_b: b.count - ticks, first, fields, spikes };
}

function firstOf(comparison: RowComparison, tick: number, one: Row, other: Row) {
  const found = comparison.first(one, other);
  return found ? { tick, ...found } : null;
}

function demandAlike(a: Recording, b: Recording, b_path: string): void {
  for (const what of ['sensors', 'actuators', 'levels', 'populations'] as const) {
    const [one, other] = [JSON.stringify(a.header[what]), JSON.stringify(b.header[what])];
    if (one !== other) throw invalid(`${b_path} › ${what}`, other, `those of the first: ${one}`);
  }
}

function add(sums: Map<string, Sum>, field: string, tick: number, apart: number): void {
  const sum = sums.get(field) ?? { first_tick: tick, ticks: 0, sum: 0, largest: 0 };
  sum.ticks += 1;
  sum.sum += apart;
  sum.largest = Math.max(sum.largest, apart);
  sums.set(field, sum);
}

function told({ first_tick, ticks, sum, largest }: Sum): Omit<FieldDifference, 'field'> {
  const isNumber = Number.isFinite(sum);
  return {
    first_tick,
    ticks,
    mean: isNumber ? sum / ticks : null,
    largest: isNumber ? largest : null,
  };
}

function spikesApart(a: Row, b: Row): number {
  let apart = 0;
  for (let i = 0; i < a.spikes.length; i++) if (a.spikes[i] !== b.spikes[i]) apart += 1;
  return apart;
}
