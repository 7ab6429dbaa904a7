/** A robot is the same from code and from JSON, and what is wrong with it is said all at once. */
import { describe, expect, it } from 'vitest';
import { pushPull } from '../src/decode/index.js';
import { rate } from '../src/encode/index.js';
import { formatProblem, type Problem } from '../src/errors.js';
import { compile } from '../src/network/compile.js';
import { checkModel } from '../src/network/network.js';
import { lif, source } from '../src/network/neuron.js';
import { checkRobot } from '../src/robot/check.js';
import { robotJsonSchema, robotSchema } from '../src/robot/description.js';
import { robot, robotFromJson } from '../src/robot.js';
import { problemsOf } from './setup/problems.js';
import { rover, roverData } from './setup/rover.js';

// biome-ignore lint/suspicious/noExplicitAny: tests put wrong things into it on purpose
type Change = (data: any) => void;

/** The problems of the small rover after a change. */
function problemsAfter(change: Change) {
  const data = roverData();
  change(data);
  return problemsOf(() => robotFromJson(JSON.stringify(data), 'rover.json'));
}

/** Problems as people read them, cut where lists of what is allowed get long. */
function told(problems: readonly Problem[]): string {
  const lines = problems.map(formatProblem).join('\n').split('\n');
  return lines.map((line) => (line.length > 88 ? `${line.slice(0, 85)}...` : line)).join('\n');
}

describe('robot()', () => {
  it('is the same from TypeScript and from JSON', () => {
    expect(robotFromJson(JSON.stringify(roverData()), 'rover.json')).toEqual(rover());
  });

  it('is plain data, frozen to the bottom', () => {
    const made = rover();
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
    expect(Object.isFrozen(made.synapses[0]?.learn)).toBe(true);
    expect(Object.isFrozen(made.encode.right_eye?.[1])).toBe(true);
  });

  it('fills in what was not said', () => {
    expect(rover().neurons.left).toMatchObject({
      rest_mv: -65,
      threshold_mv: -50,
      tau_synapse_ms: 0,
    });
    expect(rover().modulators.dopamine?.tonic).toBe(0);
  });

  it('keeps functions of the reward', () => {
    const signal = () => 1;
    const made = robot('r', {
      tick_ms: 10,
      sensors: { eye: { unit: 'lux', min: 0, max: 1 } },
      actuators: { wheel: { unit: 'rad/s', min: -1, max: 1, safe: 0, slew_per_s: 1 } },
      modulators: { dopamine: { tau_ms: 0, min: -1, max: 1 } },
      neurons: { eyes: source(2), move: lif(2) },
      encode: (n) => ({ eye: rate(n.eyes, { max_hz: 10 }) }),
      decode: (n) => ({ wheel: pushPull(n.move, n.move, { gain: 1 }) }),
      reward: { signal, critic: { kind: 'baseline', tau_s: 1 }, into: 'dopamine' },
    });
    expect(made.reward?.signal).toBe(signal);
  });

  it('names the place where an unknown handle is used', () => {
    const build = () =>
      robot('r', {
        tick_ms: 10,
        sensors: { eye: { unit: 'lux', min: 0, max: 1 } },
        actuators: { wheel: { unit: 'rad/s', min: -1, max: 1, safe: 0, slew_per_s: 1 } },
        neurons: { eyes: source(2), move: lif(2) },
        // @ts-expect-error: 'eyse' is no population
        encode: (n) => ({ eye: rate(n.eyse, { max_hz: 10 }) }),
        decode: (n) => ({ wheel: pushPull(n.move, n.move, { gain: 1 }) }),
      });
    expect(problemsOf(build).map(formatProblem)).toMatchInlineSnapshot(`
      [
        "✖ NAME_UNKNOWN  'eyse'; allowed: eyes, move.
          at  r › encode › eye › into
          do  name a population of the robot. Did you mean 'eyes'?",
      ]
    `);
  });
});

