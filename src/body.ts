/**
 * Body: which device on which pins serves each channel of a robot. A robot has no pins, so that it
 * runs on many bodies.
 */
import { z } from 'zod';
import { Problems } from './errors.js';
import { readPartly } from './schema.js';

const pair = z.tuple([z.number(), z.number()]).readonly();
const pin = z.int().min(0).describe('Number of the pin.');

const scaleSchema = z
  .strictObject({
    from: pair.describe('Two raw counts.'),
    to: pair.optional().describe("Their values. Default: the channel's range."),
  })
  .describe("How raw counts become a value. Default: the converter's range onto the channel's.");

const sensorSchema = z.discriminatedUnion('device', [
  z
    .strictObject({
      device: z.literal('analog'),
      pin: z.union([pin, z.string().regex(/^A\d+$/)]).describe('"A0", or the number of the pin.'),
      scale: scaleSchema.optional(),
    })
    .describe("An analog input, read through johnny-five's Sensor."),
]);

const actuatorSchema = z.discriminatedUnion('device', [
  z
    .strictObject({
      device: z.literal('motor'),
      pins: z.strictObject({ pwm: pin, dir: pin }),
      full_scale: z
        .number()
        .optional()
        .describe("The value at full duty, in the channel's unit. Default: the channel's max."),
    })
    .describe("A DC motor on an H-bridge: johnny-five's Motor."),
  z
    .strictObject({
      device: z.literal('servo'),
      pin,
      degrees: pair.optional().describe("What the channel's range becomes. Default 0 to 180."),
    })
    .describe("A hobby servo: johnny-five's Servo."),
  z
    .strictObject({ device: z.literal('led'), pin })
    .describe("A lamp: johnny-five's Led; the channel's range is its brightness."),
]);

export const bodySchema = z.strictObject({
  sensors: z.record(z.string(), sensorSchema).describe('The device of each sensor.'),
  actuators: z.record(z.string(), actuatorSchema).describe('The device of each actuator.'),
  world: z
    .union([z.string(), z.record(z.string(), z.unknown())])
    .optional()
    .describe('The world that a simulated board puts it into: its name, or its kind and options.'),
});

export type Scale = Readonly<z.infer<typeof scaleSchema>>;
export type SensorDevice = Readonly<z.infer<typeof sensorSchema>>;
export type ActuatorDevice = Readonly<z.infer<typeof actuatorSchema>>;
export interface Body {
  readonly sensors: { readonly [channel: string]: SensorDevice };
  readonly actuators: { readonly [channel: string]: ActuatorDevice };
  readonly world?: WorldSpec;
}

/** A world by its name, or with options, which its card gives. */
export type WorldSpec = string | { readonly kind: string; readonly [option: string]: unknown };

export function worldName(world: WorldSpec): string {
  return typeof world === 'string' ? world : world.kind;
}

/**
 * The body that the data describes.
 * @param origin begins every path.
 * @throws RobotError with every problem.
 */
export function checkBody(data: unknown, origin: string): Body {
  const problems = new Problems();
  const body = readPartly(bodySchema, data, origin, problems);
  problems.throwIfAny();
  return body as Body;
}
