/**
 * The controller: the only thing that runs. One tick reads, guards, thinks, guards, writes, learns
 * and records. It knows no wall clock, no terminal and no network socket.
 */
import type { Board } from '../board.js';
import { type Command, type Frame, makeCommand, makeFrame } from '../channel.js';
import type { Clock } from '../clock.js';
import type { RobotChannels } from './channels.js';
import { CommandGuard, SensorGuard, type Verdict } from './guard.js';
import { Lifecycle } from './lifecycle.js';
import type { Mind } from './mind.js';
import { Orders } from './orders.js';

/** Sees every tick after it is done; must not keep the arrays. */
export interface Witness {
  tick(controller: Controller): void;
}

export interface ControllerParts {
  readonly robot: RobotChannels;
  readonly board: Board;
  readonly clock: Clock;
  readonly mind: Mind;
}

export class Controller {
  readonly robot: RobotChannels;
  readonly board: Board;
  readonly mind: Mind;
  readonly sensorGuard: SensorGuard;
  readonly commandGuard: CommandGuard;
  /** As the board gave it. */
  readonly raw: Frame;
  /** As the mind asked for it, before the guard; not a number where it was not asked. */
  readonly asked: Command;
  /** As the board got it. */
  readonly command: Command;
  readonly lifecycle = new Lifecycle();
  /** To freeze learning, and to keep the mind and roll it back. */
  readonly orders: Orders;
  ticks = 0;
  now_us = 0;
  verdict: Verdict = 'waiting';
  reward = 0;
  /** Sums since the start, for means. */
  reward_sum = 0;
  spikes_sum = 0;
  safe_ticks = 0;
  /** Told of every tick, in this order. */
  readonly witnesses: Witness[] = [];
  readonly #clock: Clock;

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
    this.sensorGuard = new SensorGuard(makeFrame(sensors), robot.sensors, robot.tick_ms);
    this.commandGuard = new CommandGuard(actuators, robot.actuators, robot.tick_ms);
    this.#clock = clock;
    this.orders = new Orders(mind);
  }

  async open(): Promise<void> {
    await this.board.open();
    this.board.safe();
    this.lifecycle.to('ready');
  }

  /**
   * One tick. Sensors that are not to be trusted send every actuator to safe; learning rests.
   * @throws RobotError LIFECYCLE_REFUSED before open() and after close().
   */
  tick(): void {
    this.lifecycle.demandOpen();
    this.orders.perform();
    this.now_us = this.#clock.now_us();
    this.raw.tick = this.ticks;
    this.command.tick = this.ticks;
    this.board.read(this.raw);
    this.verdict = this.sensorGuard.check(this.raw, this.now_us);
    if (this.verdict === 'ok' || this.verdict === 'held') this.#act();
    else this.#rest();
    for (const witness of this.witnesses) witness.tick(this);
    this.ticks += 1;
  }

  #act(): void {
    this.lifecycle.to('running');
    this.mind.think(this.sensorGuard.clean, this.command);
    this.asked.values.set(this.command.values);
    this.commandGuard.limit(this.command);
    this.board.write(this.command);
    this.reward = this.mind.learn(this.sensorGuard.clean);
    this.reward_sum += this.reward;
    this.spikes_sum += this.mind.spikes;
  }

  #rest(): void {
    if (this.verdict === 'safe') {
      this.lifecycle.to('safe');
      this.safe_ticks += 1;
    }
    this.asked.values.fill(Number.NaN);
    this.commandGuard.safe(this.command);
    this.board.safe();
    this.reward = 0;
  }

  /** Actuators to safe, then everything closed; safe to call twice. */
  async close(): Promise<void> {
    if (this.lifecycle.state === 'closed') return;
    if (this.lifecycle.state !== 'idle') this.board.safe();
    this.lifecycle.to('closed');
    this.mind.close();
    await this.board.close();
  }
}