describe('each rule', () => {
  const cases: [code: string, path: string, change: Change][] = [
    ['UNIT_UNKNOWN', 'sensors › left_eye › unit', (r) => (r.sensors.left_eye.unit = 'lx')],
    ['RANGE_REVERSED', 'sensors › left_eye', (r) => (r.sensors.left_eye.min = 1000)],
    [
      'SAFE_OUT_OF_RANGE',
      'actuators › left_wheel › safe',
      (r) => (r.actuators.left_wheel.safe = 9),
    ],
    [
      'DESCRIPTION_INVALID',
      'actuators › left_wheel › slew_per_s',
      (r) => (r.actuators.left_wheel.slew_per_s = 0),
    ],
    [
      'DESCRIPTION_INVALID',
      'actuators › left_wheel › safe',
      (r) => delete r.actuators.left_wheel.safe,
    ],
    [
      'ENCODER_MISSING',
      'sensors › left_eye',
      (r) => {
        delete r.encode.left_eye;
        r.reward.signal[0].sensor = 'right_eye';
      },
    ],
    ['ENCODER_MISSING', 'sensors › right_eye', (r) => (r.encode.right_eye = [])],
    ['DECODER_MISSING', 'actuators › left_wheel', (r) => delete r.decode.left_wheel],
    ['NAME_UNKNOWN', 'encode › left_eey', (r) => (r.encode.left_eey = r.encode.left_eye)],
    ['NAME_UNKNOWN', 'decode › wheel', (r) => (r.decode.wheel = r.decode.left_wheel)],
    ['NAME_UNKNOWN', 'decode › left_wheel', (r) => (r.decode.left_wheel.plus = 'lfet')],
    ['NAME_UNKNOWN', 'observed › 1', (r) => r.observed.push('nose')],
    ['NAME_UNKNOWN', 'reward › into', (r) => (r.reward.into = 'serotonin')],
    ['NAME_UNKNOWN', 'reward › signal › 0 › sensor', (r) => (r.reward.signal[0].sensor = 'eye')],
    ['NAME_UNKNOWN', 'reward › cues › 0', (r) => (r.reward.cues = ['eye'])],
    ['NAME_UNKNOWN', 'synapses › 0 (eyes → lfet) › to', (r) => (r.synapses[0].to = 'lfet')],
    [
      'NAME_UNKNOWN',
      'synapses › 0 (eyes → left) › learn › modulator',
      (r) => (r.synapses[0].learn.modulator = 'dopamin'),
    ],
    ['SLICE_OUT_OF_RANGE', 'encode › left_eye › into', (r) => (r.encode.left_eye.into.first = 12)],
    ['NEURON_TAKEN', 'encode › right_eye › 0 › into', (r) => (r.encode.left_eye.into.count = 7)],
    [
      'POPULATION_UNSUITABLE',
      'encode › left_eye › into',
      (r) => (r.encode.left_eye.into.population = 'left'),
    ],
    [
      'POPULATION_UNSUITABLE',
      'synapses › 0 (eyes → eyes) › to',
      (r) => (r.synapses[0].to = 'eyes'),
    ],
    ['NUMBER_NOT_HELD', 'encode › left_eye › max_hz', (r) => (r.encode.left_eye.max_hz = 200)],
    ['RANGE_REVERSED', 'reward › clip', (r) => (r.reward.clip = [1, -1])],
    ['DESCRIPTION_INVALID', 'reward › gian', (r) => (r.reward.gian = 1)],
    ['DESCRIPTION_INVALID', 'neurons › left › kind', (r) => (r.neurons.left.kind = 'lfi')],
    ['DESCRIPTION_INVALID', 'name', (r) => (r.name = 'Small Rover')],
  ];

  it.each(cases)('%s at %s', (code, path, change) => {
    const found = problemsAfter(change);
    const place = found.find((problem) => problem.path.endsWith(`› ${path}`));
    expect(place, found.map(formatProblem).join('\n')).toMatchObject({ code });
    expect(found.every(({ remedy }) => remedy.length > 0)).toBe(true);
  });

  it('breaks nothing else: one slip, one problem', () => {
    for (const [, path, change] of cases.filter(([code]) => code !== 'DESCRIPTION_INVALID')) {
      expect(problemsAfter(change).length, path).toBe(1);
    }
  });
});

