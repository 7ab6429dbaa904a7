/** Names and slices against what the robot defines. */
import { didYouMean, type Problems } from '../errors.js';
import type { Target } from '../handle.js';
import type { Partly } from '../schema.js';
import type { NeuronSpec } from './neuron.js';
import { type Port, portsOf } from './port.js';

type Neurons = { readonly [name: string]: Partly<NeuronSpec> | undefined };

/** `what` is the kind of thing that is named, with its article. */
export function checkName(
  name: string,
  known: readonly string[],
  what: string,
  path: string,
  problems: Problems,
): boolean {
  if (known.includes(name)) return true;
  const allowed = known.length > 0 ? known.join(', ') : 'none is defined';
  const remedy = `name ${what} of the robot.${didYouMean(name, known)}`;
  problems.add('NAME_UNKNOWN', path, `'${name}'`, allowed, remedy);
  return false;
}

/** A slice names a population and lies within it. */
export function checkSlice(
  slice: Partly<Target> | undefined,
  neurons: Neurons,
  path: string,
  problems: Problems,
): void {
  const name = slice?.population;
  if (name === undefined) return;
  if (!checkName(name, Object.keys(neurons), 'a population', path, problems)) return;
  const count = neurons[name]?.count;
  if (slice?.first === undefined || slice.count === undefined || count === undefined) return;
  if (slice.first >= 0 && slice.count >= 1 && slice.first + slice.count <= count) return;
  problems.add(
    'SLICE_OUT_OF_RANGE',
    path,
    `neurons ${slice.first} up to ${slice.first + slice.count} of '${name}'`,
    `at least one, from 0 up to ${count}`,
    `correct the slice, or give '${name}' more neurons`,
  );
}

/** The port of a target is a receptor or a dendrite of its population; undefined if it is not. */
export function checkPort(
  target: Partly<Target> | undefined,
  neurons: Neurons,
  path: string,
  problems: Problems,
): Port | undefined {
  const population = neurons[target?.population ?? ''];
  if (population?.kind === undefined || population.kind === 'source') return undefined;
  const ports = portsOf(population);
  const name = target?.port;
  const names = ports.flatMap((port) => port.name ?? []);
  if (name !== undefined) {
    const what = `a receptor or dendrite of '${target?.population}'`;
    if (!checkName(name, names, what, path, problems)) return undefined;
  }
  return ports.find((port) => port.name === name);
}

/** Encoders drive sources alone, and synapses end on neurons that are none. */
export function checkKind(
  slice: Partly<Target> | undefined,
  wanted: 'source' | 'cell',
  neurons: Neurons,
  path: string,
  problems: Problems,
): void {
  const kind = slice?.population === undefined ? undefined : neurons[slice.population]?.kind;
  if (kind === undefined || (kind === 'source') === (wanted === 'source')) return;
  problems.add(
    'POPULATION_UNSUITABLE',
    path,
    `the ${kind} population '${slice?.population}'`,
    `a population of ${wanted}s`,
    wanted === 'source'
      ? 'encode into a population made by source(), and project from there'
      : 'end the synapses on cells; a source spikes only when its encoder says so',
  );
}
