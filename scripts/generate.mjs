// Writes anew what is generated and kept in the repository: `npm run generate`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { build } from './build.mjs';
import { at, isMain, onPath } from './lib/place.mjs';
import { run } from './lib/run.mjs';
import { fail } from './lib/step.mjs';

/** src/network/fields.gen.ts: the native tables, printed by the tables themselves. */
export async function fields() {
  const compiler = ['c++', 'g++', 'clang++'].find(onPath) ?? 'c++';
  const tool = at('build/tools/fields');
  mkdirSync(at('build/tools'), { recursive: true });
  await run(compiler, ['-std=c++20', '-Inative/core', 'native/tools/fields.cc', '-o', tool]);
  return await run(tool, []);
}

/** schema/robot.schema.json, from the schema that the code checks robots with. */
async function schema() {
  const description = await import('../dist/src/robot/description.js');
  return description.robotJsonSchema();
}

if (isMain(import.meta.url)) {
  try {
    writeFileSync(at('src/network/fields.gen.ts'), await fields());
    await build();
    writeFileSync(at('schema/robot.schema.json'), await schema());
  } catch (error) {
    fail(error);
  }
}
