/**
 * Durations in a fixed histogram: quantiles of millions of values without keeping them.
 * Buckets grow by about 3 %, from 0.1 us to about 10 s.
 */
const PER_OCTAVE = 24;
const OCTAVES = 27;
const SMALLEST_US = 0.1;

/** Lower edges of all buckets, made once. */
const EDGES_US = Float64Array.from(
  { length: PER_OCTAVE * OCTAVES },
  (_, i) => SMALLEST_US * 2 ** (i / PER_OCTAVE),
);

export class Histogram {
  /** Numbers that a histogram takes. */
  static readonly length = EDGES_US.length + 2;
  /** Count, maximum, buckets. */
  readonly #cells: Float64Array<ArrayBufferLike>;

  /** @param cells where it is kept, so that another thread may look on. Default: its own. */
  constructor(cells: Float64Array<ArrayBufferLike> = new Float64Array(Histogram.length)) {
    this.#cells = cells;
  }

  get count(): number {
    return this.#cells[0] as number;
  }

  get max_us(): number {
    return this.#cells[1] as number;
  }

  add(value_us: number): void {
    const cells = this.#cells;
    const bucket = 2 + bucketOf(value_us);
    cells[0] = this.count + 1;
    if (value_us > this.max_us) cells[1] = value_us;
    cells[bucket] = (cells[bucket] as number) + 1;
  }

  /** The value below which this share of all values lies, e.g. 0.99; 0 when empty. */
  quantile_us(share: number): number {
    const wanted = share * this.count;
    let seen = 0;
    for (let i = 0; i < EDGES_US.length; i++) {
      seen += this.#cells[2 + i] as number;
      if (seen >= wanted && seen > 0) return Math.min(EDGES_US[i] as number, this.max_us);
    }
    return this.max_us;
  }

  clear(): void {
    this.#cells.fill(0);
  }
}

/** Binary search: the last bucket whose lower edge is not above the value. */
function bucketOf(value_us: number): number {
  let low = 0;
  let high = EDGES_US.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((EDGES_US[middle] as number) <= value_us) low = middle;
    else high = middle - 1;
  }
  return low;
}
