/** Imports a user's file, TypeScript included, and says what is wrong where that fails. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Problem, RobotError } from '../errors.js';
import { parseJson } from '../json.js';

/** The default export of a file; undefined where it has none. */
export async function importDefault(file: string): Promise<unknown> {
  requireModule(file);
  if (/\.m?ts$/.test(file)) await readTypeScript();
  try {
    return ((await import(pathToFileURL(file).href)) as { default?: unknown }).default;
  } catch (error) {
    throw error instanceof Error ? broken(file, error) : broken(file, new Error(String(error)));
  }
}

/** A robot's own problems, even from another copy of this package; or where its file broke. */
function broken(file: string, error: Error): RobotError {
  if ('problems' in error) return new RobotError(error.problems as Problem[]);
  const trace = String(error.stack);
  const rest = trace.includes(file) ? trace.slice(trace.indexOf(file) + file.length) : '';
  return new RobotError({
    code: 'FILE_BROKEN',
    path: `${file}${/^:\d+(:\d+)?/.exec(rest)?.[0] ?? ''}`,
    got: `${error.name}: ${error.message.trim().split('\n').at(-1)}`,
    allowed: 'a file that loads',
    remedy: 'correct it; `npx tsc --noEmit` finds most slips before the robot does',
  });
}

/** Node reads `import` in a .ts or .js file only inside a package that says it is a module. */
function requireModule(file: string): void {
  if (!/\.[tj]s$/.test(file) || packageType(dirname(file)) === 'module') return;
  throw new RobotError({
    code: 'FILE_BROKEN',
    path: file,
    got: 'a file outside any package of type "module"',
    allowed: 'a package.json with { "type": "module" } beside it or above it',
    remedy: `write { "type": "module" } into ${join(dirname(file), 'package.json')}`,
  });
}

/** The `type` of the nearest package.json above a folder. */
function packageType(folder: string): string | undefined {
  const file = join(folder, 'package.json');
  if (existsSync(file)) {
    return (parseJson(readFileSync(file, 'utf8'), file) as { type?: string } | null)?.type;
  }
  const parent = dirname(folder);
  return parent === folder ? undefined : packageType(parent);
}

let typeScriptReady = false;

/** Registers the TypeScript loader once. */
async function readTypeScript(): Promise<void> {
  if (typeScriptReady) return;
  const { register } = await import('tsx/esm/api');
  register();
  typeScriptReady = true;
}
