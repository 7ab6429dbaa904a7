/** What a checkpoint file says of itself, as JSON before its bytes. */
import { z } from 'zod';

const whole = z.int().min(0);

/** What of a model must stay for its weights to be carried to another. */
export const shapeSchema = z.object({
  populations: z.array(
    z.object({
      name: z.string(),
      count: whole,
      /** Digest of its kind, its ports and its dendrites; parameters may change. */
      cells: z.string(),
    }),
  ),
  projections: z.array(
    z.object({
      /** "nose → left", with its port and, for a second one between both, "#2". */
      name: z.string(),
      count: whole,
      /** The kind of its rule; null where its weights never change. */
      learn: z.string().nullable(),
      /** Digest of where each synapse begins and ends and its delay, as drawn. */
      ends: z.string(),
      /** First of its synapses among all plastic ones, or all static ones. */
      first: whole,
    }),
  ),
});

export type Shape = z.infer<typeof shapeSchema>;

export const headerSchema = z.object({
  /** Checkpoints of a directory count from 1; the newest has the highest. */
  number: whole.min(1),
  robot: z.string(),
  /** The folder or file that the robot was loaded from. */
  source: z.string(),
  model_checksum: z.string(),
  /** Version of this package. */
  striatum: z.string(),
  /** Ticks that the mind has lived through, over all its runs. */
  tick: whole,
  tick_ms: z.number().positive(),
  /** Milliseconds since 1970. */
  saved_ms: z.number(),
  /** A labelled one is kept until it is removed. */
  label: z.string().optional(),
  /** Where it comes from, if not from a run: the number it goes back to, a file of weights. */
  from: z.string().optional(),
  /** Figures since the checkpoint before, e.g. reward_mean. */
  metrics: z.record(z.string(), z.number()),
  seed: z.int().min(0).max(0xffffffff),
  /** As `Mind.hash()` gave it. */
  mind_hash: z.string(),
  /** Length of the frozen network. */
  network_bytes: whole,
  /** Lengths of the parts beside it, in numbers of 8 bytes. */
  parts: z.array(whole),
  plastic_synapses: whole,
  shape: shapeSchema,
});

export type Header = z.infer<typeof headerSchema>;

/** Robot seconds that the mind has lived through. */
export function secondsOf({ tick, tick_ms }: Pick<Header, 'tick' | 'tick_ms'>): number {
  return (tick * tick_ms) / 1000;
}
