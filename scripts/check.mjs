// The formatters and linters of both languages: `npm run check` judges, `npm run format` mends.
import { existsSync } from 'node:fs';
import { build } from './build.mjs';
import { packages } from './lib/packages.mjs';
import { at, filesUnder, isMain } from './lib/place.mjs';
import { outcome } from './lib/run.mjs';
import { step } from './lib/step.mjs';

/** Checks every source; with `write` it formats and mends what can be. True if all is well. */
export async function check({ write = false } = {}) {
  const biome = await tidied('TypeScript: format and lint', at('node_modules/.bin/biome'), [
    'check',
    ...(write ? ['--write'] : []),
  ]);
  const clang = await tidied('C++: format', clangFormat, [
    ...(write ? ['-i'] : ['--dry-run', '-Werror']),
    ...filesUnder('native', (path) => /\.(cc|h)$/.test(path)),
  ]);
  return biome && clang;
}

async function tidied(title, program, args) {
  if (!existsSync(program)) {
    process.stderr.write(`– ${title}: left out, ${program} has no build for this machine\n`);
    return true;
  }
  const { code, output } = await step(title, () => outcome(program, args));
  if (code !== 0) process.stderr.write(`${output.trimEnd()}\n    do  npm run format\n`);
  return code === 0;
}

// The npm package ships one version for all, since versions differ in what they write.
const clangFormat = at(
  `node_modules/clang-format/bin/${process.platform}_${process.arch}/clang-format`,
);

if (isMain(import.meta.url)) {
  await build([packages]);
  process.exitCode = (await check({ write: process.argv.includes('--write') })) ? 0 : 1;
}
