/** Handles name neurons of a robot's populations, so that a misspelt one does not compile. */
import { z } from 'zod';

/** Some neighbouring neurons of one population. */
export interface Slice {
  readonly population: string;
  readonly first: number;
  readonly count: number;
  /** Neurons are not a port of theirs. */
  readonly port?: undefined;
}

/** Where synapses end: on a receptor or dendrite of some neurons, or on their own current. */
export interface Target extends Omit<Slice, 'port'> {
  readonly port?: string | undefined;
}

export const sliceSchema = z
  .strictObject({
    population: z.string().min(1).describe('Name of a population.'),
    first: z.int().min(0).describe('Index of the first neuron within the population.'),
    count: z.int().min(1).describe('How many neurons, from the first on.'),
  })
  .meta({ id: 'slice', description: 'Neighbouring neurons of one population.' });

export const targetSchema = z
  .strictObject({
    ...sliceSchema.shape,
    port: z
      .string()
      .min(1)
      .optional()
      .describe("Name of a receptor or dendrite. Default: the cells' own current on the soma."),
  })
  .meta({ id: 'target', description: 'Neighbouring neurons, and what of theirs synapses end on.' });

/** A population, or a part of it, as the callbacks of a description get it. */
export class Handle<Kind extends string = string> implements Slice {
  /** Known to the compiler alone, so that a synapse onto a source does not compile. */
  declare readonly kind: Kind;
  declare readonly port?: undefined;
  readonly population: string;
  readonly first: number;
  readonly count: number;
  readonly #whole: boolean;
  readonly #ports: readonly string[];

  /** `ports` become members: what synapses may end on. */
  constructor(
    population: string,
    first: number,
    count: number,
    whole = true,
    ports: readonly string[] = [],
  ) {
    this.population = population;
    this.first = first;
    this.count = count;
    this.#whole = whole;
    this.#ports = ports;
    for (const port of ports) {
      Object.defineProperty(this, port, { get: () => new PortHandle(this, port) });
    }
  }

  /** Whether it stands for all of its population. */
  get whole(): boolean {
    return this.#whole;
  }

  /** The neurons from `start` up to, but not including, `end` (default: the last), as in Array. */
  slice(start: number, end: number = this.count): this {
    const whole = this.whole && start === 0 && end === this.count;
    const { population, first } = this;
    return new Handle(population, first + start, end - start, whole, this.#ports) as this;
  }
}

/** A receptor or a dendrite of some neurons. */
export class PortHandle implements Target {
  readonly population: string;
  readonly first: number;
  readonly count: number;
  readonly port: string;

  constructor({ population, first, count }: Slice | Target, port: string) {
    this.population = population;
    this.first = first;
    this.count = count;
    this.port = port;
  }

  /** The same of the neurons from `start` up to, but not including, `end` (default: the last). */
  slice(start: number, end: number = this.count): PortHandle {
    const { population, first, port } = this;
    return new PortHandle({ population, first: first + start, count: end - start }, port);
  }
}

/** Whether every handle has a member of this name, so that no port can have it. */
export function isMember(name: string): boolean {
  return name in new Handle('', 0, 0) || name === 'kind' || name === 'port';
}

/** Any handle as the three plain fields of a slice. */
export function plainSlice({ population, first, count }: Slice): Slice {
  return { population, first, count };
}

/** The end of synapses as plain fields. */
export function plainTarget({ population, first, count, port }: Target): Target {
  return { population, first, count, ...(port === undefined ? {} : { port }) };
}
