// Says whether something was made from what is there now: a hash of its sources beside it.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { at } from './place.mjs';

/** The hash of the named files' paths and contents, and of any further words. */
export function hashOf(files, ...words) {
  const hash = createHash('sha256').update(JSON.stringify(words));
  for (const file of files) {
    if (existsSync(at(file))) hash.update(`\n${file}\n`).update(readFileSync(at(file)));
  }
  return hash.digest('hex');
}

/** Whether the product is there and its stamp holds this hash. */
export function isFresh(stamp, hash, product) {
  return (
    existsSync(at(product)) &&
    existsSync(at(stamp)) &&
    readFileSync(at(stamp), 'utf8').trim() === hash
  );
}

/** Does the work between taking the stamp away and setting it: an interrupted work is redone. */
export async function stamped(stamp, hash, work) {
  rmSync(at(stamp), { force: true });
  await work();
  mkdirSync(dirname(at(stamp)), { recursive: true });
  writeFileSync(at(stamp), `${hash}\n`);
}
