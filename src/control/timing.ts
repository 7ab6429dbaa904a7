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
  readonly #buckets = new Float64Array(EDGES_US.length);
  count = 0;
  max_us = 0;

  add(value_us: number): void {
    this.count += 1;
    if (value_us > this.max_us) this.max_us = value_us;
    const index = bucketOf(value_us);
    this.#buckets[index] = (this.#buckets[index] as number) + 1;
  }

  /** The value below which this share of all values lies, e.g. 0.99; 0 when empty. */
  quantile_us(share: number): number {
    const wanted = share * this.count;
    let seen = 0;
    for (let i = 0; i < this.#buckets.length; i++) {
      seen += this.#buckets[i] as number;
      if (seen >= wanted && seen > 0) return Math.min(EDGES_US[i] as number, this.max_us);
    }
    return this.max_us;
  }

  clear(): void {
    this.#buckets.fill(0);
    this.count = 0;
    this.max_us = 0;
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
