/** Discount: how far a critic looks ahead, and how far back it gives credit; both in seconds. */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import { exactExp } from '../exact.js';

export const horizonSchema = z
  .number()
  .positive()
  .describe('How far ahead reward counts, in s: gamma = exp(-tick / horizon_s) per tick.');

export const traceSchema = z
  .number()
  .min(0)
  .optional()
  .describe(
    'How far back credit goes, in s, at most horizon_s: gamma lambda = exp(-tick / trace_s) per ' +
      'tick; 0 is TD(0). Default a fifth of horizon_s.',
  );

/** A trace below this has faded: a decay alone would creep on through ever smaller numbers. */
export const SILENT_TRACE = 1e-9;

// Far beyond any reward: a step too large makes values run away, and here they stop.
const VALUE_LIMIT = 1e6;

/** A learned number within ±1e6, so that nothing learned is ever infinite or NaN. */
export function bound(value: number): number {
  return Math.min(VALUE_LIMIT, Math.max(-VALUE_LIMIT, value));
}

export interface Discount {
  /** Worth of a value one tick ahead, 0 to 1. */
  readonly gamma: number;
  /** What is left of a trace after one tick, gamma times lambda. */
  readonly keep: number;
}

interface DiscountSpec {
  readonly horizon_s: number;
  readonly trace_s?: number | undefined;
}

export function discountOf({ horizon_s, trace_s }: DiscountSpec, tick_ms: number): Discount {
  return {
    gamma: keepFactor(horizon_s, tick_ms),
    keep: keepFactor(trace_s ?? horizon_s / 5, tick_ms),
  };
}

/** What is left after one tick of something that fades with tau_s. */
export function keepFactor(tau_s: number, tick_ms: number): number {
  return tau_s === 0 ? 0 : exactExp(-tick_ms / (tau_s * 1000));
}

/** A trace longer than the horizon would mean a lambda above 1. */
export function checkDiscount(
  { horizon_s, trace_s = 0 }: DiscountSpec,
  path: string,
  problems: Problems,
): void {
  if (trace_s <= horizon_s) return;
  problems.add(
    'NUMBER_NOT_HELD',
    `${path} › trace_s`,
    `${trace_s} s`,
    `at most horizon_s, ${horizon_s} s`,
    'shorten trace_s, or lengthen horizon_s',
  );
}
