/** The rules of homeostasis: what moves, between which ends, and that something does. */
import type { Problems } from '../errors.js';
import type { Partly } from '../schema.js';
import { checkName } from './check-names.js';
import { checkOrder, checkQuantities, checkQuantity } from './check-numbers.js';
import {
  type HomeostasisSpec,
  homeostasisQuantities,
  SCALING_MIN,
  UPDATES_PER_TAU,
  type Wanted,
} from './homeostasis.js';
import { type CellSpec, cellKinds } from './neuron.js';
import { portsOf } from './port.js';
import { fixed } from './quantise.js';

export function checkHomeostasis(
  spec: Partly<CellSpec>,
  tick_ms: number,
  path: string,
  problems: Problems,
): void {
  const own = spec.homeostasis;
  if (!own) return;
  const { tau_s, target_hz, threshold_mv_per_s = 0, scaling_per_s = 0, scaled = [] } = own;
  const here = (name: keyof HomeostasisSpec) => `${path} › homeostasis › ${name}`;
  if (tau_s !== undefined && target_hz !== undefined && !Number.isNaN(tick_ms)) {
    checkTimes({ tau_s, target_hz }, tick_ms, here, problems);
    const quantities = homeostasisQuantities({ tau_s, target_hz }, tick_ms);
    checkQuantities(quantities, own, `${path} › homeostasis`, problems);
  }
  if (threshold_mv_per_s === 0 && scaling_per_s === 0) {
    const remedy = 'say threshold_mv_per_s, scaling_per_s, or both';
    const got = 'nothing that moves';
    problems.add(
      'DESCRIPTION_INVALID',
      `${path} › homeostasis`,
      got,
      'one that is above 0',
      remedy,
    );
  }
  const { threshold } = cellKinds[(spec as CellSpec).kind].moves;
  if (threshold_mv_per_s !== 0 && threshold !== 'threshold_mv') {
    const remedy = 'use scaling_per_s: their spikes begin below the number that ends them';
    const got = `cells that spike at ${threshold}`;
    const allowed = 'cells with a threshold_mv';
    problems.add('DESCRIPTION_INVALID', here('threshold_mv_per_s'), got, allowed, remedy);
  }
  const names = portsOf(spec).map(({ name }) => name ?? 'current');
  for (const name of scaled) {
    if (name === undefined) continue;
    checkName(name, names, "a receptor of the cells, or 'current'", here('scaled'), problems);
  }
  checkBounds(own, here, problems);
}

function checkTimes(
  { tau_s, target_hz }: Wanted,
  tick_ms: number,
  here: (name: keyof HomeostasisSpec) => string,
  problems: Problems,
): void {
  const least_s = (UPDATES_PER_TAU * tick_ms) / 1000;
  if (tau_s < least_s) {
    const allowed = `at least ${least_s} s, ${UPDATES_PER_TAU} ticks`;
    problems.add('TIME_CONSTANT_NOT_HELD', here('tau_s'), `${tau_s} s`, allowed, 'lengthen it');
  }
  if (target_hz * tick_ms > 1000) {
    const allowed = `at most ${1000 / tick_ms} Hz, a spike a tick`;
    problems.add('NUMBER_NOT_HELD', here('target_hz'), `${target_hz} Hz`, allowed, 'lower it');
  }
}

function checkBounds(
  { threshold_bounds_mv = [], scaling_bounds = [] }: Partly<HomeostasisSpec>,
  here: (name: keyof HomeostasisSpec) => string,
  problems: Problems,
): void {
  for (const [name, quantity, [low, high], [least, middle]] of [
    ['threshold_bounds_mv', fixed('q8_23', 'mV'), threshold_bounds_mv, [-256, 0]],
    ['scaling_bounds', fixed('q3_28', ''), scaling_bounds, [SCALING_MIN, 1]],
  ] as const) {
    if (low === undefined || high === undefined) continue;
    for (const bound of [low, high]) checkQuantity(quantity, bound, here(name), problems);
    checkOrder(low, high, here(name), problems);
    if (low >= least && low <= middle && high >= middle) continue;
    const got = `${low} to ${high}`;
    const allowed = `from ${least} to ${middle}, up to ${middle} or more`;
    problems.add('NUMBER_NOT_HELD', here(name), got, allowed, `let ${middle} lie between them`);
  }
}
