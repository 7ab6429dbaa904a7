/**
 * The gate as a process of its own, which outlives a program that crashes, hangs or is killed. The
 * program starts it and shares a file of memory with it; the board reads there what is driven.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineClock, sleep_ms } from '../clock.js';
import { RobotError } from '../errors.js';
import { addon, type NativeGate } from '../network/binding.js';
import { nativeProgram } from '../package.js';
import type { RobotChannels } from './channels.js';
import { limitsOf } from './limits.js';

export interface GateProcessOptions {
  /** The file of shared memory, which must not be there yet. Default: one in memory. */
  readonly path?: string;
  /** From one look at the program to the next, 0.1 to 100 ms. Default 1. */
  readonly period_ms?: number;
  /** Real-time priority, 1 to 99, where the system allows it; 0: none. Default 80. */
  readonly priority?: number;
  /** How long it goes on after the program has died, once every actuator is safe. Default 1000. */
  readonly linger_ms?: number;
}

/** How the gate ended: its exit code, or the signal that killed it. */
export interface GateEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Numbers that NativeGate.life() gives. */
const LIFE = 6 + 832;
/** How long a gate may take to begin. */
const START_MS = 5000;
let made = 0;

export class GateProcess {
  readonly path: string;
  /** Resolves when the gate has ended, for whatever reason. */
  readonly ended: Promise<GateEnd>;
  readonly #child: ChildProcess;
  readonly #memory: NativeGate;
  readonly #life = new Float64Array(LIFE);
  #complaint = '';
  #end: GateEnd | undefined;

  private constructor(path: string, memory: NativeGate, child: ChildProcess) {
    this.path = path;
    this.#memory = memory;
    this.#child = child;
    child.stderr?.on('data', (text: Buffer) => {
      this.#complaint = (this.#complaint + text.toString()).slice(-1000);
    });
    // a gate that has died cannot be written to
    child.stdin?.on('error', () => {});
    this.ended = new Promise((resolve) => {
      const end = (code: number | null, signal: NodeJS.Signals | null) => {
        this.#end = { code, signal };
        resolve(this.#end);
      };
      child.on('exit', end);
      child.on('error', (error) => {
        this.#complaint = error.message;
        end(null, null);
      });
    });
  }

  /**
   * Starts it, disarmed, and waits until it steps.
   * @throws RobotError GATE_REFUSED where the memory cannot be made or the gate does not start.
   */
  static async start(robot: RobotChannels, options: GateProcessOptions = {}): Promise<GateProcess> {
    const { path = unusedPath(), period_ms = 1, priority = 80, linger_ms = 1000 } = options;
    const program = nativeProgram('striatum-gate');
    removeLeftover(path);
    const memory = makeMemory(robot, path);
    const numbers = { 'period-us': period_ms * 1000, priority, 'linger-ms': linger_ms };
    const flags = Object.entries(numbers).flatMap(([name, n]) => [`--${name}`, String(n)]);
    // of its own process group, so that no Ctrl-C and no kill of the program's reaches it
    const child = spawn(program, [path, ...flags], {
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    const gate = new GateProcess(path, memory, child);
    try {
      await gate.#begun();
    } catch (error) {
      await gate.close();
      throw error;
    }
    return gate;
  }

  get pid(): number {
    return this.#child.pid as number;
  }

  /** Absent while it runs. */
  get end(): GateEnd | undefined {
    return this.#end;
  }

  /** What the system gave it, and how late it woke. */
  life(): GateLife {
    this.#memory.life(this.#life);
    const [beat_us, , granted, failed, missed, max_us] = this.#life as unknown as [
      ...[number, number, number, number, number, number],
    ];
    return {
      beat_us,
      has_priority: (granted & 1) !== 0,
      is_locked: (granted & 2) !== 0,
      failed,
      missed,
      max_us,
      lateness: this.#life.slice(6),
    };
  }

  /** The gate drives safe and ends, and the file is removed; safe to call twice. */
  async close(): Promise<void> {
    if (!this.#end) {
      this.#memory.end();
      await this.ended;
    }
    this.#memory.close();
    rmSync(this.path, { force: true });
  }

  async #begun(): Promise<void> {
    const deadline_us = machineClock.now_us() + START_MS * 1000;
    while (!this.#end && machineClock.now_us() < deadline_us) {
      if (this.life().beat_us > 0) return;
      await sleep_ms(1);
    }
    const said = this.#complaint.trim() || JSON.stringify(this.#end ?? 'nothing');
    throw refused(this.path, `the gate did not start: ${said}`);
  }
}

export interface GateLife {
  /** When it stepped last, in us of the machine's clock; -Infinity before. */
  readonly beat_us: number;
  readonly has_priority: boolean;
  readonly is_locked: boolean;
  /** Steps in which outputs could not be driven. */
  readonly failed: number;
  /** Steps that were left out because their time had passed. */
  readonly missed: number;
  /** The latest it woke. */
  readonly max_us: number;
  /** Counts of lateness, 32 buckets to an octave from 1 us on. */
  readonly lateness: Float64Array;
}

/** In memory where the system has a place for that. */
function unusedPath(): string {
  const folder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  made += 1;
  return join(folder, `striatum-${process.pid}-${made}.gate`);
}

/** The file of a gate that is no more, killed together with its program. */
function removeLeftover(path: string): void {
  if (!existsSync(path)) return;
  const life = new Float64Array(LIFE);
  try {
    const memory = new (addon().Gate)(path);
    memory.life(life);
    memory.close();
  } catch {
    // no memory: somebody else's file, which making one will refuse
    return;
  }
  // without a number yet: one that is about to start
  const pid = life[1] as number;
  if (pid > 0 && !isRunning(pid)) rmSync(path);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function makeMemory(robot: RobotChannels, path: string): NativeGate {
  const Native = addon().Gate;
  try {
    return new Native(limitsOf(robot), path);
  } catch (error) {
    throw refused(path, (error as Error).message);
  }
}

function refused(path: string, got: string): RobotError {
  return new RobotError({
    code: 'GATE_REFUSED',
    path,
    got,
    allowed: 'a gate that runs, in a folder that can be written',
    remedy: 'remove the file if no other robot uses it, and see what the gate said',
  });
}
