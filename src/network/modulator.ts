/** Modulators: concentrations, such as dopamine, that decide what synapses learn. */
import { z } from 'zod';
import { fixed, type Quantity, timeConstant } from './quantise.js';

export const modulatorSchema = z
  .strictObject({
    tau_ms: z.number().nonnegative().describe('How long a release lasts; 0: one tick.'),
    tonic: z.number().default(0).describe('Level without any release. Default 0.'),
    min: z.number().describe('Lowest level.'),
    max: z.number().describe('Highest level.'),
  })
  .describe('A concentration: tonic level plus what was released, fading with tau_ms.');

export type ModulatorSpec = z.output<typeof modulatorSchema>;
export type ModulatorOptions = z.input<typeof modulatorSchema>;

/** How the core holds each parameter. */
export function modulatorQuantities(tick_ms: number): {
  readonly [P in keyof ModulatorSpec]: Quantity;
} {
  const level = fixed('q3_28', '');
  return { tau_ms: timeConstant(tick_ms, { zero: true }), tonic: level, min: level, max: level };
}
