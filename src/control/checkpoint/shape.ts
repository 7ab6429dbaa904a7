/** The shape of a model: what must stay for weights to be carried from one to another. */
import { createHash } from 'node:crypto';
import type { Compiled, CompiledProjection } from '../../network/compile.js';
import type { CompiledPopulation } from '../../network/draft.js';
import type { Shape } from './header.js';
import { endsOf } from './synapses.js';

export function shapeOf(compiled: Compiled): Shape {
  const names = projectionNames(compiled.projections);
  return {
    populations: [...compiled.populations.values()].map((population) => ({
      name: population.name,
      count: population.count,
      cells: cellsOf(population),
    })),
    projections: compiled.projections.map((projection, index) => ({
      name: names[index] as string,
      count: projection.count,
      learn: projection.learn ?? null,
      ends: endsDigest(compiled, projection),
      first: projection.first_synapse,
    })),
  };
}

/** "nose → left", "nose → left.ampa", and "nose → left #2" for a second of the same. */
export function projectionNames(projections: readonly CompiledProjection[]): string[] {
  const seen = new Map<string, number>();
  return projections.map(({ from, to, port }) => {
    const name = `${from} → ${to}${port === undefined ? '' : `.${port}`}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} #${times}`;
  });
}

/** Why the weights of the one shape cannot be carried to the other; empty where they can. */
export function incompatibilities(before: Shape, after: Shape): string[] {
  const populations = before.populations.flatMap(({ name, count, cells }) => {
    const now = after.populations.find((other) => other.name === name);
    if (!now) return [`population ${name} is gone`];
    if (now.count !== count) return [`population ${name} had ${count} neurons, now ${now.count}`];
    return now.cells === cells ? [] : [`population ${name} is of another kind of cell`];
  });
  const projections = before.projections.flatMap(({ name, count, learn, ends }) => {
    const now = after.projections.find((other) => other.name === name);
    if (!now) return [`projection ${name} is gone`];
    if (now.learn !== learn) {
      return [`projection ${name} had ${learn ?? 'no rule'}, now ${now.learn ?? 'none'}`];
    }
    if (now.count !== count) return [`projection ${name} had ${count} synapses, now ${now.count}`];
    return now.ends === ends
      ? []
      : [`projection ${name} joins other neurons, or with other delays`];
  });
  return [...populations, ...projections];
}

function cellsOf({ kind, ports, dendrites }: CompiledPopulation): string {
  return digest([
    JSON.stringify({
      kind,
      ports: ports.map(({ name, receptor }) => [name ?? '', receptor]),
      dendrites: dendrites.map((dendrite) => [dendrite.name, dendrite.kind]),
    }),
  ]);
}

function endsDigest(compiled: Compiled, { learn, first_synapse, count }: CompiledProjection) {
  const ends = endsOf(compiled, learn === undefined ? 'static' : 'plastic');
  return digest(
    [ends.pre, ends.post, ends.delay_ticks].map((column) => {
      const own = column.subarray(first_synapse, first_synapse + count);
      return new Uint8Array(own.buffer, own.byteOffset, own.byteLength);
    }),
  );
}

function digest(pieces: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex').slice(0, 16);
}
