/** Eager: what a run would cost if its synapses learned by sweeps, fed with the spikes it had. */
import { exactExp } from '../exact.js';
import { addon } from '../network/binding.js';
import type { Compiled } from '../network/compile.js';
import type { PairStdpSpec } from '../network/learning/pair-stdp.js';
import { readArray } from '../network/model-file.js';
import { type Network, WEIGHT_ONE } from '../network/network.js';
import type { Stimulus } from './workload.js';

/** What the neurons of a run did, and the level of its first modulator, tick by tick. */
export interface Train {
  /** Spikes of tick t are spikes[spike_start[t]] to spikes[spike_start[t + 1]]. */
  readonly spike_start: Uint32Array;
  readonly spikes: Uint32Array;
  readonly level: Float32Array;
}

/** Runs a network and writes down what the sweeps need. */
export function recordTrain(network: Network, stimulus: Stimulus, ticks: number): Train {
  const spike_start = new Uint32Array(ticks + 1);
  const level = new Float32Array(ticks);
  const spikes: number[] = [];
  for (let tick = 0; tick < ticks; tick++) {
    stimulus();
    network.tick();
    network.views.spike.forEach((spiked, neuron) => {
      if (spiked !== 0) spikes.push(neuron);
    });
    spike_start[tick + 1] = spikes.length;
    level[tick] = network.level(0);
  }
  return { spike_start, spikes: Uint32Array.from(spikes), level };
}

/** The synapses that learn, a row for each neuron. */
export interface Rows {
  readonly row_start: Uint32Array;
  readonly target: Uint32Array;
  readonly weight_mv: Float32Array;
}

/** Of a model whose lanes are in the order of neurons, each neuron in one, and whose slots too. */
export function rowsOf({ bytes, counts }: Compiled): Rows {
  const row_first = readArray(bytes, 'plastic_lane_row_first');
  const pre_first = readArray(bytes, 'plastic_lane_pre_first');
  const pre_count = readArray(bytes, 'plastic_lane_pre_count');
  const starts = readArray(bytes, 'plastic_row_start');
  const row_start = new Uint32Array(counts.neurons + 1);
  pre_first.forEach((first, lane) => {
    const row = row_first[lane] as number;
    const end = row + (pre_count[lane] as number);
    row_start.set(starts.subarray(row, end + 1), first);
    row_start.fill(starts[end] as number, first + end - row);
  });
  const weight = readArray(bytes, 'plastic_weight');
  return {
    row_start,
    target: readArray(bytes, 'plastic_target'),
    weight_mv: Float32Array.from(weight, (raw) => raw / WEIGHT_ONE),
  };
}

/**
 * Microseconds a tick of learning by sweeps every so many ticks of 1 ms; `weight_mv` of the rows
 * becomes what was learned.
 */
export function sweep(
  rows: Rows,
  train: Train,
  learn: PairStdpSpec,
  { every, repeats = 1 }: { readonly every: number; readonly repeats?: number },
): number {
  const { row_start, target, weight_mv } = rows;
  const ns = addon().sweep(
    row_start,
    target,
    train.spike_start,
    train.spikes,
    train.level,
    numbersOf(learn),
    every,
    repeats,
    weight_mv,
  );
  return ns / 1000;
}

/** In the order of SweepRule in native/bench/sweep.h. */
function numbersOf(learn: PairStdpSpec): Float32Array {
  const keep = (tau_ms: number) => exactExp(-1 / tau_ms);
  return Float32Array.of(
    learn.a_plus_mv,
    learn.a_minus_mv,
    keep(learn.tau_plus_ms),
    keep(learn.tau_minus_ms),
    keep(learn.tau_eligibility_ms),
    learn.rate_per_s / 1000,
    ...learn.bounds_mv,
  );
}
