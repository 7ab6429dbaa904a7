/** striatum weights show: the weights of a checkpoint, each projection with its distribution. */
import type { Saved } from '../control/checkpoint/file.js';
import { secondsOf } from '../control/checkpoint/header.js';
import { formats } from '../network/fields.gen.js';
import { short, table } from './format.js';
import { print, printJson } from './options.js';

const BINS = 16;
const BARS = '▁▂▃▄▅▆▇█';
const ONE = 2 ** formats.q7_24.fraction;

interface Distribution {
  readonly projection: string;
  readonly learn: string;
  readonly synapses: number;
  readonly min_mv: number;
  readonly mean_mv: number;
  readonly max_mv: number;
  /** How many synapses lie in each of equal steps from the least to the greatest. */
  readonly histogram: readonly number[];
}

export function showWeights(saved: Saved, json: boolean): void {
  const { number, robot, tick, label } = saved.header;
  const projections = distributions(saved);
  if (json) {
    printJson({ number, robot, tick, label: label ?? null, projections });
    return;
  }
  const name = label === undefined ? '' : `, '${label}'`;
  print(`${robot}: checkpoint ${number}${name}, tick ${tick}, ${secondsOf(saved.header)} s\n`);
  const rows = projections.map((one) => [
    one.projection,
    one.learn,
    String(one.synapses),
    ...[one.min_mv, one.mean_mv, one.max_mv].map(short),
    bars(one.histogram),
  ]);
  const head = ['projection', 'learning', 'synapses', 'min/mV', 'mean/mV', 'max/mV', 'histogram'];
  print(table([head, ...rows]));
}

function distributions({ header, synapses }: Saved): Distribution[] {
  return header.shape.projections.flatMap(({ name, learn, first, count }) => {
    if (learn === null) return [];
    const weights = [...synapses.weight.subarray(first, first + count)].map((w) => w / ONE);
    return { projection: name, learn, synapses: count, ...distributionOf(weights) };
  });
}

function distributionOf(weights: readonly number[]) {
  const [min_mv, max_mv] = weights.reduce(
    ([least, most], weight) => [Math.min(least, weight), Math.max(most, weight)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const mean_mv = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  const histogram = new Array<number>(BINS).fill(0);
  for (const weight of weights) {
    const share = max_mv > min_mv ? (weight - min_mv) / (max_mv - min_mv) : 0;
    const bin = Math.min(BINS - 1, Math.floor(share * BINS));
    histogram[bin] = (histogram[bin] as number) + 1;
  }
  return { min_mv, mean_mv, max_mv, histogram };
}

function bars(histogram: readonly number[]): string {
  const most = Math.max(...histogram, 1);
  return histogram
    .map((count) => (count === 0 ? ' ' : BARS[Math.ceil((count / most) * BARS.length) - 1]))
    .join('');
}
