/** Rules: the plasticities of a network, each held once however many projections use it. */
import type { Draft } from './draft.js';
import { type Effects, modulationOf, regionOf } from './effects.js';
import { limits, type ModelArrays } from './fields.gen.js';
import { consolidateQuantities, NO_CONSOLIDATOR } from './learning/consolidate.js';
import type { CoreRule } from './learning/learning.js';
import { budgetOf } from './learning/writing.js';
import { type ModulationSpec, occupancyAt } from './modulation.js';
import { levelIn } from './modulator.js';
import { OUTCOME_ALWAYS, OUTCOME_RESIDUAL, type Outcomes } from './outcomes.js';
import { coreRuleOf, type PlasticitySpec, plasticityQuantities } from './plasticity.js';
import { fixed, floating, type Quantity } from './quantise.js';
import { type ReportRow, Tally } from './report.js';
import type { ProjectionSpec } from './synapse.js';

export interface Rule {
  readonly learn: PlasticitySpec;
  readonly core: CoreRule;
  /** The level that teaches it: that of the modulator where the targets are. */
  readonly modulator: number;
  readonly reference: number;
  /** The level that consolidates what it learned, and what that has to be above. */
  readonly consolidator?: { readonly level: number; readonly reference: number };
  /** What the targets make of a level above the reference, and below. */
  readonly above: number;
  readonly below: number;
  /** What else multiplies what it is taught, at full occupancy of the binding. */
  readonly gates: readonly { readonly binding: number; readonly times: number }[];
  /** Ticks after which the trace of an arrival is cut: it has become 0 in its format by then. */
  readonly window_ticks: number;
  /** The path of the first projection that uses it. */
  readonly path: string;
}

export interface Rules {
  /** Pair STDP first, then what else falls at arrivals, as the core wants them. */
  readonly list: readonly Rule[];
  /** For each projection its rule; undefined where nothing is learned. */
  readonly of: readonly (number | undefined)[];
}

/** `paths` are those of the projections. Gates and outcomes of rules are made known to theirs. */
export function rulesOf(
  draft: Draft,
  paths: readonly string[],
  effects: Effects,
  outcomes: Outcomes,
): Rules {
  const found = new Map<string, Rule>();
  const keys = draft.network.synapses.map((projection, index) => {
    if (!projection.learn) return undefined;
    const { path, ...rule } = ruleOf(draft, projection, `${paths[index]} › learn`, effects);
    const key = JSON.stringify(rule);
    if (!found.has(key)) found.set(key, { path, ...rule });
    return key;
  });
  const order = [...found].sort(([, a], [, b]) => rank(a) - rank(b));
  const places = order.map(([key]) => key);
  const list = order.map(([, rule]) => rule);
  list.forEach((rule, index) => {
    for (const { binding, times } of rule.gates) effects.gate(index, binding, times);
    outcomeOf(rule, outcomes);
  });
  return { list, of: keys.map((key) => (key === undefined ? undefined : places.indexOf(key))) };
}

function rank({ core }: Rule): number {
  if (core.outcome === 'pairs') return 0;
  return core.depression ? 1 : 2;
}

/** How many of the rules are what, and what they ask of the core. */
export function countRules({ list }: Rules) {
  return {
    rules: list.length,
    pair_rules: list.filter((rule) => rank(rule) === 0).length,
    traced_rules: list.filter((rule) => rank(rule) < 2).length,
    anchored: list.some(({ learn }) => learn.budget?.per_minute_mv !== undefined),
    twofold: list.some(({ learn }) => learn.consolidate !== undefined),
    slow: list.some(({ core }) => isSlow(core)),
    needs_chance: list.some(({ core }) => core.outcome === 'residual'),
  };
}

function isSlow({ depression }: CoreRule): boolean {
  return (depression?.a_slow_mv ?? 0) !== 0;
}

