/** Terms: a reward in plain data, for robots in JSON: a weighted sum over sensor values. */
import { z } from 'zod';
import { didYouMean, type Problems } from '../errors.js';

const shared = {
  sensor: z.string().min(1).describe('The sensor whose value counts.'),
  scale: z
    .number()
    .positive()
    .optional()
    .describe("How much of the sensor's unit counts as 1; above 0. Default 1."),
  weight: z.number().optional().describe('What the term is worth; below 0 it punishes. Default 1.'),
};

const valueSchema = z
  .strictObject({ kind: z.literal('value'), ...shared })
  .describe('weight value / scale.');
const changeSchema = z
  .strictObject({ kind: z.literal('change'), ...shared })
  .describe('weight (value - value one tick before) / scale.');
const nearSchema = z
  .strictObject({
    kind: z.literal('near'),
    ...shared,
    target: z.number().describe("The best value, in the sensor's unit."),
  })
  .describe('weight / (1 + ((value - target) / scale)²): whole at target, half at one scale off.');

export const termSchema = z.discriminatedUnion('kind', [valueSchema, changeSchema, nearSchema]);
export const termsSchema = z.array(termSchema).min(1).max(64).readonly();

export type TermSpec = z.infer<typeof termSchema>;

/** The reward of one tick, from the sensor values of now and of the tick before. */
export type Signal = (now: Float64Array, before: Float64Array) => number;

/** The sum of the terms; `sensors` names the values of a frame. A term of NaN counts 0. */
export function makeTerms(terms: readonly TermSpec[], sensors: readonly string[]): Signal {
  const parts = terms.map((term) => makeTerm(term, sensors.indexOf(term.sensor)));
  return (now, before) => {
    let sum = 0;
    for (let i = 0; i < parts.length; i++) {
      const part = (parts[i] as Signal)(now, before);
      if (!Number.isNaN(part)) sum += part;
    }
    return sum;
  };
}

function makeTerm(term: TermSpec, sensor: number): Signal {
  const { weight = 1, scale = 1 } = term;
  const perUnit = weight / scale;
  if (term.kind === 'value') return (now) => perUnit * (now[sensor] as number);
  if (term.kind === 'change') {
    return (now, before) => perUnit * ((now[sensor] as number) - (before[sensor] as number));
  }
  const { target } = term;
  return (now) => {
    const off = ((now[sensor] as number) - target) / scale;
    return weight / (1 + off * off);
  };
}

/** Every term names a sensor that the robot has. */
export function checkTerms(
  terms: readonly TermSpec[],
  sensors: readonly string[],
  path: string,
  problems: Problems,
): void {
  terms.forEach(({ sensor }, index) => {
    checkSensor(sensor, sensors, `${path} › ${index} › sensor`, problems);
  });
}

/** A sensor that is named is one that the robot has. */
export function checkSensor(
  sensor: string,
  sensors: readonly string[],
  path: string,
  problems: Problems,
): void {
  if (sensors.includes(sensor)) return;
  problems.add(
    'NAME_UNKNOWN',
    path,
    `'${sensor}'`,
    `one of ${sensors.join(', ')}`,
    `name a sensor of the robot.${didYouMean(sensor, sensors)}`,
  );
}
