/** A scale: numbers onto pixels, and the round numbers at which an axis has its ticks. */

export interface Tick {
  readonly value: number;
  readonly label: string;
}

export interface Scale {
  /** The pixel of a number; numbers beyond the ends are held there. */
  at(value: number): number;
  /** The pixels at which the scale begins and ends. */
  readonly pixels: readonly [number, number];
  /** Round numbers inside the range, at most `most` of them, with their labels. */
  ticks(most: number): Tick[];
}

/** From `min` at the first pixel to `max` at the last one. */
export function linearScale(
  [min, max]: readonly [number, number],
  pixels: readonly [number, number],
): Scale {
  const span = max - min || 1;
  const [first, last] = pixels;
  const at = (value: number) => {
    const part = Math.max(0, Math.min(1, (value - min) / span));
    return first + part * (last - first);
  };
  return { at, pixels, ticks: (most) => ticksOf(min, max, most) };
}

const STEPS = [1, 2, 5] as const;

function ticksOf(min: number, max: number, most: number): Tick[] {
  const step = stepOf(max - min, most);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks: Tick[] = [];
  for (let i = Math.ceil(min / step - 1e-9); i <= max / step + 1e-9; i++) {
    ticks.push({ value: i * step, label: minus((i * step).toFixed(digits)) });
  }
  return ticks;
}

/** The least of 1, 2, 5, 10, 20 and so on that gives no more than `most` ticks. */
function stepOf(span: number, most: number): number {
  for (let decade = 10 ** Math.floor(Math.log10(span / most)); ; decade *= 10) {
    const step = STEPS.map((digit) => digit * decade).find((s) => span / s <= most - 1 + 1e-9);
    if (step !== undefined) return step;
  }
}

/** A tick at any number, in at most three digits. */
export function labelled(value: number): Tick {
  return { value, label: minus(String(Number(value.toPrecision(3)))) };
}

/** A number with a true minus sign, without a negative zero. */
function minus(text: string): string {
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

/** The range of some numbers, a little wider on both sides; never empty. */
export function rangeOf(values: Iterable<number>, margin = 0.08): readonly [number, number] {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (min > max) return [0, 1];
  const room = (max - min) * margin || Math.max(1, Math.abs(max)) * margin;
  return [min - room, max + room];
}
