// `npm test`: sets the clone up, then runs every test: types, format and lint, native tests,
// vitest, equal hashes, and in CI sanitizers and a minute of fuzzing. `--quick` leaves out what
// takes more than seconds; any other argument is a filter and runs those vitest files alone:
// `npm test -- test/encode`.
import { build } from './build.mjs';
import { check } from './check.mjs';
import { tsc } from './lib/compile.mjs';
import { fuzz } from './lib/fuzz.mjs';
import { hashes } from './lib/hashes.mjs';
import { native } from './lib/native.mjs';
import { inCi, installLine, missingParts } from './lib/parts.mjs';
import { outcome } from './lib/run.mjs';
import { sanitize } from './lib/sanitize.mjs';
import { fail, step } from './lib/step.mjs';
import { Tally } from './lib/tally.mjs';
import { vitest } from './lib/vitest.mjs';

const quick = process.argv.includes('--quick');
const filters = process.argv.slice(2).filter((argument) => argument !== '--quick');

// Debian keeps daemons such as mosquitto where a user's PATH does not lead.
process.env.PATH = `${process.env.PATH}:/usr/sbin`;

await build();
const tally = new Tally();
try {
  if (filters.length > 0) await vitest(tally, { quick, filters });
  else await everything();
} catch (error) {
  fail(error);
}
process.stdout.write(tally.report());
process.exitCode = tally.failed > 0 ? 1 : 0;

async function everything() {
  tally.count('types of tests, examples and benches', await types());
  tally.count('format and lint', await check());
  if (!quick) await native(tally);
  await vitest(tally, { quick, filters });
  if (!quick) await hashes(tally);
  if (!quick) await sanitize(tally);
  if (!quick) await fuzz(tally);
  const missing = quick ? [] : missingParts();
  for (const { program, tests } of missing) {
    const remedy = installLine(missing);
    if (inCi) tally.fail(`${tests}: ${program} is missing, and CI demands it: ${remedy}`);
    else tally.leaveOut(`${tests}: ${program} is missing`, remedy);
  }
}

async function types() {
  const { code, output } = await step('checking the types of tests, examples and benches', () =>
    outcome(process.execPath, [...tsc, 'test', 'examples', 'bench']),
  );
  process.stderr.write(output);
  return code === 0;
}
