/**
 * Numbers against the formats that will hold them. A time is not judged where there is no tick to
 * judge it by, nor an end that a distribution leaves open: draws stop where the format ends.
 */
import type { Problems } from '../errors.js';
import { type Distribution, support } from './distribution.js';
import { type Quantity, short } from './quantise.js';

/** Every parameter of `data` that has a quantity of its name: a number or a distribution. */
export function checkQuantities(
  quantities: { readonly [name: string]: Quantity },
  data: object,
  path: string,
  problems: Problems,
): void {
  for (const [name, quantity] of Object.entries(quantities)) {
    const value = (data as { [name: string]: Distribution | undefined })[name];
    if (value === undefined) continue;
    const here = `${path} › ${name}`;
    const [least, most] = support(value);
    if (Number.isNaN(least + most)) continue;
    if (least > most) checkOrder(least, most, here, problems);
    else for (const end of endsOf(value)) checkQuantity(quantity, end, here, problems);
    if (least <= most) checkCenter(value, [least, most], here, problems);
    if (least === most) checkNotVanishing(quantity, least, here, problems);
  }
}

/** A mean outside the bounds would draw hardly anything but one bound. */
function checkCenter(
  value: Distribution,
  [least, most]: readonly [number, number],
  path: string,
  problems: Problems,
): void {
  if (typeof value !== 'object' || !('mean' in value) || value.mean === undefined) return;
  if (value.mean >= least && value.mean <= most) return;
  const allowed = `${least} to ${most}`;
  const remedy = 'move the mean inside min and max, or widen them';
  problems.add('DESCRIPTION_INVALID', `${path} › mean`, String(value.mean), allowed, remedy);
}

/** The numbers that a quantity must hold: the ends that are not open, and the mean. */
function endsOf(value: Distribution): Iterable<number> {
  const mean = typeof value === 'object' && 'mean' in value ? [value.mean] : [];
  return new Set([...support(value), ...mean]);
}

/** One number. */
export function checkQuantity(
  quantity: Quantity,
  value: number,
  path: string,
  problems: Problems,
): void {
  const refusal = judge(quantity, value);
  if (!refusal) return;
  const got = `${short(value)}${quantity.unit && ` ${quantity.unit}`}`;
  problems.add(refusal.code, path, got, refusal.allowed, refusal.remedy);
}

/** A constant that rounds to nothing was surely not meant; durations may, and the report says. */
function checkNotVanishing(
  quantity: Quantity,
  value: number,
  path: string,
  problems: Problems,
): void {
  if (quantity.format === 'u8' || value === 0 || judge(quantity, value)) return;
  if (quantity.raw(value) !== 0) return;
  const allowed = `0, or at least ${short(quantity.value(1) / 2)} in magnitude`;
  problems.add('NUMBER_NOT_HELD', path, String(value), allowed, 'choose 0 or a larger number');
}

function judge(quantity: Quantity, value: number): ReturnType<Quantity['refuses']> {
  return Number.isFinite(value) && quantity.judges ? quantity.refuses(value) : undefined;
}

/** The smaller number first. */
export function checkOrder(
  min: number | undefined,
  max: number | undefined,
  path: string,
  problems: Problems,
): void {
  if (min === undefined || max === undefined || min < max) return;
  const remedy = 'swap the two, or widen the range';
  problems.add('RANGE_REVERSED', path, `${min} to ${max}`, 'the smaller number first', remedy);
}

/** No more of something than the core can hold. */
export function checkLimit(
  count: number,
  most: number,
  what: string,
  path: string,
  problems: Problems,
): void {
  if (count <= most) return;
  problems.add('LIMIT_EXCEEDED', path, `${count} ${what}`, `at most ${most}`, `use fewer ${what}`);
}
