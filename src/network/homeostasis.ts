/**
 * Homeostasis: cells that keep their own rate near a target. The threshold follows the rate
 * (intrinsic plasticity, as in Lazar, Pipa and Triesch, Frontiers in Computational Neuroscience
 * 3:23, 2009), and all that arrives at some receptors is scaled (Turrigiano et al., Nature 391:892,
 * 1998; van Rossum, Bi and Turrigiano, Journal of Neuroscience 20:8812, 2000).
 */
import { z } from 'zod';
import { fixed, type Quantity, timeConstant } from './quantise.js';

const bounds = z.tuple([z.number(), z.number()]).readonly();

export const homeostasisSchema = z
  .strictObject({
    target_hz: z.number().positive().describe('The rate that each cell keeps.'),
    tau_s: z
      .number()
      .positive()
      .default(10)
      .describe('Over how long its rate is averaged, in s; at least 32 ticks. Default 10.'),
    threshold_mv_per_s: z
      .number()
      .nonnegative()
      .default(0)
      .describe('How fast the threshold rises at twice the target, in mV per s. Default 0: not.'),
    threshold_bounds_mv: bounds
      .default([-10, 10])
      .describe('How far it may move, in mV: at most 0, at least 0. Default -10 to 10.'),
    scaling_per_s: z
      .number()
      .nonnegative()
      .default(0)
      .describe('The share of what arrives that is lost in a s at twice the target. Default 0.'),
    scaling_bounds: bounds
      .default([0.1, 4])
      .describe('Least and largest factor: 0.001 to 1, 1 to below 8. Default 0.1 to 4.'),
    scaled: z
      .array(z.string().min(1))
      .readonly()
      .default(['current'])
      .describe("The receptors and dendrites that are scaled. Default 'current', the cells' own."),
  })
  .meta({ id: 'homeostasis', description: 'Cells that keep their own rate near a target.' });

export type HomeostasisSpec = z.output<typeof homeostasisSchema>;
export type HomeostasisInput = z.input<typeof homeostasisSchema>;

/** A factor of 0 would stay 0. */
export const SCALING_MIN = 0.001;
/** An average takes in so many updates at least. */
export const UPDATES_PER_TAU = 32;
/** No more spikes than this are wanted from update to update, and no more ticks lie between. */
const SPIKES_MAX = 64;
const TICKS_MAX = 4096;

/** How many ticks lie between updates, a power of two. */
export function updateTicks({ tau_s, target_hz }: Wanted, tick_ms: number): number {
  const tick_s = tick_ms / 1000;
  const most = Math.min(
    TICKS_MAX,
    tau_s / tick_s / UPDATES_PER_TAU,
    SPIKES_MAX / target_hz / tick_s,
  );
  let ticks = 1;
  while (ticks * 2 <= most) ticks *= 2;
  return ticks;
}

export type Wanted = Pick<HomeostasisSpec, 'tau_s' | 'target_hz'>;

/** How the core holds each number, as an amount for each update. */
export function homeostasisQuantities(wanted: Wanted, tick_ms: number) {
  const update_s = (updateTicks(wanted, tick_ms) * tick_ms) / 1000;
  return {
    target_hz: fixed('q7_24', 'Hz', update_s),
    tau_s: { ...timeConstant(update_s, { zero: false }), unit: 's' },
    threshold_mv_per_s: fixed('q0_31', 'mV/s', update_s),
    scaling_per_s: fixed('q0_31', '1/s', update_s),
  } as const satisfies { readonly [P in keyof HomeostasisSpec]?: Quantity };
}
