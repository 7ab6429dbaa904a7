/**
 * A body of johnny-five parts on any IO plugin: real pins through linux or firmata, simulated ones
 * through sim. The only file that imports johnny-five.
 *
 * How time is kept honest: johnny-five's Sensor repeats its last median on a timer of its own, with
 * no word of its age. So read() takes the plugin's latest sample, never a median, and beside it the
 * time that came with it (the clock's time at that event where a plugin gives none). A sample that
 * is older than the one before is passed over. A sensor that falls silent keeps its value and its
 * old time, which the guard sees. The Sensor's timer still runs, for it empties the list of samples
 * that would grow without end.
 *
 * What fails while it runs is counted, never thrown. A plugin that says its firmware started anew
 * (Firmata's `reportversion`) has lost all modes and reports: every part is made anew, and safe.
 *
 * In simulation every call into this board is made inside SimulatedTimers.run (sim/timers.ts), so
 * that timers taken here and in johnny-five fire in simulated time. Hence everything up to the
 * plugin's ready event, and in it, is synchronous, and timers are called by their global names.
 */
import { createRequire } from 'node:module';
import five from 'johnny-five';
import type { Board } from '../src/board.js';
import type { ActuatorDevice, Body, SensorDevice } from '../src/body.js';
import type { ActuatorChannel, Command, Frame, SensorChannel } from '../src/channel.js';
import { type Clock, wallClock_ms } from '../src/clock.js';
import { RobotError } from '../src/errors.js';
import { type Actuator, LedActuator, MotorActuator, ServoActuator } from './actuators.js';
import { Calibration } from './calibration.js';
import type { Channels } from './channels.js';
import { checkFit } from './fit.js';
import { type IoPlugin, pinIndex } from './plugin.js';

export interface BoardOptions {
  readonly io: IoPlugin;
  readonly body: Body;
  readonly channels: Channels;
  /** Times the samples of plugins that do not time them. */
  readonly clock: Clock;
  /** How long the plugin may take to become ready. Default 10 s. */
  readonly timeout_ms?: number;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const NEVER = Number.NEGATIVE_INFINITY;

/** What @types/johnny-five leaves out. */
interface FiveSensor {
  readonly pin: string | number;
  readonly resolution: number;
  disable(): unknown;
}

interface SensorPart {
  readonly sensor: FiveSensor;
  readonly calibration: Calibration;
  /** null where there never was a sample. */
  counts: number | null;
  valid_us: number;
}

export class JohnnyFiveBoard implements Board {
  readonly name: string;
  /** What plugin and parts told of since the board was ready: what was not written, too. */
  readonly errors: { count: number; last: unknown } = { count: 0, last: undefined };
  readonly #options: BoardOptions;
  readonly #sensors = new Map<string, SensorPart>();
  readonly #actuators = new Map<string, Actuator>();
  #opening: Promise<void> | undefined;
  #board: five.Board | undefined;
  #listenersBefore: Listeners = new Map();
  /** Those of the plugin when it was ready, before there were parts. */
  #listenersReady: Listeners = new Map();
  /** The parts in the order of the frame and command last seen; those rarely change. */
  #frameNames: readonly string[] = [];
  #frameParts: SensorPart[] = [];
  #commandNames: readonly string[] = [];
  #commandParts: Actuator[] = [];

  constructor(options: BoardOptions) {
    this.#options = options;
    this.name = `johnny-five on ${options.io.name}`;
  }

  open(): Promise<void> {
    this.#opening ??= new Promise((resolve, reject) => this.#connect(resolve, reject));
    return this.#opening;
  }

