/** Critics: reward to prediction errors. A new one is a file, a row here, a card and a test. */
import { z } from 'zod';
import { Problems } from '../errors.js';
import { baselineCritic } from './baseline.js';
import { boxesCritic } from './boxes.js';
import { chosenCritic } from './chosen.js';
import type { Critic, CriticContext } from './critic.js';
import { cueCritic } from './cue.js';
import { linearCritic } from './linear.js';
import { populationCritic } from './population.js';

export const critics = [
  baselineCritic,
  cueCritic,
  boxesCritic,
  linearCritic,
  chosenCritic,
  populationCritic,
] as const;

type Schema = (typeof critics)[number]['schema'];
export type CriticSpec = z.infer<Schema>;

/** Any critic, as a robot describes it. */
export const criticSchema = z.discriminatedUnion(
  'kind',
  critics.map(({ schema }) => schema) as [Schema, ...Schema[]],
);

/** What the schema cannot see: whether the spec suits its cues. */
export function checkCritic(
  spec: CriticSpec,
  context: CriticContext,
  path: string,
  problems: Problems,
): void {
  rowOf(spec).check(spec, context, path, problems);
}

/** The names of the populations that a critic reads, in the order of its spikes. */
export function criticPopulations(spec: CriticSpec): readonly string[] {
  return rowOf(spec).populations?.(spec) ?? [];
}

/** The critic of a spec; throws RobotError where `checkCritic` finds a problem. */
export function makeCritic(spec: CriticSpec, context: CriticContext): Critic {
  const problems = new Problems();
  checkCritic(spec, context, spec.kind, problems);
  problems.throwIfAny();
  return rowOf(spec).make(spec, context);
}

interface Row {
  /** Of a critic that sees the network. */
  populations?(spec: CriticSpec): readonly string[];
  check(spec: CriticSpec, context: CriticContext, path: string, problems: Problems): void;
  make(spec: CriticSpec, context: CriticContext): Critic;
}

/** The row that the spec's kind names; the kind makes sure that row and spec belong together. */
function rowOf(spec: CriticSpec): Row {
  return critics.find(({ schema }) => schema.shape.kind.value === spec.kind) as Row;
}

export { type BaselineSpec, baseline } from './baseline.js';
export { type BoxesSpec, boxes } from './boxes.js';
export { type ChosenSpec, chosen } from './chosen.js';
export type { Critic, CriticContext } from './critic.js';
export { type CueSpec, cue } from './cue.js';
export { checkEnds, type EndSpec, Ends, endSchema, endsSchema } from './ends.js';
export {
  checkEstimate,
  Estimate,
  type EstimateInput,
  type EstimateSpec,
  estimateSchema,
} from './estimate.js';
export { type LinearSpec, linear } from './linear.js';
export { type PopulationCriticSpec, valuePopulation } from './population.js';
export { checkRelease, Release, type ReleaseSpec, releaseSchema } from './release.js';
export {
  checkTerms,
  makeTerms,
  type Signal,
  type TermSpec,
  termSchema,
  termsSchema,
} from './terms.js';
