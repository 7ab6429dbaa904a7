/**
 * Matchers on traces for vitest (or any `expect.extend`): stays within, recovers within, never
 * exceeds, learns by. Each failure names the seed and the first moment that broke the rule.
 */
import type { Verdict } from '../control/gate.js';
import type { Series, Trace } from './trace.js';

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

export interface Span {
  /** Robot seconds; default the start. */
  readonly from_s?: number;
  /** Robot seconds; default the end. */
  readonly to_s?: number;
}

export const matchers = {
  /** |values| stay at or below `limit` between two times. */
  toStayWithin(trace: Trace, name: string, limit: number, span: Span = {}): MatcherResult {
    const at = firstTick(trace, name, span, (value) => !(Math.abs(value) <= limit));
    return verdict(trace, at < 0, `|${name}|`, `stay within ${limit}`, found(trace, name, at));
  },

  /** Values never rise above `limit`; they may fall as low as they like. */
  toNeverExceed(trace: Trace, name: string, limit: number, span: Span = {}): MatcherResult {
    const at = firstTick(trace, name, span, (value) => !(value <= limit));
    return verdict(trace, at < 0, name, `stay at or below ${limit}`, found(trace, name, at));
  },

  /**
   * After `after_s`, |values| are at or below `limit` again within `within_s`, and stay there for
   * `for_s` (default 1 s).
   */
  toRecoverWithin(
    trace: Trace,
    name: string,
    limit: number,
    { after_s, within_s, for_s = 1 }: { after_s: number; within_s: number; for_s?: number },
  ): MatcherResult {
    const needed = ticksOf(trace, for_s);
    let calm = 0;
    const { values } = seriesOf(trace, name);
    const { first, last } = ticksIn(trace, { from_s: after_s, to_s: after_s + within_s + for_s });
    for (let t = first; t < last && calm < needed; t++) {
      calm = Math.abs(values[t] as number) <= limit ? calm + 1 : 0;
    }
    const wish = `be within ${limit} again ${within_s} s after ${after_s} s`;
    return verdict(trace, calm >= needed, `|${name}|`, wish, 'it was not');
  },

  /**
   * The mean of |values| over the `window_s` before `by_s` is at or below `limit`, and was above it
   * in the first window: it was learned, not given.
   */
  toLearnBy(
    trace: Trace,
    name: string,
    limit: number,
    { by_s, window_s = 10 }: { by_s: number; window_s?: number },
  ): MatcherResult {
    const early = meanAbs(trace, name, { from_s: 0, to_s: window_s });
    const late = meanAbs(trace, name, { from_s: by_s - window_s, to_s: by_s });
    const got = `it was ${early.toFixed(3)} at first and ${late.toFixed(3)} then`;
    const wish = `fall to ${limit} by ${by_s} s`;
    return verdict(trace, early > limit && late <= limit, `mean |${name}|`, wish, got);
  },

  /** Some tick in the span has this verdict of the guard. */
  toReachVerdict(trace: Trace, wanted: Verdict, span: Span = {}): MatcherResult {
    const { first, last } = ticksIn(trace, span);
    const reached = trace.verdicts.slice(first, last).includes(wanted);
    return verdict(trace, reached, 'the guard', `say '${wanted}'`, 'it never did');
  },
};

/** Mean of |values| in a span of robot time. */
export function meanAbs(trace: Trace, name: string, span: Span = {}): number {
  const { values } = seriesOf(trace, name);
  const { first, last } = ticksIn(trace, span);
  let sum = 0;
  for (let t = first; t < last; t++) sum += Math.abs(values[t] as number);
  return sum / (last - first);
}

/** Where it passes, only `.not` shows the message. */
function verdict(
  { robot, world, seed }: Trace,
  pass: boolean,
  what: string,
  wish: string,
  got: string,
): MatcherResult {
  const said = pass
    ? `expected ${what} not to ${wish}; it did`
    : `expected ${what} to ${wish}; ${got}`;
  return { pass, message: () => `${said} (${robot} in ${world}, seed ${seed})` };
}

function found(trace: Trace, name: string, at: number): string {
  if (at < 0) return '';
  const value = seriesOf(trace, name).values[at] as number;
  return `it was ${value} at ${((at * trace.tick_ms) / 1000).toFixed(2)} s`;
}

function firstTick(
  trace: Trace,
  name: string,
  span: Span,
  broken: (value: number) => boolean,
): number {
  const { values } = seriesOf(trace, name);
  const { first, last } = ticksIn(trace, span);
  for (let t = first; t < last; t++) if (broken(values[t] as number)) return t;
  return -1;
}

function seriesOf(trace: Trace, name: string): Series {
  const series = trace.series[name];
  if (series) return series;
  throw new TypeError(`no series '${name}'; there are: ${Object.keys(trace.series).join(', ')}`);
}

/** Refuses a span that the trace does not cover: over no values, everything would hold. */
function ticksIn(trace: Trace, { from_s = 0, to_s }: Span): { first: number; last: number } {
  const first = ticksOf(trace, from_s);
  const last = to_s === undefined ? trace.ticks : ticksOf(trace, to_s);
  if (first >= 0 && first < last && last <= trace.ticks) return { first, last };
  const end_s = (trace.ticks * trace.tick_ms) / 1000;
  throw new RangeError(
    `the span ${from_s} to ${to_s ?? end_s} s is not in the ${end_s} s of trace`,
  );
}

function ticksOf(trace: Trace, seconds: number): number {
  return Math.round((seconds * 1000) / trace.tick_ms);
}