describe('problems', () => {
  it('are all told at once, each with its remedy', () => {
    const found = problemsAfter((r) => {
      r.tick_ms = 'ten';
      r.sensors.left_eye.unit = 'lx';
      r.sensors.left_eye.min = 2000;
      r.actuators.right_wheel.safe = -9;
      delete r.encode.right_eye;
      r.synapses[0].delay_ms = 0;
      r.neurons.left.treshold_mv = -40;
      r.neurons.right.threshold_mv = 300;
      r.synapses[2].to = 'rihgt';
    });
    expect(told(found)).toMatchInlineSnapshot(`
      "✖ DESCRIPTION_INVALID  'ten'; allowed: a number.
          at  small-rover › tick_ms
          do  write a number
      ✖ UNIT_UNKNOWN  'lx'; allowed: 1, %, m, mm, cm, rad, deg, m/s, mm/s, rad/s, deg/s, m/...
          at  small-rover › sensors › left_eye › unit
          do  write one of these. Did you mean 'lux'?
      ✖ DESCRIPTION_INVALID  an unknown key; allowed: kind, count, tau_membrane_ms, tau_syn...
          at  small-rover › neurons › left › treshold_mv
          do  correct or remove \`treshold_mv\`. Did you mean 'threshold_mv'?
      ✖ RANGE_REVERSED  2000 to 1000; allowed: the smaller number first.
          at  small-rover › sensors › left_eye
          do  swap the two, or widen the range
      ✖ ENCODER_MISSING  no encoder; allowed: an encoder, or a place in the reward.
          at  small-rover › sensors › right_eye
          do  give it an encoder in encode, or list it in observed: ['right_eye']
      ✖ SAFE_OUT_OF_RANGE  -9 rad/s; allowed: -8 to 8 rad/s.
          at  small-rover › actuators › right_wheel › safe
          do  choose a harmless value that the actuator can take
      ✖ NUMBER_NOT_HELD  300 mV; allowed: -256 to 256 mV, the upper end excluded.
          at  small-rover › neurons › right › threshold_mv
          do  choose a number that q8_23 holds
      ✖ NAME_UNKNOWN  'rihgt'; allowed: eyes, left, right.
          at  small-rover › synapses › 2 (left → rihgt) › to
          do  name a population of the robot. Did you mean 'right'?"
    `);
  });

  it('of a tick that is sound include its times', () => {
    const found = problemsAfter((r) => {
      r.synapses[0].delay_ms = 0;
      r.synapses[0].learn.tau_pre_ms = 0.1;
    });
    expect(told(found)).toMatchInlineSnapshot(`
      "✖ DELAY_OUT_OF_RANGE  0 ms; allowed: 1 to 255 ticks, 10 to 2550 ms.
          at  small-rover › synapses › 0 (eyes → left) › delay_ms
          do  write at least 10 ms and at most 2550 ms
      ✖ TIME_CONSTANT_NOT_HELD  0.1 ms; allowed: 0, or 0.5 to 2220 ms with a tick of 10 ms.
          at  small-rover › synapses › 0 (eyes → left) › learn › tau_pre_ms
          do  lengthen it, or shorten tick_ms"
    `);
  });

  it('name every number that is none', () => {
    const data = roverData();
    data.sensors.left_eye.max = Number.NaN;
    data.neurons.left.rest_mv = Number.NaN;
    data.synapses[2].weight_mv.max = Number.POSITIVE_INFINITY;
    data.synapses[0].learn.bounds_mv[1] = Number.NaN;
    data.encode.left_eye.max_hz = Number.NaN;
    data.decode.left_wheel.gain = Number.NaN;
    data.reward.gain = Number.NaN;
    const found = problemsOf(() => checkRobot(data, robotSchema, 'r'));
    expect(found.map(({ code }) => code)).toEqual(new Array(7).fill('NUMBER_NOT_HELD'));
  });

  it('of data that are no object are one', () => {
    expect(
      problemsOf(() => robotFromJson('[]', 'r.json')).map(formatProblem),
    ).toMatchInlineSnapshot(`
      [
        "✖ DESCRIPTION_INVALID  a list of 0; allowed: an object.
          at  r.json
          do  write an object",
      ]
    `);
    expect(problemsOf(() => robotFromJson('{}', 'r.json')).length).toBeGreaterThan(4);
  });
});

describe('anything anywhere', () => {
  const odd = [null, -1, 0, 1e300, 'x', [], {}, { kind: 'uniform', min: 0, max: 1 }];

  it('is a list of problems, or a robot that compiles to a model which the core accepts', () => {
    let refused = 0;
    for (const path of pathsOf(roverData())) {
      for (const value of odd) {
        const data = roverData();
        put(data, path, value);
        const text = JSON.stringify(data);
        const found = problemsOf(() => checkModel(compile(robotFromJson(text, 'r.json')).bytes));
        expect(found.map(({ code }) => code)).not.toContain('MODEL_REFUSED');
        for (const { remedy, allowed } of found) expect(remedy && allowed).toBeTruthy();
        refused += found.length > 0 ? 1 : 0;
      }
    }
    expect(refused).toBeGreaterThan(500);
  });
});

/** The path of every part of some data. */
function pathsOf(data: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof data !== 'object' || data === null) return [path];
  return [path, ...Object.entries(data).flatMap(([key, part]) => pathsOf(part, [...path, key]))];
}

function put(data: { [key: string]: unknown }, path: readonly string[], value: unknown): void {
  const [first = 'name', ...rest] = path;
  if (rest.length === 0) data[first] = value;
  else put(data[first] as { [key: string]: unknown }, rest, value);
}

describe('a JSON text', () => {
  const text = JSON.stringify(roverData(), null, 2);
  const failure = (broken: string) => problemsOf(() => robotFromJson(broken, 'rover.json'))[0];

  it('that was cut off is said to be, wherever the cut is', () => {
    for (let length = 0; length < text.trimEnd().length; length += 7) {
      const problem = failure(text.slice(0, length));
      expect(problem?.code, text.slice(0, length).slice(-20)).toBe('JSON_TRUNCATED');
    }
  });

  it('that is wrong is told line and column', () => {
    expect(failure('{\n  "name": "r",\n  tick_ms: 10\n}')).toMatchObject({
      code: 'JSON_INVALID',
      path: 'rover.json:3:3',
    });
    expect(failure('{"a": [1, 2,]}')?.path).toBe('rover.json:1:13');
    expect(failure('{"a": 1} x')?.path).toBe('rover.json:1:10');
    expect(failure('{"a": "b\\q"}')).toMatchObject({
      code: 'JSON_INVALID',
      path: 'rover.json:1:9',
    });
    expect(failure('{"a": 01}')?.path).toBe('rover.json:1:8');
  });
});

describe('schema/robot.schema.json', () => {
  it('is fresh', async () => {
    await expect(robotJsonSchema()).toMatchFileSnapshot('../schema/robot.schema.json');
  });
});
