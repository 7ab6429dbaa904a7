// Step 1 of a build: the npm packages, exactly those of the lock file.
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { at } from './place.mjs';
import { run } from './run.mjs';
import { hashOf, isFresh, stamped } from './stamp.mjs';

const stamp = 'node_modules/.striatum/packages';
const isLocked = () => existsSync(at('package-lock.json'));

/** Without a lock file, which only a damaged clone lacks, what package.json asks for. */
function hash() {
  const wanted = isLocked() ? 'package-lock.json' : 'package.json';
  return hashOf([wanted], process.platform, process.arch);
}

export const packages = {
  title: 'installing npm packages',
  isFresh: () => isFresh(stamp, hash(), 'node_modules/.bin/striatum'),
  work: () => stamped(stamp, hash(), install),
};

async function install() {
  const how = isLocked() ? ['ci'] : ['install', '--no-package-lock'];
  // No package of ours needs an install script, and npm 12 would refuse to run one.
  await run('npm', [...how, '--ignore-scripts', '--no-audit', '--no-fund']);
  linkOurselves();
}

/** npx looks here first, so `npx striatum` works inside the clone. */
function linkOurselves() {
  mkdirSync(at('node_modules/.bin'), { recursive: true });
  rmSync(at('node_modules/.bin/striatum'), { force: true });
  symlinkSync('../../bin/striatum.mjs', at('node_modules/.bin/striatum'));
}
