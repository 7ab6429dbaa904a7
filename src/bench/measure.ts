/** Measure: one workload run, timed, and set beside what its synapses cost at the least. */
import { machineClock } from '../clock.js';
import { addon } from '../network/binding.js';
import { type Compiled, compile } from '../network/compile.js';
import { formats } from '../network/fields.gen.js';
import { Network } from '../network/network.js';
import { bytesOfOne } from './bytes.js';
import { type Arrivals, type Recording, record } from './record.js';
import type { Stimulus, Workload } from './workload.js';

export interface Size {
  readonly seconds: number;
  readonly small: boolean;
  /** Threads that share a tick. */
  readonly threads: number;
}

/** What one workload took. Times are wall-clock; a second of `_per_s` is one of those. */
export interface Measured {
  readonly workload: string;
  readonly summary: string;
  readonly ticks: number;
  readonly real_time_factor: number;
  /** The same of each run; the best of them counts. */
  readonly real_time_factors: readonly number[];
  readonly rate_hz: number;
  readonly events_per_s: number;
  readonly step_us: number;
  /** Of a step: the same cells with the same input and no synapses, input included. */
  readonly cells_us: number;
  /** What the input costs in a step, by the way in which it is made; the first is in use. */
  readonly stimuli_us: { readonly [name: string]: number };
  /** A single advance from JavaScript: input written, and one tick. */
  readonly advance_us: { readonly p50: number; readonly p99: number };
  readonly ns_per_event: number;
  /** What is left of a step without the cells, and the bare loop over the same rows. */
  readonly delivery_ns_per_event: number;
  readonly limit_ns_per_event: number;
  readonly share_of_limit: number;
  /** Bytes of synapses and rows that an arrival touches, and has in the tables of its synapses. */
  readonly bytes_per_event: { readonly touched: number; readonly laid_out: number };
  /** Bytes that a synapse takes in all. */
  readonly bytes_per_synapse: { readonly static: number; readonly plastic: number };
  readonly model_bytes: number;
  readonly state_bytes: number;
  readonly checksum: string;
  /** Of the whole state at the end. */
  readonly hash: string;
}

const RUNS = 3;
const LIMIT_REPEATS = 5;
const NETWORK_SEED = 1;

/** Runs a workload several times: watched, against the clock, without synapses, tick by tick. */
export function measure(workload: Workload, { seconds, small, threads }: Size): Measured {
  const spec = workload.network(small);
  const compiled = compile(spec, { seed: 1 });
  const bare = compile({ ...spec, synapses: [] }, { seed: 1 });
  const ticks = Math.max(1, Math.round((seconds * 1000) / spec.tick_ms));
  const makers = Object.entries(workload.stimuli);
  const [, stimulate] = makers[0] as (typeof makers)[number];

  const recording = withNetwork(compiled, (network) => record(network, stimulate(network), ticks));
  const runs = Array.from({ length: RUNS }, () => timeRun(compiled, stimulate, ticks, threads));
  const step_us = Math.min(...runs.map(({ us }) => us)) / ticks;
  const bare_runs = Array.from({ length: RUNS }, () => timeRun(bare, stimulate, ticks, threads));
  const cells_us = Math.min(...bare_runs.map(({ us }) => us)) / ticks;
  const { still, plastic } = recording;
  const events = Math.max(1, still.events + plastic.events);
  const delivery_ns = ((step_us - cells_us) * 1000 * ticks) / events;
  const limit_ns = (limitOf(still, compiled, false) + limitOf(plastic, compiled, true)) / events;
  return {
    workload: workload.letter,
    summary: workload.summary,
    ticks,
    real_time_factor: (spec.tick_ms * 1000) / step_us,
    real_time_factors: runs.map(({ us }) => (spec.tick_ms * 1000 * ticks) / us),
    rate_hz: rateOf(recording, compiled, ticks),
    events_per_s: (events / ticks / step_us) * 1e6,
    step_us,
    cells_us,
    stimuli_us: Object.fromEntries(
      makers.map(([name, make]) => [name, timeStimulus(compiled, make, ticks)]),
    ),
    advance_us: timeAdvances(compiled, stimulate, ticks, threads),
    ns_per_event: (step_us * 1000 * ticks) / events,
    delivery_ns_per_event: delivery_ns,
    limit_ns_per_event: limit_ns,
    share_of_limit: limit_ns / delivery_ns,
    bytes_per_event: bytesOf(recording, compiled, events),
    bytes_per_synapse: {
      static: bytesOfOne('static_synapses', compiled.counts),
      plastic: bytesOfOne('plastic_synapses', compiled.counts),
    },
    model_bytes: compiled.bytes.length,
    state_bytes: withNetwork(compiled, ({ views }) => views.tick.buffer.byteLength),
    checksum: compiled.checksum,
    hash: oneHash(runs.map(({ hash }) => hash)),
  };
}

