// A minute of the fuzzer over models, states and random networks: in CI alone, for it is a minute.
import { inCi } from './parts.mjs';
import { onPath } from './place.mjs';
import { outcome } from './run.mjs';
import { step } from './step.mjs';
import { countsIn } from './tally.mjs';

const script = 'scripts/native-fuzz.sh';
// the same inputs every time, so that what CI says is of the change alone; to look for what is new,
// run the script by hand: without --seed it draws one
const minute = ['--seed', '3', '--seconds', '60'];

/** Adds one test: no input of the minute broke anything. Elsewhere it says how to run it. */
export async function fuzz(tally) {
  if (!onPath('cmake')) return;
  if (!inCi) {
    tally.leaveOut('a minute of fuzzing the native core', `sh ${script}`);
    return;
  }
  const { code, output } = await step('fuzzing the native core for a minute', () =>
    outcome('sh', [script, ...minute]),
  );
  // the count of inputs is of interest whether or not something broke
  process.stderr.write(output);
  tally.count(`fuzzing (${script})`, code === 0 && (countsIn(output)?.passed ?? 0) > 0);
}
