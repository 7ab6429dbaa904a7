/** Scores: a world's measures over all of a run and over its last minute. */
import { expect, it } from 'vitest';
import { Scores } from '../../src/control/summary.js';

function scored(seconds: number, at: (second: number) => { falls: number; offset_mm: number }) {
  const measures = {
    names: ['falls', 'offset_mm'],
    kinds: ['count', 'signal'] as const,
    values: new Float64Array(2),
  };
  const scores = new Scores(measures, 10);
  for (let t = 0; t < seconds * 100; t++) {
    const now = at(t / 100);
    measures.values.set([now.falls, now.offset_mm]);
    scores.tick();
  }
  return scores.summary();
}

it('tells the last minute from all', () => {
  const summary = scored(120, (s) => ({
    falls: s < 30 ? 0 : s < 70 ? 2 : 3,
    offset_mm: s < 60 ? -50 : -4,
  }));
  expect(summary).toEqual({
    falls: 3,
    falls_last_60s: 1,
    last_falls_s: 70.01,
    mean_abs_offset_mm_last_60s: 4,
  });
});

it('gives the mean return of the last episodes', () => {
  const measures = { names: ['steps'], kinds: ['episode'] as const, values: new Float64Array(1) };
  const scores = new Scores(measures, 10);
  for (let t = 0; t < 10 * 130; t++) {
    measures.values[0] = t < 10 * 30 ? t % 10 : (t % 10) * 2;
    scores.tick();
  }
  expect(scores.episodes).toBe(129);
  const mean = (9 + 99 * 18) / 100;
  expect(scores.summary()).toEqual({ episodes: 129, mean_steps_last_100_episodes: mean });
});

it('takes the mean over what there was of a short run', () => {
  expect(scored(3, () => ({ falls: 0, offset_mm: 2 }))).toEqual({
    falls: 0,
    falls_last_60s: 0,
    last_falls_s: null,
    mean_abs_offset_mm_last_60s: 2,
  });
});
