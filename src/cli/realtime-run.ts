/**
 * A robot in real time: a gate of its own, the simulated board on its far side, and the controller
 * in a thread where nothing else runs. This thread only looks on.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { GateProcess } from '../control/gate-process.js';
import { RobotError } from '../errors.js';
import { nativeProgram, packageRoot } from '../package.js';
import type { Robot } from '../robot.js';
import { type ControlSummary, ControlThread } from './control-thread.js';

export interface RealtimeRunOptions {
  readonly path: string;
  readonly robot: Robot;
  readonly seed: number;
  readonly learning: boolean;
  readonly world?: string | undefined;
  /** Where the world writes what is driven at its pins. */
  readonly pins?: string | undefined;
  /** The file that gate, board and program share; default: one of its own. */
  readonly memory?: string | undefined;
  /** Of the control thread, 1 to 99, and 10 more for the gate; 0: none. Default 70. */
  readonly priority?: number | undefined;
}

export class RealtimeRun {
  readonly gate: GateProcess;
  readonly control: ControlThread;
  /** The gate was asked to end, not by this program. */
  isAskedToEnd = false;
  readonly #world: ChildProcess;
  #lost: RobotError | undefined;

  private constructor(gate: GateProcess, world: ChildProcess, control: ControlThread) {
    this.gate = gate;
    this.control = control;
    this.#world = world;
    gate.ended.then(({ code, signal }) => {
      if (control.report.isAskedToEnd) return;
      // a supervisor asks all of a unit's processes to end
      if (code === 0) {
        this.isAskedToEnd = true;
        return;
      }
      // its outputs are as it left them
      spawnSync(nativeProgram('striatum-safe'), [gate.path]);
      this.#lost = lost(signal ?? `exit code ${code}`);
    });
  }

  /** Everything started; it resolves once the robot is armed. */
  static async start(options: RealtimeRunOptions): Promise<RealtimeRun> {
    const { path, robot, seed, learning, priority = 70 } = options;
    const gate = await GateProcess.start(robot, {
      priority: priority && priority + 10,
      ...(options.memory !== undefined && { path: options.memory }),
    });
    const world = startWorld(options, gate.path);
    try {
      await said(world, 'ready');
      const job = { robot: path, seed, learning, memory: gate.path, priority };
      return new RealtimeRun(gate, world, await ControlThread.start(job));
    } catch (error) {
      world.kill('SIGKILL');
      await gate.close();
      throw error;
    }
  }

  /** What went wrong, if something did: the controller threw, or the gate was lost. */
  get problem(): Error | undefined {
    return this.control.problem ?? this.#lost;
  }

  /** The robot is brought to safe and everything ended; what the controller came to. */
  async close(): Promise<ControlSummary | undefined> {
    const summary = await this.control.close();
    await this.gate.close();
    this.#world.kill('SIGTERM');
    return summary;
  }
}

/** Its own process group: what kills the program leaves the world going on, as worlds do. */
function startWorld({ path, seed, world, pins }: RealtimeRunOptions, memory: string) {
  const args = ['world', path, '--memory', memory, '--seed', String(seed)];
  if (world !== undefined) args.push('--world', world);
  if (pins !== undefined) args.push('--pins', pins);
  const program = join(packageRoot(), 'bin', 'striatum.mjs');
  return spawn(process.execPath, [program, ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Resolves when a child has said a word; rejects when it ends before. */
function said(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (text: Buffer) => {
      if (text.toString().includes(word)) resolve();
    });
    child.on('exit', (code, signal) => reject(lost(`the world: ${signal ?? `exit code ${code}`}`)));
  });
}

function lost(what: string): RobotError {
  return new RobotError({
    code: 'GATE_LOST',
    path: 'run › gate',
    got: `a gate or a board that ended by itself: ${what}`,
    allowed: 'both, as long as the program runs',
    remedy: 'the robot was stopped; see what killed it, then start again',
  });
}
