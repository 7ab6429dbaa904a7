/** The generated file that is kept in the repository is what its generator writes today. */
import { expect, it } from 'vitest';
import { fields } from '../../scripts/generate.mjs';
import { read } from './tidy/sources.js';

it('src/network/fields.gen.ts is fresh', async () => {
  const { path, text } = read('src/network/fields.gen.ts');
  expect(text, `${path} is stale: npm run generate`).toBe(await fields());
});