  read(frame: Frame): void {
    if (frame.names !== this.#frameNames) {
      this.#frameNames = frame.names;
      this.#frameParts = frame.names.map((name) => this.#sensors.get(name) as SensorPart);
    }
    const parts = this.#frameParts;
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i] as SensorPart;
      frame.values[i] = part.calibration.value(part.counts);
      frame.valid_us[i] = part.valid_us;
    }
  }

  write(command: Command): void {
    if (command.names !== this.#commandNames) {
      this.#commandNames = command.names;
      this.#commandParts = command.names.map((name) => this.#actuators.get(name) as Actuator);
    }
    const parts = this.#commandParts;
    for (let i = 0; i < parts.length; i++) {
      try {
        (parts[i] as Actuator).write(command.values[i] as number);
      } catch (error) {
        this.#count(error);
      }
    }
  }

  safe(): void {
    for (const actuator of this.#actuators.values()) {
      try {
        actuator.safe();
      } catch (error) {
        this.#count(error);
      }
    }
  }

  close(): Promise<void> {
    this.safe();
    this.#dismantle();
    return Promise.resolve();
  }

  /** Makes johnny-five's Board and, in its ready event, the parts. */
  #connect(resolve: () => void, reject: (error: unknown) => void): void {
    const { io, timeout_ms = DEFAULT_TIMEOUT_MS } = this.#options;
    this.#listenersBefore = listenersOf(io);
    this.#listenersReady = this.#listenersBefore;
    const fail = (error: unknown) => {
      clearTimeout(timer);
      this.#dismantle();
      reject(error);
    };
    const timer = setTimeout(() => fail(notReady(io.name, timeout_ms)), timeout_ms);
    const options = { io, repl: false, debug: false, sigint: false, timeout: 2 * timeout_ms };
    const board = new five.Board(options);
    this.#board = board;
    let ready = false;
    board.on('ready', () => {
      clearTimeout(timer);
      ready = true;
      try {
        this.#makeParts(board);
        resolve();
      } catch (error) {
        fail(error);
      }
    });
    const events = board as unknown as NodeJS.EventEmitter;
    events.on('error', (error: unknown) => (ready ? this.#count(error) : fail(error)));
    events.on('close', () => this.#count(lost(io.name)));
  }

  #count(error: unknown): void {
    this.errors.count++;
    this.errors.last = error;
  }

  /** Modes and reports are lost: new parts, at rest. */
  #restart(board: five.Board): void {
    try {
      this.#dropParts();
      this.#makeParts(board);
      this.safe();
    } catch (error) {
      this.#count(error);
    }
  }

  #makeParts(board: five.Board): void {
    const { io, body, channels } = this.#options;
    checkFit(io, body, channels);
    this.#listenersReady = listenersOf(io);
    io.on('reportversion', () => this.#restart(board));
    io.setSamplingInterval?.(channels.tick_ms);
    for (const [name, channel] of Object.entries(channels.sensors)) {
      this.#sensors.set(name, this.#makeSensor(board, body.sensors[name] as SensorDevice, channel));
    }
    for (const [name, channel] of Object.entries(channels.actuators)) {
      const device = body.actuators[name] as ActuatorDevice;
      this.#actuators.set(name, makeActuator(board, io, device, channel));
    }
  }

  #makeSensor(board: five.Board, device: SensorDevice, channel: SensorChannel): SensorPart {
    const { io, clock } = this.#options;
    const index = pinIndex(io, device.pin) as number;
    const pin = `A${io.pins[index]?.analogChannel}`;
    const sensor = new five.Sensor({ board, pin }) as unknown as FiveSensor;
    const calibration = new Calibration(channel, device.scale, sensor.resolution);
    const part: SensorPart = { sensor, calibration, counts: null, valid_us: NEVER };
    io.analogRead(sensor.pin, (counts, valid_us = clock.now_us()) => {
      if (valid_us < part.valid_us && valid_us !== NEVER) return;
      part.counts = counts;
      part.valid_us = valid_us;
    });
    return part;
  }

  #dropParts(): void {
    for (const { sensor } of this.#sensors.values()) sensor.disable();
    for (const actuator of this.#actuators.values()) actuator.close();
    this.#sensors.clear();
    this.#actuators.clear();
    this.#frameNames = [];
    this.#commandNames = [];
    forgetListeners(this.#options.io, this.#listenersReady);
  }

  /** Stops every timer, and takes every listener off the plugin that was put there since open. */
  #dismantle(): void {
    if (!this.#board) return;
    this.#dropParts();
    forgetListeners(this.#options.io, this.#listenersBefore);
    forget(this.#board);
    this.#board = undefined;
  }
}

function makeActuator(
  board: five.Board,
  io: IoPlugin,
  device: ActuatorDevice,
  channel: ActuatorChannel,
): Actuator {
  switch (device.device) {
    case 'motor': {
      // Without `threshold` johnny-five stops a motor below 30 of 255.
      const options = { board, pins: { ...device.pins }, threshold: 0 };
      return new MotorActuator(new five.Motor(options), channel, device.full_scale ?? channel.max);
    }
    case 'servo': {
      const servo = new five.Servo({ board, pin: device.pin });
      return new ServoActuator(servo, channel, device.degrees ?? [0, 180]);
    }
    case 'led': {
      const led = new five.Led({ board, pin: device.pin });
      const dims = io.pins[device.pin]?.supportedModes.includes(io.MODES.PWM) ?? false;
      return new LedActuator(led, channel, dims);
    }
  }
}

type Listeners = ReadonlyMap<string | symbol, readonly unknown[]>;

function forgetListeners(io: IoPlugin, except: Listeners): void {
  for (const event of io.eventNames()) {
    const kept = except.get(event) ?? [];
    for (const listener of io.rawListeners(event)) {
      if (!kept.includes(listener)) io.removeListener(event, listener as () => void);
    }
  }
}

function listenersOf(io: IoPlugin): Listeners {
  return new Map(io.eventNames().map((event) => [event, io.rawListeners(event)]));
}

/** johnny-five keeps every board for ever in a list of its own. */
function forget(board: five.Board): void {
  const { cache } = five.Board as unknown as { cache: five.Board[] };
  const index = cache.indexOf(board);
  if (index >= 0) cache.splice(index, 1);
}

function lost(name: string): RobotError {
  return new RobotError({
    code: 'BOARD_LOST',
    path: `board › ${name}`,
    got: 'no connection any more',
    allowed: 'a board that stays connected',
    remedy: 'Check its power and its cable; it goes on by itself when it is back.',
  });
}

function notReady(name: string, timeout_ms: number): RobotError {
  return new RobotError({
    code: 'BOARD_TIMEOUT',
    path: `board › ${name}`,
    got: `not ready after ${timeout_ms} ms`,
    allowed: 'a board that answers',
    remedy: 'Check that the board has power, its cable, and the firmware that its plugin needs.',
  });
}

/**
 * johnny-five's animations loop through `temporal`, which spins on setImmediate at full load for
 * their first five seconds: beside a control loop that is not to be borne, and simulated time
 * cannot drive it. They get an interval instead.
 */
function calmAnimations(): void {
  const require = createRequire(createRequire(import.meta.url).resolve('johnny-five'));
  const temporal = require('temporal') as Record<string, unknown>;
  temporal.loop = (period_ms: number, task: (loop: AnimationLoop) => void) => {
    const loop = { called: 0, calledAt: wallClock_ms(), stop: () => clearInterval(timer) };
    const timer = setInterval(() => {
      loop.called++;
      loop.calledAt = wallClock_ms();
      task(loop);
    }, period_ms);
    return loop;
  };
}

interface AnimationLoop {
  readonly called: number;
  readonly calledAt: number;
  stop(): void;
}

calmAnimations();