/** The rule of a projection, as the cells where it ends have it. */
function ruleOf(draft: Draft, projection: ProjectionSpec, path: string, effects: Effects): Rule {
  const { tick_ms } = draft.network;
  const { population } = projection.to;
  const region = regionOf(draft, population);
  const modulation = modulationOf(draft, population);
  const said = projection.learn as PlasticitySpec;
  const modulator = levelIn(effects.concentrations, said.modulator, region) as number;
  const own = modulation.find(([name]) => name === said.modulator)?.[1].synapses;
  const learn = modulation.reduce((rule, [name, spec]) => {
    const tonic = effects.concentrations[levelIn(effects.concentrations, name, region) as number];
    return multiplied(rule, spec, tonic?.tonic ?? 0);
  }, said);
  const core = coreRuleOf(learn);
  return {
    learn,
    core,
    modulator,
    reference: said.reference ?? (effects.concentrations[modulator]?.tonic as number),
    ...consolidatorOf(learn, effects, region),
    above: own?.above ?? 1,
    below: own?.below ?? 1,
    gates: modulation.flatMap(([name, spec]) => {
      const times = spec.synapses?.rate?.times;
      return times === undefined ? [] : [{ binding: effects.bindingOf(name, spec, region), times }];
    }),
    window_ticks: windowOf(timeOf(learn, core.before), tick_ms),
    path,
  };
}

/** The level where the targets are that consolidates, if one does. */
function consolidatorOf(
  { consolidate }: PlasticitySpec,
  { concentrations }: Effects,
  region: string | undefined,
): Pick<Rule, 'consolidator'> {
  if (!consolidate) return {};
  const level = levelIn(concentrations, consolidate.modulator, region) as number;
  const tonic = concentrations[level]?.tonic as number;
  return { consolidator: { level, reference: consolidate.reference ?? tonic } };
}

/** What the tonic level makes of the numbers of a rule; they do not change while it runs. */
function multiplied(rule: PlasticitySpec, spec: ModulationSpec, tonic: number): PlasticitySpec {
  const occupancy = occupancyAt(spec.occupancy, tonic);
  const factors = Object.entries(spec.synapses?.learn ?? {});
  const changed = factors.flatMap(([name, { times }]) => {
    const value = (rule as unknown as { readonly [name: string]: unknown })[name];
    return typeof value === 'number' ? [[name, value * (1 + (times - 1) * occupancy)]] : [];
  });
  return { ...rule, ...Object.fromEntries(changed) };
}

/** A number of a rule that it has. */
function timeOf(learn: PlasticitySpec, name: string): number {
  return (learn as unknown as { readonly [name: string]: number })[name] as number;
}

/** The first tick at which what is left of a unit trace is below the last bit of q7.24. */
function windowOf(tau_ms: number, tick_ms: number): number {
  const time = plasticityQuantities(tick_ms).tau_plus_ms as Quantity;
  const keep = time.raw(tau_ms) / 2 ** 31;
  let ticks = 0;
  let left = 2 ** 24;
  for (; left >= 1 && ticks < limits.window_ticks_max; ticks++) left *= keep;
  return Math.max(1, ticks);
}

