/**
 * Coincidence: a short step into the soma, a longer one into a dendrite, each alone and together,
 * and how many spikes come of both by how far apart they begin (Larkum, Zhu and Sakmann 1999).
 */

import type { CellInput } from '../network/neuron.js';
import type { Panel } from '../plot/figure.js';
import { noteOf } from './gallery.js';
import { plotsOf } from './looks.js';
import { type Agreement, agreementOf, type Response, type Responses, respond } from './response.js';

/** What to show of a cell with a dendrite, in the units of `currentOf` and `branchCurrentOf`. */
export interface Coincidence {
  /** The dendrite, by its name. */
  readonly dendrite: string;
  /** Current into the soma for SOMA_MS, and into the dendrite for DENDRITE_MS. */
  readonly soma: number;
  readonly branch: number;
}

const SOMA_MS = 5;
const DENDRITE_MS = 30;
const START_MS = 70;
const DURATION_MS = 200;
const SHOWN_MS = [START_MS - 20, DURATION_MS - 50] as const;

/** Beginnings of the dendrite's step less that of the soma's, in ms. */
const SHIFTS_MS = Array.from({ length: 21 }, (_, i) => 5 * i - 60);

export interface Coincided {
  readonly of: Coincidence;
  readonly cases: readonly Case[];
  readonly window: readonly Shifted[];
}

/** Soma alone, dendrite alone, or both. */
export interface Case {
  readonly title: string;
  readonly responses: Responses;
  readonly agreement: Agreement;
}

export interface Shifted {
  readonly shift_ms: number;
  readonly double: number;
  readonly fixed: number;
}

export function coincide(cell: CellInput, of: Coincidence, tick_ms: number): Coincided {
  const answer = (soma: number, branch: number, shift_ms = 0) => {
    const step = (start_ms: number, length_ms: number, amount: number) => (t_ms: number) =>
      t_ms > start_ms - 1e-9 && t_ms < start_ms + length_ms - 1e-9 ? amount : 0;
    return respond(cell, {
      tick_ms,
      duration_ms: DURATION_MS,
      current: step(START_MS, SOMA_MS, soma),
      dendrite: { name: of.dendrite, current: step(START_MS + shift_ms, DENDRITE_MS, branch) },
    });
  };
  const cases = [
    ['soma alone', of.soma, 0],
    ['dendrite alone', 0, of.branch],
    ['both together', of.soma, of.branch],
  ] as const;
  return {
    of,
    cases: cases.map(([title, soma, branch]) => {
      const responses = answer(soma, branch);
      return { title, responses, agreement: agreementOf(responses) };
    }),
    window: SHIFTS_MS.map((shift_ms) => {
      const { double, fixed } = agreementOf(answer(of.soma, of.branch, shift_ms));
      return { shift_ms, double, fixed };
    }),
  };
}

/** Only what is drawn. */
function shown({ fixed, double, ...times }: Responses): Responses {
  const [from, to] = SHOWN_MS.map((time) => times.t_ms.findIndex((t) => t > time - 1e-9));
  const cut = (values: Float64Array) => values.subarray(from, to);
  const cutAll = (of: Response) => ({ ...of, v_mv: cut(of.v_mv), branch_mv: cut(of.branch_mv) });
  return {
    t_ms: cut(times.t_ms),
    current: cut(times.current),
    ...(times.branch_current && { branch_current: cut(times.branch_current) }),
    fixed: cutAll(fixed),
    double: cutAll(double),
  };
}

/** The cases, and spikes against the shift. */
export function coincidencePanels({ cases, window }: Coincided): Panel[] {
  const x = window.map(({ shift_ms }) => shift_ms);
  const counts = window.flatMap(({ double, fixed }) => [double, fixed]);
  return [
    ...cases.map(({ title, responses, agreement }) => ({
      title,
      note: noteOf(agreement),
      x: 'time / ms',
      range: SHOWN_MS,
      plots: plotsOf(shown(responses)),
    })),
    {
      title: 'spikes of both, by when the dendrite begins',
      x: 'beginning of the dendrite less that of the soma / ms',
      range: [x[0] as number, x.at(-1) as number] as const,
      plots: [
        {
          y: 'spikes',
          height: 1,
          ticks: [...new Set(counts)],
          traces: [
            { x, y: window.map(({ double }) => double), look: 'double' },
            { x, y: window.map(({ fixed }) => fixed), look: 'fixed' },
          ],
        },
      ],
    },
  ];
}
