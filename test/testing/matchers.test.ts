/** Each matcher both ways, with the message that a user reads. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/control/gate.js';
import { matchers, meanAbs } from '../../src/testing/matchers.js';
import type { Trace } from '../../src/testing/trace.js';
import type { TraceMatchers } from '../../src/testing/vitest.js';

declare module 'vitest' {
  interface Matchers<T> extends TraceMatchers<T> {}
}

beforeAll(() => {
  expect.extend(matchers);
});

/** Ten seconds in ticks of 100 ms: an offset that shrinks from -10 to -0.1, safe in the fourth. */
const values = Float64Array.from({ length: 100 }, (_, t) => t / 10 - 10);
const trace: Trace = {
  robot: 'bench',
  world: 'desk',
  seed: 7,
  tick_ms: 100,
  ticks: 100,
  series: { offset_mm: { name: 'offset_mm', tick_ms: 100, values } },
  verdicts: Array.from({ length: 100 }, (_, t): Verdict => (t >= 30 && t < 40 ? 'safe' : 'ok')),
  scores: {},
  state_hash: '0'.repeat(16),
  weights_hash: '0'.repeat(16),
};

/** What a failing expectation says, in two lines. */
function told(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message.replace('; ', ';\n');
  }
  throw new Error('the expectation holds');
}

describe('toStayWithin', () => {
  it('holds where every size is within the limit', () => {
    expect(trace).toStayWithin('offset_mm', 10);
    expect(trace).toStayWithin('offset_mm', 5, { from_s: 5 });
    expect(trace).not.toStayWithin('offset_mm', 4.9, { from_s: 5 });
  });

  it('says where it did not', () => {
    expect(
      told(() => expect(trace).toStayWithin('offset_mm', 4, { from_s: 5 })),
    ).toMatchInlineSnapshot(`
      "expected |offset_mm| to stay within 4;
      it was -5 at 5.00 s (bench in desk, seed 7)"
    `);
    expect(told(() => expect(trace).not.toStayWithin('offset_mm', 10))).toMatchInlineSnapshot(`
      "expected |offset_mm| not to stay within 10;
      it did (bench in desk, seed 7)"
    `);
  });

  it('does not hold over what is not a number', () => {
    const series = {
      x: { name: 'x', tick_ms: 100, values: new Float64Array(100).fill(Number.NaN) },
    };
    expect({ ...trace, series }).not.toStayWithin('x', 1);
    expect({ ...trace, series }).not.toNeverExceed('x', 1);
  });
});

describe('toNeverExceed', () => {
  it('holds where no value is above the limit, however low', () => {
    expect(trace).toNeverExceed('offset_mm', 0);
    expect(trace).toNeverExceed('offset_mm', -5, { to_s: 5 });
    expect(trace).not.toNeverExceed('offset_mm', -5, { to_s: 5.2 });
  });

  it('says where it did not', () => {
    expect(told(() => expect(trace).toNeverExceed('offset_mm', -5))).toMatchInlineSnapshot(`
      "expected offset_mm to stay at or below -5;
      it was -4.9 at 5.10 s (bench in desk, seed 7)"
    `);
    expect(told(() => expect(trace).not.toNeverExceed('offset_mm', 0))).toMatchInlineSnapshot(`
      "expected offset_mm not to stay at or below 0;
      it did (bench in desk, seed 7)"
    `);
  });
});

