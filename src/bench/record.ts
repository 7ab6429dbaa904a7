/** Record: a run watched from outside: who spiked, and which rows of synapses arrived. */
import type { Compiled } from '../network/compile.js';
import { readArray } from '../network/model-file.js';
import type { Network } from '../network/network.js';
import type { Stimulus } from './workload.js';

/** Rows of one sort, as the model lays them out, and those that arrived. */
export interface Arrivals {
  readonly row_start: Uint32Array;
  readonly target: Uint32Array;
  readonly weight: Int32Array;
  /** The last rows that arrived, in their order; the oldest may stand behind the newest. */
  readonly rows: Uint32Array;
  /** How many rows and synapses arrived in all. */
  readonly arrived: number;
  readonly events: number;
  /** Of the events, those whose weight is not read, for it is that of the whole lane. */
  readonly alike: number;
}

export interface Recording {
  readonly cell_spikes: number;
  readonly still: Arrivals;
  readonly plastic: Arrivals;
}

/** More rows than any cache remembers, yet few enough to replay them in a moment. */
const ROWS_KEPT = 2 ** 18;

/** Runs the network and writes down what happened. */
export function record(network: Network, stimulus: Stimulus, ticks: number): Recording {
  const { compiled, views } = network;
  const watches = { still: new Watch(compiled, 'static'), plastic: new Watch(compiled, 'plastic') };
  const populations = [...compiled.populations.values()];
  const cells = populations.filter(({ kind }) => kind !== 'source').map(({ index }) => index);
  let cell_spikes = 0;
  for (let tick = 0; tick < ticks; tick++) {
    watches.still.before(network, tick);
    watches.plastic.before(network, tick);
    stimulus();
    network.tick();
    for (const index of cells) cell_spikes += views.population_spikes[index] as number;
  }
  return { cell_spikes, still: watches.still.done(), plastic: watches.plastic.done() };
}

/** Follows the rows of one sort through the core's own lists of spikes. */
class Watch {
  readonly #delay: Uint8Array;
  readonly #pre_first: Uint32Array;
  readonly #pre_count: Uint32Array;
  readonly #row_first: Uint32Array;
  readonly #row_start: Uint32Array;
  readonly #target: Uint32Array;
  readonly #weight: Int32Array;
  readonly #rows = new Uint32Array(ROWS_KEPT);
  #arrived = 0;
  #events = 0;
  readonly #shares_weight: readonly boolean[];
  #alike = 0;

  constructor({ bytes }: Compiled, sort: 'static' | 'plastic') {
    this.#delay = readArray(bytes, `${sort}_lane_delay`);
    this.#pre_first = readArray(bytes, `${sort}_lane_pre_first`);
    this.#pre_count = readArray(bytes, `${sort}_lane_pre_count`);
    this.#row_first = readArray(bytes, `${sort}_lane_row_first`);
    this.#row_start = readArray(bytes, `${sort}_row_start`);
    this.#target = readArray(bytes, `${sort}_target`);
    this.#weight = readArray(bytes, `${sort}_weight`);
    this.#shares_weight = [...this.#row_first].map((first, lane) => {
      const past = first + (this.#pre_count[lane] as number);
      const weights = this.#weight.subarray(this.#row_start[first], this.#row_start[past]);
      return sort === 'static' && weights.every((weight) => weight === weights[0]);
    });
  }

  /** Notes the rows that arrive in the tick to come. */
  before({ compiled: { counts }, views }: Network, tick: number): void {
    const { spike_list, spike_segment } = views;
    for (let lane = 0; lane < this.#delay.length; lane++) {
      const fired = tick - (this.#delay[lane] as number);
      const slot = fired & (counts.history_slots - 1);
      const segments = slot * (counts.populations + 1);
      const list = slot * counts.neurons;
      const end = list + (spike_segment[segments + counts.populations] as number);
      const pre_first = this.#pre_first[lane] as number;
      const pre_count = this.#pre_count[lane] as number;
      for (let i = list; i < end; i++) {
        const pre = (spike_list[i] as number) - pre_first;
        if (pre >= 0 && pre < pre_count) this.#add(lane, pre);
      }
    }
  }

  #add(lane: number, pre: number): void {
    const row = (this.#row_first[lane] as number) + pre;
    this.#rows[this.#arrived % ROWS_KEPT] = row;
    this.#arrived += 1;
    const start = this.#row_start[row] as number;
    const events = (this.#row_start[row + 1] as number) - start;
    this.#events += events;
    if (this.#shares_weight[lane]) this.#alike += events;
  }

  done(): Arrivals {
    return {
      row_start: this.#row_start,
      target: this.#target,
      weight: this.#weight,
      rows: this.#rows.subarray(0, Math.min(this.#arrived, ROWS_KEPT)),
      arrived: this.#arrived,
      events: this.#events,
      alike: this.#alike,
    };
  }
}
