/** The rules of what cells make of modulators: names that exist, numbers that were said. */
import { didYouMean, type Problems } from '../errors.js';
import type { Partly } from '../schema.js';
import type { NetworkSpec } from './check.js';
import { checkName } from './check-names.js';
import { type DendriteSpec, dendriteKinds } from './dendrite.js';
import { isUsual, type ModulationSpec } from './modulation.js';
import { type CellSpec, cellKinds, somaOf } from './neuron.js';
import { plasticityQuantities } from './plasticity.js';
import { portsOf } from './port.js';

type Modulators = Partly<NetworkSpec['modulators']>;

export function checkModulation(
  spec: Partly<CellSpec>,
  modulators: Modulators,
  tick_ms: number,
  path: string,
  problems: Problems,
): void {
  const { region, modulation = {} } = spec;
  if (region !== undefined) {
    const known = Object.values(modulators).flatMap((one) => Object.keys(one?.regions ?? {}));
    const named = [...new Set(known)];
    checkName(region, named, 'a region of a modulator', `${path} › region`, problems);
  }
  for (const [name, own] of Object.entries(modulation)) {
    const here = `${path} › modulation › ${name}`;
    // receptors of a cell type for what the robot does not have have nothing to do
    if (isUsual(name) && !Object.hasOwn(modulators, name)) continue;
    if (!checkName(name, Object.keys(modulators), 'a modulator', here, problems)) continue;
    checkPlace(spec, name, modulators, here, problems);
    if (own) checkParts(spec, own, tick_ms, here, problems);
  }
}

/** A modulator that has regions is felt where the cells are; false if that is not so. */
export function checkPlace(
  { region }: Partly<CellSpec>,
  modulator: string,
  modulators: Modulators,
  path: string,
  problems: Problems,
): boolean {
  const regions = modulators[modulator]?.regions;
  if (!regions || (region !== undefined && Object.hasOwn(regions, region))) return true;
  const got = region === undefined ? 'cells in no region' : `cells in '${region}'`;
  const allowed = `cells in ${Object.keys(regions).join(', ')}, where '${modulator}' has levels`;
  problems.add('NAME_UNKNOWN', path, got, allowed, 'give the population a region of the modulator');
  return false;
}

function checkParts(
  spec: Partly<CellSpec>,
  { cell = {}, dendrites = {}, receptors = {}, synapses }: Partly<ModulationSpec>,
  tick_ms: number,
  path: string,
  problems: Problems,
): void {
  const kind = cellKinds[(spec as CellSpec).kind];
  const { tau_synapse_ms: _, ...own } = kind.parameters(tick_ms, spec as never) as object as {
    readonly [name: string]: unknown;
  };
  checkSaid(cell, own, spec, `${path} › cell`, problems);
  for (const [name, changes] of Object.entries(dendrites)) {
    const here = `${path} › dendrites › ${name}`;
    const known = Object.keys(spec.dendrites ?? {});
    const branch = spec.dendrites?.[name];
    if (!checkName(name, known, 'a dendrite', here, problems)) continue;
    if (branch?.kind === undefined) continue;
    const row = dendriteKinds[(branch as DendriteSpec).kind].on(somaOf(spec));
    checkSaid(changes ?? {}, row.parameters(tick_ms, branch as never), branch, here, problems);
  }
  const ports = portsOf(spec).map((port) => port.name ?? 'current');
  for (const [name, factor] of Object.entries(receptors)) {
    const here = `${path} › receptors › ${name}`;
    checkName(name, ports, "a receptor of the cells, or 'current'", here, problems);
    if (factor?.times === undefined || factor.times >= 0) continue;
    const remedy = 'choose 0 to close it, or a number above';
    problems.add('NUMBER_NOT_HELD', here, String(factor.times), '0 up to 8', remedy);
  }
  const sizes = Object.keys(plasticityQuantities(tick_ms));
  for (const name of Object.keys(synapses?.learn ?? {})) {
    const here = `${path} › synapses › learn › ${name}`;
    checkName(name, [...sizes, 'rate_per_s'], 'a number of a rule', here, problems);
  }
}

/** What is to change is a parameter of the kind that has a number. */
function checkSaid(
  changes: object,
  parameters: object,
  said: object,
  path: string,
  problems: Problems,
): void {
  const numbers = Object.keys(parameters).filter((name) => {
    return (said as { readonly [name: string]: unknown })[name] !== undefined;
  });
  for (const [name, change] of Object.entries(changes)) {
    const ways = Object.keys(change ?? {});
    if (ways.length !== 1) {
      const got = ways.length === 0 ? 'no change' : ways.join(' and ');
      const remedy = 'say how it changes in one way';
      problems.add('DESCRIPTION_INVALID', `${path} › ${name}`, got, 'times, plus or to', remedy);
    }
    if (numbers.includes(name)) continue;
    const known = name in parameters;
    const got = known ? `'${name}', of which nothing is said` : `'${name}'`;
    const remedy = known ? `say it for the cells first` : `name one.${didYouMean(name, numbers)}`;
    problems.add('NAME_UNKNOWN', `${path} › ${name}`, got, numbers.join(', '), remedy);
  }
}
