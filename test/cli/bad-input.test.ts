/** What a newcomer gets for each slip: its own error, its own exit code, nothing half-written. */
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { changed, folder, removeFolders, twoEyes } from '../fixtures/two-eyes.js';
import { freePort, listening } from '../telemetry/brokers.js';
import { codes, QUICK, refused, striatum } from './child.js';

afterAll(removeFolders);

/** A copy of the robot with one slip. */
// biome-ignore lint/suspicious/noExplicitAny: tests put wrong things into it on purpose
type Slip = (robot: any, body: any) => void;

const slips: [name: string, code: string, slip: Slip][] = [
  [
    'a wrong unit',
    'UNIT_UNKNOWN',
    (robot) => Object.assign(robot.sensors.left_eye, { unit: 'lx' }),
  ],
  [
    'a missing encoder',
    'ENCODER_MISSING',
    (robot) => {
      delete robot.encode.right_eye;
    },
  ],
  [
    'a range with min above max',
    'RANGE_REVERSED',
    (robot) => Object.assign(robot.sensors.left_eye, { min: 2 }),
  ],
  [
    'a delay of 0',
    'DELAY_OUT_OF_RANGE',
    (robot) => Object.assign(robot.synapses[0], { delay_ms: 0 }),
  ],
  [
    'a time constant that the format cannot hold',
    'TIME_CONSTANT_NOT_HELD',
    (robot) => Object.assign(robot.synapses[0].learn, { tau_eligibility_ms: 1e12 }),
  ],
  [
    'a sensor that the board lacks',
    'SENSOR_MISSING',
    (_, body) => {
      delete body.sensors.right_eye;
    },
  ],
  [
    'a pin that the board lacks',
    'PIN_MISSING',
    (_, body) => Object.assign(body.sensors.right_eye, { pin: 'A99' }),
  ],
  ['an unknown world', 'WORLD_UNKNOWN', (_, body) => Object.assign(body, { world: 'mars' })],
];

describe('a robot with', () => {
  it.each(slips)('%s is refused: %s', async (_, code, slip) => {
    expect(await codes('run', changed(slip), ...QUICK)).toEqual([code]);
  });

  it('four slips is told of all four, each in three lines', async () => {
    const path = changed((robot) => {
      robot.sensors.left_eye.min = 2;
      robot.synapses[0].delay_ms = 0;
      robot.actuators.wheel_left.safe = 99;
      robot.decode.wheel_right.plus = 'rigth';
    });
    const { code, stdout, stderr } = await striatum('check', path);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.replaceAll(path, 'ROBOT')).toMatchInlineSnapshot(`
      "✖ RANGE_REVERSED  2 to 1; allowed: the smaller number first.
          at  two-eyes › sensors › left_eye
          do  swap the two, or widen the range
      ✖ SAFE_OUT_OF_RANGE  99 rad/s; allowed: -20 to 20 rad/s.
          at  two-eyes › actuators › wheel_left › safe
          do  choose a harmless value that the actuator can take
      ✖ DELAY_OUT_OF_RANGE  0 ms; allowed: 1 to 255 ticks, 10 to 2550 ms.
          at  two-eyes › synapses › 0 (eyes → left) › delay_ms
          do  write at least 10 ms and at most 2550 ms
      ✖ NAME_UNKNOWN  'rigth'; allowed: eyes, left, right.
          at  two-eyes › decode › wheel_right
          do  name a population of the robot. Did you mean 'right'?
      "
    `);
  });
});

describe('a path with', () => {
  const body = '{ "world": "line", "sensors": {}, "actuators": {} }';
  const cases: [name: string, code: string, files: Record<string, string>][] = [
    ['half a JSON', 'JSON_TRUNCATED', { 'robot.json': '{ "name": "x", "sens' }],
    ['an empty JSON', 'JSON_TRUNCATED', { 'robot.json': '' }],
    ['no JSON', 'JSON_INVALID', { 'robot.json': 'name: x' }],
    ['no robot', 'ROBOT_MISSING', { 'body.json': body }],
    ['no export', 'ROBOT_MISSING', { 'robot.mjs': 'export const robot = 1;' }],
    ['another export', 'ROBOT_MISSING', { 'robot.mjs': 'export default 5;' }],
    ['code that throws', 'FILE_BROKEN', { 'robot.mjs': 'export default gone;' }],
    ['code that does not parse', 'FILE_BROKEN', { 'robot.mts': 'export default {' }],
    ['a missing package', 'FILE_BROKEN', { 'robot.mts': "import 'nowhere'; export default 1;" }],
    ['a robot of no module', 'FILE_BROKEN', { 'robot.ts': 'export default 1;' }],
  ];
  it.each(cases)('%s is refused: %s', async (_, code, files) => {
    expect(await codes('run', folder(files), ...QUICK)).toEqual([code]);
  });

  it('a robot that robot() did not make has it checked all the same', async () => {
    const files = { 'robot.mjs': 'export default { tick_ms: 1, sensors: {}, neurons: {} };' };
    const problems = await refused('check', folder(files));
    expect(problems.map(({ path }) => path.split(' › ')[1])).toContain('actuators');
  });

  it('says where code broke', async () => {
    const made = folder({ 'robot.mjs': '\nexport default gone;' });
    const [problem] = await refused('run', made, ...QUICK);
    expect(problem?.path).toBe(`${join(made, 'robot.mjs')}:2:16`);
    expect(problem?.got).toBe('ReferenceError: gone is not defined');
  });

  it('nothing at all is refused', async () => {
    expect(await codes('run', join(folder(), 'gone'), ...QUICK)).toEqual(['FILE_MISSING']);
  });

  it('no body, or none that is one, is refused', async () => {
    const bare = changed(() => {}, { body: false });
    expect(await codes('run', bare, ...QUICK)).toEqual(['FILE_MISSING']);
    const wrong = changed((_, body) => Object.assign(body, { sensors: null }));
    expect(await codes('run', wrong, ...QUICK)).toEqual(['DESCRIPTION_INVALID']);
  });
});

