/** A portrait: how a cell type answers steps of current, and its rate against current. */
import type { Figure } from '../plot/figure.js';
import type { CellType, Steps } from './cell-type.js';
import { type Coincided, coincide, coincidencePanels } from './coincidence.js';
import { branchCurrentOf, currentOf } from './current.js';
import { noteOf } from './gallery.js';
import { looksOf, plotsOf } from './looks.js';
import { type Agreement, agreementOf, oneOf, type Responses, respond } from './response.js';

export interface Portrait {
  readonly type: CellType;
  /** Parameters that were changed. */
  readonly changes: object;
  readonly tick_ms: number;
  readonly unit: string;
  readonly steps: readonly {
    readonly amount: number;
    readonly responses: Responses;
    readonly agreement: Agreement;
  }[];
  readonly curve: readonly Point[];
  /** Of a cell with a dendrite. */
  readonly coincided?: Coincided;
}

/** Rate while the current flows, in Hz. */
export interface Point {
  readonly amount: number;
  readonly double_hz: number;
  readonly fixed_hz: number;
}

const CURVE_POINTS = 21;

/** Runs a cell of the type, perhaps with changed parameters or at another tick. */
export function portray(type: CellType, changes: object = {}, tick_ms?: number): Portrait {
  const cell = type.spec(1, changes);
  const steps = { ...type.steps, ...(tick_ms === undefined ? {} : { tick_ms }) };
  const answer = (amount: number) => respond(cell, { ...steps, current: stepOf(steps, amount) });
  const [low, high] = steps.range;
  const { coincidence } = type;
  return {
    type,
    changes,
    tick_ms: steps.tick_ms,
    unit: currentOf(oneOf(cell)).unit,
    steps: steps.amounts.map((amount) => {
      const responses = answer(amount);
      return { amount, responses, agreement: agreementOf(responses) };
    }),
    curve: Array.from({ length: CURVE_POINTS }, (_, i) => {
      const amount = low + ((high - low) * i) / (CURVE_POINTS - 1);
      const { fixed, double } = answer(amount);
      const rate = (spikes: readonly number[]) => rateOf(spikes, steps);
      return { amount, double_hz: rate(double.spikes_ms), fixed_hz: rate(fixed.spikes_ms) };
    }),
    ...(coincidence && { coincided: coincide(cell, coincidence, steps.tick_ms) }),
  };
}

function stepOf({ start_ms, stop_ms }: Steps, amount: number) {
  return (t_ms: number) => (t_ms >= start_ms && t_ms < stop_ms ? amount : 0);
}

function rateOf(spikes_ms: readonly number[], { start_ms, stop_ms }: Steps): number {
  const inside = spikes_ms.filter((time) => time >= start_ms && time < stop_ms);
  return (1000 * inside.length) / (stop_ms - start_ms);
}

export function portraitFigure(portrait: Portrait): Figure {
  const { type, changes, tick_ms, unit, steps, curve, coincided } = portrait;
  const x = curve.map(({ amount }) => amount);
  return {
    title: [type.name, ...Object.entries(changes).map((change) => change.join(' '))].join(', '),
    words: [
      type.summary,
      ...wrapped(`Source: ${type.source}`),
      `A tick of ${tick_ms} ms. Beside each title: spikes in doubles / in fixed point, and the ` +
        'largest shift of a spike.',
    ],
    columns: 2,
    panel: { width: 520, height: coincided ? 300 : 270 },
    looks: looksOf(unit, branchUnitOf(portrait)),
    panels: [
      ...steps.map(({ amount, responses, agreement }) => ({
        title: `a step of ${amount} ${unit}`,
        note: noteOf(agreement),
        x: 'time / ms',
        range: [0, type.steps.duration_ms] as const,
        plots: plotsOf(responses),
      })),
      {
        title: 'rate against current',
        x: `current / ${unit}`,
        range: type.steps.range,
        plots: [
          {
            y: 'rate / Hz',
            height: 1,
            traces: [
              { x, y: curve.map(({ double_hz }) => double_hz), look: 'double' },
              { x, y: curve.map(({ fixed_hz }) => fixed_hz), look: 'fixed' },
            ],
          },
        ],
      },
      ...(coincided ? coincidencePanels(coincided) : []),
    ],
  };
}

/** The unit of the current into the dendrite; undefined for a cell without. */
export function branchUnitOf({ type, changes, coincided }: Portrait): string | undefined {
  if (!coincided) return undefined;
  const dendrite = oneOf(type.spec(1, changes)).dendrites?.[coincided.of.dendrite];
  return dendrite && branchCurrentOf(dendrite).unit;
}

const COLUMNS = 150;

/** A text in lines of at most COLUMNS letters, broken at spaces. */
function wrapped(text: string): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) as string;
    if (last.length + word.length < COLUMNS)
      lines[lines.length - 1] = `${last} ${word}`.trimStart();
    else lines.push(word);
  }
  return lines;
}
