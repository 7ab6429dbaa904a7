// One golden run, compiled in several ways and for several machines, ends in the same state hash.
import { missingParts } from './parts.mjs';
import { outcome } from './run.mjs';
import { step } from './step.mjs';

/** Counts the comparison as one test; foreign machines are left out where a tool is missing. */
export async function hashes(tally) {
  const native = missingParts().some(({ foreign }) => foreign) ? ['--native'] : [];
  const { code, output } = await step('equal hashes from every build and machine', () =>
    outcome('sh', ['scripts/native-hashes.sh', ...native]),
  );
  if (code !== 0) process.stderr.write(output);
  tally.count('equal hashes (scripts/native-hashes.sh)', code === 0);
}
