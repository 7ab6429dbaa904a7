/** Every workload, in the order of the reference's table. */
import type { Workload } from '../workload.js';
import { cubaCoarse, cubaFine } from './cuba.js';
import { dopamine } from './dopamine.js';
import { large } from './large.js';
import { polychronous, polychronousStatic } from './polychronous.js';

export const workloads: readonly Workload[] = [
  polychronous,
  polychronousStatic,
  dopamine,
  cubaCoarse,
  cubaFine,
  large,
];
