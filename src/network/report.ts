/** The report of a compilation: what each number became in fixed point, and what that cost. */
import type { Quantity } from './quantise.js';
import { short } from './quantise.js';

/** Smallest, mean and largest of some numbers. */
export interface Spread {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

export interface ReportRow {
  /** Where in the robot, without the robot's name: "neurons › left › tau_membrane_ms". */
  readonly path: string;
  readonly unit: string;
  /** The fixed-point format that holds it. */
  readonly format: string;
  /** How many numbers were drawn or written. */
  readonly count: number;
  /** As drawn. */
  readonly asked: Spread;
  /** As the core holds them. */
  readonly became: Spread;
  /** The largest |became / asked - 1| among them. */
  readonly worst_relative_error: number;
}

/** Collects the numbers of one parameter. */
export class Tally {
  readonly #path: string;
  readonly #quantity: Pick<Quantity, 'unit' | 'format'>;
  readonly #asked = new Sums();
  readonly #became = new Sums();
  #worst = 0;

  constructor(path: string, quantity: Pick<Quantity, 'unit' | 'format'>) {
    this.#path = path;
    this.#quantity = quantity;
  }

  add(asked: number, became: number): void {
    this.#asked.add(asked);
    this.#became.add(became);
    if (asked !== 0) this.#worst = Math.max(this.#worst, Math.abs(became / asked - 1));
  }

  row(): ReportRow {
    return {
      path: this.#path,
      unit: this.#quantity.unit,
      format: this.#quantity.format,
      count: this.#asked.count,
      asked: this.#asked.spread(),
      became: this.#became.spread(),
      worst_relative_error: this.#worst,
    };
  }
}

class Sums {
  count = 0;
  #sum = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;

  add(value: number): void {
    this.count += 1;
    this.#sum += value;
    this.#min = Math.min(this.#min, value);
    this.#max = Math.max(this.#max, value);
  }

  spread(): Spread {
    return { min: this.#min, mean: this.#sum / this.count, max: this.#max };
  }
}

/** The report as a person reads it, a line a parameter. */
export function formatReport(rows: readonly ReportRow[]): string {
  const lines = rows.map((row) => ({ path: row.path, change: formatChange(row) }));
  const width = Math.max(0, ...lines.map(({ path }) => path.length));
  return lines.map(({ path, change }) => `${path.padEnd(width)}  ${change}`).join('\n');
}

/** "14 ms -> 10 ms  (u8, ±29 %)": as asked, as held, in which format, the worst error. */
function formatChange({ unit, format, asked, became, worst_relative_error }: ReportRow): string {
  const suffix = unit && ` ${unit}`;
  const change = `${formatSpread(asked)}${suffix} -> ${formatSpread(became)}${suffix}`;
  return `${change}  (${format}, ${formatError(worst_relative_error)})`;
}

function formatError(error: number): string {
  if (error === 0) return 'exact';
  const percent = error * 100;
  if (percent >= 1) return `±${Math.ceil(percent)} %`;
  return `±${percent >= 0.001 ? percent.toPrecision(2) : percent.toExponential(1)} %`;
}

/** One number, or "smallest … mean … largest". */
export function formatSpread({ min, mean, max }: Spread): string {
  if (min === max) return short(min);
  return [min, mean, max].map(short).join(' … ');
}
