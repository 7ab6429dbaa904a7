/**
 * The description of a robot as data: one schema for TypeScript, for JSON, and for the published
 * schema/robot.schema.json. The rules that no schema sees are in check.ts.
 */
import { z } from 'zod';
import { REACHES, UNITS } from '../channel.js';
import { decoderSchema } from '../decode/index.js';
import { encoderSchema } from '../encode/index.js';
import { modulatorSchema } from '../network/modulator.js';
import { neuronSchema } from '../network/neuron.js';
import { projectionSchema } from '../network/synapse.js';
import {
  criticSchema,
  endsSchema,
  estimateSchema,
  releaseSchema,
  termsSchema,
} from '../reward/index.js';
import { nameSchema } from '../schema.js';

const encoder = encoderSchema.meta({ id: 'encoder' });

const channel = {
  unit: z.enum(UNITS, { error: 'UNIT_UNKNOWN' }).describe('Physical unit of every value.'),
  min: z.number().describe('Smallest valid value, in the unit.'),
  max: z.number().describe('Largest valid value, in the unit; above min.'),
};

export const sensorSchema = z.strictObject({
  ...channel,
  stale_ms: z.number().positive().optional().describe('Older samples are stale. Default 100.'),
  tolerate_ms: z
    .number()
    .nonnegative()
    .optional()
    .describe('How long bad samples are tolerated before all actuators go safe. Default 200.'),
});

export const actuatorSchema = z.strictObject({
  ...channel,
  safe: z.number().describe('The harmless value, within the range.'),
  slew_per_s: z.number().describe('The fastest change, in the unit per second; above 0.'),
  reach: z
    .enum(REACHES)
    .optional()
    .describe("How it goes to safe: by a jump, or at the pace of its slew. Default 'at once'."),
  hold_ms: z
    .number()
    .nonnegative()
    .max(60_000)
    .optional()
    .describe("'hold then ramp': how long it stays as it is before. Default 0."),
});

export const safetySchema = z
  .strictObject({
    bound_ms: z
      .number()
      .min(5)
      .max(60_000)
      .optional()
      .describe('Actuators go safe so long after the program fell silent. Default 50.'),
    resume_ms: z
      .number()
      .positive()
      .max(600_000)
      .optional()
      .describe('After a longer silence it must be armed to drive again. Default 1000.'),
    degraded_after: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe('Missed slots, one after another, from which on it is degraded. Default 3.'),
    safe_after: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe('Missed slots from which on it is safe, until ten were met. Default 10.'),
  })
  .describe('What the robot is held to beside the limits of its channels.');

const reward = {
  ...releaseSchema.shape,
  critic: criticSchema.describe('What turns reward into a prediction error.'),
  into: z.string().min(1).describe('The modulator that is released.'),
  region: z.string().optional().describe('Where it is released. Default: in each of its regions.'),
  also: z
    .array(estimateSchema)
    .optional()
    .describe('What else the errors of the critic release, such as surprise. Default: nothing.'),
  cues: z
    .array(z.string())
    .optional()
    .describe('The sensors whose values the critic sees. Default: every sensor.'),
};

export const rewardSchema = z
  .strictObject({
    signal: termsSchema.describe('The reward of a tick: the sum of these terms.'),
    ends: endsSchema.optional().describe('When an episode is over. Default: never.'),
    ...reward,
  })
  .describe('What is good, and the modulator that says so to the synapses.');

// biome-ignore lint/complexity/noBannedTypes: robot() knows the type of each function, a schema not
const functionSchema = z.custom<Function>((value) => typeof value === 'function', 'a function');

/** In TypeScript, signal and ends may be functions, and the critic may have features of its own. */
const rewardInCodeSchema = z.strictObject({
  signal: z.union([termsSchema, functionSchema]),
  ends: z.union([endsSchema, functionSchema]).optional(),
  features: z.strictObject({ count: z.int().min(1).max(4096), of: functionSchema }).optional(),
  ...reward,
});

const robot = {
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .describe('Small letters, digits and hyphens.'),
  tick_ms: z.number().positive().describe('Length of a tick: 0.01 to 1000 ms.'),
  sensors: z.record(nameSchema, sensorSchema).describe('What the robot senses, by name.'),
  actuators: z.record(nameSchema, actuatorSchema).describe('What the robot does, by name.'),
  safety: safetySchema.optional(),
  observed: z
    .array(z.string())
    .default([])
    .describe('Sensors that are only watched: without an encoder on purpose.'),
  modulators: z.record(nameSchema, modulatorSchema).default({}).describe('Modulators, by name.'),
  neurons: z.record(nameSchema, neuronSchema).describe('Populations, by name.'),
  synapses: z.array(projectionSchema).default([]).describe('Projections.'),
  encode: z
    .record(nameSchema, z.union([encoder, z.array(encoder)]))
    .describe('For each sensor the encoder, or the list of encoders, that turns it into spikes.'),
  decode: z
    .record(nameSchema, decoderSchema)
    .describe('For each actuator the decoder that turns spikes into its value.'),
};

/** A robot in JSON. */
export const robotSchema = z
  .strictObject({
    $schema: z.string().optional().describe('Where this schema is, for editors.'),
    ...robot,
    reward: rewardSchema.optional(),
  })
  .meta({ title: 'Striatum robot' })
  .describe('A robot: channels, neurons, synapses, encoders, decoders and reward; no pins.');

/** A robot in TypeScript, its callbacks resolved. */
export const robotInCodeSchema = z.strictObject({
  ...robot,
  reward: rewardInCodeSchema.optional(),
});

/** The published JSON Schema of a robot, as text. */
export function robotJsonSchema(): string {
  const schema = z.toJSONSchema(robotSchema, { io: 'input' });
  return `${JSON.stringify(schema, null, 2)}\n`;
}
