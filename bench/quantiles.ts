/** How benches tell durations: by median and tail, in aligned columns. */

export interface Quantiles {
  readonly p50_us: number;
  readonly p99_us: number;
  readonly max_us: number;
}

/** Sorts the durations in place. */
export function quantilesOf(durations_us: Float64Array): Quantiles {
  durations_us.sort();
  const at = (share: number) => durations_us[Math.floor(share * (durations_us.length - 1))] ?? 0;
  return { p50_us: at(0.5), p99_us: at(0.99), max_us: at(1) };
}

export function printQuantiles(parts: Readonly<Record<string, Quantiles>>): void {
  const width = Math.max(...Object.keys(parts).map((name) => name.length));
  for (const [name, { p50_us, p99_us, max_us }] of Object.entries(parts)) {
    const [p50, p99, max] = [p50_us, p99_us, max_us].map((us) => us.toFixed(2).padStart(8));
    console.log(`${name.padEnd(width)}  p50 ${p50}  p99 ${p99}  max ${max}`);
  }
}
