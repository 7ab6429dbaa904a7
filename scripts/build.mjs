// Makes the clone runnable: npm packages, the native addon, TypeScript; each only if its sources
// changed. `npm run build`; the other scripts begin with it.
import { addon } from './lib/addon.mjs';
import { compile } from './lib/compile.mjs';
import { withLock } from './lib/lock.mjs';
import { packages } from './lib/packages.mjs';
import { isMain } from './lib/place.mjs';
import { fail, step } from './lib/step.mjs';

/** Does what is left to do; exits with the failing program's code when a step fails. */
export async function build(steps = [packages, addon, compile]) {
  demandNode(20);
  if (steps.every(({ isFresh }) => isFresh())) return;
  try {
    await withLock('.striatum/build.lock', async () => {
      for (const { title, isFresh, work } of steps) if (!isFresh()) await step(title, work);
    });
  } catch (error) {
    fail(error);
  }
}

function demandNode(major) {
  if (Number.parseInt(process.versions.node, 10) >= major) return;
  process.stderr.write(
    `✖ Striatum needs Node ${major} or later; this is ${process.version}.\n` +
      '    do  install a newer Node (Debian, Raspberry Pi OS: see nodejs.org/en/download)\n',
  );
  process.exit(1);
}

if (isMain(import.meta.url)) await build();
