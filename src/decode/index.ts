/** Decoders: spikes to actuator values. A new one is a file, a row here, a card and a test. */
import { z } from 'zod';
import { Problems } from '../errors.js';
import type { Decoder, DecoderContext } from './decoder.js';
import { pushPullDecoder } from './push-pull.js';
import { rateDecoder } from './rate.js';
import { winnerDecoder } from './winner.js';

export const decoders = [rateDecoder, pushPullDecoder, winnerDecoder] as const;

type Schema = (typeof decoders)[number]['schema'];
export type DecoderSpec = z.infer<Schema>;

/** Any decoder, as a robot describes it. */
export const decoderSchema = z.discriminatedUnion(
  'kind',
  decoders.map(({ schema }) => schema) as [Schema, ...Schema[]],
);

/** The names of the populations that a decoder reads, in the order of DecoderContext.counts. */
export function decoderPopulations(spec: DecoderSpec): string[] {
  return rowOf(spec).populations(spec);
}

/** What the schema cannot see: whether the spec suits its actuator. */
export function checkDecoder(
  spec: DecoderSpec,
  context: DecoderContext,
  path: string,
  problems: Problems,
): void {
  rowOf(spec).check(spec, context, path, problems);
}

/** The decoder of a spec; throws RobotError where `checkDecoder` finds a problem. */
export function makeDecoder(spec: DecoderSpec, context: DecoderContext): Decoder {
  const problems = new Problems();
  checkDecoder(spec, context, spec.kind, problems);
  problems.throwIfAny();
  return rowOf(spec).make(spec, context);
}

interface Row {
  populations(spec: DecoderSpec): string[];
  check(spec: DecoderSpec, context: DecoderContext, path: string, problems: Problems): void;
  make(spec: DecoderSpec, context: DecoderContext): Decoder;
}

/** The row that the spec's kind names; the kind makes sure that row and spec belong together. */
function rowOf(spec: DecoderSpec): Row {
  return decoders.find(({ schema }) => schema.shape.kind.value === spec.kind) as Row;
}

export type { Decoder, DecoderContext } from './decoder.js';
export type { PopulationHandle } from './low-pass.js';
export { type PushPullSpec, pushPull } from './push-pull.js';
export { type RateDecoderSpec, rateOf } from './rate.js';
export { type Choice, type WinnerSpec, winner } from './winner.js';
