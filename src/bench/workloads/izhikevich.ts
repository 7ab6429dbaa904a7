/**
 * The thousand cells of Izhikevich 2006 and 2007: 800 regular-spiking ones that excite, 200
 * fast-spiking ones that inhibit, a hundred targets each.
 */
import type { NetworkSpec } from '../../network/check.js';
import { type Distribution, list } from '../../network/distribution.js';
import { izhikevich } from '../../network/kinds/izhikevich.js';
import type { ModulationInput } from '../../network/modulation.js';
import { neuronSchema } from '../../network/neuron.js';
import { type ProjectionSpec, projectionSchema } from '../../network/synapse.js';

/** Of a thousand cells. */
export const EXCITATORY = 800;
const INHIBITORY = 200;
export const FAN_OUT = 100;

/** A number of excitatory cells, and one of inhibitory ones. */
export function excitatory(one: number, other: number, times = 1): Distribution {
  return list([...Array(EXCITATORY * times).fill(one), ...Array(INHIBITORY * times).fill(other)]);
}

/**
 * The network; `excitation` says what its two publications and their static form differ in.
 * `times` as many cells have as many targets each, so that they fire alike.
 */
export function thousandCells(
  name: string,
  excitation: Pick<ProjectionSpec, 'weight_mv' | 'delay_ms' | 'learn'>,
  {
    inhibition_mv,
    modulators = {},
    modulation = {},
    times = 1,
  }: Pick<Partial<NetworkSpec>, 'modulators'> & {
    readonly inhibition_mv: number;
    readonly modulation?: { readonly [modulator: string]: ModulationInput };
    readonly times?: number;
  },
): NetworkSpec {
  const [excite, inhibit] = [EXCITATORY * times, INHIBITORY * times];
  const perCell = (one: number, other: number) => excitatory(one, other, times);
  const all = excite + inhibit;
  const cells = izhikevich(all, {
    a: perCell(0.02, 0.1),
    b: 0.2,
    c_mv: -65,
    d: perCell(8, 2),
    step_ms: 1,
    half_steps: true,
    modulation,
  });
  const part = (first: number, count: number) => ({ population: 'cells', first, count });
  const synapses = [
    {
      from: part(0, excite),
      to: part(0, all),
      fan_out: FAN_OUT,
      ...excitation,
    },
    {
      from: part(excite, inhibit),
      to: part(0, excite),
      fan_out: FAN_OUT,
      weight_mv: inhibition_mv,
      delay_ms: 1,
    },
  ];
  return {
    name,
    tick_ms: 1,
    modulators,
    neurons: { cells: neuronSchema.parse(cells) },
    synapses: synapses.map((each) => projectionSchema.parse(each) as ProjectionSpec),
  };
}