type Stimulate = (network: Network) => Stimulus;

function withNetwork<T>(compiled: Compiled, work: (network: Network) => T, threads = 1): T {
  const network = new Network(compiled, NETWORK_SEED, { threads });
  try {
    return work(network);
  } finally {
    network.close();
  }
}

function timeRun(compiled: Compiled, stimulate: Stimulate, ticks: number, threads: number) {
  return withNetwork(
    compiled,
    (network) => {
      const stimulus = stimulate(network);
      const start_us = machineClock.now_us();
      for (let tick = 0; tick < ticks; tick++) {
        stimulus();
        network.tick();
      }
      return { us: machineClock.now_us() - start_us, hash: network.hash() };
    },
    threads,
  );
}

function timeStimulus(compiled: Compiled, stimulate: Stimulate, ticks: number): number {
  return withNetwork(compiled, (network) => {
    const stimulus = stimulate(network);
    const start_us = machineClock.now_us();
    for (let tick = 0; tick < ticks; tick++) stimulus();
    return (machineClock.now_us() - start_us) / ticks;
  });
}

function timeAdvances(compiled: Compiled, stimulate: Stimulate, ticks: number, threads: number) {
  return withNetwork(
    compiled,
    (network) => {
      const stimulus = stimulate(network);
      const costs_us = new Float64Array(ticks);
      for (let tick = 0; tick < ticks; tick++) {
        const start_us = machineClock.now_us();
        stimulus();
        network.tick();
        costs_us[tick] = machineClock.now_us() - start_us;
      }
      costs_us.sort();
      const at = (share: number) => costs_us[Math.floor(share * (ticks - 1))] as number;
      return { p50: at(0.5), p99: at(0.99) };
    },
    threads,
  );
}

/** Nanoseconds that all arrivals of one sort take at the least. */
function limitOf(arrivals: Arrivals, { counts }: Compiled, learns: boolean): number {
  const { row_start, target, weight, rows, events } = arrivals;
  if (events === 0) return 0;
  const sums = new Int32Array(counts.slots);
  const { scatter } = addon();
  return events * scatter(learns, row_start, target, weight, rows, sums, LIMIT_REPEATS);
}

function rateOf({ cell_spikes }: Recording, compiled: Compiled, ticks: number): number {
  const cells = [...compiled.populations.values()]
    .filter(({ kind }) => kind !== 'source')
    .reduce((sum, { count }) => sum + count, 0);
  return cell_spikes / cells / ((ticks * compiled.tick_ms) / 1000);
}

/** The weight of a lane whose weights are alike is in the core's tables, but read once a tick. */
function bytesOf({ still, plastic }: Recording, { counts }: Compiled, events: number) {
  const of = (what: Parameters<typeof bytesOfOne>[0]) => bytesOfOne(what, counts, 'by an arrival');
  const laid_out =
    still.events * of('static_synapses') +
    still.arrived * of('static_rows') +
    plastic.events * of('plastic_synapses') +
    plastic.arrived * of('plastic_rows');
  const unread = still.alike * formats.q7_24.bytes;
  return { touched: (laid_out - unread) / events, laid_out: laid_out / events };
}

/** @throws Error if runs of one model and one input ended differently. */
function oneHash(hashes: readonly string[]): string {
  if (new Set(hashes).size === 1) return hashes[0] as string;
  throw new Error(`the same run ended in different states: ${hashes.join(', ')}`);
}
