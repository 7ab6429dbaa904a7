/** The count that ends every test run. */
import { describe, expect, it } from 'vitest';
import { countsIn, Tally } from '../../scripts/lib/tally.mjs';

describe('a tally', () => {
  it('ends with the one line that CI reads', () => {
    const tally = new Tally();
    tally.count('types', true);
    tally.add('vitest', { passed: 40, failed: 0, skipped: 0 });
    expect(tally.report()).toBe('\n41 passed, 0 failed\n');
  });

  it('names what failed and what was left out, each with its remedy once', () => {
    const tally = new Tally();
    tally.count('format and lint', false);
    tally.add('vitest', { passed: 3, failed: 2, skipped: 1 });
    tally.leaveOut('arm64: qemu is missing', 'sudo apt-get install a b');
    tally.leaveOut('broker: mosquitto is missing', 'sudo apt-get install a b');
    expect(tally.report()).toMatchInlineSnapshot(`
      "
      left out: arm64: qemu is missing
      left out: broker: mosquitto is missing
          to include it: sudo apt-get install a b
      ✖ format and lint
      ✖ vitest: 2 failed
      3 passed, 3 failed, 3 skipped
      "
    `);
  });

  it("reads the last count of another runner's output", () => {
    expect(countsIn('1 passed, 2 failed\nfixed.h\n12 passed, 0 failed\n')).toEqual({
      passed: 12,
      failed: 0,
    });
    expect(countsIn('Segmentation fault')).toBeNull();
  });
});
