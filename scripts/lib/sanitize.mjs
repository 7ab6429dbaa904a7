// The native tests with sanitizers: in CI alone, for they are two more builds.
import { inCi } from './parts.mjs';
import { onPath } from './place.mjs';
import { outcome } from './run.mjs';
import { step } from './step.mjs';

const script = 'scripts/native-sanitize.sh';

/** Adds one test: no sanitizer found anything. Elsewhere it says how to run it. */
export async function sanitize(tally) {
  if (!onPath('cmake')) return;
  if (!inCi) {
    tally.leaveOut('the native tests with sanitizers', `sh ${script}`);
    return;
  }
  const { code, output } = await step('native tests with sanitizers', () =>
    outcome('sh', [script]),
  );
  if (code !== 0) process.stderr.write(output);
  tally.count(`sanitizers (${script})`, code === 0);
}
