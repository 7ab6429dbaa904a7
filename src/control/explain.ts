/**
 * Explain: which spikes and which dopamine moved a weight. What a tick makes eligible, c, has
 * earned c * H by the end, H the sum over the ticks since of keep^k * rate * taught; the sum of
 * that over all ticks is what the weight moved by, but for the ends of its range and rounding.
 */
import type { Rollback, SynapseHistory } from './synapse-history.js';

/**
 * What made a synapse eligible in a tick: its target spiked; or it did not, but a spike had arrived
 * (of pairs and triplets one that came after the target's); or, of rules that know the chance of a
 * spike, the target might have spiked and did not.
 */
export type Cause = 'spike' | 'arrival' | 'silence';

/** A tick in which the synapse became more or less eligible. */
export interface Moment {
  /** Of the network. */
  readonly tick: number;
  readonly cause: Cause;
  /** Ticks since the source's last spike arrived; null if none had. */
  readonly since_arrival: number | null;
  readonly eligibility_mv: number;
  /** What that has moved the weight by, to the end. */
  readonly moved_mv: number;
  /** The tick whose teaching moved it most, and what was taught then. */
  readonly taught_tick: number;
  readonly taught: number;
}

/** Ticks on end in which the modulator was above its reference, or below. */
export interface Dose {
  readonly first_tick: number;
  readonly last_tick: number;
  /** The largest difference from the reference, with its sign. */
  readonly peak: number;
  /** What the weight moved by. */
  readonly moved_mv: number;
}

export interface Explanation {
  /** Ticks that it was there. */
  readonly ticks: number;
  /** When it was rewired to another target; null if it stayed. */
  readonly left_tick: number | null;
  readonly weight_mv: { readonly first: number; readonly last: number };
  /**
   * What each cause has moved the weight by, rollbacks too, and what is left: the range's ends, and
   * rounding. What a rollback undid counts for its cause, and against it for the rollback.
   */
  readonly causes_mv: { readonly [C in Cause | 'rolled_back' | 'held']: number };
  /** Spikes of the source, and of the target. */
  readonly spikes: { readonly pre: number; readonly post: number };
  /** In their order. */
  readonly moments: readonly Moment[];
  readonly doses: readonly Dose[];
  readonly rollbacks: readonly Rollback[];
}

const BY_CHANCE: ReadonlySet<string> = new Set(['policyGradient', 'cellTypeBroadcast']);

/** Below this a difference of eligibilities is rounding. */
const LEAST_MV = 4 / 2 ** 24;

export function explain(history: SynapseHistory): Explanation {
  const moments = momentsOf(history);
  const [rolled_back, last] = [sumOf(history.rollbacks), history.last.weight_mv];
  const causes = { spike: 0, arrival: 0, silence: 0 };
  for (const { cause, moved_mv } of moments) causes[cause] += moved_mv;
  const moved = last - history.first.weight_mv;
  const held = moved - causes.spike - causes.arrival - causes.silence - rolled_back;
  return {
    ticks: history.weight_mv.length,
    left_tick: history.left_tick,
    weight_mv: { first: history.first.weight_mv, last },
    causes_mv: { ...causes, rolled_back, held },
    spikes: {
      pre: history.pre.filter(Boolean).length,
      post: history.post.filter(Boolean).length,
    },
    moments,
    doses: dosesOf(history),
    rollbacks: history.rollbacks,
  };
}

function sumOf(all: readonly Rollback[]): number {
  return all.reduce((sum, { moved_mv }) => sum + moved_mv, 0);
}

function momentsOf(history: SynapseHistory): Moment[] {
  const { rule } = history;
  const reach = reachOf(history);
  const other = BY_CHANCE.has(rule.kind) ? 'silence' : 'arrival';
  const moments: Moment[] = [];
  const since = sinceArrival(history);
  for (let tick = 0; tick < history.taught.length; tick++) {
    const eligibility_mv = madeEligible(history, tick);
    if (Math.abs(eligibility_mv) < LEAST_MV) continue;
    const { earns, best } = reach[tick] as Reach;
    moments.push({
      tick,
      cause: history.post[tick] ? 'spike' : other,
      since_arrival: since[tick] as number | null,
      eligibility_mv,
      moved_mv: eligibility_mv * earns,
      taught_tick: best,
      taught: history.taught[best] as number,
    });
  }
  return moments;
}

/** Ticks since the last arrival, at each tick; null before the first. */
function sinceArrival({ pre, before, rule }: SynapseHistory): (number | null)[] {
  const since: (number | null)[] = [];
  pre.forEach((_, tick) => {
    let sent = tick;
    for (let i = 0; i < rule.delay_ticks && sent >= 0; i++) sent = before[sent] as number;
    const last = since[before[tick] as number] ?? null;
    since.push(pre[sent] ? 0 : last === null ? null : last + 1);
  });
  return since;
}

/** What the tick itself added to the eligibility, before it faded. */
function madeEligible({ rule, first, eligibility_mv, ...history }: SynapseHistory, tick: number) {
  const last = history.before[tick] as number;
  const before = eligibility_mv[last] ?? first.eligibility_mv;
  if (rule.keep > 0) return (eligibility_mv[tick] as number) / rule.keep - before;
  // what does not last is seen by what it moves
  const weight = history.weight_mv[tick] as number;
  const moved = weight - (history.weight_mv[last] ?? first.weight_mv);
  const teaches = rule.rate * (history.taught[tick] as number);
  return teaches === 0 ? 0 : moved / teaches;
}

interface Reach {
  /** What an eligibility of 1 made in the tick has earned by the end. */
  readonly earns: number;
  /** The tick that it earned most in, and how much. */
  readonly best: number;
  readonly most: number;
}

/**
 * From the last tick back: what is earned from a tick on is its own, and what is left of later. A
 * tick that was rolled back to is followed by several.
 */
function reachOf({ rule, taught, before }: SynapseHistory): Reach[] {
  const reach = taught.map((level, best): Reach => {
    const earns = rule.rate * level;
    return { earns, best, most: Math.abs(earns) };
  });
  for (let tick = taught.length - 1; tick >= 0; tick--) {
    const last = before[tick] as number;
    if (last < 0) continue;
    const [later, own] = [reach[tick] as Reach, reach[last] as Reach];
    const most = rule.keep * later.most;
    reach[last] = {
      earns: own.earns + rule.keep * later.earns,
      ...(most > own.most ? { best: later.best, most } : { best: own.best, most: own.most }),
    };
  }
  return reach;
}

function dosesOf({ taught, weight_mv, first, before }: SynapseHistory): Dose[] {
  const doses: Dose[] = [];
  for (let tick = 0; tick < taught.length; ) {
    const sign = Math.sign(taught[tick] as number);
    const begin = tick;
    let peak = 0;
    for (; tick < taught.length && Math.sign(taught[tick] as number) === sign; tick++) {
      if (tick > begin && before[tick] !== tick - 1) break;
      if (Math.abs(taught[tick] as number) > Math.abs(peak)) peak = taught[tick] as number;
    }
    if (sign === 0) continue;
    const moved =
      (weight_mv[tick - 1] as number) - (weight_mv[before[begin] as number] ?? first.weight_mv);
    doses.push({ first_tick: begin, last_tick: tick - 1, peak, moved_mv: moved });
  }
  return doses;
}
