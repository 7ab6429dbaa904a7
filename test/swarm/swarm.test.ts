/** The swarm in small: 200 lives, none of which may break what docs/FAULTS.md promises. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Fate, live } from '../../bench/swarm/life.js';
import { formatViolation, Violation } from '../../bench/swarm/violation.js';

const TICKS = 150;
const BLOCK = 25;
const path = join(tmpdir(), `striatum-swarm-${process.pid}.rec`);
const fates: Fate[] = [];

async function lives(first: number): Promise<string[]> {
  const violations: string[] = [];
  for (let seed = first; seed < first + BLOCK; seed++) {
    try {
      fates.push(await live(seed, TICKS, path));
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      violations.push(formatViolation(seed, TICKS, error));
    }
  }
  return violations;
}

describe('the swarm', () => {
  const firsts = Array.from({ length: 8 }, (_, block) => 1 + block * BLOCK);
  it.each(firsts)('breaks no promise from seed %i on', async (first) => {
    expect(await lives(first)).toEqual([]);
  });

  it('has robots that drive, hold, wait and are safe, and some that learn', () => {
    const sum = (verdict: string) =>
      fates.reduce((ticks, { verdicts }) => ticks + (verdicts[verdict] ?? 0), 0);
    const ticks = fates.length * TICKS;
    for (const verdict of ['ok', 'held', 'waiting', 'safe']) {
      expect(sum(verdict) / ticks, verdict).toBeGreaterThan(0.02);
    }
    const learners = fates.filter(({ learned }) => learned > 0).length;
    expect(learners / fates.length).toBeGreaterThan(0.25);
    expect(new Set(fates.map(({ hash }) => hash)).size).toBe(fates.length);
  });
});
