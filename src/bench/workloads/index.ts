/** Every workload, in the order of the reference's table. */
import type { Missing, Workload } from '../workload.js';
import { dopamine } from './dopamine.js';
import { large } from './large.js';
import { polychronous, polychronousStatic } from './polychronous.js';

/** Its cells have two currents, and ours have one so far. */
const cuba: Missing = {
  letter: 'C',
  summary: '4000 LIF cells of Vogels and Abbott 2005, with currents of 5 and 10 ms',
  left_out: 'a cell has one synaptic current so far, and this one needs two, of 5 and of 10 ms',
};

export const workloads: readonly (Workload | Missing)[] = [
  polychronous,
  polychronousStatic,
  dopamine,
  cuba,
  large,
];
