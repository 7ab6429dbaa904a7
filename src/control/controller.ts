/**
 * The controller: the only thing that runs. One tick reads, judges, thinks, passes the gate,
 * writes, learns and records. It knows no wall clock, no terminal and no network socket.
 */
import type { Board } from '../board.js';
import { type Command, type Frame, makeCommand, makeFrame } from '../channel.js';
import type { Clock } from '../clock.js';
import type { RobotChannels } from './channels.js';
import { Gate, type Reason, type StopSource, type Verdict } from './gate.js';
import { Lifecycle } from './lifecycle.js';
import type { Mind } from './mind.js';
import { Orders } from './orders.js';
import { Punctuality } from './punctuality.js';

/** Sees every tick after it is done; must not keep the arrays. */
export interface Witness {
  tick(controller: Controller): void;
}

export interface ControllerParts {
  readonly robot: RobotChannels;
  readonly board: Board;
  readonly clock: Clock;
  readonly mind: Mind;
  /** Default: one that lives in the program and is stepped with each tick. */
  readonly gate?: Gate;
}

/** What makes a robot safe that would drive. */
const ALARMS: readonly Reason[] = ['stopped', 'heartbeat', 'sensor', 'resting'];

export class Controller {
  readonly robot: RobotChannels;
  readonly board: Board;
  readonly mind: Mind;
  readonly gate: Gate;
  /** As the board gave it. */
  readonly raw: Frame;
  /** As the mind asked for it, before the gate; no numbers where it was not asked. */
  readonly asked: Command;
  /** As the board got it. */
  readonly command: Command;
  readonly lifecycle = new Lifecycle();
  readonly punctuality: Punctuality;
  /** To freeze learning, and to keep the mind and roll it back. */
  readonly orders: Orders;
  ticks = 0;
  now_us = 0;
  /** Slots of the grid that were missed before the last tick. */
  missed = 0;
  /** Whether the mind was asked in the last tick. */
  thought = false;
  /** What the samples of the last tick were worth. */
  verdict: Verdict = 'waiting';
  reward = 0;
  /** Sums since the start, for means. */
  reward_sum = 0;
  spikes_sum = 0;
  safe_ticks = 0;
  /** Told of every tick, in this order. */
  readonly witnesses: Witness[] = [];
  readonly #clock: Clock;
  readonly #nothing: Float64Array;

  constructor(parts: ControllerParts) {
    const { robot, board, clock, mind } = parts;
    const sensors = Object.keys(robot.sensors);
    const actuators = Object.keys(robot.actuators);
    this.robot = robot;
    this.board = board;
    this.mind = mind;
    this.raw = makeFrame(sensors);
    this.asked = makeCommand(actuators);
    this.command = makeCommand(actuators);
    this.gate = parts.gate ?? new Gate(robot);
    this.punctuality = new Punctuality(robot.safety);
    this.#clock = clock;
    this.#nothing = new Float64Array(actuators.length).fill(Number.NaN);
    this.orders = new Orders(mind, this);
  }

  /** Why the last tick did not drive. */
  get reason(): Reason {
    return this.gate.reason;
  }

  /** Sensors are read and actuators safe from here on. @throws RobotError LIFECYCLE_REFUSED. */
  async open(): Promise<void> {
    this.lifecycle.demand('open');
    await this.board.open();
    this.board.safe();
    this.lifecycle.on('open');
  }

  /**
   * From the next tick on it may drive; after an emergency stop, too, once no one asks for it any
   * longer. @throws RobotError LIFECYCLE_REFUSED before open(), after close(), and while it drives.
   */
  arm(): void {
    this.lifecycle.on('arm');
    this.gate.arm();
  }

  /** Actuators go safe and stay so until it is armed. @throws RobotError LIFECYCLE_REFUSED. */
  disarm(): void {
    this.lifecycle.on('disarm');
    this.gate.disarm();
  }

  /**
   * An emergency stop: actuators go safe in the next tick, or at once where a gate of its own
   * drives them, and stay so until it is armed anew. Safe to call in any state. In a run that is
   * recorded, give `orders.stop()`: a recording tells of orders alone.
   */
  stop(source: StopSource = 'command'): void {
    this.lifecycle.on('stop');
    if (this.lifecycle.state === 'safe') this.gate.stop(source);
  }

  /**
   * One tick. Sensors that are not to be trusted send every actuator to safe; learning rests.
   * @param missed slots of the grid that were missed before it.
   * @throws RobotError LIFECYCLE_REFUSED before open() and after close().
   */
  tick(missed = 0): void {
    this.lifecycle.on('tick');
    this.orders.perform();
    this.now_us = this.#clock.now_us();
    this.raw.tick = this.ticks;
    this.command.tick = this.ticks;
    this.missed = missed;
    this.punctuality.tick(missed);
    this.board.read(this.raw);
    this.verdict = this.gate.judge(this.raw, this.now_us);
    this.thought = this.#mayThink();
    if (this.thought) this.mind.think(this.gate.clean, this.command);
    this.asked.values.set(this.thought ? this.command.values : this.#nothing);
    this.gate.ask(this.command, this.now_us, !this.thought);
    this.gate.step(this.command, this.now_us);
    if (this.reason === 'none') this.#act();
    else this.#rest();
    for (const witness of this.witnesses) witness.tick(this);
    this.ticks += 1;
  }

  #mayThink(): boolean {
    const trusted = this.verdict === 'ok' || this.verdict === 'held';
    return trusted && this.gate.isArmed && !this.punctuality.isLost;
  }

  #act(): void {
    this.lifecycle.on(this.punctuality.isLate ? 'drove late' : 'drove');
    this.board.write(this.command);
    this.reward = this.mind.learn(this.gate.clean);
    this.reward_sum += this.reward;
    this.spikes_sum += this.mind.spikes;
  }

  #rest(): void {
    if (ALARMS.includes(this.reason)) {
      this.lifecycle.on('alarm');
      this.safe_ticks += 1;
    }
    if (this.gate.isSafe) this.board.safe();
    else this.board.write(this.command);
    this.reward = 0;
  }

  /** Actuators to safe, then everything closed; safe to call twice. */
  async close(): Promise<void> {
    const { state } = this.lifecycle;
    if (state === 'closed') return;
    if (state !== 'idle') this.board.safe();
    this.lifecycle.on('close');
    this.gate.close();
    this.mind.close();
    await this.board.close();
  }
}
