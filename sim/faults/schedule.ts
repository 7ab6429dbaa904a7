/**
 * Faults on a simulated board, from a schedule. Those of sensors sit between the converter and the
 * reader (samples.ts), so that offset and noise may leave the converter's range, as a failing link
 * would; those of the electronics act on pins, chips and clock (electronics.ts).
 */
import { Problems } from '../../src/errors.js';
import type { Fault } from '../../src/fault.js';
import { RandomStream } from '../../src/random.js';
import type { SampleFaults } from '../pins-io.js';
import { type ChannelPins, type PinsOfFault, pinsOfFault } from './channel-pins.js';
import { begin, type Electronics, end } from './electronics.js';
import { type Disturb, disturbanceOf, type Sample } from './samples.js';

interface Scheduled extends PinsOfFault {
  readonly fault: Fault;
  readonly from_us: number;
  readonly until_us: number;
  /** Made anew whenever it begins; none where samples are not what it is about. */
  disturb: Disturb | undefined;
  active: boolean;
}

export class FaultSchedule implements SampleFaults {
  readonly #faults: readonly Scheduled[];
  readonly #chance: RandomStream;
  #now_us = 0;

  /** Refuses (RobotError) faults of channels that the robot does not have. */
  constructor(faults: readonly Fault[], channels: ChannelPins, seed: number) {
    const problems = new Problems();
    this.#faults = faults.map((fault, i) => schedule(fault, channels, `faults › ${i}`, problems));
    problems.throwIfAny();
    this.#chance = new RandomStream(seed, 'sim/faults');
  }

  /** Begins and ends what is due at this time. */
  update(now_us: number, electronics: Electronics): void {
    this.#now_us = now_us;
    for (const scheduled of this.#faults) {
      const { fault, pins, from_us, until_us } = scheduled;
      const active = now_us >= from_us && now_us < until_us;
      if (active === scheduled.active) continue;
      if (active) {
        scheduled.disturb = disturbanceOf(fault, scheduled.counts_per_unit, this.#chance);
        if (!this.#isElsewhere(scheduled)) begin(fault, pins, electronics);
      } else if (!this.#isElsewhere(scheduled)) end(fault, pins, electronics);
      scheduled.active = active;
    }
  }

  /** Whether another entry holds the same part in the same state; the last to end lets it go. */
  #isElsewhere({ fault, pins }: Scheduled): boolean {
    return this.#faults.some((other) => {
      if (other.fault === fault || !other.active || other.fault.kind !== fault.kind) return false;
      if (fault.kind === 'stuck') return other.pins[0] === pins[0];
      if ('address' in fault && 'address' in other.fault) {
        return other.fault.address === fault.address;
      }
      return fault.kind === 'unplug';
    });
  }

  /** How many slots of the grid pass until the controller gets its next one. */
  slots(dt_us: number): number {
    let slots = 1;
    for (const { active, fault } of this.#faults) {
      if (active && fault.kind === 'hog') slots = Math.max(slots, slotsOf(fault.ms, dt_us));
    }
    return slots;
  }

  deliver(
    pin: number,
    counts: number,
    valid_us: number,
    give: (pin: number, counts: number, valid_us: number) => void,
  ): void {
    let samples: readonly Sample[] = [{ counts, valid_us }];
    for (const { active, disturb, pins } of this.#faults) {
      if (active && disturb && pins[0] === pin) samples = disturb(samples, this.#now_us);
    }
    for (const sample of samples) give(pin, Math.round(sample.counts), sample.valid_us);
  }
}

function slotsOf(ms: number, dt_us: number): number {
  return Math.ceil((ms * 1000) / dt_us);
}

function schedule(
  fault: Fault,
  channels: ChannelPins,
  path: string,
  problems: Problems,
): Scheduled {
  const until_s = 'until_s' in fault ? fault.until_s : undefined;
  return {
    ...pinsOfFault(fault, channels, path, problems),
    fault,
    from_us: fault.from_s * 1e6,
    until_us: (until_s ?? Number.POSITIVE_INFINITY) * 1e6,
    disturb: undefined,
    active: false,
  };
}
