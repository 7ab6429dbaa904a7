/** Parts: circuits of several populations that a robot takes as a whole. */
export { type Striatum, type StriatumOptions, striatum } from './striatum.js';
