/** The gallery: Izhikevich's twenty patterns, fixed point over doubles. */
import { izhikevich } from '../network/kinds/izhikevich.js';
import type { Figure } from '../plot/figure.js';
import { looksOf, plotsOf } from './looks.js';
import { type Pattern, patterns } from './patterns.js';
import { type Agreement, agreementOf, type Responses, respond } from './response.js';

export interface Shown {
  readonly pattern: Pattern;
  readonly responses: Responses;
  readonly agreement: Agreement;
}

/** Runs all twenty. */
export function runPatterns(): Shown[] {
  return patterns.map((pattern) => {
    const responses = respond(izhikevich(1, pattern.cell), pattern);
    return { pattern, responses, agreement: agreementOf(responses) };
  });
}

export function galleryFigure(shown: readonly Shown[]): Figure {
  return {
    title: 'Twenty patterns of one kind of cell: izhikevich',
    words: [
      "Cells, currents and steps of E. M. Izhikevich's figure " +
        '(IEEE Trans. Neural Networks 15:1063, 2004).',
      'Beside each title: spikes in doubles / in fixed point, and the largest shift of a spike.',
    ],
    columns: 4,
    panel: { width: 350, height: 210 },
    looks: looksOf('mV/ms'),
    panels: shown.map(({ pattern, responses, agreement }) => ({
      title: `${pattern.letter}  ${pattern.name}`,
      note: noteOf(agreement),
      x: 'time / ms',
      range: [0, pattern.duration_ms],
      plots: plotsOf(responses),
    })),
  };
}

/** "5 / 5, 0.25 ms" */
export function noteOf({ double, fixed, largest_ms }: Agreement): string {
  return `${double} / ${fixed}, ${Number(largest_ms.toFixed(2))} ms`;
}
