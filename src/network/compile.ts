/**
 * Compile: the network of a robot becomes a model, integers that the core runs, with a report of
 * what each number became. One robot and one seed give one model, byte for byte, on every machine.
 */
import { Problems } from '../errors.js';
import { countDendrites, countMoved, countWords, drawCells, writeCells } from './cells.js';
import { checkNetwork, type NetworkSpec, projectionPath } from './check.js';
import { Concentrations } from './concentrations.js';
import { type CompiledPopulation, Draft } from './draft.js';
import { Effects } from './effects.js';
import { checkDrawnFanIn } from './fan-in.js';
import { limits, type ModelArrays, type ModelCounts } from './fields.gen.js';
import { Homeostats } from './homeostats.js';
import { countLanes, type Lane, lanesOf, writeLanes } from './lanes.js';
import { makeModelArrays, modelChecksum, writeModel } from './model-file.js';
import { type Concentration, labelOf } from './modulator.js';
import { Outcomes } from './outcomes.js';
import type { PlasticitySpec } from './plasticity.js';
import { drawProjection } from './projection.js';
import type { ReportRow } from './report.js';
import { Rewirings } from './rewiring.js';
import { countRules, type Rules, rulesOf, writeRules } from './rules.js';
import { shortTermsOf, writeShortTerms } from './short-term.js';
import type { ProjectionSpec } from './synapse.js';

export interface CompiledProjection {
  /** Population that spikes come from, and population where they go. */
  readonly from: string;
  readonly to: string;
  /** The receptor or dendrite where its synapses end; undefined for the cells' own current. */
  readonly port: string | undefined;
  /** Its path within the robot: "synapses › 0 (nose → left)". */
  readonly path: string;
  /** The kind of its learning; undefined where its weights never change. */
  readonly learn: PlasticitySpec['kind'] | undefined;
  /** Index of its rule in the model. */
  readonly rule: number | undefined;
  /** Index of its short-term plasticity in the model. */
  readonly short_term: number | undefined;
  /** Its place among the rewirings, in `rewired`; undefined where targets stay. */
  readonly rewiring: number | undefined;
  /** Where its synapses begin, `count` in one run, among the plastic or the static ones. */
  readonly first_synapse: number;
  readonly count: number;
  /** Distinct delays, in ticks, shortest first. */
  readonly delays_ticks: readonly number[];
}

export interface Compiled {
  /** The model as the core loads it. */
  readonly bytes: Uint8Array;
  /** Eight hex digits that identify the model. */
  readonly checksum: string;
  readonly seed: number;
  readonly tick_ms: number;
  readonly counts: ModelCounts;
  readonly populations: ReadonlyMap<string, CompiledPopulation>;
  readonly projections: readonly CompiledProjection[];
  /** Every level in the order of `release` and `level`: "dopamine", or "dopamine@striatum". */
  readonly modulators: readonly string[];
  /** The same, each with its modulator and region. */
  readonly concentrations: readonly Concentration[];
  /** What each number became. */
  readonly report: readonly ReportRow[];
}

/** The lanes of one projection, in the order of the model. */
interface Drawn {
  readonly rule: number | undefined;
  readonly short_term: number | undefined;
  readonly lanes: readonly Lane[];
}

/**
 * The model of a network, its parameters, synapses and weights drawn by `seed`, a whole number of
 * which 32 bits count (default 0).
 * @throws RobotError with every problem; of what is drawn, only the sum onto a neuron can be one.
 */
export function compile(network: NetworkSpec, options: { readonly seed?: number } = {}): Compiled {
  const problems = new Problems();
  checkNetwork(network, network.name, problems);
  problems.throwIfAny();

  const draft = new Draft(network, (options.seed ?? 0) >>> 0, problems);
  const paths = network.synapses.map((projection, index) => projectionPath(projection, index));
  const cells = drawCells(draft);
  const outcomes = new Outcomes(network.tick_ms);
  const levels = new Concentrations(draft, outcomes);
  const effects = new Effects(draft, cells, levels.all);
  const rules = rulesOf(draft, paths, effects, outcomes);
  const short_terms = shortTermsOf(network, paths);
  const drawn = network.synapses.map((_, index) => {
    return draw(draft, index, paths, { rule: rules.of[index], short_term: short_terms.of[index] });
  });
  const homeostats = new Homeostats(draft);
  const rewirings = new Rewirings(
    draft,
    paths,
    drawn.map(({ lanes }) => lanes),
  );
  const counts = {
    ...countsOf(draft, rules, outcomes, drawn),
    ...levels.counts,
    ...effects.counts,
    ...homeostats.counts,
    ...rewirings.counts,
    moved_words: countMoved(draft, new Set([...effects.affected, ...homeostats.affected])),
    short_terms: short_terms.list.length,
    short_rows: shortRowsOf(drawn),
  };
  const arrays = makeModelArrays(counts);
  writeSynapses(drawn, arrays);
  writeCells(draft, cells, arrays);
  levels.write(arrays);
  effects.write(arrays);
  homeostats.write(arrays);
  rewirings.write(arrays);
  writeRules(draft, rules, outcomes, arrays);
  outcomes.write(arrays);
  writeShortTerms(draft, short_terms, arrays);
  checkDrawnFanIn(draft, arrays);
  problems.throwIfAny();

  const bytes = writeModel(counts, arrays);
  return {
    bytes,
    checksum: modelChecksum(bytes),
    seed: draft.seed,
    tick_ms: network.tick_ms,
    counts,
    populations: draft.populations,
    projections: projectionsOf(network.synapses, drawn, paths, rewirings.of),
    modulators: levels.all.map(labelOf),
    concentrations: levels.all,
    report: draft.report.sort((a, b) => order(a) - order(b)),
  };
}

