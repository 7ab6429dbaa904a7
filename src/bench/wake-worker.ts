/** A thread in which nothing runs but the bare loop that others are measured against. */
import { parentPort, workerData } from 'node:worker_threads';
import { addon } from '../network/binding.js';

export interface WakeJob {
  readonly period_us: number;
  readonly count: number;
  readonly priority: number;
}

const { period_us, count, priority } = workerData as WakeJob;
const late_us = new Float64Array(count);
addon().wakes(period_us, count, priority, late_us);
parentPort?.postMessage(late_us);