describe('a command line with', () => {
  const cases: [name: string, args: string[]][] = [
    ['no robot', ['run']],
    ['two robots', ['run', twoEyes, twoEyes]],
    ['an unknown command', ['runn', twoEyes]],
    ['an unknown option', ['run', twoEyes, '--sped', 'max']],
    ['a seed that is no number', ['run', twoEyes, '--seed', 'x']],
    ['a negative seed', ['run', twoEyes, '--seed', '-1']],
    ['a seed of 33 bits', ['run', twoEyes, '--seed', '4294967296']],
    ['speed 0', ['run', twoEyes, '--speed', '0']],
    ['NaN seconds', ['run', twoEyes, '--seconds', 'NaN']],
    ['a broker that is no URL', ['run', twoEyes, '--broker', 'htp://x']],
    ['a port for no broker', ['run', twoEyes, '--broker', 'none', '--broker-port', '1999']],
    ['an unknown arm', ['learn', 'examples/line-rover', '--arm', 'lerned']],
    ['half a seed', ['learn', 'examples/line-rover', '--seeds', '2.5']],
  ];
  it.each(cases)('%s is refused', async (_, args) => {
    expect(await codes(...args)).toEqual(['ARGUMENT_INVALID']);
  });

  it('a wrong value is told what is allowed', async () => {
    const { code, stdout, stderr } = await striatum('run', twoEyes, '--speed', '0');
    expect([code, stdout]).toEqual([64, '']);
    expect(stderr).toMatchInlineSnapshot(`
      "✖ ARGUMENT_INVALID  option '--speed <x>' argument '0'; allowed: a number above 0.
          at  striatum run
          do  correct the command line
      "
    `);
  });

  it('a slip in an option is told which was meant', async () => {
    const { stderr } = await striatum('run', twoEyes, '--sped', 'max');
    expect(stderr).toMatchInlineSnapshot(`
      "✖ ARGUMENT_INVALID  unknown option '--sped'; allowed: what \`striatum run --help\` lists.
          at  striatum run
          do  correct the command line. Did you mean one of --seed, --speed?
      "
    `);
  });
});

describe('what cannot be used', () => {
  it('a port in use is refused, before anything is written', async () => {
    const server = createServer();
    const port = await listening(server, 0);
    const made = folder();
    try {
      const record = ['--record', join(made, 'run.mcap')];
      const found = await codes('run', twoEyes, '--broker-port', String(port), ...record);
      expect(found).toEqual(['PORT_IN_USE']);
      expect(readdirSync(made)).toEqual([]);
    } finally {
      server.close();
    }
  });

  it('a recording that cannot be written is refused', async () => {
    const missing = join(folder(), 'gone', 'run.mcap');
    expect(await codes('run', twoEyes, ...QUICK, '--record', missing)).toEqual(['FILE_UNWRITABLE']);
    expect(existsSync(missing)).toBe(false);
    const taken = folder();
    expect(await codes('run', twoEyes, ...QUICK, '--record', taken)).toEqual(['FILE_UNWRITABLE']);
  });

  it('a broker that is not there is said at once, and the robot runs on', async () => {
    const url = `mqtt://user:secret@127.0.0.1:${await freePort()}`;
    const args = ['--seconds', '2', '--speed', 'max', '--broker', url];
    const { code, stdout, stderr } = await striatum('run', twoEyes, ...args);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^✖ BROKER_UNREACHABLE {2}mqtt:\/\/127\.0\.0\.1:\d+: nothing listens/);
    expect(stdout).toMatch(/two-eyes: 2\.0 s, 200 ticks\n/);
    expect(stdout).not.toContain('secret');
  });

  it('tests that are not there are refused', async () => {
    expect(await codes('test', folder())).toEqual(['FILE_MISSING']);
  });
});
