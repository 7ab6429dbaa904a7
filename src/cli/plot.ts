/** A small plot in block characters that scrolls: what a value's size was over the last while. */

const BLOCKS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const EIGHTHS = BLOCKS.length - 1;
/** Columns that labels and axis take. */
export const MARGIN = 8;

/** The rows of a plot of the newest points, newest at the right, with an axis from 0. */
export function plot(points: readonly number[], columns: number, rows: number): string[] {
  const width = Math.max(1, columns - MARGIN);
  const shown = points.slice(-width);
  const top = ceiling(Math.max(0, ...shown.filter(Number.isFinite)));
  const lines: string[] = [];
  for (let row = rows - 1; row >= 0; row--) {
    const label = row === rows - 1 ? String(top) : '';
    const cells = shown.map((point) => block((point / top) * rows - row));
    lines.push(`${label.padStart(MARGIN - 2)} ┤${cells.join('').padStart(width)}`);
  }
  lines.push(`${'0'.padStart(MARGIN - 2)} └${'─'.repeat(width)}`);
  return lines;
}

/** A cell that is filled to this part of its height; a NaN is a gap. */
function block(filled: number): string {
  const eighths = Math.round(filled * EIGHTHS);
  return BLOCKS[Math.max(0, Math.min(EIGHTHS, eighths || 0))] as string;
}

const STEPS = [1, 2, 3, 4, 5, 6, 8, 10] as const;

/** The next round number that holds the value, so that the scale seldom jumps. */
function ceiling(value: number): number {
  if (!(value > 1)) return 1;
  const decade = 10 ** Math.floor(Math.log10(value));
  return STEPS.map((step) => step * decade).find((step) => step >= value) ?? 10 * decade;
}
