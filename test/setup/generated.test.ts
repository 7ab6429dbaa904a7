/** A generated file that is kept in the repository is what its generator writes today. */
import { describe, expect, it } from 'vitest';
import { generated } from '../../scripts/generate.mjs';
import { read } from './tidy/sources.js';

describe('a generated file', () => {
  it.each(Object.entries(generated))('%s is fresh', async (path, make) => {
    expect(read(path).text, `${path} is stale: npm run generate`).toBe(await make());
  });
});
