/** The gate as a process: it starts, drives, stops, and is not fooled by what dies around it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sleep_ms } from '../../src/clock.js';
import type { RobotChannels } from '../../src/control/channels.js';
import { REASONS } from '../../src/control/gate.js';
import { GateProcess, type GateProcessOptions } from '../../src/control/gate-process.js';
import { addon, type NativeGate } from '../../src/network/binding.js';
import { nativeProgram } from '../../src/package.js';

const ROBOT: RobotChannels = {
  name: 'r',
  tick_ms: 10,
  sensors: {},
  actuators: { wheel: { unit: 'rad/s', min: -10, max: 10, safe: 0.5, slew_per_s: 1e5 } },
  // a machine that tests many things at once is no controller
  safety: { bound_ms: 2000, resume_ms: 60_000 },
};

let folder: string;
let gate: GateProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'striatum-gate-'));
});

afterEach(async () => {
  await gate?.close();
  gate = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** A gate, and the memory as another process would see it. */
async function started(options: GateProcessOptions = {}, robot = ROBOT) {
  gate = await GateProcess.start(robot, { path: join(folder, 'memory'), priority: 0, ...options });
  const memory = new (addon().Gate)(gate.path);
  const values = new Float64Array(1);
  const facts = new Float64Array(7);
  const look = () => {
    memory.done(values, new Uint8Array(1), facts);
    return { wheel: values[0], reason: REASONS[facts[2] as number], stops: facts[6] as number };
  };
  /** Looks until it is so. */
  const until = async (is: (seen: ReturnType<typeof look>) => boolean) => {
    for (let i = 0; i < 5000 && !is(look()); i++) await sleep_ms(1);
    return look();
  };
  return { gate, memory, look, until };
}

function drive(memory: NativeGate, wheel: number): void {
  const now_us = addon().nowUs();
  memory.judge(new Float64Array(0), new Uint8Array(0), now_us);
  memory.ask(Float64Array.of(wheel), 1, now_us, false);
}

describe('a gate in a process of its own', () => {
  it('begins disarmed and safe, drives what is asked once it is armed', async () => {
    const { memory, look, until } = await started();
    expect(look()).toMatchObject({ wheel: 0.5, reason: 'disarmed' });
    memory.arm(1);
    drive(memory, 7);
    expect(await until(({ wheel }) => wheel === 7)).toMatchObject({ reason: 'none' });
  });

  it('stops by a signal, until it is armed by the number of that stop', async () => {
    const { gate, memory, until } = await started();
    memory.arm(1);
    drive(memory, 7);
    await until(({ wheel }) => wheel === 7);
    process.kill(gate.pid, 'SIGUSR1');
    const stopped = await until(({ reason }) => reason === 'stopped');
    expect(stopped.wheel).toBe(0.5);
    memory.arm(stopped.stops + 1);
    drive(memory, 7);
    expect(await until(({ wheel }) => wheel === 7)).toMatchObject({ reason: 'none' });
  });

  it('is safe when the program falls silent', async () => {
    const robot = { ...ROBOT, safety: { bound_ms: 100 } };
    const { memory, until } = await started({}, robot);
    memory.arm(1);
    drive(memory, 7);
    expect(await until(({ reason }) => reason === 'heartbeat')).toMatchObject({ wheel: 0.5 });
  });

  it('ends when it is told to, by the program or by SIGTERM, and the file is gone', async () => {
    const first = await started();
    await first.gate.close();
    expect(first.gate.end).toEqual({ code: 0, signal: null });
    expect(existsSync(first.gate.path)).toBe(false);
    const second = await started();
    process.kill(second.gate.pid, 'SIGTERM');
    expect(await second.gate.ended).toEqual({ code: 0, signal: null });
  });

  it('says how it fares', async () => {
    const { gate, until } = await started();
    await until(() => gate.life().lateness.reduce((a, b) => a + b) > 10);
    const { has_priority, failed, beat_us, max_us } = gate.life();
    expect({ has_priority, failed }).toEqual({ has_priority: false, failed: 0 });
    expect(beat_us).toBeLessThanOrEqual(addon().nowUs());
    expect(max_us).toBeGreaterThan(0);
  });

  it('refuses a memory that is there, or that cannot be made', async () => {
    await started();
    await expect(GateProcess.start(ROBOT, { path: join(folder, 'memory') })).rejects.toThrow(
      /GATE_REFUSED.*could not be made/s,
    );
    const nowhere = join(folder, 'nowhere', 'memory');
    await expect(GateProcess.start(ROBOT, { path: nowhere })).rejects.toThrow(/GATE_REFUSED/);
  });

  it('takes over the memory of a gate that was killed together with its program', async () => {
    const first = await started();
    process.kill(first.gate.pid, 'SIGKILL');
    await first.gate.ended;
    const second = await GateProcess.start(ROBOT, { path: first.gate.path, priority: 0 });
    expect(second.life().beat_us).toBeGreaterThan(0);
    await second.close();
  });

  it.each([[['--period-us', '1']], [['--period-us']], [['--unknown', '1']]])(
    'does not begin with %j',
    (flags) => {
      const run = spawnSync(nativeProgram('striatum-gate'), [join(folder, 'none'), ...flags]);
      expect([run.status, run.stderr.toString()]).toEqual([
        2,
        expect.stringMatching(/striatum-gate MEMORY/),
      ]);
    },
  );

  it.each(['', 'x'.repeat(100), 'x'.repeat(200_000)])(
    'does not begin with a file that is no memory',
    (text) => {
      const file = join(folder, 'file');
      writeFileSync(file, text);
      for (const program of ['striatum-gate', 'striatum-safe']) {
        const run = spawnSync(nativeProgram(program), [file]);
        expect([run.status, run.stderr.toString()]).toEqual([
          2,
          expect.stringMatching(/another version/),
        ]);
      }
    },
  );
});

describe('striatum-safe', () => {
  it('leaves a gate that lives alone, and drives safe after one that was killed', async () => {
    const { gate, memory, look, until } = await started();
    memory.arm(1);
    drive(memory, 7);
    await until(({ wheel }) => wheel === 7);
    process.kill(gate.pid, 'SIGSTOP');
    expect(spawnSync(nativeProgram('striatum-safe'), [gate.path]).status).toBe(1);
    process.kill(gate.pid, 'SIGKILL');
    await gate.ended;
    expect(look().wheel).toBe(7);
    expect(spawnSync(nativeProgram('striatum-safe'), [gate.path]).status).toBe(0);
    expect(look()).toMatchObject({ wheel: 0.5, reason: 'disarmed' });
  });
});