const SECTIONS = ['modulators', 'neurons', 'synapses'];

/** Rows are read in the order of a description, not in that in which they were drawn. */
function order({ path }: ReportRow): number {
  return SECTIONS.findIndex((section) => path.startsWith(section));
}

function draw(
  draft: Draft,
  index: number,
  paths: readonly string[],
  own: Pick<Drawn, 'rule' | 'short_term'>,
): Drawn {
  const { from, to } = draft.network.synapses[index] as ProjectionSpec;
  const synapses = drawProjection(draft, index, paths[index] as string);
  const range = { first: draft.firstOf(from), count: from.count };
  return { ...own, lanes: lanesOf(synapses, range, { ...own, port: draft.portOf(to).index }) };
}

function lanesWith(drawn: readonly Drawn[], plastic: boolean): Lane[] {
  return drawn.filter(({ rule }) => (rule !== undefined) === plastic).flatMap(({ lanes }) => lanes);
}

/** How many rows tire or strengthen. */
function shortRowsOf(drawn: readonly Drawn[]): number {
  const own = drawn.filter(({ short_term }) => short_term !== undefined);
  return countLanes(own.flatMap(({ lanes }) => lanes)).rows;
}

/** Counts of what counts itself. */
type Counted =
  | 'short_terms'
  | 'short_rows'
  | 'moved_words'
  | keyof Homeostats['counts']
  | keyof Rewirings['counts']
  | keyof Effects['counts']
  | keyof Concentrations['counts'];

function countsOf(
  draft: Draft,
  rules: Rules,
  outcomes: Outcomes,
  drawn: readonly Drawn[],
): Omit<ModelCounts, Counted> {
  const still = countLanes(lanesWith(drawn, false));
  const plastic = countLanes(lanesWith(drawn, true));
  const { slow, anchored, twofold, needs_chance, ...counted } = countRules(rules);
  const longest_delay = Math.max(
    0,
    ...drawn.flatMap(({ lanes }) => lanes.map(({ delay_ticks }) => delay_ticks)),
  );
  const longest_window = Math.max(31, ...rules.list.map(({ window_ticks }) => window_ticks));
  const learns = rules.list.length > 0 || outcomes.count > 0;
  const pairing_slots = learns ? powerOfTwoAbove(longest_window) : 0;
  return {
    tick_us: Math.round(draft.network.tick_ms * 1000),
    neurons: draft.neurons,
    populations: draft.populations.size,
    ports: [...draft.populations.values()].reduce((sum, { ports }) => sum + ports.length, 0),
    slots: draft.slots,
    ...countDendrites(draft),
    ...countWords(draft),
    static_lanes: still.lanes,
    static_rows: still.rows,
    static_synapses: still.synapses,
    plastic_lanes: plastic.lanes,
    plastic_rows: plastic.rows,
    plastic_synapses: plastic.synapses,
    ...counted,
    history_slots: powerOfTwoAbove(longest_delay),
    pairing_slots,
    spike_slots: counted.pair_rules > 0 ? limits.spike_slots : 0,
    residual_slots: needs_chance || outcomes.needs_chance ? pairing_slots : 0,
    outcomes: outcomes.count,
    outcome_slots: outcomes.count > 0 ? pairing_slots : 0,
    anchors: anchored ? plastic.synapses : 0,
    slow_synapses: twofold ? plastic.synapses : 0,
    slow_rows: slow ? plastic.rows : 0,
  };
}

function powerOfTwoAbove(value: number): number {
  let power = 1;
  while (power <= value) power *= 2;
  return power;
}

function writeSynapses(drawn: readonly Drawn[], arrays: ModelArrays): void {
  writeLanes(lanesWith(drawn, false), {
    delay: arrays.static_lane_delay,
    pre_first: arrays.static_lane_pre_first,
    pre_count: arrays.static_lane_pre_count,
    row_first: arrays.static_lane_row_first,
    row_start: arrays.static_row_start,
    target: arrays.static_target,
    weight: arrays.static_weight,
    short_term: arrays.static_lane_short,
  });
  writeLanes(lanesWith(drawn, true), {
    delay: arrays.plastic_lane_delay,
    pre_first: arrays.plastic_lane_pre_first,
    pre_count: arrays.plastic_lane_pre_count,
    row_first: arrays.plastic_lane_row_first,
    row_start: arrays.plastic_row_start,
    target: arrays.plastic_target,
    weight: arrays.plastic_weight,
    rule: arrays.plastic_lane_rule,
    port: arrays.plastic_lane_port,
  });
}

function projectionsOf(
  synapses: readonly ProjectionSpec[],
  drawn: readonly Drawn[],
  paths: readonly string[],
  rewirings: readonly (number | undefined)[],
): CompiledProjection[] {
  const next = { still: 0, plastic: 0 };
  return synapses.map(({ from, to, learn }, index) => {
    const { rule, short_term, lanes } = drawn[index] as Drawn;
    const { synapses: count } = countLanes(lanes);
    const kind = learn ? 'plastic' : 'still';
    const first_synapse = next[kind];
    next[kind] += count;
    return {
      from: from.population,
      to: to.population,
      port: to.port,
      path: paths[index] as string,
      learn: learn?.kind,
      rule,
      short_term,
      rewiring: rewirings[index],
      first_synapse,
      count,
      delays_ticks: lanes.map(({ delay_ticks }) => delay_ticks),
    };
  });
}
