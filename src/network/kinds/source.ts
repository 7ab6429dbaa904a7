/** Spike sources: neurons whose spikes encoders write. */
import { z } from 'zod';
import { count, dale } from './kind.js';

export const sourceSchema = z
  .strictObject({ kind: z.literal('source'), count, dale })
  .describe('Neurons whose spikes encoders write.');

export type SourceSpec = z.output<typeof sourceSchema>;

/** Spike sources: an encoder says when they spike. */
export function source(count: number, options: Pick<SourceSpec, 'dale'> = {}): SourceSpec {
  return { kind: 'source', count, ...options };
}
