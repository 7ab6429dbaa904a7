/** Cuts: divide the range of each cue, so that a vector of cues falls into one of many boxes. */
import { z } from 'zod';
import type { Problems } from '../errors.js';

export const cutsSchema = z
  .array(z.array(z.number()).max(64).readonly())
  .min(1)
  .readonly()
  .describe('For each cue, where its range is cut, ascending; an empty list does not divide it.');

/** More boxes than this are not learned in a robot's lifetime, and cost time in every tick. */
export const BOXES_MAX = 4096;

export class Boxes {
  /** How many there are. */
  readonly count: number;
  readonly #cuts: readonly Float64Array[];

  constructor(cuts: readonly (readonly number[])[]) {
    this.#cuts = cuts.map((list) => Float64Array.from(list));
    this.count = countBoxes(cuts);
  }

  /** The box that the cues fall into, -1 if one is not finite. A cut is part of the box above. */
  of(cues: Float64Array): number {
    let box = 0;
    for (let cue = 0; cue < this.#cuts.length; cue++) {
      const value = cues[cue] as number;
      if (!Number.isFinite(value)) return -1;
      const cuts = this.#cuts[cue] as Float64Array;
      let bin = 0;
      while (bin < cuts.length && value >= (cuts[bin] as number)) bin++;
      box = box * (cuts.length + 1) + bin;
    }
    return box;
  }
}

function countBoxes(cuts: readonly (readonly number[])[]): number {
  return cuts.reduce((product, list) => product * (list.length + 1), 1);
}

/** One list for each cue, each ascending, and not too many boxes in all. */
export function checkCuts(
  cuts: readonly (readonly number[])[],
  cues: number,
  path: string,
  problems: Problems,
): void {
  const at = `${path} › cuts`;
  checkOnePerCue('cuts', cuts.length, cues, path, problems);
  cuts.forEach((list, cue) => {
    if (list.every((cut, i) => i === 0 || cut > (list[i - 1] as number))) return;
    const got = `[${list.join(', ')}]`;
    problems.add('RANGE_REVERSED', `${at} › ${cue}`, got, 'ascending cuts', 'sort the cuts');
  });
  const boxes = countBoxes(cuts);
  if (boxes <= BOXES_MAX) return;
  const remedy = 'cut fewer cues, or cut them less finely';
  problems.add('LIMIT_EXCEEDED', at, `${boxes} boxes`, `at most ${BOXES_MAX}`, remedy);
}

/** A list that says something of each cue has as many entries as there are cues. */
export function checkOnePerCue(
  field: string,
  length: number,
  cues: number,
  path: string,
  problems: Problems,
): void {
  if (length === cues) return;
  problems.add(
    'DESCRIPTION_INVALID',
    `${path} › ${field}`,
    `${length} entries`,
    `${cues}, one for each cue`,
    `give ${field} one entry for each cue, in their order`,
  );
}
