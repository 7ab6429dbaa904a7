/** A soma with its dendrites in doubles: what each gives arrives after its delay. */
import type { DendriteSpec } from '../../../network/dendrite.js';
import type { CellKind } from '../../../network/kinds/kind.js';
import { type CellSpec, cellKinds } from '../../../network/neuron.js';
import type { Reference } from '../reference.js';
import { ApicalReference } from './apical.js';
import type { BranchReference } from './branch.js';
import { LinearReference } from './linear.js';
import { PlateauReference } from './plateau.js';

const branches: {
  readonly [K in DendriteSpec['kind']]: new (
    branch: never,
    tick_ms: number,
  ) => BranchReference;
} = { linear: LinearReference, plateau: PlateauReference, apical: ApicalReference };

interface Limb {
  readonly branch: BranchReference;
  /** What it gave and has not arrived yet, oldest first. */
  readonly waiting: number[];
  /** Parameters of the soma during its plateau. */
  readonly changes: object;
}

/** A soma without dendrites is one too. */
export class Tree {
  readonly #soma: Reference;
  readonly #plain: object;
  readonly #limbs: readonly Limb[];
  #spiked = false;

  constructor(soma: Reference, cell: CellSpec, tick_ms: number) {
    this.#soma = soma;
    this.#plain = soma.cell;
    const kind: CellKind = cellKinds[cell.kind];
    this.#limbs = Object.values(cell.dendrites ?? {}).map((dendrite) => ({
      branch: new branches[dendrite.kind](dendrite as never, tick_ms),
      waiting: new Array(Math.round(dendrite.delay_ms / tick_ms)).fill(0),
      changes: changesOf(dendrite, kind),
    }));
  }

  get v(): number {
    return this.#soma.v;
  }

  /** Potential of a dendrite above rest, in mV. */
  branch(index: number): number {
    return (this.#limbs[index] as Limb).branch.v;
  }

  /** One tick in which soma and dendrites are lifted by so many mV; true if the cell spiked. */
  tick(lift_mv: number, inputs_mv: readonly number[] = []): boolean {
    let lift = lift_mv;
    let changed = this.#plain;
    this.#limbs.forEach(({ branch, waiting, changes }, i) => {
      waiting.push(branch.tick(inputs_mv[i] ?? 0, this.#spiked));
      lift += waiting.shift() as number;
      if (branch.up) changed = { ...this.#plain, ...changes };
    });
    this.#soma.cell = changed;
    this.#spiked = this.#soma.tick(lift);
    return this.#spiked;
  }
}

function changesOf(dendrite: DendriteSpec, { moves: { reset, jump } }: CellKind): object {
  if (dendrite.kind !== 'plateau') return {};
  return {
    ...(dendrite.reset_mv === undefined ? {} : { [reset]: dendrite.reset_mv }),
    ...(dendrite.jump === undefined || !jump ? {} : { [jump.parameter]: dendrite.jump }),
  };
}
