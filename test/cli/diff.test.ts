/** `striatum diff`: two recordings that are the same, and two that are not. */
import { afterAll, expect, it } from 'vitest';
import { altered } from '../control/altered.js';
import { record } from '../control/recording.js';
import { removeFolders } from '../fixtures/two-eyes.js';
import { json, refused, striatum } from './child.js';

afterAll(removeFolders);

const lineRover = 'test/golden/line-rover.mcap';

it('says that a recording is the same as itself', async () => {
  const same = { same: true, ticks: 500, only_a: 0, only_b: 0, first: null, fields: [], spikes: 0 };
  expect(await json('diff', lineRover, lineRover)).toEqual(same);
});

it('names the first difference, and what differs after it', async () => {
  const { path } = await record(200);
  const copy = altered(path, ({ doubles, spikes }, tick, { done }) => {
    if (tick === 60) spikes[1] = 1 - (spikes[1] as number);
    if (tick >= 80) doubles[done] = (doubles[done] as number) + 0.5;
    return tick < 190;
  });
  const { code, stdout } = await striatum('diff', path, copy, '--json');
  expect(code).toBe(1);
  const field = '/command/done.wheel_left';
  expect(JSON.parse(stdout)).toEqual({
    same: false,
    ticks: 190,
    only_a: 10,
    only_b: 0,
    first: { tick: 60, field: '/input.eyes:1', a: expect.any(String), b: expect.any(String) },
    fields: [{ field, first_tick: 80, ticks: 110, mean: expect.closeTo(0.5), largest: 0.5 }],
    spikes: 1,
  });
  const asText = await striatum('diff', path, copy);
  expect(asText.stdout).toMatch(/^190 ticks are in both, 10 in a alone/);
  expect(asText.stdout).toMatch(/^first in tick 60: \/input\.eyes:1 is /m);
});

it('of two robots is refused', async () => {
  const { path } = await record(3);
  const [problem] = await refused('diff', path, lineRover);
  expect(problem).toMatchObject({ code: 'RECORDING_INVALID', path: `${lineRover} › sensors` });
});
