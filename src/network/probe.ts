/** Probe: plastic synapses, found by the neurons that they join and looked at as of now. */
import type { Compiled, CompiledProjection } from './compile.js';
import { formats } from './fields.gen.js';
import { readArray } from './model-file.js';
import type { Network } from './network.js';

/** Neurons by population and place within it. */
export interface Pair {
  readonly from: string;
  readonly pre: number;
  readonly to: string;
  readonly post: number;
}

/** One plastic synapse. */
export interface SynapsePlace {
  /** Place among all plastic synapses. */
  readonly synapse: number;
  readonly projection: CompiledProjection;
  /** How long a spike is on its way. */
  readonly delay_ticks: number;
}

/**
 * The plastic synapses that join two neurons, in the order of the model; none if there is none.
 * `target` is where each ends, as compiled; of a network that rewires, `targets()` says it.
 */
export function findSynapses(
  compiled: Compiled,
  { from, pre, to, post }: Pair,
  target: Uint32Array = readArray(compiled.bytes, 'plastic_target'),
): SynapsePlace[] {
  const { bytes, projections, populations } = compiled;
  const lanes = {
    delay: readArray(bytes, 'plastic_lane_delay'),
    pre_first: readArray(bytes, 'plastic_lane_pre_first'),
    pre_count: readArray(bytes, 'plastic_lane_pre_count'),
    row_first: readArray(bytes, 'plastic_lane_row_first'),
  };
  const rows = readArray(bytes, 'plastic_row_start');
  const neuron = (populations.get(from)?.first ?? 0) + pre;
  const found: SynapsePlace[] = [];
  for (let lane = 0; lane < lanes.delay.length; lane++) {
    const place = neuron - (lanes.pre_first[lane] as number);
    if (place < 0 || place >= (lanes.pre_count[lane] as number)) continue;
    const row = (lanes.row_first[lane] as number) + place;
    for (let i = rows[row] as number; i < (rows[row + 1] as number); i++) {
      const projection = projections.find(({ learn, first_synapse, count }) => {
        return learn && i >= first_synapse && i < first_synapse + count;
      }) as CompiledProjection;
      const ports = populations.get(to)?.ports ?? [];
      const ends = ports.some(({ first_slot }) => target[i] === first_slot + post);
      if (projection.to !== to || projection.from !== from || !ends) continue;
      found.push({ synapse: i, projection, delay_ticks: lanes.delay[lane] as number });
    }
  }
  return found;
}

const ONE = 2 ** formats.q7_24.fraction;

/** Some plastic synapses of a network; looking at them never changes its run. */
export class Probe {
  /** As of the last sample, synapse by synapse, in mV. */
  readonly weight_mv: Float64Array;
  /** What each remembers until a modulator decides, as of the last sample. */
  readonly eligibility_mv: Float64Array;
  readonly #network: Network;
  readonly #synapses: Uint32Array;
  readonly #weights: Int32Array;
  readonly #eligibilities: Int32Array;

  /** `synapses` are places among all plastic synapses, as `findSynapses` gives them. */
  constructor(network: Network, synapses: readonly number[]) {
    this.#network = network;
    this.#synapses = Uint32Array.from(synapses);
    this.#weights = new Int32Array(synapses.length);
    this.#eligibilities = new Int32Array(synapses.length);
    this.weight_mv = new Float64Array(synapses.length);
    this.eligibility_mv = new Float64Array(synapses.length);
  }

  /**
   * Brings both arrays to now. Allocates nothing.
   * @throws RobotError ARGUMENT_INVALID for a synapse that is not there, NETWORK_CLOSED.
   */
  sample(): void {
    this.#network.look(this.#synapses, this.#weights, this.#eligibilities);
    for (let i = 0; i < this.#synapses.length; i++) {
      this.weight_mv[i] = (this.#weights[i] as number) / ONE;
      this.eligibility_mv[i] = (this.#eligibilities[i] as number) / ONE;
    }
  }
}
