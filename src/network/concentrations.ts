/** Concentrations: levels of modulators, what flows between them, and the neurons that release. */
import type { Draft } from './draft.js';
import type { ModelArrays } from './fields.gen.js';
import {
  type Concentration,
  concentrationsOf,
  flowQuantity,
  labelOf,
  levelIn,
  levelQuantity,
  modulatorQuantities,
} from './modulator.js';

interface Exchange {
  readonly from: number;
  readonly to: number;
  readonly tau_ms: number;
  readonly path: string;
}

interface Releaser {
  readonly population: number;
  readonly modulator: number;
  readonly amount: number;
  readonly path: string;
}

export class Concentrations {
  readonly all: readonly Concentration[];
  readonly #draft: Draft;
  readonly #exchanges: readonly Exchange[];
  readonly #releasers: readonly Releaser[];

  constructor(draft: Draft) {
    this.all = concentrationsOf(draft.network.modulators);
    this.#draft = draft;
    this.#exchanges = Object.keys(draft.network.modulators).flatMap((name) => this.#flows(name));
    this.#releasers = Object.keys(draft.network.modulators).flatMap((name) => this.#spikes(name));
  }

  get counts() {
    return {
      modulators: this.all.length,
      exchanges: this.#exchanges.length,
      releasers: this.#releasers.length,
    };
  }

  #flows(modulator: string): Exchange[] {
    return (this.#draft.network.modulators[modulator]?.flows ?? []).map((flow, index) => ({
      from: levelIn(this.all, modulator, flow.between[0]) as number,
      to: levelIn(this.all, modulator, flow.between[1]) as number,
      tau_ms: flow.tau_ms,
      path: `modulators › ${modulator} › flows › ${index} › tau_ms`,
    }));
  }

  /** Where no region is said, a spike releases in each. */
  #spikes(modulator: string): Releaser[] {
    const { released_by = [] } = this.#draft.network.modulators[modulator] ?? {};
    return released_by.flatMap(({ population, amount, region }, index) => {
      const places = this.all.flatMap((one, place) => {
        return one.modulator === modulator && region === (region && one.region) ? [place] : [];
      });
      return places.map((place) => ({
        population: this.#draft.populations.get(population)?.index ?? 0,
        modulator: place,
        amount,
        path: `modulators › ${modulator} › released_by › ${index} › amount`,
      }));
    });
  }

  write(arrays: ModelArrays): void {
    const { tick_ms } = this.#draft.network;
    const quantities = modulatorQuantities(tick_ms);
    this.all.forEach((one, index) => {
      const write = (name: keyof typeof quantities, value: number, into: Int32Array) => {
        const path = `modulators › ${labelOf(one)} › ${name}`;
        this.#draft.hold(Float64Array.of(value), quantities[name], path, into, index);
      };
      write('tau_ms', one.spec.tau_ms, arrays.modulator_keep);
      write('tonic', one.tonic, arrays.modulator_tonic);
      write('min', one.spec.min, arrays.modulator_min);
      write('max', one.spec.max, arrays.modulator_max);
    });
    this.#exchanges.forEach(({ from, to, tau_ms, path }, index) => {
      arrays.exchange_from[index] = from;
      arrays.exchange_to[index] = to;
      const tau = Float64Array.of(tau_ms);
      this.#draft.hold(tau, flowQuantity(tick_ms), path, arrays.exchange_share, index);
    });
    this.#releasers.forEach(({ population, modulator, amount, path }, index) => {
      arrays.releaser_population[index] = population;
      arrays.releaser_modulator[index] = modulator;
      const level = Float64Array.of(amount);
      this.#draft.hold(level, levelQuantity(), path, arrays.releaser_amount, index);
    });
  }
}
