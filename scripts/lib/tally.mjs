// What passed, failed and was left out, over every kind of test; its last line is what CI reads.

export class Tally {
  passed = 0;
  failed = 0;
  skipped = 0;
  #failures = [];
  #omissions = [];
  #remedies = new Set();

  /** One thing that either holds or does not. */
  count(name, holds) {
    if (holds) this.passed++;
    else this.fail(name);
  }

  fail(name) {
    this.failed++;
    this.#failures.push(name);
  }

  /** Counts of a runner of its own. */
  add(name, { passed, failed, skipped = 0 }) {
    this.passed += passed;
    this.failed += failed;
    this.skipped += skipped;
    if (failed > 0) this.#failures.push(`${name}: ${failed} failed`);
  }

  /** One thing that this machine cannot do, and the line that changes it. */
  leaveOut(name, remedy) {
    this.skipped++;
    this.#omissions.push(name);
    this.#remedies.add(remedy);
  }

  report() {
    const lines = [
      '',
      ...this.#omissions.map((name) => `left out: ${name}`),
      ...[...this.#remedies].map((remedy) => `    to include it: ${remedy}`),
      ...this.#failures.map((name) => `✖ ${name}`),
    ];
    const skipped = this.skipped > 0 ? `, ${this.skipped} skipped` : '';
    lines.push(`${this.passed} passed, ${this.failed} failed${skipped}`);
    return `${lines.join('\n')}\n`;
  }
}

/** The counts in the last line "N passed, N failed" of a runner's output; null without one. */
export function countsIn(output) {
  const found = [...output.matchAll(/^(\d+) passed, (\d+) failed/gm)].at(-1);
  return found ? { passed: Number(found[1]), failed: Number(found[2]) } : null;
}
