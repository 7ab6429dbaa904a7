/** Cells: populations, neurons and modulators written into the arrays of the model. */
import type { CompiledPopulation, Draft } from './draft.js';
import type { ModelArrays } from './fields.gen.js';
import { modulatorQuantities } from './modulator.js';
import { type LifSpec, lifQuantities } from './neuron.js';

/** Fills every array that is by population, by neuron or by modulator. */
export function writeCells(draft: Draft, arrays: ModelArrays): void {
  for (const population of draft.populations.values()) {
    arrays.population_kind[population.index] = population.kind === 'source' ? 0 : 1;
    arrays.population_first[population.index] = population.first;
    arrays.population_count[population.index] = population.count;
    const spec = draft.network.neurons[population.name];
    if (spec?.kind === 'lif') writeLif(draft, population, spec, arrays);
  }
  writeModulators(draft, arrays);
}

function writeLif(
  draft: Draft,
  { name, first, count }: CompiledPopulation,
  spec: LifSpec,
  arrays: ModelArrays,
): void {
  const quantities = lifQuantities(draft.network.tick_ms);
  const write = (parameter: keyof typeof quantities, into: Int32Array | Uint8Array) => {
    const quantity = quantities[parameter];
    const values = draft.draw(spec[parameter], count, `${name}.${parameter}`, quantity.range);
    draft.hold(values, quantity, `neurons › ${name} › ${parameter}`, into, first);
  };
  write('tau_membrane_ms', arrays.keep_membrane);
  write('tau_synapse_ms', arrays.keep_synapse);
  write('rest_mv', arrays.rest);
  write('threshold_mv', arrays.threshold);
  write('reset_mv', arrays.reset);
  write('refractory_ms', arrays.refractory_ticks);
  write('escape_mv', arrays.inv_beta);
  writeGains(arrays, first, count);
  writeBias(draft, name, spec, arrays, first);
}

/** What arrives is scaled by what does not stay, so that a spike's current sums to its weight. */
function writeGains(arrays: ModelArrays, first: number, count: number): void {
  for (let i = first; i < first + count; i++) {
    arrays.gain_synapse[i] = Math.min(2 ** 31 - 1, 2 ** 31 - (arrays.keep_synapse[i] as number));
  }
}

/** A steady lift of b mV is a push of b (1 - keep) mV in every tick. */
function writeBias(
  draft: Draft,
  name: string,
  spec: LifSpec,
  arrays: ModelArrays,
  first: number,
): void {
  const quantity = lifQuantities(draft.network.tick_ms).bias_mv;
  const lifts = draft.draw(spec.bias_mv, spec.count, `${name}.bias_mv`, quantity.range);
  const pushes = lifts.map((lift, i) => {
    return lift * (1 - (arrays.keep_membrane[first + i] as number) / 2 ** 31);
  });
  const path = `neurons › ${name} › bias_mv`;
  draft.hold(pushes, { ...quantity, unit: 'mV per tick' }, path, arrays.bias, first);
}

function writeModulators(draft: Draft, arrays: ModelArrays): void {
  const quantities = modulatorQuantities(draft.network.tick_ms);
  Object.entries(draft.network.modulators).forEach(([name, spec], index) => {
    const write = (parameter: keyof typeof quantities, into: Int32Array) => {
      const path = `modulators › ${name} › ${parameter}`;
      draft.hold(Float64Array.of(spec[parameter]), quantities[parameter], path, into, index);
    };
    write('tau_ms', arrays.modulator_keep);
    write('tonic', arrays.modulator_tonic);
    write('min', arrays.modulator_min);
    write('max', arrays.modulator_max);
  });
}
