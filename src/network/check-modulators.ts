/** The rules of modulators: levels in their order, regions and neurons that are there. */
import type { Problems } from '../errors.js';
import type { Partly } from '../schema.js';
import type { NetworkSpec } from './check.js';
import { checkPlace } from './check-modulation.js';
import { checkName } from './check-names.js';
import { checkLimit, checkOrder, checkQuantities, checkQuantity } from './check-numbers.js';
import { limits } from './fields.gen.js';
import {
  flowQuantity,
  levelQuantity,
  type ModulatorSpec,
  modulatorQuantities,
} from './modulator.js';
import type { CellSpec } from './neuron.js';

export function checkModulators(
  { modulators = {}, neurons = {} }: Partly<NetworkSpec>,
  tick_ms: number,
  path: string,
  problems: Problems,
): void {
  const all = Object.entries(modulators);
  const levels = all.map(([, one]) => Object.keys(one?.regions ?? { everywhere: 0 }).length);
  const count = levels.reduce((sum, each) => sum + each, 0);
  checkLimit(count, limits.modulators_max, 'modulators', path, problems);
  for (const [name, modulator = {}] of all) {
    const here = `${path} › ${name}`;
    checkQuantities(modulatorQuantities(tick_ms), modulator, here, problems);
    checkOrder(modulator.min, modulator.max, here, problems);
    checkTonic(modulator.tonic, modulator, `${here} › tonic`, problems);
    for (const [region, own] of Object.entries(modulator.regions ?? {})) {
      checkTonic(own?.tonic, modulator, `${here} › regions › ${region} › tonic`, problems);
    }
    checkFlows(modulator, tick_ms, `${here} › flows`, problems);
    checkReleasers(modulator, { modulators, neurons }, `${here} › released_by`, problems);
  }
}

function checkTonic(
  tonic: number | undefined,
  { min, max }: Partly<ModulatorSpec>,
  path: string,
  problems: Problems,
): void {
  if (tonic === undefined || min === undefined || max === undefined) return;
  if (min >= max || (tonic >= min && tonic <= max)) return;
  const remedy = 'move tonic inside, or widen the range';
  problems.add('DESCRIPTION_INVALID', path, String(tonic), `${min} to ${max}`, remedy);
}

function checkFlows(
  { flows = [], regions = {} }: Partly<ModulatorSpec>,
  tick_ms: number,
  path: string,
  problems: Problems,
): void {
  const known = Object.keys(regions);
  flows.forEach((flow, index) => {
    const here = `${path} › ${index}`;
    const [one, other] = flow?.between ?? [];
    for (const region of [one, other]) {
      if (region !== undefined) checkName(region, known, 'a region', `${here} › between`, problems);
    }
    if (one !== undefined && one === other) {
      const remedy = 'name two different regions';
      problems.add('DESCRIPTION_INVALID', `${here} › between`, `'${one}' twice`, 'two', remedy);
    }
    if (flow?.tau_ms === undefined) return;
    checkQuantity(flowQuantity(tick_ms), flow.tau_ms, `${here} › tau_ms`, problems);
  });
}

function checkReleasers(
  { released_by = [], regions }: Partly<ModulatorSpec>,
  { modulators = {}, neurons = {} }: Partly<NetworkSpec>,
  path: string,
  problems: Problems,
): void {
  released_by.forEach((releaser, index) => {
    const { population, region, amount, graded } = releaser ?? {};
    const here = `${path} › ${index}`;
    if (population !== undefined) {
      const known = Object.keys(neurons);
      checkName(population, known, 'a population', `${here} › population`, problems);
    }
    if (region !== undefined) {
      checkName(region, Object.keys(regions ?? {}), 'a region', `${here} › region`, problems);
    }
    if (graded?.by !== undefined && population !== undefined) {
      const cells = neurons[population] as Partly<CellSpec> | undefined;
      checkName(graded.by, Object.keys(modulators), 'a modulator', `${here} › graded`, problems);
      if (cells) checkPlace(cells, graded.by, modulators, `${here} › graded`, problems);
    }
    if (amount === undefined) return;
    checkQuantity(levelQuantity(), amount, `${here} › amount`, problems);
  });
}
