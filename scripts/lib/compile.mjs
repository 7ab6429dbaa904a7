// Step 3 of a build: TypeScript to dist/, by project references, so only what changed.
import { at, filesUnder } from './place.mjs';
import { run } from './run.mjs';
import { hashOf, isFresh, stamped } from './stamp.mjs';

const stamp = 'dist/.info/stamp';

/** The compiler as a builder of projects, with colours where a person looks. */
export const tsc = [
  at('node_modules/typescript/bin/tsc'),
  '-b',
  ...(process.stderr.isTTY ? ['--pretty'] : []),
];

export const compile = {
  title: 'compiling TypeScript',
  isFresh: () => isFresh(stamp, hash(), 'dist/src/cli/main.js'),
  work: () => stamped(stamp, hash(), () => run(process.execPath, tsc)),
};

function hash() {
  const isSource = (path) => /\.ts$|\/tsconfig[^/]*\.json$/.test(path);
  const sources = ['src', 'sim', 'boards'].flatMap((folder) => filesUnder(folder, isSource));
  return hashOf([...sources, 'tsconfig.json', 'tsconfig.base.json', 'package-lock.json']);
}
