/** Encoders: sensor values to spikes. A new one is a file, a row here, a card and a test. */
import { z } from 'zod';
import { Problems } from '../errors.js';
import { deltaEncoder } from './delta.js';
import type { Encoder, EncoderContext } from './encoder.js';
import { latencyEncoder } from './latency.js';
import { opponentEncoder } from './opponent.js';
import { populationEncoder } from './population.js';
import { rateEncoder } from './rate.js';

export const encoders = [
  rateEncoder,
  populationEncoder,
  opponentEncoder,
  latencyEncoder,
  deltaEncoder,
] as const;

type Schema = (typeof encoders)[number]['schema'];
export type EncoderSpec = z.infer<Schema>;

/** Any encoder, as a robot describes it. */
export const encoderSchema = z.discriminatedUnion(
  'kind',
  encoders.map(({ schema }) => schema) as [Schema, ...Schema[]],
);

/** What the schema cannot see: whether the spec suits its channel, slice and tick. */
export function checkEncoder(
  spec: EncoderSpec,
  context: EncoderContext,
  path: string,
  problems: Problems,
): void {
  rowOf(spec).check(spec, context, path, problems);
}

/** The encoder of a spec; throws RobotError where `checkEncoder` finds a problem. */
export function makeEncoder(spec: EncoderSpec, context: EncoderContext): Encoder {
  const problems = new Problems();
  checkEncoder(spec, context, spec.kind, problems);
  problems.throwIfAny();
  return rowOf(spec).make(spec, context);
}

interface Row {
  check(spec: EncoderSpec, context: EncoderContext, path: string, problems: Problems): void;
  make(spec: EncoderSpec, context: EncoderContext): Encoder;
}

/** The row that the spec's kind names; the kind makes sure that row and spec belong together. */
function rowOf(spec: EncoderSpec): Row {
  return encoders.find(({ schema }) => schema.shape.kind.value === spec.kind) as Row;
}

export { type DeltaSpec, delta } from './delta.js';
export type { Encoder, EncoderContext } from './encoder.js';
export { type LatencySpec, latency } from './latency.js';
export { type OpponentSpec, opponent } from './opponent.js';
export { type PopulationSpec, population } from './population.js';
export { type RateSpec, rate } from './rate.js';
