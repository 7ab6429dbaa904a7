/** What a compiled network is made of, for people and for the command line. */
import type { Compiled, CompiledProjection } from './compile.js';
import type { CompiledPopulation } from './draft.js';
import { arrayAlignmentBytes, formats, type ModelCounts, stateArrays } from './fields.gen.js';
import type { ReportRow } from './report.js';

export interface Inspection {
  readonly checksum: string;
  readonly seed: number;
  readonly tick_ms: number;
  readonly populations: readonly CompiledPopulation[];
  readonly projections: readonly CompiledProjection[];
  readonly neurons: number;
  readonly synapses: { readonly plastic: number; readonly static: number };
  /** Model: constant, loaded once. State: everything that a tick may change. */
  readonly bytes: { readonly model: number; readonly state: number };
  readonly operations_per_tick: {
    /** Neurons that are updated in every tick, spikes or none. */
    readonly neuron_updates: number;
    /** Dendrites that are updated in every tick. */
    readonly dendrite_updates: number;
    /** Lanes that are looked at in every tick for spikes that arrive. */
    readonly lane_visits: number;
    /** Synapses that a spike reaches, on the mean over all neurons. */
    readonly synapses_per_spike: number;
    /** Synapses reached if every neuron fires at 10 Hz. */
    readonly synapses_at_10_hz: number;
    /** Synapses reached if every neuron spikes in every tick. */
    readonly synapses_at_most: number;
  };
  /** Every time constant as the core keeps it. */
  readonly time_constants: readonly ReportRow[];
  /** Every parameter: what was drawn and what it became. */
  readonly parameters: readonly ReportRow[];
}

export function inspectNetwork(compiled: Compiled): Inspection {
  const { counts, report, tick_ms } = compiled;
  const synapses = counts.plastic_synapses + counts.static_synapses;
  const cells = [...compiled.populations.values()].filter(({ kind }) => kind !== 'source');
  return {
    checksum: compiled.checksum,
    seed: compiled.seed,
    tick_ms,
    populations: [...compiled.populations.values()],
    projections: compiled.projections,
    neurons: counts.neurons,
    synapses: { plastic: counts.plastic_synapses, static: counts.static_synapses },
    bytes: { model: compiled.bytes.length, state: stateBytes(counts) },
    operations_per_tick: {
      neuron_updates: cells.reduce((sum, { count }) => sum + count, 0),
      dendrite_updates: counts.dendrite_cells,
      lane_visits: counts.plastic_lanes + counts.static_lanes,
      synapses_per_spike: synapses / counts.neurons,
      synapses_at_10_hz: (synapses * 10 * tick_ms) / 1000,
      synapses_at_most: synapses,
    },
    time_constants: report.filter(({ path }) => /› tau_\w+_ms$|› tau_ms$/.test(path)),
    parameters: report,
  };
}

/** The memory of a state: every array at the next aligned place, and room to align the first. */
function stateBytes(counts: ModelCounts): number {
  let end: number = arrayAlignmentBytes;
  for (const { format, count } of Object.values(stateArrays)) {
    const bytes = formats[format].bytes * count(counts);
    end = Math.ceil((end + bytes) / arrayAlignmentBytes) * arrayAlignmentBytes;
  }
  return end;
}