/** Fills the arrays of the rules and reports what each number became. */
export function writeRules(
  draft: Draft,
  rules: Rules,
  outcomes: Outcomes,
  arrays: ModelArrays,
): void {
  const { tick_ms } = draft.network;
  const weight = fixed('q7_24', 'mV');
  const factor = fixed('q3_28', '');
  rules.list.forEach((rule, index) => {
    const { learn, core } = rule;
    const held = holdNumbers(draft, rule);
    arrays.rule_kind[index] = core.outcome === 'pairs' ? 0 : 1;
    arrays.rule_outcome[index] = outcomeOf(rule, outcomes);
    arrays.rule_trace_mode[index] = core.nearest ? 1 : 0;
    arrays.rule_modulator[index] = rule.modulator;
    arrays.rule_window[index] = rule.window_ticks;
    arrays.rule_keep_eligibility[index] = held.get('tau_eligibility_ms') as number;
    arrays.rule_keep_pre[index] = held.get(core.before) as number;
    arrays.rule_keep_post[index] = held.get('tau_minus_ms') ?? 0;
    arrays.rule_keep_slow[index] = held.get('tau_x_ms') ?? 0;
    arrays.rule_a_plus[index] = weight.raw(core.a_plus_mv);
    arrays.rule_a_minus[index] = weight.raw(core.depression?.a_minus_mv ?? 0);
    arrays.rule_a_slow[index] = weight.raw(core.depression?.a_slow_mv ?? 0);
    arrays.rule_reference[index] = held.get('reference') as number;
    arrays.rule_above[index] = factor.raw(rule.above);
    arrays.rule_below[index] = factor.raw(rule.below);
    arrays.rule_w_min[index] = weight.raw(learn.bounds_mv[0]);
    arrays.rule_w_max[index] = weight.raw(learn.bounds_mv[1]);
    const budget = budgetOf(learn);
    arrays.rule_rounding[index] = learn.rounding === 'stochastic' ? 1 : 0;
    arrays.rule_bounding[index] = learn.bounding === 'soft' ? 1 : 0;
    arrays.rule_budget_in_all[index] = budget.in_all;
    arrays.rule_budget_period[index] = budget.period;
    writeConsolidation(draft, rule, index, arrays);
    const rate = floating((learn.rate_per_s * tick_ms) / 1000);
    arrays.rule_rate_mantissa[index] = rate.mantissa;
    arrays.rule_rate_shift[index] = rate.shift;
    draft.report.push(rateRow(rule, rate, tick_ms));
  });
}

function writeConsolidation(
  draft: Draft,
  { learn: { consolidate }, consolidator, path }: Rule,
  index: number,
  arrays: ModelArrays,
): void {
  arrays.rule_consolidator[index] = consolidator?.level ?? NO_CONSOLIDATOR;
  if (!consolidate || !consolidator) return;
  const said = { ...consolidate, reference: consolidator.reference };
  const hold = (name: 'tau_fast_s' | 'rate_per_s' | 'reference') => {
    const held = [0];
    const quantity = consolidateQuantities(draft.network.tick_ms)[name];
    draft.hold(Float64Array.of(said[name]), quantity, `${path} › consolidate › ${name}`, held);
    return held[0] as number;
  };
  arrays.rule_keep_fast[index] = hold('tau_fast_s');
  arrays.rule_consolidation[index] = hold('rate_per_s');
  arrays.rule_consolidation_reference[index] = hold('reference');
}

function outcomeOf({ core: { outcome } }: Rule, outcomes: Outcomes): number {
  if (outcome === 'pairs' || outcome === 'residual') return OUTCOME_RESIDUAL;
  return outcome === 'always' ? OUTCOME_ALWAYS : outcomes.place(outcome);
}

/** What became of each number that a rule has, by its name. */
function holdNumbers(draft: Draft, { learn, reference, path }: Rule): Map<string, number> {
  const said = { ...learn, reference } as { readonly [name: string]: unknown };
  const quantities = Object.entries(plasticityQuantities(draft.network.tick_ms));
  return new Map(
    quantities.flatMap(([name, quantity]): [string, number][] => {
      const value = said[name];
      if (typeof value !== 'number') return [];
      const held = [0];
      draft.hold(Float64Array.of(value), quantity, `${path} › ${name}`, held);
      return [[name, held[0] as number]];
    }),
  );
}

function rateRow(
  { learn, path }: Rule,
  { mantissa, shift }: { mantissa: number; shift: number },
  tick_ms: number,
): ReportRow {
  const tally = new Tally(`${path} › rate_per_s`, { unit: '', format: 'q0_31' });
  tally.add(learn.rate_per_s, (mantissa * 2 ** (shift - 31) * 1000) / tick_ms);
  return tally.row();
}
