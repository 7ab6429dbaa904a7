/** What a recording says of its run before the first tick: a metadata record of the file. */
import { z } from 'zod';
import type { Controller } from '../controller.js';
import { SpikingMind } from '../spiking-mind.js';

export const RECORDING_FORMAT = 'striatum-recording-2';

const populationSchema = z.object({
  name: z.string(),
  first: z.int().min(0),
  count: z.int().min(0),
  /** Whether encoders drive it, so that its spikes are the encoded input. */
  input: z.boolean(),
});

export const recordingHeaderSchema = z.object({
  format: z.literal(RECORDING_FORMAT),
  robot: z.string(),
  /** The folder or file that the robot was loaded from. */
  source: z.string(),
  model_checksum: z.string(),
  seed: z.int().min(0).max(0xffffffff),
  learning: z.boolean(),
  clamp_dopamine: z.boolean(),
  tick_ms: z.number().positive(),
  sensors: z.array(z.string()).readonly(),
  actuators: z.array(z.string()).readonly(),
  /** Every level: "dopamine", or "dopamine@striatum". */
  levels: z.array(z.string()).readonly(),
  populations: z.array(populationSchema.readonly()).readonly(),
  /** Ticks from one hash of the whole state to the next. */
  hash_every: z.int().min(1),
  /** Ticks from one key frame to the next; 0 for none. */
  key_frame_every: z.int().min(0),
});

export type RecordingHeader = Readonly<z.infer<typeof recordingHeaderSchema>>;

/** A recording carries a hash of the whole state this often. */
const HASH_EVERY_TICKS = 100;
/** And the whole state this often. */
const KEY_FRAME_EVERY_TICKS = 1000;

export interface RecordedRun {
  readonly source: string;
  readonly seed: number;
  readonly learning: boolean;
  readonly clamp_dopamine: boolean;
}

/** The header for a controller with a spiking mind; undefined for another. */
export function headerOf(controller: Controller, run: RecordedRun): RecordingHeader | undefined {
  const { mind, robot } = controller;
  if (!(mind instanceof SpikingMind)) return undefined;
  const { compiled } = mind.network;
  return {
    format: RECORDING_FORMAT,
    robot: robot.name,
    source: run.source,
    model_checksum: compiled.checksum,
    seed: run.seed,
    learning: run.learning,
    clamp_dopamine: run.clamp_dopamine,
    tick_ms: robot.tick_ms,
    sensors: controller.raw.names,
    actuators: controller.command.names,
    levels: compiled.modulators,
    populations: [...compiled.populations.values()].map(({ name, first, count, core }) => ({
      name,
      first,
      count,
      input: core === 'source',
    })),
    hash_every: HASH_EVERY_TICKS,
    key_frame_every: KEY_FRAME_EVERY_TICKS,
  };
}

export function neuronCount({ populations }: Pick<RecordingHeader, 'populations'>): number {
  return populations.reduce((sum, { count }) => sum + count, 0);
}

/** "left:3" for a neuron by its index among all. */
export function neuronName({ populations }: RecordingHeader, neuron: number): string {
  const home = populations.find(({ first, count }) => neuron >= first && neuron < first + count);
  return home ? `${home.name}:${neuron - home.first}` : String(neuron);
}
