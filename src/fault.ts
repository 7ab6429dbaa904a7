/**
 * Fault: what goes wrong on a simulated board, and when. One entry of a kind; docs/FAULTS.md says
 * what each does and what the guard makes of it.
 */
import { z } from 'zod';

const span = {
  from_s: z.number().min(0).describe('When it begins, in robot seconds.'),
  until_s: z.number().min(0).optional().describe('When it ends, in robot seconds. Default: never.'),
};
const sensor = z.string().min(1).describe('The sensor that it befalls.');
const share = z.number().min(0).max(1).describe('Of all samples, drawn one by one; 0 to 1.');

function ofSensor<K extends string>(kind: K) {
  return z.strictObject({ kind: z.literal(kind), sensor, ...span });
}

const schemas = [
  ofSensor('freeze').describe('No sample arrives any more: value and time stay.'),
  ofSensor('missing').describe('There is no sample: NaN, and no time.'),
  ofSensor('nan').describe('Samples arrive in time, and each is NaN.'),
  ofSensor('offset')
    .extend({ value: z.number().describe("What is added, in the channel's unit.") })
    .describe('A value is added; the sum may leave the range.'),
  ofSensor('noise')
    .extend({
      std: z.number().min(0).describe("Standard deviation, in the channel's unit."),
      hold_ms: z.number().min(0).optional().describe('How long a draw lasts. Default: one sample.'),
    })
    .describe('Gaussian noise is added.'),
  ofSensor('late')
    .extend({ ms: z.number().min(0).max(60_000).describe('How much later samples arrive.') })
    .describe('Samples arrive later than they should, with the time at which they were true.'),
  ofSensor('lost').extend({ share }).describe('Some samples never arrive.'),
  ofSensor('repeated')
    .extend({ share })
    .describe('After some samples the one before arrives once more, with its own time.'),
  z
    .strictObject({ kind: z.literal('stuck'), actuator: z.string().min(1), ...span })
    .describe('The actuator stays as it was last driven; it catches up when it comes loose.'),
  z
    .strictObject({
      kind: z.literal('silent'),
      address: z.int().min(0).max(127).describe('The address of the device on the I2C bus.'),
      ...span,
    })
    .describe('The device acknowledges nothing (NACK), as if it were not there.'),
  z
    .strictObject({ kind: z.literal('unplug'), ...span })
    .describe('The board is gone: no pin is driven, nothing is sampled; then it starts anew.'),
  z
    .strictObject({ kind: z.literal('brown-out'), from_s: span.from_s })
    .describe('Pins and chips are as at power-up from one moment to the next.'),
  z
    .strictObject({
      kind: z.literal('clock'),
      ms: z.number().min(-1e9).max(1e9).describe('How far it jumps; below 0 it jumps back.'),
      from_s: span.from_s,
    })
    .describe('The clock of samples and controller jumps once.'),
  z
    .strictObject({
      kind: z.literal('hog'),
      ms: z.number().positive().max(60_000).describe('How long a tick of the controller takes.'),
      ...span,
    })
    .describe('Something takes the processor: slots are missed while the world goes on.'),
  z
    .strictObject({ kind: z.literal('push'), value: z.number(), ...span })
    .describe('The world is pushed once, in a way of its own.'),
] as const;

export const faultSchema = z.discriminatedUnion('kind', schemas);

export type Fault = Readonly<z.infer<typeof faultSchema>>;

/** Every kind of fault. */
export const FAULT_KINDS = schemas.map(({ shape }) => shape.kind.value);
