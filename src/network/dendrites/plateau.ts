/**
 * Branches with plateaus: a cheap apical dendrite. Input and a spike of the soma that come together
 * begin a plateau, which lifts the soma and makes it burst.
 */
import { z } from 'zod';
import type { Problems } from '../../errors.js';
import { distributionSchema } from '../distribution.js';
import { fixed, type Quantity, within } from '../quantise.js';
import { type Drawn, parameter, type Said, type Word } from '../row.js';
import {
  branchWord,
  common,
  counted,
  dendriteKind,
  ofSoma,
  positive,
  type Soma,
} from './dendrite.js';
import { summing, summingParameters, summingWords } from './linear.js';

export const plateauSchema = z
  .strictObject({
    kind: z.literal('plateau'),
    ...summing(4, 0.2),
    threshold_mv: parameter(10, 'Potential above rest at which a plateau begins, in mV.'),
    bap_mv: parameter(8, 'How far a spike of the soma lifts it, in mV.'),
    plateau_ms: parameter(30, 'How long a plateau lasts, in ms, rounded to ticks.'),
    plateau_mv_per_ms: parameter(12, 'How fast a plateau lifts the soma, in mV/ms.'),
    reset_mv: distributionSchema
      .optional()
      .describe("Potential of the soma after a spike in a plateau, in mV. Default: the soma's."),
    jump: distributionSchema
      .optional()
      .describe(
        'What a spike in a plateau adds to the recovery or adaptation of the soma, in place of ' +
          'd (izhikevich), d_pa (izhikevichMembrane), b_pa (adex) or adaptation_jump_mv ' +
          "(adaptiveLif) and in its unit. Default: the soma's.",
      ),
    ...common,
  })
  .describe('A branch with a threshold: above it a plateau lifts the soma and makes it burst.');

export type PlateauInput = z.input<typeof plateauSchema>;
export type PlateauParameters = Omit<PlateauInput, 'kind'>;
type Branch = Drawn<typeof plateauSchema>;

/** A branch with plateaus; the defaults fit a regular-spiking `izhikevich` soma. */
export function plateau(parameters: PlateauParameters = {}): PlateauInput {
  return { kind: 'plateau', ...parameters };
}

export const plateauKind = dendriteKind(plateauSchema, 'plateau', (soma) => ({
  parameters: (tick_ms) => {
    const potential = fixed('q8_23', 'mV');
    return {
      ...summingParameters(tick_ms),
      threshold_mv: positive(potential, { zero: false }),
      bap_mv: potential,
      plateau_ms: counted(tick_ms, 1),
      plateau_mv_per_ms: fixed('q8_23', 'mV/ms', tick_ms),
      reset_mv: potential,
      jump: jumpParameter(soma, tick_ms),
    };
  },
  words: (tick_ms) => ({
    ...summingWords(tick_ms, 'plateau'),
    threshold: 'threshold_mv',
    bap: 'bap_mv',
    plateau_ticks: 'plateau_ms',
    lift: 'plateau_mv_per_ms',
    reset: {
      quantity: branchWord('plateau', 'reset'),
      of: (branch) => branch.reset_mv ?? numberOf(branch, soma.kind.moves.reset),
    },
    jump: jumpWord(soma, tick_ms),
  }),
  check: (spec, _, path, problems) => check(spec, soma, path, problems),
}));

function numberOf(branch: Branch, parameter: string): number {
  return (branch as unknown as { readonly [name: string]: number })[ofSoma(parameter)] as number;
}

function jumpParameter({ kind, said }: Soma, tick_ms: number): Quantity {
  const { jump } = kind.moves;
  return jump ? (kind.parameters(tick_ms, said)[jump.parameter] as Quantity) : within('jump', '');
}

/** As the soma's kind makes its own word, of its own numbers but for the jump. */
function jumpWord({ kind, said }: Soma, tick_ms: number) {
  const { jump } = kind.moves;
  if (!jump) return { quantity: branchWord('plateau', 'jump'), of: () => 0 };
  const made = kind.words(tick_ms, said)[jump.word] as Word<object>;
  const parameters = kind.parameters(tick_ms, said);
  const quantity =
    typeof made === 'string' ? (parameters[made] as Quantity) : (made.quantity as Quantity);
  const of = (branch: Branch): number => {
    const value = branch.jump ?? numberOf(branch, jump.parameter);
    if (typeof made === 'string') return value;
    const own = Object.keys(parameters).map((name) => [name, numberOf(branch, name)]);
    return made.of({ ...Object.fromEntries(own), [jump.parameter]: value });
  };
  return { quantity, of };
}

function check(
  { reset_mv, jump }: Said<typeof plateauSchema>,
  { kind, said }: Soma,
  path: string,
  problems: Problems,
): void {
  const { threshold } = kind.moves;
  const high = said[threshold];
  if (typeof reset_mv === 'number' && typeof high === 'number' && reset_mv >= high) {
    const allowed = `below ${threshold} of the cells, ${high} mV`;
    const remedy = 'lower it: the cells would spike for ever';
    problems.add('RANGE_REVERSED', `${path} › reset_mv`, `${reset_mv} mV`, allowed, remedy);
  }
  if (jump === undefined || kind.moves.jump) return;
  const allowed = 'cells with recovery or adaptation, such as izhikevich';
  const remedy = 'leave jump out, or choose another kind of cell';
  problems.add('POPULATION_UNSUITABLE', `${path} › jump`, 'cells without', allowed, remedy);
}
