/** Handles name neurons of a robot's populations, so that a misspelt one does not compile. */
import { z } from 'zod';

/** Some neighbouring neurons of one population. */
export interface Slice {
  readonly population: string;
  readonly first: number;
  readonly count: number;
}

export const sliceSchema = z
  .strictObject({
    population: z.string().min(1).describe('Name of a population.'),
    first: z.int().min(0).describe('Index of the first neuron within the population.'),
    count: z.int().min(1).describe('How many neurons, from the first on.'),
  })
  .meta({ id: 'slice', description: 'Neighbouring neurons of one population.' });

/** A population, or a part of it, as the callbacks of a description get it. */
export class Handle<Kind extends string = string> implements Slice {
  /** Known to the compiler alone, so that a synapse onto a source does not compile. */
  declare readonly kind: Kind;
  readonly population: string;
  readonly first: number;
  readonly count: number;
  readonly #whole: boolean;

  constructor(population: string, first: number, count: number, whole = true) {
    this.population = population;
    this.first = first;
    this.count = count;
    this.#whole = whole;
  }

  /** Whether it stands for all of its population. */
  get whole(): boolean {
    return this.#whole;
  }

  /** The neurons from `start` up to, but not including, `end` (default: the last), as in Array. */
  slice(start: number, end: number = this.count): Handle<Kind> {
    const whole = this.whole && start === 0 && end === this.count;
    return new Handle<Kind>(this.population, this.first + start, end - start, whole);
  }
}

/** Any handle as the three plain fields of a slice. */
export function plainSlice({ population, first, count }: Slice): Slice {
  return { population, first, count };
}
