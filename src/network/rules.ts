/** Rules: the plasticities of a network, each held once however many projections use it. */
import type { NetworkSpec } from './check.js';
import type { Draft } from './draft.js';
import { limits, type ModelArrays } from './fields.gen.js';
import { type PlasticitySpec, plasticityQuantities } from './plasticity.js';
import { fixed, floating, type Quantity } from './quantise.js';
import { type ReportRow, Tally } from './report.js';

export interface Rule {
  readonly learn: PlasticitySpec;
  readonly modulator: number;
  readonly reference: number;
  /** Ticks after which the trace of an arrival is cut: it has become 0 in its format by then. */
  readonly window_ticks: number;
  /** The path of the first projection that uses it. */
  readonly path: string;
}

export interface Rules {
  /** Pair STDP before policy gradient, as the core wants them. */
  readonly list: readonly Rule[];
  /** For each projection its rule; undefined where nothing is learned. */
  readonly of: readonly (number | undefined)[];
}

/** `paths` are those of the projections. */
export function rulesOf(
  { synapses, modulators, tick_ms }: NetworkSpec,
  paths: readonly string[],
): Rules {
  const found = new Map<string, Rule>();
  const keys = synapses.map(({ learn }, index) => {
    if (!learn) return undefined;
    const reference = learn.reference ?? (modulators[learn.modulator]?.tonic as number);
    const key = JSON.stringify({ ...learn, reference });
    if (!found.has(key)) {
      const tau_ms = learn.kind === 'pairStdp' ? learn.tau_plus_ms : learn.tau_pre_ms;
      found.set(key, {
        learn,
        reference,
        modulator: Object.keys(modulators).indexOf(learn.modulator),
        window_ticks: windowOf(tau_ms, tick_ms),
        path: `${paths[index]} › learn`,
      });
    }
    return key;
  });
  const order = [...found].sort(([, a], [, b]) => rank(a) - rank(b));
  const places = order.map(([key]) => key);
  return {
    list: order.map(([, rule]) => rule),
    of: keys.map((key) => (key === undefined ? undefined : places.indexOf(key))),
  };
}

function rank(rule: Rule): number {
  return rule.learn.kind === 'pairStdp' ? 0 : 1;
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
export function writeRules(draft: Draft, rules: Rules, arrays: ModelArrays): void {
  const { tick_ms } = draft.network;
  rules.list.forEach((rule, index) => {
    const { learn } = rule;
    const hold = holder(draft, rule);
    const pair = learn.kind === 'pairStdp';
    arrays.rule_kind[index] = pair ? 0 : 1;
    arrays.rule_trace_mode[index] = pair && learn.pairing === 'nearest' ? 1 : 0;
    arrays.rule_modulator[index] = rule.modulator;
    arrays.rule_window[index] = rule.window_ticks;
    arrays.rule_keep_eligibility[index] = hold('tau_eligibility_ms', learn.tau_eligibility_ms);
    arrays.rule_keep_pre[index] = pair
      ? hold('tau_plus_ms', learn.tau_plus_ms)
      : hold('tau_pre_ms', learn.tau_pre_ms);
    arrays.rule_keep_post[index] = pair ? hold('tau_minus_ms', learn.tau_minus_ms) : 0;
    arrays.rule_a_plus[index] = pair ? hold('a_plus_mv', learn.a_plus_mv) : 2 ** 24;
    arrays.rule_a_minus[index] = pair ? hold('a_minus_mv', learn.a_minus_mv) : 0;
    arrays.rule_reference[index] = hold('reference', rule.reference);
    arrays.rule_above[index] = 2 ** 28;
    arrays.rule_below[index] = 2 ** 28;
    const bound = fixed('q7_24', 'mV');
    arrays.rule_w_min[index] = bound.raw(learn.bounds_mv[0]);
    arrays.rule_w_max[index] = bound.raw(learn.bounds_mv[1]);
    const rate = floating((learn.rate_per_s * tick_ms) / 1000);
    arrays.rule_rate_mantissa[index] = rate.mantissa;
    arrays.rule_rate_shift[index] = rate.shift;
    draft.report.push(rateRow(rule, rate, tick_ms));
  });
}

/** Turns a parameter of a rule into its integer and reports it. */
function holder(draft: Draft, { path }: Rule): (name: string, value: number) => number {
  const quantities = plasticityQuantities(draft.network.tick_ms);
  return (name, value) => {
    const held = [0];
    const quantity = quantities[name] as Quantity;
    draft.hold(Float64Array.of(value), quantity, `${path} › ${name}`, held);
    return held[0] as number;
  };
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
