/** The rules of projections and of their learning. */
import type { Problems } from '../errors.js';
import type { Partly } from '../schema.js';
import type { NetworkSpec } from './check.js';
import { checkDale } from './check-dale.js';
import { checkPlace } from './check-modulation.js';
import { checkKind, checkName, checkPort, checkSlice } from './check-names.js';
import { checkLimit, checkOrder, checkQuantities, checkQuantity } from './check-numbers.js';
import { type Distribution, support } from './distribution.js';
import { limits } from './fields.gen.js';
import { consolidateQuantities } from './learning/consolidate.js';
import { budgetQuantities } from './learning/writing.js';
import type { CellSpec } from './neuron.js';
import { coreRuleOf, type PlasticitySpec, plasticityQuantities } from './plasticity.js';
import { opensConductance } from './port.js';
import { fixed, refusesRate } from './quantise.js';
import { checkRewiring } from './rewiring.js';
import { checkShortTerm } from './short-term.js';
import { type ProjectionSpec, synapseQuantities } from './synapse.js';

/** Adds the problems of one projection; `tick_ms` is NaN where there is no tick to judge by. */
export function checkProjection(
  projection: Partly<ProjectionSpec>,
  network: Partly<NetworkSpec>,
  tick_ms: number,
  path: string,
  problems: Problems,
): void {
  const { from, to, learn, short_term, probability = 1, fan_out } = projection;
  const neurons = network.neurons ?? {};
  checkSlice(from, neurons, `${path} › from`, problems);
  checkSlice(to, neurons, `${path} › to`, problems);
  checkKind(to, 'cell', neurons, `${path} › to`, problems);
  const port = checkPort(to, neurons, `${path} › to › port`, problems);
  if (port && opensConductance(port)) checkPositive(projection, path, problems);
  const ends = { from: neurons[from?.population ?? ''], to: neurons[to?.population ?? ''] };
  if (port && ends.from && ends.to) {
    const to = ends.to as Partly<CellSpec>;
    checkDale(projection, { from: ends.from, to, port }, path, problems);
  }
  checkQuantities(synapseQuantities(tick_ms), projection, path, problems);
  const pairs = (from?.count ?? 0) * (fan_out ?? (to?.count ?? 0) * probability);
  checkLimit(pairs, limits.synapses_max, 'synapses', path, problems);
  checkFanOut(projection, `${path} › fan_out`, problems);
  if (short_term) {
    checkShortTerm(short_term, tick_ms, `${path} › short_term`, problems);
    if (learn) {
      const remedy =
        'connect twice, once with each: what tires is kept by rows of synapses that do not learn';
      problems.add(
        'DESCRIPTION_INVALID',
        `${path} › short_term`,
        'short_term beside learn',
        'one of both',
        remedy,
      );
    }
  }
  checkRewiring(projection, tick_ms, `${path} › rewire`, problems);
  if (!learn) return;
  checkLearn(learn, network, tick_ms, `${path} › learn`, problems);
  const cells = neurons[to?.population ?? ''];
  if (learn.modulator !== undefined && cells?.kind !== undefined && cells.kind !== 'source') {
    const here = `${path} › learn › modulator`;
    checkPlace(
      cells as Partly<CellSpec>,
      learn.modulator,
      network.modulators ?? {},
      here,
      problems,
    );
  }
  const lasting = learn.consolidate?.modulator;
  if (lasting !== undefined && cells?.kind !== undefined && cells.kind !== 'source') {
    const here = `${path} › learn › consolidate › modulator`;
    checkPlace(cells as Partly<CellSpec>, lasting, network.modulators ?? {}, here, problems);
  }
  checkWeights(projection.weight_mv, learn.bounds_mv, `${path} › weight_mv`, problems);
}

/** A conductance opens by a weight or does not; its reversal potential says which way it moves. */
function checkPositive(
  { weight_mv, learn }: Partly<ProjectionSpec>,
  path: string,
  problems: Problems,
): void {
  const refuse = (value: number, place: string) => {
    const remedy = 'write it without its sign: the reversal potential says which way it moves';
    const allowed = 'at least 0 mV onto a conductance';
    problems.add('NUMBER_NOT_HELD', `${path} › ${place}`, `${value} mV`, allowed, remedy);
  };
  if (weight_mv !== undefined) {
    const [least] = support(weight_mv as Distribution);
    const mean = typeof weight_mv === 'object' && 'mean' in weight_mv ? weight_mv.mean : undefined;
    const lowest = Number.isFinite(least) ? least : (mean ?? 0);
    if (lowest < 0) refuse(lowest, 'weight_mv');
  }
  const [low] = learn?.bounds_mv ?? [];
  if (low !== undefined && low < 0) refuse(low, 'learn › bounds_mv');
}

