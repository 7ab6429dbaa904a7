/** The reference of each kind. */
import type { CellSpec } from '../../network/neuron.js';
import { AdaptiveLifReference } from './adaptive-lif.js';
import { AdexReference } from './adex.js';
import { Tree } from './dendrites/tree.js';
import { IzhikevichReference } from './izhikevich.js';
import { IzhikevichMembraneReference } from './izhikevich-membrane.js';
import { LifReference } from './lif.js';
import type { Reference } from './reference.js';
import { ResonateAndFireReference } from './resonate-and-fire.js';

const references: {
  readonly [K in CellSpec['kind']]: new (
    cell: never,
    tick_ms: number,
  ) => Reference;
} = {
  lif: LifReference,
  adaptiveLif: AdaptiveLifReference,
  izhikevich: IzhikevichReference,
  izhikevichMembrane: IzhikevichMembraneReference,
  adex: AdexReference,
  resonateAndFire: ResonateAndFireReference,
};

/** One cell with its dendrites; every parameter is a number, and there is no escape noise. */
export function referenceOf(cell: CellSpec, tick_ms: number): Tree {
  return new Tree(new references[cell.kind](cell as never, tick_ms), cell, tick_ms);
}
