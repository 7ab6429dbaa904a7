/** The path of reward, from frames to releases: in functions and in plain data alike. */
import { describe, expect, it } from 'vitest';
import { makeFrame } from '../../src/channel.js';
import { baseline, boxes, cue } from '../../src/reward/index.js';
import { type DopaminePathSpec, makeDopaminePath } from '../../src/reward/reward.js';
import { MANY_TICKS, RETAINED_MAX_BYTES, retained_bytes } from '../contract/heap.js';
import { problemsOf } from '../setup/problems.js';

const robot = { sensors: { left: {}, right: {} }, tick_ms: 10 };
const slow = baseline({ tau_s: 1e20 });

const inCode: DopaminePathSpec = {
  signal: (now, before) => (now.left as number) - (before.left as number),
  ends: (now) => (now.right as number) > 8,
  critic: slow,
};
const inData: DopaminePathSpec = {
  signal: [{ kind: 'change', sensor: 'left' }],
  ends: [{ kind: 'any_above', sensors: ['right'], value: 8 }],
  critic: slow,
};

/** A path under frames of (left, right); what it made of each. */
function watch(spec: DopaminePathSpec) {
  const path = makeDopaminePath(spec, robot);
  const frame = makeFrame(['left', 'right']);
  const observe = (left: number, right: number) => {
    frame.values.set([left, right]);
    frame.tick++;
    const release = path.observe(frame);
    return [path.reward, path.ended, release] as const;
  };
  return { path, observe };
}

describe('the path of reward', () => {
  it.each([
    ['in functions', inCode],
    ['in plain data', inData],
  ])('%s, goes from frames to releases', (_, spec) => {
    const { observe } = watch({ ...spec, gain: 0.5 });
    expect(observe(3, 0)).toEqual([0, false, 0]);
    expect(observe(3.5, 0)).toEqual([0.5, false, 0.25]);
    expect(observe(9, 0)).toEqual([5.5, false, 0.5]);
    expect(observe(8.5, 9)).toEqual([-0.5, true, -0.25]);
    // The jump to the start of the next episode is no change.
    expect(observe(1, 0)).toEqual([0, false, 0]);
    expect(observe(1.25, 0)).toEqual([0.25, false, 0.125]);
  });

  it('shows the critic every sensor, or its cues, or its features', () => {
    // Whichever the critic sees, it takes one mean for each side of 5.
    const views: DopaminePathSpec[] = [
      { signal: inData.signal, critic: cue({ cuts: [[], [5]], learning_rate: 1 }) },
      { signal: inData.signal, critic: cue({ cuts: [[5]], learning_rate: 1 }), cues: ['right'] },
      {
        signal: inData.signal,
        critic: cue({ cuts: [[5]], learning_rate: 1 }),
        features: {
          count: 1,
          of: (now, out) => {
            out[0] = now.right as number;
          },
        },
      },
    ];
    for (const view of views) {
      const { observe } = watch(view);
      observe(0, 9);
      expect(observe(0.5, 1)[2]).toBe(0.5);
      expect(observe(1, 9)[2]).toBe(0.5);
      expect(observe(1.5, 9)[2]).toBe(0);
    }
  });

  it('tells the critic that an episode ended, so that nothing lies ahead', () => {
    const signal = [{ kind: 'value', sensor: 'left' }] as const;
    const { observe } = watch({ ...inData, signal, critic: boxesOfTwo() });
    // The value of the box grows above any single reward, for as long as it is not the last one.
    for (let tick = 0; tick < 300; tick++) observe(0.2, 0);
    expect(observe(0.2, 0)[2]).toBeCloseTo(0, 3);
    expect(observe(0.2, 9)[2]).toBeLessThan(-0.9);
  });

  it('takes a signal that is NaN for no news', () => {
    const { path, observe } = watch({ ...inCode, critic: boxesOfTwo() });
    observe(0, 1);
    const critic = path.states.at(-1)?.slice();
    expect(observe(Number.NaN, 1)).toEqual([0, false, 0]);
    expect(path.states.at(-1)).toEqual(critic);
  });

  it('goes on alike from copies of its states, and is new after reset', () => {
    const frames = Array.from({ length: 69 }, (_, i) => [(i % 7) / 7, i % 20] as const);
    const ends = [{ kind: 'any_above', sensors: ['right'], value: 6, for_ms: 30 }] as const;
    const spec = { ...inData, ends, critic: boxesOfTwo(), settle: { to: 1, tau_s: 1 } };
    const [one, other] = [watch(spec), watch(spec)];
    const first = frames.map((frame) => one.observe(...frame));
    one.path.states.forEach((state, i) => {
      other.path.states[i]?.set(state);
    });
    const next = frames.map((frame) => one.observe(...frame));
    expect(frames.map((frame) => other.observe(...frame))).toEqual(next);
    expect(next).not.toEqual(first);
    one.path.reset();
    expect(frames.map((frame) => one.observe(...frame))).toEqual(first);
  });

  it('keeps no memory from tick to tick', () => {
    for (const spec of [inCode, inData]) {
      const { path } = watch({ ...spec, critic: boxesOfTwo() });
      const frame = makeFrame(['left', 'right']);
      const many = (ticks: number) => {
        for (let tick = 0; tick < ticks; tick++) {
          frame.values.fill(tick % 10);
          path.observe(frame);
        }
      };
      many(1000);
      expect(retained_bytes(() => many(MANY_TICKS))).toBeLessThan(RETAINED_MAX_BYTES);
    }
  });

  it('refuses a critic that does not suit its cues', () => {
    const spec = { ...inData, cues: ['left'], critic: boxesOfTwo() };
    expect(problemsOf(() => makeDopaminePath(spec, robot)).map(({ path }) => path)).toEqual([
      'boxes › cuts',
    ]);
  });
});

function boxesOfTwo() {
  return boxes({ cuts: [[0.5], [5]], learning_rate: 0.3, horizon_s: 0.1 });
}
