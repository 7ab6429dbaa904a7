/**
 * A row of a table of the core: what may be said of a kind of cell or of a receptor, and how that
 * becomes the integers of its kernel.
 */
import type { z } from 'zod';
import type { Problems } from '../errors.js';
import type { Partly } from '../schema.js';
import { type Distribution, distributionSchema } from './distribution.js';
import type { Quantity } from './quantise.js';

/** What has words in the pools of the core: a kind of cell, or a receptor. */
export interface Row<S extends z.ZodObject = z.ZodObject, Core extends string = string> {
  readonly schema: S;
  /** The row of the core's table that runs it. */
  readonly core: Core;
  /** Every parameter that may be drawn: what a person writes, in a person's units. */
  parameters(tick_ms: number, spec: Said<S>): { readonly [name: string]: Quantity };
  /** Every word of the core, by the name of its array in fields.h or of its row in kinds.h. */
  words(tick_ms: number, spec: Said<S>): { readonly [name: string]: Word<Drawn<S>> };
  /** State words that do not start at 0. */
  starts?(tick_ms: number, spec: Said<S>): { readonly [name: string]: Word<Drawn<S>> };
  /** Rules between parameters. What was refused before is absent. */
  check?(spec: Said<S>, tick_ms: number, path: string, problems: Problems): void;
}

/** A word is a parameter as it is said, by its name; or it is worked out of several. */
export type Word<Cell> = (keyof Cell & string) | Derived<Cell>;

export interface Derived<Cell> {
  readonly quantity: Quantity;
  of(cell: Cell): number;
}

/** What was said of a population; parts of it may have been refused. */
export type Said<S extends z.ZodObject> = Partly<z.output<S>>;

/** The numbers of one cell, drawn. */
export type Drawn<S extends z.ZodObject> = {
  readonly [P in keyof z.output<S>]: Extract<z.output<S>[P], Distribution> extends never
    ? never
    : number | Extract<z.output<S>[P], undefined>;
};

/** What may be said of cells that do not differ. */
export type Alike<S extends z.ZodObject> = {
  readonly [P in keyof z.output<S>]: Exclude<z.output<S>[P], object>;
};

/** A parameter that may differ from cell to cell. */
export function parameter(value: number, meaning: string) {
  return distributionSchema.default(value).describe(`${meaning} Default ${value}.`);
}
