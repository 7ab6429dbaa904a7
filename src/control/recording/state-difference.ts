/** Where two states of one network differ: the array, the place in it, and whose it is. */
import type { Compiled } from '../../network/compile.js';
import { type StateArrayName, stateArrays } from '../../network/fields.gen.js';
import { Network } from '../../network/network.js';
import type { Checkpoint } from '../mind.js';

export interface StateDifference {
  /** Of the state: `potential`, `weight`, ...; or 'part 2' of what is remembered beside it. */
  readonly array: string;
  readonly index: number;
  /** Population and neuron, where the array has one element for each neuron. */
  readonly neuron: string | null;
  readonly recorded: number;
  readonly replayed: number;
}

const NAMES = Object.keys(stateArrays) as StateArrayName[];

/** The first of the kept arrays that differs; undefined if all are alike. */
export function stateDifference(
  compiled: Compiled,
  recorded: Checkpoint,
  replayed: Checkpoint,
): StateDifference | undefined {
  return inNetworks(compiled, recorded, replayed) ?? inParts(recorded, replayed);
}

function inNetworks(
  compiled: Compiled,
  recorded: Checkpoint,
  replayed: Checkpoint,
): StateDifference | undefined {
  const one = thawed(compiled, recorded);
  const other = thawed(compiled, replayed);
  for (const name of NAMES) {
    if (!stateArrays[name].kept) continue;
    const [a, b] = [one.views[name], other.views[name]];
    const index = a.findIndex((value: number | bigint, i: number) => value !== b[i]);
    if (index < 0) continue;
    const isOfNeurons = a.length === compiled.counts.neurons;
    const values = { recorded: Number(a[index]), replayed: Number(b[index]) };
    const neuron = isOfNeurons ? neuronOf(compiled, index) : null;
    return { array: name, index, neuron, ...values };
  }
  return undefined;
}

function thawed(compiled: Compiled, { network }: Checkpoint): Network {
  const found = new Network(compiled, 0);
  found.thaw(network);
  return found;
}

function neuronOf({ populations }: Compiled, index: number): string | null {
  for (const { name, first, count } of populations.values()) {
    if (index >= first && index < first + count) return `${name}:${index - first}`;
  }
  return null;
}

function inParts(recorded: Checkpoint, replayed: Checkpoint): StateDifference | undefined {
  for (let part = 0; part < recorded.parts.length; part++) {
    const [a, b] = [recorded.parts[part], replayed.parts[part]];
    const index = a?.findIndex((value, i) => !Object.is(value, b?.[i])) ?? -1;
    if (index < 0) continue;
    const values = { recorded: a?.[index] as number, replayed: b?.[index] as number };
    return { array: `part ${part}`, index, neuron: null, ...values };
  }
  return undefined;
}
