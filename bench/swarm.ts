/**
 * The swarm: robots that nobody would build, in worlds that they do not fit, under faults, garbage
 * and orders; whatever happens, what docs/FAULTS.md promises must hold in every tick.
 *
 *     npx tsx bench/swarm.ts --seeds 10000 [--first-seed 1] [--ticks 300]
 *
 * Ctrl-C ends it after the life in progress, and sums up. What stands on the simulated plugin is
 * taken from dist: `npm run build` first.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machineClock } from '../src/clock.js';
import { RobotError } from '../src/errors.js';
import { type Fate, live } from './swarm/life.js';
import { formatViolation, Violation } from './swarm/violation.js';

const whole = (text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new RobotError({
    code: 'ARGUMENT_INVALID',
    path: 'bench/swarm.ts',
    got: `'${text}'`,
    allowed: 'a whole number from 1 on',
    remedy: 'npx tsx bench/swarm.ts --seeds 200 --first-seed 1 --ticks 300',
  });
};

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    'first-seed': { type: 'string', default: '1' },
    ticks: { type: 'string', default: '300' },
  },
});
const first = whole(values['first-seed']);
const last = first + whole(values.seeds) - 1;
const ticks = whole(values.ticks);
const path = join(tmpdir(), `striatum-swarm-${process.pid}.rec`);

console.log(`seeds ${first} to ${last}, ${ticks} ticks each`);
const began_us = machineClock.now_us();
const lived: Fate[] = [];
const refusals = new Map<string, number>();
let violations = 0;
let isAsked = false;
process.once('SIGINT', () => {
  isAsked = true;
});
for (let seed = first; seed <= last && !isAsked; seed++) {
  try {
    lived.push(await live(seed, ticks, path));
  } catch (error) {
    if (error instanceof Violation) {
      violations += 1;
      console.log(formatViolation(seed, ticks, error));
    } else if (error instanceof RobotError) refusals.set(error.code, count(error.code) + 1);
    else throw error;
  }
}
summarise();
process.exitCode = violations > 0 ? 1 : 0;

function count(code: string): number {
  return refusals.get(code) ?? 0;
}

function summarise(): void {
  const verdicts: Record<string, number> = {};
  for (const fate of lived) {
    for (const [verdict, ticks] of Object.entries(fate.verdicts)) {
      verdicts[verdict] = (verdicts[verdict] ?? 0) + ticks;
    }
  }
  const learners = lived.filter(({ learned }) => learned > 0).length;
  const refused = [...refusals].map(([code, times]) => `${code} ${times}`).join(', ') || 'none';
  const seconds = Math.round((machineClock.now_us() - began_us) / 1e6);
  console.log(`lives ${lived.length}, of which ${learners} learned; refused draws: ${refused}`);
  console.log(`ticks by verdict: ${JSON.stringify(verdicts)}`);
  console.log(`violations ${violations}; ${seconds} s`);
}
