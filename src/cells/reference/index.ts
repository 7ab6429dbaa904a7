/** The reference of each kind. */
import type { CellSpec } from '../../network/neuron.js';
import { AdaptiveLifReference } from './adaptive-lif.js';
import { AdexReference } from './adex.js';
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

/** One cell in doubles; every parameter is a number, and there is no escape noise. */
export function referenceOf(cell: CellSpec, tick_ms: number): Reference {
  return new references[cell.kind](cell as never, tick_ms);
}
