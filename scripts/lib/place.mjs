// Where things stand in a clone, and which files make up a part of it.
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of the clone. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A path from the root. */
export const at = (...parts) => join(root, ...parts);

const leaveAlone = new Set(['node_modules', 'dist', 'build', 'prebuilds', '.git', '.striatum']);

/** Every file under a folder of the clone whose path the test accepts, sorted, from the root. */
export function filesUnder(folder, accepts) {
  if (!existsSync(at(folder))) return [];
  return readdirSync(at(folder), { withFileTypes: true })
    .filter((entry) => !leaveAlone.has(entry.name))
    .flatMap((entry) => {
      const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return filesUnder(path, accepts);
      return accepts(path) ? [path] : [];
    })
    .sort();
}

/** Whether a program can be started by its name. */
export function onPath(program) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) => folder !== '' && existsSync(join(folder, program)));
}

/** Whether this module is the one that Node was started with. */
export const isMain = (url) => process.argv[1] === fileURLToPath(url);
