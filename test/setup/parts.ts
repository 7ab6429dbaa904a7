/**
 * Tests that need a program which npm cannot install: `describe.skipIf(lacks('mosquitto'))`.
 * The runner says what was left out and how to install it; in CI nothing is left out.
 */
import { inCi, parts } from '../../scripts/lib/parts.mjs';
import { onPath } from '../../scripts/lib/place.mjs';

/** Whether a part of the table in scripts/lib/parts.mjs is missing here; never so in CI. */
export function lacks(program: string): boolean {
  if (!parts.some((part) => part.program === program)) {
    throw new Error(`'${program}' has no row in scripts/lib/parts.mjs: add one`);
  }
  return !inCi && !onPath(program);
}
