/**
 * Faults on a simulated board, from a schedule. Sensor faults sit between the converter and the
 * reader, so that offset and noise may leave the converter's range, as a failing link would.
 */
import type { Fault } from '../src/board.js';
import { didYouMean, Problems } from '../src/errors.js';
import { RandomStream } from '../src/random.js';
import type { PinsIo, SampleFaults } from './pins-io.js';
import type { World } from './world.js';

/** Where a robot's channels meet the board. */
export interface ChannelPins {
  readonly sensors: ReadonlyMap<string, { readonly pin: number; readonly counts_per_unit: number }>;
  readonly actuators: ReadonlyMap<string, readonly number[]>;
}

interface Scheduled {
  readonly kind: Fault['kind'];
  readonly from_us: number;
  readonly until_us: number;
  readonly pins: readonly number[];
  /** Counts for offset and noise, the world's own unit for a push. */
  readonly amount: number;
  readonly hold_us: number;
  active: boolean;
  /** Of noise: the last draw, and when the next is due. */
  drawn: number;
  due_us: number;
}

export class FaultSchedule implements SampleFaults {
  readonly #faults: readonly Scheduled[];
  readonly #noise: RandomStream;
  #now_us = 0;

  /** Refuses (RobotError) faults of channels that the robot does not have. */
  constructor(faults: readonly Fault[], channels: ChannelPins, seed: number) {
    const problems = new Problems();
    this.#faults = faults.map((fault, i) => schedule(fault, channels, `faults › ${i}`, problems));
    problems.throwIfAny();
    this.#noise = new RandomStream(seed, 'sim/faults');
  }

  /** Begins and ends what is due at this time. */
  update(now_us: number, io: PinsIo, world: World): void {
    this.#now_us = now_us;
    for (const fault of this.#faults) {
      const active = now_us >= fault.from_us && now_us < fault.until_us;
      if (active === fault.active) continue;
      fault.active = active;
      if (fault.kind === 'stuck') for (const pin of fault.pins) io.stuck[pin] = active ? 1 : 0;
      if (fault.kind === 'push' && active) world.push(fault.amount);
    }
  }

  arrives(pin: number): boolean {
    return !this.#isActive('freeze', pin);
  }

  counts(pin: number, counts: number): number {
    let arriving = counts;
    for (const fault of this.#faults) {
      if (!fault.active || fault.pins[0] !== pin) continue;
      if (fault.kind === 'offset') arriving += fault.amount;
      else if (fault.kind === 'noise') arriving += fault.amount * this.#draw(fault);
      else if (fault.kind === 'missing' || fault.kind === 'nan') return Number.NaN;
    }
    return Math.round(arriving);
  }

  #draw(fault: Scheduled): number {
    const { hold_us } = fault;
    if (this.#now_us >= fault.due_us) {
      fault.drawn = this.#noise.gaussian();
      fault.due_us = hold_us > 0 ? (Math.floor(this.#now_us / hold_us) + 1) * hold_us : 0;
    }
    return fault.drawn;
  }

  valid_us(pin: number, valid_us: number): number {
    return this.#isActive('missing', pin) ? Number.NEGATIVE_INFINITY : valid_us;
  }

  #isActive(kind: Fault['kind'], pin: number): boolean {
    for (const fault of this.#faults) {
      if (fault.active && fault.kind === kind && fault.pins[0] === pin) return true;
    }
    return false;
  }
}

function schedule(
  fault: Fault,
  channels: ChannelPins,
  path: string,
  problems: Problems,
): Scheduled {
  let pins: readonly number[] = [];
  let amount = 0;
  let hold_us = 0;
  if ('sensor' in fault) {
    const sensor = channels.sensors.get(fault.sensor);
    if (!sensor) unknownName(problems, path, fault.sensor, [...channels.sensors.keys()]);
    else pins = [sensor.pin];
    const per_unit = sensor?.counts_per_unit ?? 0;
    if (fault.kind === 'offset') amount = fault.value * per_unit;
    if (fault.kind === 'noise') {
      amount = fault.std * per_unit;
      hold_us = (fault.hold_ms ?? 0) * 1000;
    }
  } else if (fault.kind === 'stuck') {
    const found = channels.actuators.get(fault.actuator);
    if (!found) unknownName(problems, path, fault.actuator, [...channels.actuators.keys()]);
    pins = found ?? [];
  } else amount = fault.value;
  return {
    kind: fault.kind,
    from_us: fault.from_s * 1e6,
    until_us: (fault.until_s ?? Number.POSITIVE_INFINITY) * 1e6,
    pins,
    amount,
    hold_us,
    active: false,
    drawn: 0,
    due_us: 0,
  };
}

function unknownName(problems: Problems, path: string, got: string, known: string[]): void {
  problems.add(
    'NAME_UNKNOWN',
    path,
    `'${got}'`,
    known.join(', ') || 'nothing: the robot has none',
    `Name a channel of the robot.${didYouMean(got, known)}`,
  );
}
