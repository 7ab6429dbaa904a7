/**
 * A receptor: what may be said of it, and how that becomes the integers of its kernel. Each is one
 * file beside this one, one row in ../port.ts, and one file of the core.
 */
import type { z } from 'zod';
import type { ReceptorName } from '../fields.gen.js';
import type { Row } from '../kinds/kind.js';

export type ReceptorKind<S extends z.ZodObject = z.ZodObject> = Row<S, ReceptorName>;

/** A receptor for the table of receptors, where each is handled alike. */
export function receptorKind<S extends z.ZodObject>(kind: ReceptorKind<S>): ReceptorKind {
  return kind as unknown as ReceptorKind;
}
