/**
 * What exact dopamine costs: network B in several sizes and at several rates, with synapses that
 * learn event by event, with static ones, and with learning by sweeps instead.
 */
import { machineClock } from '../clock.js';
import type { NetworkSpec } from '../network/check.js';
import { type Compiled, compile } from '../network/compile.js';
import { source } from '../network/kinds/source.js';
import { Network } from '../network/network.js';
import { neuronSchema } from '../network/neuron.js';
import { type ProjectionSpec, projectionSchema } from '../network/synapse.js';
import { type Rows, recordTrain, rowsOf, sweep, type Train } from './eager.js';
import { copiedNoise, releaseAtTimes } from './stimuli.js';
import { dopamineNetwork, learn, NOISE_MV, REWARD } from './workloads/dopamine.js';
import { EXCITATORY } from './workloads/izhikevich.js';

/** One network and its input. Releases are smaller where they come more often. */
export interface Case {
  readonly name: string;
  readonly noise_mv: number;
  readonly releases_per_s: number;
  /** Thousands of cells. */
  readonly times: number;
  /** How many synapses each of 800 neurons has that never spike; undefined without them. */
  readonly silent?: number;
}

const B: Case = { name: 'B', noise_mv: NOISE_MV, releases_per_s: 1, times: 1 };

export const cases: readonly Case[] = [
  B,
  { ...B, name: 'B, 10 releases a second', releases_per_s: 10 },
  { ...B, name: 'B, a release in every tick', releases_per_s: 1000 },
  { ...B, name: 'B, noise of 10', noise_mv: 10 },
  { ...B, name: 'B, noise of 16', noise_mv: 16 },
  { ...B, name: 'B, noise of 25', noise_mv: 25 },
  { ...B, name: 'B, noise of 60', noise_mv: 60 },
  { ...B, name: 'B and 800 silent, 100 synapses each', silent: 100 },
  { ...B, name: 'B and 800 silent, 200 synapses each', silent: 200 },
  { ...B, name: 'B of 10,000 cells', times: 10 },
];

/** Microseconds a tick, input included; of the sweeps, what they add to static synapses. */
export interface Cost extends Case {
  readonly plastic_synapses: number;
  readonly rate_hz: number;
  readonly static_us: number;
  readonly exact_us: number;
  readonly sweep_us: { readonly every_tick: number; readonly every_10_ms: number };
}

const TICKS_PER_S = 1000;
const SEED = 1;
/** Ticks that are timed together. All runs of a case do the same, so each slice's least counts. */
const SLICE_TICKS = 50;

/** Measures the cases, in turn, some rounds long, so that a slow moment of the machine hits all. */
export function measureDopamine(
  seconds: number,
  rounds: number,
  some: readonly Case[] = cases,
): Cost[] {
  const ticks = Math.max(SLICE_TICKS, Math.round(seconds * TICKS_PER_S));
  const prepared = some.map((one) => prepare(one, ticks));
  for (let round = 0; round < rounds; round++) {
    for (const { of, still, exact } of prepared) {
      timeRun(still, of);
      timeRun(exact, of);
    }
  }
  return prepared.map(({ of, still, exact, rows, train }) => {
    const swept = (every: number) => {
      const weight_mv = rows.weight_mv.slice();
      return sweep({ ...rows, weight_mv }, train, learn, { every, repeats: rounds });
    };
    return {
      ...of,
      plastic_synapses: rows.target.length,
      rate_hz: (train.spikes.length / (1000 * of.times) / ticks) * TICKS_PER_S,
      static_us: meanOf(still.least_us),
      exact_us: meanOf(exact.least_us),
      sweep_us: { every_tick: swept(1), every_10_ms: swept(10) },
    };
  });
}

/** A model, and for each slice of its run the least time that a tick took. */
interface Timed {
  readonly compiled: Compiled;
  readonly least_us: Float64Array;
}

interface Prepared {
  readonly of: Case;
  readonly still: Timed;
  readonly exact: Timed;
  readonly rows: Rows;
  readonly train: Train;
}

function prepare(of: Case, ticks: number): Prepared {
  const timed = (learns: boolean): Timed => ({
    compiled: compile(networkOf(of, learns), { seed: SEED }),
    least_us: new Float64Array(Math.floor(ticks / SLICE_TICKS)).fill(Number.POSITIVE_INFINITY),
  });
  const [still, exact] = [timed(false), timed(true)];
  const network = new Network(exact.compiled, SEED);
  const train = recordTrain(network, stimulate(network, of), ticks);
  network.close();
  return { of, exact, still, rows: rowsOf(exact.compiled), train };
}

function timeRun({ compiled, least_us }: Timed, of: Case): void {
  const network = new Network(compiled, SEED);
  const stimulus = stimulate(network, of);
  for (let slice = 0; slice < least_us.length; slice++) {
    const start_us = machineClock.now_us();
    for (let tick = 0; tick < SLICE_TICKS; tick++) {
      stimulus();
      network.tick();
    }
    const us = (machineClock.now_us() - start_us) / SLICE_TICKS;
    least_us[slice] = Math.min(least_us[slice] as number, us);
  }
  network.close();
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function stimulate(network: Network, { noise_mv, releases_per_s }: Case): () => void {
  const jostle = copiedNoise(network, noise_mv);
  const release = releaseAtTimes(network, REWARD / releases_per_s, TICKS_PER_S / releases_per_s);
  return () => {
    jostle();
    release();
  };
}

function networkOf({ times, silent }: Case, learns: boolean): NetworkSpec {
  const network = dopamineNetwork({ times, learns });
  if (silent === undefined) return network;
  const synapses = projectionSchema.parse({
    from: { population: 'silent', first: 0, count: EXCITATORY },
    to: { population: 'cells', first: 0, count: 1000 * times },
    fan_out: silent,
    weight_mv: 1,
    delay_ms: 1,
    ...(learns && { learn }),
  }) as ProjectionSpec;
  return {
    ...network,
    neurons: { ...network.neurons, silent: neuronSchema.parse(source(EXCITATORY)) },
    synapses: [...network.synapses, synapses],
  };
}