/** A neuron reaches each other neuron at most once, and itself never. */
function checkFanOut(
  { from, to, fan_out, probability = 1 }: Partly<ProjectionSpec>,
  path: string,
  problems: Problems,
): void {
  if (fan_out === undefined) return;
  if (probability !== 1) {
    const remedy = 'leave out probability, or fan_out';
    problems.add('DESCRIPTION_INVALID', path, `probability ${probability}`, 'one of both', remedy);
  }
  const { population, first = 0, count = 0 } = to ?? {};
  const { first: pre_first = 0, count: pre_count = 0 } = from ?? {};
  if (count === 0) return;
  const overlap = first < pre_first + pre_count && pre_first < first + count;
  const others = from?.population === population && overlap ? count - 1 : count;
  checkLimit(fan_out, others, 'different targets', path, problems);
}

function checkLearn(
  learn: Partly<PlasticitySpec>,
  network: Partly<NetworkSpec>,
  tick_ms: number,
  path: string,
  problems: Problems,
): void {
  const modulators = network.modulators ?? {};
  const { modulator, bounds_mv, rate_per_s } = learn;
  if (modulator !== undefined) {
    const known = Object.keys(modulators);
    checkName(modulator, known, 'a modulator', `${path} › modulator`, problems);
  }
  checkQuantities(plasticityQuantities(tick_ms), learn, path, problems);
  if (rate_per_s !== undefined) checkRate(rate_per_s, tick_ms, `${path} › rate_per_s`, problems);
  checkReference(learn, modulators, `${path} › reference`, problems);
  const [low, high] = bounds_mv ?? [];
  const weight = fixed('q7_24', 'mV');
  if (learn.kind === 'tripletStdp') {
    const most = coreRuleOf(learn as PlasticitySpec).a_plus_mv;
    if (Number.isFinite(most)) checkQuantity(weight, most, `${path} › a3_plus_mv`, problems);
  }
  for (const bound of bounds_mv ?? []) {
    if (bound !== undefined) checkQuantity(weight, bound, `${path} › bounds_mv`, problems);
  }
  checkQuantities(budgetQuantities(), learn.budget ?? {}, `${path} › budget`, problems);
  if (learn.consolidate) {
    checkConsolidate(learn, modulators, tick_ms, `${path} › consolidate`, problems);
  }
  if (low !== high || learn.bounding === 'soft')
    checkOrder(low, high, `${path} › bounds_mv`, problems);
}

function checkConsolidate(
  { consolidate = {}, bounding }: Partly<PlasticitySpec>,
  modulators: Partly<NetworkSpec['modulators']>,
  tick_ms: number,
  path: string,
  problems: Problems,
): void {
  const { modulator } = consolidate;
  if (modulator !== undefined) {
    checkName(modulator, Object.keys(modulators), 'a modulator', `${path} › modulator`, problems);
  }
  checkQuantities(consolidateQuantities(tick_ms), consolidate, path, problems);
  if (bounding !== 'soft') return;
  const remedy = 'leave out bounding, or consolidate';
  problems.add(
    'DESCRIPTION_INVALID',
    path,
    "consolidate with 'soft' bounds",
    'one of both',
    remedy,
  );
}

function checkRate(rate_per_s: number, tick_ms: number, path: string, problems: Problems): void {
  const refusal = refusesRate((rate_per_s * tick_ms) / 1000, tick_ms);
  if (Number.isNaN(tick_ms) || !refusal) return;
  problems.add(refusal.code, path, String(rate_per_s), refusal.allowed, refusal.remedy);
}

/** The core keeps level - reference in the format of levels. */
function checkReference(
  learn: Partly<PlasticitySpec>,
  modulators: Partly<NetworkSpec['modulators']>,
  path: string,
  problems: Problems,
): void {
  const { min, max, tonic } = modulators[learn.modulator ?? ''] ?? {};
  const { reference = tonic } = learn;
  if (min === undefined || max === undefined || reference === undefined) return;
  const level = fixed('q3_28', '');
  if (!level.refuses(min - reference) && !level.refuses(max - reference)) return;
  const allowed = `less than 8 away from the modulator's ends, ${min} and ${max}`;
  const remedy = 'move the reference, or narrow the modulator';
  problems.add('NUMBER_NOT_HELD', path, String(reference), allowed, remedy);
}

/** Draws without bounds of their own are kept inside the rule's; a number outside is a slip. */
function checkWeights(
  weight: Partly<Distribution> | undefined,
  bounds: Partly<PlasticitySpec['bounds_mv']> | undefined,
  path: string,
  problems: Problems,
): void {
  const [low, high] = bounds ?? [];
  if (weight === undefined || low === undefined || high === undefined || low > high) return;
  const [least, most] = support(weight as Distribution);
  const below = Number.isFinite(least) && least < low;
  const above = Number.isFinite(most) && most > high;
  const center = typeof weight === 'object' && 'mean' in weight ? weight.mean : undefined;
  const away = center !== undefined && (center < low || center > high);
  if (!below && !above && !away) return;
  problems.add(
    'WEIGHT_OUT_OF_BOUNDS',
    path,
    away ? `weights about ${center} mV` : `${least === most ? least : `${least} to ${most}`} mV`,
    `${low} to ${high} mV, the bounds of its rule`,
    'draw the weights inside bounds_mv, or widen bounds_mv',
  );
}
