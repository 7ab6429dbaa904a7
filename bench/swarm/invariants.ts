/** What must hold after every tick, whatever befell the robot. */
import type { WorldBoard } from '../../sim/index.js';
import type { Body } from '../../src/body.js';
import type { ActuatorChannel, SensorChannel } from '../../src/channel.js';
import type { Controller } from '../../src/control/controller.js';
import type { Fault } from '../../src/fault.js';
import { type Network, WEIGHT_ONE } from '../../src/network/network.js';
import type { Robot } from '../../src/robot.js';
import type { Mishaps } from './mishaps.js';
import { isAtPins, missAtPins, oddPins, pinsOf } from './pins.js';
import { WEIGHT_MAX_MV } from './robot.js';
import { must } from './violation.js';
import type { WatchedMind } from './watched-mind.js';

/** Defaults of a sensor, in ms. */
const STALE_MS = 100;
const TOLERATE_MS = 200;
const SILENCING: readonly Fault['kind'][] = ['freeze', 'missing', 'nan', 'unplug'];

export interface Watched {
  readonly robot: Robot;
  readonly body: Body;
  readonly board: WorldBoard;
  readonly controller: Controller;
  readonly mind: WatchedMind;
  readonly network: Network;
  readonly mishaps: Mishaps;
}

export class Invariants {
  /** The hash of all weights after the last tick. */
  weights: string;
  readonly #of: Watched;
  readonly #actuators: readonly (readonly [string, ActuatorChannel])[];
  readonly #sensors: readonly (readonly [string, SensorChannel])[];
  readonly #last: Float64Array;
  /** Since when each sensor has been bad, by the controller's clock. */
  readonly #bad_since_us: Float64Array;
  /** When the controller's clock first saw each fault. */
  readonly #seen_us = new Map<Fault, number>();
  /** The longest tick that hogs make. */
  readonly #longest_us: number;
  /** Whether it was ordered to learn no more. */
  #frozen = false;
  #stopped = false;
  #now_us = Number.NEGATIVE_INFINITY;

  constructor(of: Watched) {
    this.#of = of;
    this.#actuators = Object.entries(of.robot.actuators);
    this.#sensors = Object.entries(of.robot.sensors);
    this.#last = Float64Array.from(this.#actuators, ([, { safe }]) => safe);
    this.#bad_since_us = new Float64Array(this.#sensors.length).fill(Number.POSITIVE_INFINITY);
    const { tick_ms } = of.robot;
    const hogs_ms = of.mishaps.faults.map((fault) => (fault.kind === 'hog' ? fault.ms : 0));
    this.#longest_us = Math.ceil(Math.max(tick_ms, ...hogs_ms) / tick_ms) * tick_ms * 1000;
    this.weights = of.network.weightsHash();
  }

