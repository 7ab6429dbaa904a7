/** Episode ends in plain data: when they come, and that they come once. */
import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/errors.js';
import { checkEnds, type EndSpec, Ends, endsSchema } from '../../src/reward/index.js';

const sensors = ['left', 'right'];

/** The ticks of 10 ms at which an episode ends. */
function endsOf(spec: EndSpec, frames: readonly (readonly [number, number])[]): number[] {
  const ends = new Ends([spec], sensors, 10);
  return frames.flatMap((frame, tick) => (ends.ended(Float64Array.from(frame)) ? [tick] : []));
}

describe('ends', () => {
  const frames = [
    [5, 5],
    [1, 5],
    [1, 1],
    [9, 1],
    [9, 9],
  ] as const;

  it('come when all or any are below or above, beyond the value itself', () => {
    const at = (kind: EndSpec['kind'], value: number) => endsOf({ kind, sensors, value }, frames);
    expect(at('all_below', 5)).toEqual([2]);
    expect(at('any_below', 5)).toEqual([1]);
    expect(at('all_above', 5)).toEqual([4]);
    expect(at('any_above', 5)).toEqual([3]);
    expect(at('any_above', 9)).toEqual([]);
  });

  it('come after the condition has held without a break, once', () => {
    const spec: EndSpec = { kind: 'any_below', sensors: ['left'], value: 3, for_ms: 30 };
    const left = [1, 1, 5, 1, 1, 1, 1, 1, 5, 1, 1, 1];
    expect(
      endsOf(
        spec,
        left.map((value) => [value, 0]),
      ),
    ).toEqual([5, 11]);
  });

  it('do not come of NaN', () => {
    const nothing: [number, number][] = [[Number.NaN, Number.NaN]];
    for (const kind of ['all_below', 'all_above', 'any_below', 'any_above'] as const) {
      expect(endsOf({ kind, sensors, value: 3 }, nothing)).toEqual([]);
    }
  });

  it('go on alike from a copy of their state, and are new after reset', () => {
    const specs: EndSpec[] = [{ kind: 'all_below', sensors, value: 3, for_ms: 30 }];
    const low = Float64Array.of(1, 1);
    const ends = new Ends(specs, sensors, 10);
    ends.ended(low);
    ends.ended(low);
    const copy = new Ends(specs, sensors, 10);
    copy.state.set(ends.state);
    expect(copy.ended(low)).toBe(true);
    ends.reset();
    expect(ends.ended(low)).toBe(false);
  });

  it('name sensors that the robot has', () => {
    const problems = new Problems();
    const specs: EndSpec[] = [{ kind: 'all_below', sensors: ['left', 'lefd'], value: 0 }];
    checkEnds(specs, sensors, 'rover › reward › ends', problems);
    expect(problems.list.map(({ code, path, remedy }) => [code, path, remedy])).toEqual([
      [
        'NAME_UNKNOWN',
        'rover › reward › ends › 0 › sensors › 1',
        "name a sensor of the robot. Did you mean 'left'?",
      ],
    ]);
    expect(endsSchema.safeParse([{ kind: 'all_under', sensors, value: 0 }]).success).toBe(false);
  });
});
