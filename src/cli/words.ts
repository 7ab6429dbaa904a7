/** Numbers and names as a person reads them in a terminal. */
import { UNITS } from '../channel.js';

/** "1,234" */
export function counted(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "12.3"; a dash for what is not a number. */
export function rounded(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '–';
}

/** "+0.250": the sign always stands, so that columns do not jump. */
export function signed(value: number, digits: number): string {
  return value >= 0 ? `+${rounded(value, digits)}` : rounded(value, digits);
}

/** As short as it may be: "8.1", "81", "814". */
export function brief(value: number): string {
  return rounded(value, Math.abs(value) < 10 ? 1 : 0);
}

/** "00:01:23.4" */
export function clockTime(time_s: number): string {
  const two = (value: number) => String(Math.trunc(value)).padStart(2, '0');
  const seconds = (Math.trunc(time_s * 10) % 600) / 10;
  const pieces = [two(time_s / 3600), two((time_s / 60) % 60), seconds.toFixed(1).padStart(4, '0')];
  return pieces.join(':');
}

const UNIT_IN_NAME = new RegExp(
  `_(${UNITS.filter((unit) => /^\w+$/.test(unit)).join('|')})(?=_|$)`,
);

/** 'offset_mm' -> { words: 'offset', unit: 'mm' }; a name without a unit keeps its words. */
export function nameAndUnit(name: string): { readonly words: string; readonly unit: string } {
  const unit = UNIT_IN_NAME.exec(name)?.[1] ?? '';
  const words = (unit === '' ? name : name.replace(UNIT_IN_NAME, '')).replaceAll('_', ' ');
  return { words, unit };
}

/** Exactly so wide: padded, or cut with an ellipsis. */
export function toWidth(text: string, width: number): string {
  if (width <= 0) return '';
  return text.length <= width ? text.padEnd(width) : `${text.slice(0, width - 1)}…`;
}
