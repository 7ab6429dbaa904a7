/**
 * Quantities: how a physical number becomes the integer that the core holds, what the integer
 * means in turn, and which numbers no integer can stand for. Checking and compiling share these.
 */
import type { ErrorCode } from '../errors.js';
import { exactExp, exactLog } from '../exact.js';
import { type Format, formats, limits } from './fields.gen.js';

export interface Quantity {
  readonly unit: string;
  /** The format that holds it, or the word that it is worked into together with others. */
  readonly format: Format | `in ${string}`;
  /** False where nothing can be refused because the tick is not known. */
  readonly judges: boolean;
  /** The least and the greatest number that an integer can stand for; 0 may stand beside them. */
  readonly range: readonly [number, number];
  /** The integer for a number that `refuses` accepts. */
  raw(value: number): number;
  /** The number that an integer stands for. */
  value(raw: number): number;
  /** Why no integer can stand for the number; undefined where one can. */
  refuses(value: number): Refusal | undefined;
}

export interface Refusal {
  readonly code: ErrorCode;
  readonly allowed: string;
  readonly remedy: string;
}

/** A time constant whose held value is off by more than this share is refused. */
const TAU_ERROR_MAX = 0.01;

/** A tick in which less than e^-20 is kept is shorter than any decay that a robot can mean. */
const TICKS_PER_TAU_MAX = 20;

/**
 * A number as it is: raw = number * 2^fraction, to the nearest. What the core holds is `factor`
 * times what is said, such as a rate per ms times the ms of a tick.
 */
export function fixed(format: Format, unit: string, factor = 1): Quantity {
  const scale = factor * 2 ** formats[format].fraction;
  const most = 2 ** (8 * formats[format].bytes - 1) - 1;
  return {
    unit,
    format,
    judges: !Number.isNaN(factor),
    range: [(-most - 1) / scale, most / scale],
    raw: (value) => nearest(value * scale),
    value: (raw) => raw / scale,
    refuses: (value) => {
      const raw = nearest(value * scale);
      if (raw >= -most - 1 && raw <= most) return undefined;
      const limit = short((most + 1) / scale);
      return {
        code: 'NUMBER_NOT_HELD',
        allowed: `-${limit} to ${limit}${spaced(unit)}, the upper end excluded`,
        remedy: `choose a number that ${format} holds`,
      };
    },
  };
}

/** A count that is the same for all cells of a population. */
export function whole(): Quantity {
  return fixed('i32', '');
}

/** A number that no word holds alone: it goes into `word` with others, which is judged instead. */
export function within(
  word: string,
  unit: string,
  { above = Number.NEGATIVE_INFINITY }: { readonly above?: number } = {},
): Quantity {
  return {
    unit,
    format: `in ${word}`,
    judges: !Number.isNaN(above),
    range: [above, Number.POSITIVE_INFINITY],
    raw: (value) => value,
    value: (raw) => raw,
    refuses: (value) =>
      value > above
        ? undefined
        : {
            code: 'NUMBER_NOT_HELD',
            allowed: `above ${short(above)}${spaced(unit)}`,
            remedy: 'choose a larger number',
          },
  };
}

/**
 * A time constant as the share kept from tick to tick, exp(-tick / tau), in q0.31.
 * `max_ticks` is the longest that its user accepts; zero, where allowed, keeps nothing.
 */
export function timeConstant(
  tick_ms: number,
  options: { readonly zero: boolean; readonly max_ticks?: number },
): Quantity {
  const scale = 2 ** 31;
  const raw = (tau_ms: number) =>
    tau_ms === 0 ? 0 : Math.min(scale - 1, nearest(exactExp(-tick_ms / tau_ms) * scale));
  const value = (keep: number) => (keep === 0 ? 0 : -tick_ms / exactLog(keep / scale));
  const least_ms = tick_ms / TICKS_PER_TAU_MAX;
  const most_ms = tick_ms * Math.min(options.max_ticks ?? Infinity, TAU_ERROR_MAX * 2 * scale);
  return {
    unit: 'ms',
    format: 'q0_31',
    judges: !Number.isNaN(tick_ms),
    range: [least_ms, most_ms],
    raw,
    value,
    refuses: (tau_ms) => {
      if (tau_ms === 0 && options.zero) return undefined;
      if (tau_ms >= least_ms && tau_ms <= most_ms) return undefined;
      const zero = options.zero ? '0, or ' : '';
      return {
        code: 'TIME_CONSTANT_NOT_HELD',
        allowed: `${zero}${least_ms} to ${short(most_ms)} ms with a tick of ${tick_ms} ms`,
        remedy: tau_ms < least_ms ? 'lengthen it, or shorten tick_ms' : 'shorten it',
      };
    },
  };
}

