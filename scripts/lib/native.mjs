// The tests of the native core that need no Node: one CMake build, one program.
import { availableParallelism } from 'node:os';
import { at, onPath } from './place.mjs';
import { outcome, run } from './run.mjs';
import { step } from './step.mjs';
import { countsIn } from './tally.mjs';

const build = 'build/native';

/** Adds the native tests' counts to the tally. */
export async function native(tally) {
  if (!onPath('cmake')) return;
  await step('building the native tests', async () => {
    await run('cmake', ['-S', 'native', '-B', build, '-DSTRIATUM_TESTS=ON']);
    await run('cmake', ['--build', build, '--parallel', String(availableParallelism())]);
  });
  const { code, output } = await step('native tests', () =>
    outcome(at(build, 'striatum-native-test'), []),
  );
  const counts = countsIn(output);
  if (code !== 0 || counts === null) process.stderr.write(output);
  if (counts === null) tally.fail(`native tests ended with code ${code} and no count`);
  else tally.add('native tests', counts);
}
