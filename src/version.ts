/** The package's own version, from its package.json: the one place where it is written. */
import { readFileSync } from 'node:fs';

export function packageVersion(): string {
  return (
    JSON.parse(readFileSync(new URL('package.json', packageRoot()), 'utf8')) as { version: string }
  ).version;
}

/** The folder that holds package.json, both for dist/src/version.js and for src/version.ts. */
export function packageRoot(): URL {
  const here = import.meta.url;
  return new URL(/\/dist\/src\/version\.js$/.test(here) ? '../../' : '../', here);
}
