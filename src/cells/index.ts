/** The library of cell types, and a table of them all. */
import type { CellType } from './cell-type.js';
import { granule, purkinje } from './cerebellar.js';
import {
  chattering,
  fastSpiking,
  intrinsicallyBursting,
  lowThresholdSpiking,
  regularSpiking,
  resonator,
  thalamocortical,
} from './cortical.js';
import { dopaminergic } from './midbrain.js';
import { motor, sensory } from './peripheral.js';
import { layer5Pyramidal, layer5PyramidalCheap } from './pyramidal.js';
import { cholinergic, spinyD1, spinyD2, striatalFastSpiking } from './striatal.js';

export type { CellType, Steps } from './cell-type.js';
export * from './cerebellar.js';
export * from './cortical.js';
export * from './midbrain.js';
export * from './peripheral.js';
export * from './pyramidal.js';
export * from './striatal.js';

/** Every cell type, in the order in which a list shows them. */
export const cellTypes: readonly CellType[] = [
  regularSpiking,
  intrinsicallyBursting,
  chattering,
  fastSpiking,
  lowThresholdSpiking,
  resonator,
  thalamocortical,
  layer5Pyramidal,
  layer5PyramidalCheap,
  spinyD1,
  spinyD2,
  striatalFastSpiking,
  cholinergic,
  dopaminergic,
  granule,
  purkinje,
  sensory,
  motor,
];
