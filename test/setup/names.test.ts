/** The names that users import lead the tests to the sources, at run time as well. */
import { describe, expect, it } from 'vitest';

const sources: readonly [name: string, source: string][] = [
  ['striatum', '../../src/index.js'],
  ['striatum/testing', '../../src/testing/index.js'],
  ['striatum/sim', '../../sim/index.js'],
  ['striatum/boards', '../../boards/index.js'],
  ['#sim', '../../sim/index.js'],
  ['#boards', '../../boards/index.js'],
];

describe('a name of the package', () => {
  it.each(sources)('%s is %s', async (name, source) => {
    expect(await import(name)).toBe(await import(source));
  });
});
