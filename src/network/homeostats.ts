/** Homeostats: the homeostasis of every population, written into the arrays of the model. */
import type { CompiledPopulation, Draft } from './draft.js';
import type { ModelArrays } from './fields.gen.js';
import { type HomeostasisSpec, homeostasisQuantities, updateTicks } from './homeostasis.js';
import { fixed } from './quantise.js';

/** The homeostats of a network, in the order of their populations. */
export class Homeostats {
  readonly #draft: Draft;
  readonly #all: readonly (readonly [CompiledPopulation, HomeostasisSpec])[];

  constructor(draft: Draft) {
    this.#draft = draft;
    this.#all = [...draft.populations.values()].flatMap((population) => {
      const spec = draft.network.neurons[population.name];
      const own = spec && spec.kind !== 'source' ? spec.homeostasis : undefined;
      return own ? [[population, own] as const] : [];
    });
  }

  /** Populations whose thresholds move, by name. */
  get affected(): string[] {
    const moves = this.#all.filter(([, { threshold_mv_per_s }]) => threshold_mv_per_s !== 0);
    return moves.map(([{ name }]) => name);
  }

  get counts() {
    const homeostat_cells = this.#all.reduce((sum, [{ count }]) => sum + count, 0);
    return { homeostats: this.#all.length, homeostat_cells };
  }

  /** Fills their arrays, and reports what each number became; thresholds are written by now. */
  write(arrays: ModelArrays): void {
    this.#all.forEach(([population, spec], index) => {
      this.#writeOne(population, spec, arrays, index);
      this.#checkThresholds(population, spec, arrays);
    });
  }

  #writeOne(
    { name, index: population, ports }: CompiledPopulation,
    spec: HomeostasisSpec,
    arrays: ModelArrays,
    index: number,
  ): void {
    const { tick_ms } = this.#draft.network;
    const quantities = homeostasisQuantities(spec, tick_ms);
    const write = (parameter: keyof typeof quantities, into: Int32Array) => {
      const values = Float64Array.of(spec[parameter]);
      const path = `neurons › ${name} › homeostasis › ${parameter}`;
      this.#draft.hold(values, quantities[parameter], path, into, index);
    };
    arrays.homeostat_population[index] = population;
    arrays.homeostat_every[index] = updateTicks(spec, tick_ms);
    write('target_hz', arrays.homeostat_target);
    write('tau_s', arrays.homeostat_keep);
    write('threshold_mv_per_s', arrays.homeostat_shift_speed);
    write('scaling_per_s', arrays.homeostat_gain_speed);
    const [low, high] = spec.threshold_bounds_mv.map(fixed('q8_23', 'mV').raw);
    const [least, most] = spec.scaling_bounds.map(fixed('q3_28', '').raw);
    arrays.homeostat_shift_min[index] = low as number;
    arrays.homeostat_shift_max[index] = high as number;
    arrays.homeostat_gain_min[index] = least as number;
    arrays.homeostat_gain_max[index] = most as number;
    for (const port of ports) {
      const scaled = spec.scaled.includes(port.name ?? 'current');
      arrays.port_scaled[port.index] = scaled && spec.scaling_per_s !== 0 ? 1 : 0;
    }
  }

  /** Wherever the thresholds move to, they must be held. */
  #checkThresholds(
    { name, first, count }: CompiledPopulation,
    { threshold_bounds_mv: [low, high] }: HomeostasisSpec,
    arrays: ModelArrays,
  ): void {
    const { range, value } = fixed('q8_23', 'mV');
    for (const raw of arrays.threshold.subarray(first, first + count)) {
      if (value(raw) + low >= range[0] && value(raw) + high <= range[1]) continue;
      const path = `${this.#draft.network.name} › neurons › ${name} › homeostasis`;
      const got = `a threshold of ${value(raw)} mV that may move by ${low} to ${high}`;
      const remedy = 'narrow threshold_bounds_mv';
      this.#draft.problems.add('NUMBER_NOT_HELD', path, got, '-256 to 256 mV', remedy);
      return;
    }
  }
}
