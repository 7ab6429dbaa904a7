/**
 * The thousand cells of Izhikevich 2006 and 2007: 800 regular-spiking ones that excite, 200
 * fast-spiking ones that inhibit, a hundred targets each.
 */
import type { NetworkSpec } from '../../network/check.js';
import { list } from '../../network/distribution.js';
import { izhikevich } from '../../network/kinds/izhikevich.js';
import { neuronSchema } from '../../network/neuron.js';
import { type ProjectionSpec, projectionSchema } from '../../network/synapse.js';

/** Of a thousand cells. */
export const EXCITATORY = 800;
const INHIBITORY = 200;
export const FAN_OUT = 100;

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
    times = 1,
  }: Pick<Partial<NetworkSpec>, 'modulators'> & {
    readonly inhibition_mv: number;
    readonly times?: number;
  },
): NetworkSpec {
  const [excitatory, inhibitory] = [EXCITATORY * times, INHIBITORY * times];
  const perCell = (one: number, other: number) =>
    list([...Array(excitatory).fill(one), ...Array(inhibitory).fill(other)]);
  const all = excitatory + inhibitory;
  const cells = izhikevich(all, {
    a: perCell(0.02, 0.1),
    b: 0.2,
    c_mv: -65,
    d: perCell(8, 2),
    step_ms: 1,
    half_steps: true,
  });
  const part = (first: number, count: number) => ({ population: 'cells', first, count });
  const synapses = [
    {
      from: part(0, excitatory),
      to: part(0, all),
      fan_out: FAN_OUT,
      ...excitation,
    },
    {
      from: part(excitatory, inhibitory),
      to: part(0, excitatory),
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
