/** Concentrations: levels of modulators, what flows between them, and the neurons that release. */
import type { Draft } from './draft.js';
import { regionOf } from './effects.js';
import type { ModelArrays } from './fields.gen.js';
import {
  type Concentration,
  concentrationsOf,
  flowQuantity,
  labelOf,
  levelIn,
  levelQuantity,
  modulatorQuantities,
  type ReleaserSpec,
} from './modulator.js';
import type { Outcomes } from './outcomes.js';

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
  readonly graded: Graded | undefined;
  readonly path: string;
}

/** What releases in place of spikes, and the level that multiplies it. */
interface Graded {
  readonly outcome: number;
  readonly by: number;
  readonly reference: number;
}

/** In a releaser, for spikes, and for no modulator. */
const NONE = 0xffffffff;

export class Concentrations {
  readonly all: readonly Concentration[];
  readonly #draft: Draft;
  readonly #outcomes: Outcomes;
  readonly #exchanges: readonly Exchange[];
  readonly #releasers: readonly Releaser[];

  constructor(draft: Draft, outcomes: Outcomes) {
    this.all = concentrationsOf(draft.network.modulators);
    this.#draft = draft;
    this.#outcomes = outcomes;
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

  #graded({ population, graded }: ReleaserSpec): Graded | undefined {
    if (!graded) return undefined;
    const by = levelIn(this.all, graded.by, regionOf(this.#draft, population)) as number;
    return {
      outcome: this.#outcomes.place({ kind: 'slope' }),
      by,
      reference: graded.reference ?? (this.all[by]?.tonic as number),
    };
  }

  /** Where no region is said, a spike releases in each. */
  #spikes(modulator: string): Releaser[] {
    const { released_by = [] } = this.#draft.network.modulators[modulator] ?? {};
    return released_by.flatMap((releaser, index) => {
      const { population, amount, region } = releaser;
      const places = this.all.flatMap((one, place) => {
        return one.modulator === modulator && region === (region && one.region) ? [place] : [];
      });
      return places.map((place) => ({
        population: this.#draft.populations.get(population)?.index ?? 0,
        modulator: place,
        amount,
        graded: this.#graded(releaser),
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
    this.#releasers.forEach(({ population, modulator, amount, graded, path }, index) => {
      arrays.releaser_population[index] = population;
      arrays.releaser_modulator[index] = modulator;
      arrays.releaser_outcome[index] = graded?.outcome ?? NONE;
      arrays.releaser_modulator_by[index] = graded?.by ?? NONE;
      arrays.releaser_reference[index] = levelQuantity().raw(graded?.reference ?? 0);
      const level = Float64Array.of(amount);
      this.#draft.hold(level, levelQuantity(), path, arrays.releaser_amount, index);
    });
  }
}
