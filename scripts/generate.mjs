// Writes anew what is generated and kept in the repository: `npm run generate`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { at, isMain, onPath } from './lib/place.mjs';
import { run } from './lib/run.mjs';
import { fail } from './lib/step.mjs';

/** Each generated file by its path, with the function that makes its text. */
export const generated = {
  'src/network/fields.gen.ts': fields,
};

/** The native tables as TypeScript, printed by the tables themselves. */
async function fields() {
  const compiler = ['c++', 'g++', 'clang++'].find(onPath) ?? 'c++';
  const tool = at('build/tools/fields');
  mkdirSync(at('build/tools'), { recursive: true });
  await run(compiler, ['-std=c++20', '-Inative/core', 'native/tools/fields.cc', '-o', tool]);
  return await run(tool, []);
}

if (isMain(import.meta.url)) {
  try {
    for (const [path, make] of Object.entries(generated)) writeFileSync(at(path), await make());
  } catch (error) {
    fail(error);
  }
}