  /** After a tick; `true_us` is when its faults were looked up. */
  check(true_us: number): void {
    const { controller } = this.#of;
    const faults = this.#of.mishaps.faults.filter((fault) => isActive(fault, true_us));
    must(controller.now_us >= this.#now_us, 'time never runs back', () => `${controller.now_us}`);
    this.#now_us = controller.now_us;
    this.#checkCommand();
    this.#checkStop();
    this.#checkSensors();
    this.#checkSilence(faults);
    this.#checkPins(faults);
    this.#checkWeights();
  }

  /** After close(). */
  checkClosed(true_us: number): void {
    const faults = this.#of.mishaps.faults.filter((fault) => isActive(fault, true_us));
    this.#forEachFree(faults, ([name, channel], device) => {
      const { board } = this.#of;
      const there = isAtPins(board, device, channel, channel.safe);
      const miss = () => `${name} off by ${missAtPins(board, device, channel, channel.safe)}`;
      must(there, 'close() leaves actuators safe', miss);
    });
  }

  get #isSafe(): boolean {
    const { values } = this.#of.controller.command;
    return this.#actuators.every(([, { safe }], i) => values[i] === safe);
  }

  #checkCommand(): void {
    const { command } = this.#of.controller;
    const { tick_ms } = this.#of.robot;
    const isSafe = this.#isSafe;
    this.#actuators.forEach(([name, { min, max, slew_per_s }], i) => {
      const value = command.values[i] as number;
      const last = this.#last[i] as number;
      must(value >= min && value <= max, 'commands stay in range', () => `${name} ${value}`);
      const step = Math.abs(value - last);
      const most = ((slew_per_s * tick_ms) / 1000) * (1 + 1e-9) + (max - min) * 1e-12;
      must(isSafe || step <= most, 'commands keep their slew', () => `${name} ${step} > ${most}`);
      this.#last[i] = value;
    });
  }

  /** Stopped or disarmed, it is safe until it is armed, whatever else befalls it. */
  #checkStop(): void {
    const { orders, lifecycle, reason } = this.#of.controller;
    const { kind } = orders.done;
    if (kind === 'stop' || kind === 'disarm') this.#stopped = true;
    // what the state forbids is passed over
    else if (kind === 'arm' && lifecycle.state !== 'ready') this.#stopped = false;
    const got = () => `${lifecycle.state}, ${reason}`;
    must(!this.#stopped || (this.#isSafe && reason !== 'none'), 'a stop holds', got);
  }

  /** Whatever the frame holds: bad for longer than tolerated and one tick more is safe. */
  #checkSensors(): void {
    const { controller, robot } = this.#of;
    const { raw, now_us } = controller;
    this.#sensors.forEach(([name, { min, max, ...limits }], i) => {
      const value = raw.values[i] as number;
      const age_us = now_us - (raw.valid_us[i] as number);
      const fresh = age_us <= staleOf_us(limits, robot.tick_ms) && age_us >= -robot.tick_ms * 1000;
      if (fresh && value >= min && value <= max) this.#bad_since_us[i] = Number.POSITIVE_INFINITY;
      else this.#bad_since_us[i] = Math.min(now_us, this.#bad_since_us[i] as number);
      const bad_us = now_us - (this.#bad_since_us[i] as number);
      const late = bad_us > ((limits.tolerate_ms ?? TOLERATE_MS) + robot.tick_ms) * 1000;
      const got = () => `${name} ${value}, ${age_us} us old, bad for ${bad_us} us`;
      must(!late || this.#isSafe, 'a bad sensor makes safe', got);
    });
  }

  /** The whole path from the fault: safe within stale, tolerated and two of the longest ticks. */
  #checkSilence(faults: readonly Fault[]): void {
    const { controller, robot, mishaps } = this.#of;
    for (const fault of faults) {
      if (!SILENCING.includes(fault.kind)) continue;
      if (!this.#seen_us.has(fault)) this.#seen_us.set(fault, controller.now_us);
      const silent_us = controller.now_us - (this.#seen_us.get(fault) as number);
      this.#sensors.forEach(([name, limits], i) => {
        if ('sensor' in fault && fault.sensor !== name) return;
        if (mishaps.garbage.some(({ sensor }) => sensor === i)) return;
        const { tolerate_ms = TOLERATE_MS } = limits;
        const bound_us =
          staleOf_us(limits, robot.tick_ms) + tolerate_ms * 1000 + 2 * this.#longest_us;
        const got = () => `${fault.kind} of ${name} for ${silent_us} us, bound ${bound_us} us`;
        must(silent_us <= bound_us || this.#isSafe, 'a silent sensor makes safe', got);
      });
    }
  }

  #checkPins(faults: readonly Fault[]): void {
    const { board, controller } = this.#of;
    const odd = oddPins(board);
    must(odd.length === 0, 'pins have numbers that a pin can have', () => odd.join(', '));
    this.#forEachFree(faults, ([name, channel], device, i) => {
      const value = controller.command.values[i] as number;
      const got = () => `${name} off by ${missAtPins(board, device, channel, value)} of its range`;
      must(isAtPins(board, device, channel, value), 'pins do what was commanded', got);
    });
  }

  /** Every actuator that no fault keeps from doing what it is told. */
  #forEachFree(
    faults: readonly Fault[],
    look: (
      actuator: readonly [string, ActuatorChannel],
      device: ReturnType<typeof pinsOf>,
      index: number,
    ) => void,
  ): void {
    if (faults.some(({ kind }) => kind === 'unplug')) return;
    this.#actuators.forEach((actuator, i) => {
      const [name] = actuator;
      if (faults.some((fault) => fault.kind === 'stuck' && fault.actuator === name)) return;
      look(actuator, pinsOf(this.#of.body, name), i);
    });
  }

  #checkWeights(): void {
    const { controller, mind, network } = this.#of;
    const { kind } = controller.orders.done;
    if (kind === 'freeze' || kind === 'learn') this.#frozen = kind === 'freeze';
    else if (kind === 'roll back') this.#frozen = !mind.learning;
    must(mind.learning === !this.#frozen, 'learning is as ordered', () => `${mind.learning}`);
    const weights = network.weightsHash();
    const still = !this.#frozen || kind === 'roll back' || weights === this.weights;
    must(still, 'frozen learning changes no weight', () => `${weights}, not ${this.weights}`);
    this.weights = weights;
    const most = WEIGHT_MAX_MV * WEIGHT_ONE;
    const out = network.settle().find((weight) => Math.abs(weight) > most);
    must(out === undefined, 'weights stay in bounds', () => `${(out ?? 0) / WEIGHT_ONE} mV`);
  }
}

function staleOf_us({ stale_ms = STALE_MS }: { readonly stale_ms?: number }, tick_ms: number) {
  return Math.max(stale_ms, tick_ms) * 1000;
}

function isActive(fault: Fault, now_us: number): boolean {
  const until_s = 'until_s' in fault ? fault.until_s : undefined;
  return now_us >= fault.from_s * 1e6 && now_us < (until_s ?? Number.POSITIVE_INFINITY) * 1e6;
}