/** A duration in whole ticks, to the nearest. */
export function duration(
  tick_ms: number,
  least_ticks: number,
  most_ticks: number,
  code: ErrorCode,
): Quantity {
  return {
    unit: 'ms',
    format: 'u8',
    judges: !Number.isNaN(tick_ms),
    range: [least_ticks * tick_ms, most_ticks * tick_ms],
    raw: (value) => nearest(value / tick_ms),
    value: (raw) => raw * tick_ms,
    refuses: (value) => {
      const ticks = nearest(value / tick_ms);
      if (ticks >= least_ticks && ticks <= most_ticks) return undefined;
      return {
        code,
        allowed:
          `${least_ticks} to ${most_ticks} ticks, ` +
          `${least_ticks * tick_ms} to ${most_ticks * tick_ms} ms`,
        remedy: `write at least ${least_ticks * tick_ms} ms and at most ${most_ticks * tick_ms} ms`,
      };
    },
  };
}

/** A width as its inverse in q8.23; 0 stays 0. */
export function inverse(unit: string): Quantity {
  const scale = 2 ** 23;
  const least = 1 / 255;
  const most = scale / 200;
  return {
    unit,
    format: 'q8_23',
    judges: true,
    range: [least, most],
    raw: (value) => (value === 0 ? 0 : nearest(scale / value)),
    value: (raw) => (raw === 0 ? 0 : scale / raw),
    refuses: (value) =>
      value === 0 || (value >= least && value <= most)
        ? undefined
        : {
            code: 'NUMBER_NOT_HELD',
            allowed: `0, or ${short(least)} to ${short(most)} ${unit}`,
            remedy: 'choose a width that its inverse in q8_23 can hold, or 0 for a hard threshold',
          },
  };
}

/** A rate as mantissa (q0.31, 0.5 up to 1) and shift: rate = mantissa * 2^shift. */
export function floating(rate: number): { readonly mantissa: number; readonly shift: number } {
  if (rate === 0) return { mantissa: 0, shift: 0 };
  let shift = 0;
  let mantissa = rate;
  for (; mantissa >= 1; shift++) mantissa /= 2;
  for (; mantissa < 0.5; shift--) mantissa *= 2;
  const raw = nearest(mantissa * 2 ** 31);
  return raw === 2 ** 31 ? { mantissa: 2 ** 30, shift: shift + 1 } : { mantissa: raw, shift };
}

/** Why `floating` cannot hold a rate per tick. */
export function refusesRate(rate: number, tick_ms: number): Refusal | undefined {
  const { shift } = floating(rate);
  if (rate === 0 || (shift >= limits.rate_shift_min && shift <= limits.rate_shift_max)) {
    return undefined;
  }
  const perSecond = 1000 / tick_ms;
  const least = 2 ** (limits.rate_shift_min - 1) * perSecond;
  const most = 2 ** limits.rate_shift_max * perSecond;
  return {
    code: 'NUMBER_NOT_HELD',
    allowed: `0, or ${short(least)} to ${short(most)}`,
    remedy: 'choose a rate that moves a weight, and not all at once',
  };
}

/** To the nearest whole number, ties away from zero. */
export function nearest(value: number): number {
  return value < 0 ? -Math.floor(0.5 - value) : Math.floor(value + 0.5);
}

/** A number as a person reads it, in at most six digits. */
export function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function spaced(unit: string): string {
  return unit === '' ? '' : ` ${unit}`;
}
