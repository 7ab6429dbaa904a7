/** Takes a checkpoint of a spiking mind: a copy, made at once, of everything a file will hold. */
import { wallClock_ms } from '../../clock.js';
import { packageVersion } from '../../package.js';
import type { SpikingMind } from '../spiking-mind.js';
import type { Saved } from './file.js';
import type { Header } from './header.js';
import { shapeOf } from './shape.js';
import { synapsesOf } from './synapses.js';

/** Whose mind it is. */
export type Origin = Pick<Header, 'robot' | 'source' | 'seed' | 'tick_ms'>;

/** What a checkpoint says beside what its mind does. */
export type Remarks = Partial<Pick<Header, 'label' | 'from' | 'metrics'>>;

/** @param tick ticks that the mind has lived through. */
export function takeCheckpoint(
  mind: SpikingMind,
  origin: Origin,
  tick: number,
  { metrics = {}, ...remarks }: Remarks = {},
): Saved {
  const { network, parts } = mind.checkpoint();
  const { compiled } = mind.network;
  const synapses = synapsesOf(mind.network);
  const header: Header = {
    number: 1,
    ...origin,
    ...remarks,
    metrics,
    model_checksum: compiled.checksum,
    striatum: version(),
    tick,
    saved_ms: wallClock_ms(),
    mind_hash: mind.hash(),
    network_bytes: network.length,
    parts: parts.map(({ length }) => length),
    plastic_synapses: synapses.weight.length,
    shape: shape(mind),
  };
  return { header, network, parts, synapses };
}

let known_version: string | undefined;

function version(): string {
  known_version ??= packageVersion();
  return known_version;
}

const shapes = new WeakMap<SpikingMind, Header['shape']>();

function shape(mind: SpikingMind): Header['shape'] {
  const found = shapes.get(mind) ?? shapeOf(mind.network.compiled);
  shapes.set(mind, found);
  return found;
}
