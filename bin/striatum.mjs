#!/usr/bin/env node
// The command `striatum`. It is plain JavaScript, so that it can say what to do before a build.
import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Runs one command line; resolves to its exit code. */
export async function striatum(args) {
  const main = new URL('../dist/src/cli/main.js', import.meta.url);
  if (!existsSync(main)) {
    process.stderr.write(
      '✖ Striatum is not built yet.\n    do  npm run build    in the folder of the clone\n',
    );
    return 3;
  }
  const command = await import(main.href);
  return await command.main(args);
}

const isMain = realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isMain) process.exitCode = await striatum(process.argv.slice(2));
