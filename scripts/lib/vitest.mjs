// Runs the vitest files with their progress shown and counts them from vitest's own report.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { at } from './place.mjs';
import { outcome } from './run.mjs';

const report = '.striatum/vitest.json';

/** Adds vitest's counts to the tally. A run that ends badly without a failed test is a failure. */
export async function vitest(tally, { quick, filters }) {
  rmSync(at(report), { force: true });
  const { code } = await outcome(
    process.execPath,
    [
      at('node_modules/vitest/vitest.mjs'),
      'run',
      ...(quick ? ['--project', 'quick'] : []),
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ...filters,
    ],
    // vitest cannot end a test that never returns to it.
    { shown: true, limit_s: quick ? 300 : 2400 },
  );
  const counts = existsSync(at(report)) ? read() : { passed: 0, failed: 0, skipped: 0 };
  if (code !== 0 && counts.failed === 0) tally.fail(`vitest ended with code ${code}`);
  tally.add('vitest', counts);
}

function read() {
  const result = JSON.parse(readFileSync(at(report), 'utf8'));
  // A file that cannot be loaded fails without a test in it.
  const broken = result.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + broken.length,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}
