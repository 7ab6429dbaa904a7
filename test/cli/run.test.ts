/** `striatum run` and its neighbours as a user has them, on a robot without a line of code. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folder, removeFolders, twoEyes } from '../fixtures/two-eyes.js';
import { json, outcome, program, QUICK, striatum } from './child.js';

afterAll(removeFolders);

const run = (...args: string[]) => json('run', twoEyes, ...QUICK, ...args);

/** Two robot seconds over the embedded broker. */
const withBroker = (...args: string[]) =>
  json('run', twoEyes, '--seconds', '2', '--broker-port', '0', ...args);

describe('a run', () => {
  it('is summed up in one JSON object', async () => {
    const summary = await withBroker('--speed', 'max');
    expect(summary).toEqual({
      robot: 'two-eyes',
      ticks: 200,
      seconds: 2,
      falls: expect.any(Number),
      falls_last_60s: expect.any(Number),
      last_falls_s: expect.any(Number),
      mean_abs_offset_mm_last_60s: expect.any(Number),
      reward_mean: expect.any(Number),
      state_hash: expect.stringMatching(/^[0-9a-f]{16}$/),
      weights_hash: expect.stringMatching(/^[0-9a-f]{16}$/),
      tick_us_p50: expect.any(Number),
      tick_us_p99: expect.any(Number),
      telemetry: {
        broker: expect.stringMatching(/^mqtt:\/\/127\.0\.0\.1:\d+$/),
        sent: expect.any(Number),
        dropped: 0,
      },
    });
  });

  it('has one hash for one seed, whatever looks on and however fast it goes', async () => {
    const hashes = ({ state_hash, weights_hash }: Record<string, unknown>) => [
      state_hash,
      weights_hash,
    ];
    const first = hashes(await run());
    expect(hashes(await run())).toEqual(first);
    expect(hashes(await run('--record', join(folder(), 'run.mcap')))).toEqual(first);
    expect(hashes(await withBroker('--speed', 'max'))).toEqual(first);
    expect(hashes(await run('--speed', '50'))).toEqual(first);
    const [state, weights] = hashes(await run('--seed', '2'));
    expect(state).not.toBe(first[0]);
    expect(weights).not.toBe(first[1]);
  });

  it('without dopamine or without learning keeps the weights as they were drawn', async () => {
    const clamped = await run('--clamp-dopamine');
    const still = await run('--no-learning');
    const longer = await run('--no-learning', '--seconds', '4');
    expect(clamped.weights_hash).toBe(still.weights_hash);
    expect(longer.weights_hash).toBe(still.weights_hash);
    expect((await run()).weights_hash).not.toBe(still.weights_hash);
  });

  it('lasts at least one tick', async () => {
    expect((await run('--seconds', '0.0001')).ticks).toBe(1);
  });
});

describe('a run that is interrupted', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('by %s sums up and succeeds', async (signal) => {
    const child = spawn(process.execPath, [program, 'run', twoEyes, '--broker', 'none']);
    const ended = outcome(child);
    await once(child.stdout, 'data');
    child.kill(signal);
    const { code, stdout, stderr } = await ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/\ntwo-eyes: [\d.]+ s, [\d,]+ ticks\n/);
  });

  it('by a reader that leaves ends without a word', async () => {
    const args = ['run', twoEyes, '--speed', 'max', '--broker', 'none'];
    const child = spawn(process.execPath, [program, ...args]);
    const ended = outcome(child);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const { code, stderr } = await ended;
    expect([code, stderr]).toEqual([0, '']);
  });
});

describe('a neighbour of run', () => {
  it('check says that the robot and its body are sound', async () => {
    expect(await json('check', twoEyes)).toMatchObject({ ok: true, robot: 'two-eyes', sensors: 2 });
  });

  it('inspect says what the network is made of', async () => {
    expect(await json('inspect', twoEyes)).toMatchObject({
      robot: 'two-eyes',
      populations: [{ name: 'eyes' }, { name: 'left' }, { name: 'right' }],
      projections: [{ count: 64 }, { count: 64 }],
    });
  });

  it('inspect ends quietly when its reader leaves', async () => {
    const child = spawn(process.execPath, [program, 'inspect', twoEyes, '--numbers']);
    child.stdout.destroy();
    const { code, stderr } = await outcome(child);
    expect([code, stderr]).toEqual([141, '']);
  });

  it('test runs the tests beside a robot', async () => {
    const { code, stdout } = await striatum('test', twoEyes, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ success: true, numPassedTests: 1 });
    expect(code).toBe(0);
  });

  it('test exits with 1 where one fails', async () => {
    const { code, stderr } = await striatum('test', join(twoEyes, '..', 'fails'));
    expect(stderr).toContain('expected 1 to be 2');
    expect(code).toBe(1);
  });

  it('learn says how each arm fared', async () => {
    const args = ['--seeds', '2', '--seconds', '5', '--arm', 'PID', '--json'];
    const { code, stdout, stderr } = await striatum('learn', 'examples/line-rover', ...args);
    expect([code, stderr]).toEqual([0, 'PID: 2 seeds\n']);
    expect(JSON.parse(stdout)).toMatchObject({
      seeds: [50_001, 50_002],
      arms: { PID: { of: 2, runs: [{ seed: 50_001 }, { seed: 50_002 }] } },
    });
  });

  it('help names every exit code', async () => {
    const { code, stdout } = await striatum('--help');
    expect(code).toBe(0);
    expect(stdout.slice(stdout.indexOf('Exit codes'))).toMatchInlineSnapshot(`
      "Exit codes:
        0   it did what was asked
        1   it ran, and the answer is no: a test failed, a claim did not hold
        2   the robot's description or a file is wrong
        3   the core or its addon refused
        4   the board or world does not fit
        5   the broker or its port
        6   a recording is damaged, or a replay differs
        64  the command line is wrong
        70  Striatum itself broke: please report what it said

      Start with:  striatum run examples/line-rover
      "
    `);
  });
});