describe('toRecoverWithin', () => {
  it('holds where the size is within the limit again in time, and stays there', () => {
    expect(trace).toRecoverWithin('offset_mm', 5, { after_s: 2, within_s: 3.1 });
    expect(trace).not.toRecoverWithin('offset_mm', 5, { after_s: 2, within_s: 2.9 });
  });

  it('does not hold for a moment between two swings', () => {
    const swing = Float64Array.from({ length: 100 }, (_, t) => (t === 30 ? 0 : 9));
    const series = { x: { name: 'x', tick_ms: 100, values: swing } };
    const span = { after_s: 2, within_s: 3 };
    expect({ ...trace, series }).not.toRecoverWithin('x', 1, span);
    expect({ ...trace, series }).toRecoverWithin('x', 1, { ...span, for_s: 0.1 });
  });

  it('says what was wanted', () => {
    const span = { after_s: 2, within_s: 2 };
    expect(told(() => expect(trace).toRecoverWithin('offset_mm', 5, span))).toMatchInlineSnapshot(`
      "expected |offset_mm| to be within 5 again 2 s after 2 s;
      it was not (bench in desk, seed 7)"
    `);
    expect(
      told(() => expect(trace).not.toRecoverWithin('offset_mm', 9, span)),
    ).toMatchInlineSnapshot(`
      "expected |offset_mm| not to be within 9 again 2 s after 2 s;
      it did (bench in desk, seed 7)"
    `);
  });
});

describe('toLearnBy', () => {
  const span = { by_s: 10, window_s: 2 };

  it('holds where the mean size fell below the limit, and was above it at first', () => {
    expect(trace).toLearnBy('offset_mm', 2, span);
    expect(trace).not.toLearnBy('offset_mm', 1, span);
    expect(trace).not.toLearnBy('offset_mm', 9.5, span);
  });

  it('says both means', () => {
    expect(told(() => expect(trace).toLearnBy('offset_mm', 1, span))).toMatchInlineSnapshot(`
      "expected mean |offset_mm| to fall to 1 by 10 s;
      it was 9.050 at first and 1.050 then (bench in desk, seed 7)"
    `);
    expect(told(() => expect(trace).not.toLearnBy('offset_mm', 2, span))).toMatchInlineSnapshot(`
      "expected mean |offset_mm| not to fall to 2 by 10 s;
      it did (bench in desk, seed 7)"
    `);
  });
});

describe('toReachVerdict', () => {
  it('holds where the guard said so in the span', () => {
    expect(trace).toReachVerdict('safe');
    expect(trace).toReachVerdict('safe', { from_s: 3.9 });
    expect(trace).not.toReachVerdict('safe', { from_s: 4 });
  });

  it('says what was wanted', () => {
    expect(told(() => expect(trace).toReachVerdict('held'))).toMatchInlineSnapshot(`
      "expected the guard to say 'held';
      it never did (bench in desk, seed 7)"
    `);
    expect(told(() => expect(trace).not.toReachVerdict('safe'))).toMatchInlineSnapshot(`
      "expected the guard not to say 'safe';
      it did (bench in desk, seed 7)"
    `);
  });
});

describe('every matcher', () => {
  it('names the series that there are where one is not', () => {
    expect(told(() => expect(trace).toStayWithin('ofset_mm', 1))).toMatchInlineSnapshot(`
      "no series 'ofset_mm';
      there are: offset_mm"
    `);
  });

  it.each([
    ['ends after the trace', { to_s: 10.1 }],
    ['begins after its end', { from_s: 5, to_s: 4 }],
    ['is empty', { from_s: 10 }],
    ['begins before the trace', { from_s: -1 }],
    ['is no number', { from_s: Number.NaN }],
  ])('refuses a span that %s, both ways: it would hold over nothing', (_, span) => {
    expect(() => expect(trace).toStayWithin('offset_mm', 10, span)).toThrow(RangeError);
    expect(() => expect(trace).not.toStayWithin('offset_mm', 1, span)).toThrow(RangeError);
    expect(() => expect(trace).not.toReachVerdict('held', span)).toThrow(RangeError);
    expect(() => meanAbs(trace, 'offset_mm', span)).toThrow(RangeError);
  });

  it('refuses to say that what has not been seen was learned, or recovered', () => {
    expect(() => expect(trace).toLearnBy('offset_mm', 1, { by_s: 60 })).toThrow(RangeError);
    const late = { after_s: 9.5, within_s: 1 };
    expect(() => expect(trace).not.toRecoverWithin('offset_mm', 9, late)).toThrow(RangeError);
  });
});
