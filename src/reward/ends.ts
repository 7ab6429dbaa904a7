/** Ends: when an episode is over, in plain data, for robots in JSON. */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import { checkSensor } from './terms.js';

export const endSchema = z.strictObject({
  kind: z
    .enum(['all_below', 'all_above', 'any_below', 'any_above'])
    .describe('Whether every sensor of the list, or one of them, is below or above `value`.'),
  sensors: z.array(z.string().min(1)).min(1).readonly().describe('The sensors that are watched.'),
  value: z.number().describe("The limit, in the sensors' unit."),
  for_ms: z
    .number()
    .min(0)
    .optional()
    .describe('How long it must be so without a break, in ms. Default 0: one tick.'),
});

export const endsSchema = z.array(endSchema).min(1).max(16).readonly();

export type EndSpec = z.infer<typeof endSchema>;

export class Ends {
  /** For each condition, for how many ticks it has held. */
  readonly state: Float64Array;
  readonly #conditions: readonly Condition[];

  /** `sensors` names the values of a frame. */
  constructor(specs: readonly EndSpec[], sensors: readonly string[], tick_ms: number) {
    this.#conditions = specs.map((spec) => makeCondition(spec, sensors, tick_ms));
    this.state = new Float64Array(specs.length);
  }

  /**
   * One tick: true when a condition has just held for its time, once each time that it comes to
   * hold. A NaN is neither below nor above.
   */
  ended(now: Float64Array): boolean {
    let ended = false;
    for (let i = 0; i < this.#conditions.length; i++) {
      const condition = this.#conditions[i] as Condition;
      // One more than the ticks needed stands for "has been reported".
      const held_ticks = holds(condition, now)
        ? Math.min((this.state[i] as number) + 1, condition.for_ticks + 1)
        : 0;
      if (held_ticks === condition.for_ticks) ended = true;
      this.state[i] = held_ticks;
    }
    return ended;
  }

  reset(): void {
    this.state.fill(0);
  }
}

interface Condition {
  readonly sensors: readonly number[];
  readonly every: boolean;
  readonly below: boolean;
  readonly value: number;
  readonly for_ticks: number;
}

function makeCondition(spec: EndSpec, sensors: readonly string[], tick_ms: number): Condition {
  return {
    sensors: spec.sensors.map((name) => sensors.indexOf(name)),
    every: spec.kind.startsWith('all'),
    below: spec.kind.endsWith('below'),
    value: spec.value,
    for_ticks: Math.max(1, Math.ceil((spec.for_ms ?? 0) / tick_ms)),
  };
}

function holds({ sensors, every, below, value }: Condition, now: Float64Array): boolean {
  for (let i = 0; i < sensors.length; i++) {
    const reading = now[sensors[i] as number] as number;
    const so = below ? reading < value : reading > value;
    if (so !== every) return so;
  }
  return every;
}

/** Every condition names sensors that the robot has. */
export function checkEnds(
  specs: readonly EndSpec[],
  sensors: readonly string[],
  path: string,
  problems: Problems,
): void {
  specs.forEach((spec, index) => {
    spec.sensors.forEach((sensor, place) => {
      checkSensor(sensor, sensors, `${path} › ${index} › sensors › ${place}`, problems);
    });
  });
}
