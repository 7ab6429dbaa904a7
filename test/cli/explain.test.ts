/** `striatum explain`: what moved a weight, or what is wrong with the question. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folder, removeFolders, twoEyes } from '../fixtures/two-eyes.js';
import { json, QUICK, refused, striatum } from './child.js';

afterAll(removeFolders);

let recording: string;

beforeAll(async () => {
  recording = join(folder(), 'run.mcap');
  await json('run', twoEyes, ...QUICK, '--record', recording);
});

describe('an explanation', () => {
  it('accounts for what the weight moved by', async () => {
    const found = await json('explain', recording, '--synapse', 'eyes:3>left:5');
    expect(found).toMatchObject({
      robot: 'two-eyes',
      synapse: 'eyes:3>left:5',
      projection: 'synapses › 0 (eyes → left)',
      learn: 'policyGradient',
      delay_ms: 10,
      ticks: 200,
    });
    const { causes_mv, weight_mv } = found as {
      causes_mv: Record<string, number>;
      weight_mv: { first: number; last: number };
    };
    const moved = Object.values(causes_mv).reduce((sum, each) => sum + each, 0);
    expect(weight_mv.first).not.toBe(weight_mv.last);
    expect(moved).toBeCloseTo(weight_mv.last - weight_mv.first, 9);
  });

  it('is a table for people, and a drawing if one is asked for', async () => {
    const plot = join(folder(), 'weight.svg');
    const question = ['--synapse', 'eyes:3>left:5', '--top', '3', '--plot', plot];
    const { code, stdout } = await striatum('explain', recording, ...question);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^eyes:3>left:5 of two-eyes: policyGradient, 10 ms/);
    expect(stdout).toMatch(/the target spiked +[+-]\d/);
    expect(stdout).toMatch(/^dopamine +peak +moved mV$/m);
    expect(stdout).toContain(`drawn into ${plot}`);
    expect(readFileSync(plot, 'utf8')).toMatch(/^<svg .*eligibility \/ mV.*<\/svg>\s*$/s);
  });
});

describe('a tick', () => {
  it('is told with what came in, fired, was asked and done', async () => {
    const found = await json('explain', recording, '--tick', '150');
    expect(found).toMatchObject({
      robot: 'two-eyes',
      tick: 150,
      time_s: 1.51,
      verdict: { verdict: 'ok', order: 'nothing', cause: 'none' },
      sensors: { left_eye: { fault: 'fine' } },
      command: { wheel_left: {}, wheel_right: {} },
    });
    const { sensors } = found as { sensors: Record<string, { raw: number; clean: number }> };
    expect(sensors.left_eye?.clean).toBe(sensors.left_eye?.raw);
    expect(Object.keys(found.spikes as object)).toEqual(['left', 'right']);
  });

  it('is a table for people', async () => {
    const { code, stdout } = await striatum('explain', recording, '--tick', '150');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^tick 150 of two-eyes, at 1\.510000 s: ok/);
    expect(stdout).toMatch(/^actuator +asked +done +limited by$/m);
  });

  it.each([
    ['that was not recorded', ['--tick', '200'], 'striatum explain › --tick'],
    ['beside a synapse', ['--tick', '2', '--synapse', 'eyes:3>left:5'], 'striatum explain'],
    ['or nothing', [], 'striatum explain'],
  ])('%s is refused', async (_, question, path) => {
    const [problem] = await refused('explain', recording, ...question);
    expect(problem).toMatchObject({ code: 'ARGUMENT_INVALID', path });
  });
});

describe('a question that cannot be answered', () => {
  it.each([
    ['of no form', 'left', 'ARGUMENT_INVALID', "'left'"],
    ['of an unknown population', 'eye:3>left:5', 'NAME_UNKNOWN', "'eye:3'"],
    ['past the last neuron', 'eyes:8>left:5', 'SLICE_OUT_OF_RANGE', "'eyes:8'"],
    ['past the last target', 'eyes:3>left:8', 'SLICE_OUT_OF_RANGE', "'left:8'"],
    [
      'between neurons that nothing joins',
      'left:0>right:0',
      'ARGUMENT_INVALID',
      "'left:0>right:0', between which no synapse learns",
    ],
  ])('%s says so', async (_, synapse, code, got) => {
    const [problem] = await refused('explain', recording, '--synapse', synapse);
    expect(problem).toMatchObject({ code, got, path: 'striatum explain › --synapse' });
  });

  it('because the drawing cannot be written says why', async () => {
    const question = ['--synapse', 'eyes:3>left:5', '--plot', join(folder(), 'gone', 'x.svg')];
    const [problem] = await refused('explain', recording, ...question);
    expect(problem?.code).toBe('ARGUMENT_INVALID');
    expect(problem?.got).toContain('ENOENT');
  });

  it('because the recording is not there says so', async () => {
    const path = join(folder(), 'gone.mcap');
    const [problem] = await refused('explain', path, '--synapse', 'eyes:3>left:5');
    expect(problem?.code).toBe('FILE_MISSING');
  });
});
