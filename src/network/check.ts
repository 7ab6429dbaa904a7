/**
 * The rules of a network that no schema sees: numbers that the formats hold, names that exist,
 * neurons that are there. What was refused before is absent and is passed over, not judged again.
 */
import type { Problems } from '../errors.js';
import type { Partly } from '../schema.js';
import { checkDendrites } from './check-dendrites.js';
import { checkHomeostasis } from './check-homeostasis.js';
import { checkModulation } from './check-modulation.js';
import { checkModulators } from './check-modulators.js';
import { checkLimit, checkQuantities } from './check-numbers.js';
import { checkReceptors } from './check-receptors.js';
import { checkProjection } from './check-synapses.js';
import { type Cell, checkWords } from './check-words.js';
import { checkFanIn } from './fan-in.js';
import { kinds, limits } from './fields.gen.js';
import type { CellKind } from './kinds/kind.js';
import type { ModulatorSpec } from './modulator.js';
import { type CellSpec, cellKinds, type NeuronSpec } from './neuron.js';
import type { ProjectionSpec } from './synapse.js';

/** The part of a robot that becomes a model. */
export interface NetworkSpec {
  /** The name of the robot, with which every path begins. */
  readonly name: string;
  /** Length of a tick, 0.01 to 1000 ms in steps of 0.001. */
  readonly tick_ms: number;
  readonly modulators: { readonly [name: string]: ModulatorSpec };
  readonly neurons: { readonly [name: string]: NeuronSpec };
  readonly synapses: readonly ProjectionSpec[];
}

/** Adds every problem of a network, each with its path under `path`. */
export function checkNetwork(network: Partly<NetworkSpec>, path: string, problems: Problems): void {
  const tick_ms = checkTick(network.tick_ms, `${path} › tick_ms`, problems);
  checkModulators(network, tick_ms, `${path} › modulators`, problems);
  checkNeurons(network, tick_ms, `${path} › neurons`, problems);
  (network.synapses ?? []).forEach((projection, index) => {
    if (!projection) return;
    const here = `${path} › ${projectionPath(projection, index)}`;
    checkProjection(projection, network, tick_ms, here, problems);
  });
  checkFanIn(network, path, problems);
}

/** Where a projection stands: its index, and its ends for those who do not count. */
export function projectionPath({ from, to }: Partly<ProjectionSpec>, index: number): string {
  const port = to?.port === undefined ? '' : `.${to.port}`;
  return `synapses › ${index} (${from?.population ?? '?'} → ${to?.population ?? '?'}${port})`;
}

/** The tick, or NaN where there is none to judge times by. */
function checkTick(tick_ms: number | undefined, path: string, problems: Problems): number {
  if (tick_ms === undefined) return Number.NaN;
  const tick_us = Math.round(tick_ms * 1000);
  const held = Math.abs(tick_us - tick_ms * 1000) < 1e-6;
  if (held && tick_us >= limits.tick_us_min && tick_us <= limits.tick_us_max) return tick_ms;
  problems.add(
    'NUMBER_NOT_HELD',
    path,
    `${tick_ms} ms`,
    `${limits.tick_us_min / 1000} to ${limits.tick_us_max / 1000} ms in whole microseconds`,
    'choose a tick such as 10',
  );
  return Number.NaN;
}

function checkNeurons(
  { neurons = {}, modulators = {} }: Partly<NetworkSpec>,
  tick_ms: number,
  path: string,
  problems: Problems,
): void {
  const entries = Object.entries(neurons);
  const count = entries.reduce((sum, [, neuron]) => sum + (neuron?.count ?? 0), 0);
  if (entries.length === 0) {
    const remedy = 'give the robot a population, made by source(), lif() or another kind';
    problems.add('DESCRIPTION_INVALID', path, 'no population', 'at least one', remedy);
  }
  checkLimit(count, limits.neurons_max, 'neurons', path, problems);
  checkLimit(entries.length, limits.populations_max, 'populations', path, problems);
  for (const [name, neuron] of entries) {
    if (neuron?.kind === undefined || neuron.kind === 'source') continue;
    checkCells(neuron as Partly<CellSpec>, tick_ms, `${path} › ${name}`, problems);
    checkReceptors(neuron as Partly<CellSpec>, tick_ms, `${path} › ${name}`, problems);
    checkDendrites(neuron as Partly<CellSpec>, tick_ms, `${path} › ${name}`, problems);
    checkHomeostasis(neuron as Partly<CellSpec>, tick_ms, `${path} › ${name}`, problems);
    checkModulation(neuron as Partly<CellSpec>, modulators, tick_ms, `${path} › ${name}`, problems);
  }
}

function checkCells(
  spec: Partly<CellSpec>,
  tick_ms: number,
  path: string,
  problems: Problems,
): void {
  const kind: CellKind = cellKinds[(spec as CellSpec).kind];
  const parameters = kind.parameters(tick_ms, spec);
  checkQuantities(parameters, spec, path, problems);
  kind.check?.(spec, tick_ms, path, problems);
  const said = spec as { readonly [parameter: string]: unknown };
  // What is drawn is judged when it has been drawn.
  if (Object.keys(parameters).some((name) => typeof said[name] === 'object')) return;
  checkWords(kind, kinds[kind.core], spec, tick_ms, [said as Cell], path, problems);
}
