/** The boxes critic: contract, TD(lambda) step by step and on the random walk, refusals. */
import { describe, expect, it } from 'vitest';
import { type BoxesSpec, boxes, makeCritic } from '../../src/reward/index.js';
import { criticContract, walkContract } from '../contract/critic.js';
import { problemsOf } from '../setup/problems.js';

const context = { cues: 2, tick_ms: 10 };
const cuts = [[0], [-0.5, 0.5]];
const tabular = [[0.5], [0.5], [0.5], [0.5], [0.5]];

for (const traces of ['replacing', 'accumulating'] as const) {
  const spec = boxes({ cuts, learning_rate: 0.1, horizon_s: 0.2, traces });
  criticContract(`boxes, ${traces}`, {
    make: (given) => makeCritic(spec, given),
    context,
    settles_ticks: 3000,
    episodes: true,
  });
  for (const trace_s of [0, 0.02, 1e8]) {
    walkContract(`boxes, ${traces}, trace ${trace_s} s`, () =>
      makeCritic(boxes({ cuts: tabular, learning_rate: 0.01, horizon_s: 1e9, trace_s, traces }), {
        cues: 5,
        tick_ms: 10,
      }),
    );
  }
}

/** A critic of states 0, 1, 2 ... on one cue, gamma one half and gamma lambda one quarter. */
function chain(options: Partial<BoxesSpec> = {}) {
  const halves = 0.01 / Math.log(2);
  const spec = boxes({
    cuts: [[0.5, 1.5, 2.5]],
    learning_rate: 0.5,
    horizon_s: halves,
    trace_s: halves / 2,
    ...options,
  });
  const critic = makeCritic(spec, { cues: 1, tick_ms: 10 });
  return {
    state: critic.state,
    learn: (reward: number, place: number, ends = false) =>
      critic.learn(reward, Float64Array.of(place), ends),
  };
}

describe('boxes', () => {
  it('credits the step before, with traces behind it and the value ahead', () => {
    const { learn, state } = chain();
    expect(learn(9, 0)).toBe(0);
    expect(learn(0, 1)).toBe(0);
    // From 1 to 2 with a reward of 1: box 1 takes half of it, box 0 a quarter of that.
    expect(learn(1, 2)).toBe(1);
    expect(Array.from(state.subarray(0, 3))).toEqual([0.125, 0.5, 0].map(roughly));
    // Back from 2 to 1: half of V(1) lies ahead.
    expect(learn(0, 1)).toBeCloseTo(0.25, 12);
    expect(state[2]).toBeCloseTo(0.125, 12);
  });

  it('expects 0 beyond an end and carries no credit over it', () => {
    const { learn, state } = chain();
    learn(0, 1);
    learn(1, 2);
    const value = state[1] as number;
    expect(learn(-1, 1, true)).toBe(-1);
    expect(learn(5, 0)).toBe(0);
    const before = state.slice(1, 3);
    expect(learn(1, 3)).toBe(1);
    expect(state.slice(1, 3)).toEqual(before);
    expect(state[1]).toBeLessThan(value);
  });

  it('restarts a trace or lets it grow when a box is visited again', () => {
    const gain = (traces: 'replacing' | 'accumulating') => {
      const { learn, state } = chain({ traces });
      learn(0, 1);
      learn(0, 1);
      learn(1, 1);
      return state[1] as number;
    };
    expect(gain('replacing')).toBeCloseTo(0.5, 12);
    expect(gain('accumulating')).toBeCloseTo(0.5 * 1.25, 12);
  });

  it('lets go of traces that have faded', () => {
    const critic = makeCritic(boxes({ cuts, learning_rate: 0.1, horizon_s: 0.1 }), context);
    for (let tick = 0; tick < 300; tick++) {
      critic.learn(0, Float64Array.of(tick === 0 ? -1 : 1, 0), false);
    }
    expect(Array.from(critic.state.subarray(6, 12)).filter((trace) => trace !== 0)).toEqual([1]);
  });

  it('refuses cuts, traces and a number of boxes that do not hold, all at once', () => {
    const fine = Array.from({ length: 64 }, (_, i) => i);
    const spec = boxes({ cuts: [fine, fine], learning_rate: 0.1, horizon_s: 1, trace_s: 2 });
    expect(problemsOf(() => makeCritic(spec, context))).toEqual([
      {
        code: 'LIMIT_EXCEEDED',
        path: 'boxes › cuts',
        got: '4225 boxes',
        allowed: 'at most 4096',
        remedy: 'cut fewer cues, or cut them less finely',
      },
      {
        code: 'NUMBER_NOT_HELD',
        path: 'boxes › trace_s',
        got: '2 s',
        allowed: 'at most horizon_s, 1 s',
        remedy: 'shorten trace_s, or lengthen horizon_s',
      },
    ]);
  });
});

function roughly(value: number): unknown {
  return expect.closeTo(value, 12);
}
