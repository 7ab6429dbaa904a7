/**
 * A rule tick by tick in doubles, as the top of native/core/plasticity.h states it, and beside it
 * the bound of docs/LEARNING.md. Ends of the range are met when a synapse settles. What targets
 * did, what was taught and what was consolidated is the core's own, so that what is compared is
 * plasticity alone. For one rule, all sources onto all cells, delays of a tick.
 */
import type { Compiled } from '../../src/network/compile.js';
import { NO_CONSOLIDATOR } from '../../src/network/learning/consolidate.js';
import { readArray } from '../../src/network/model-file.js';
import type { Network } from '../../src/network/network.js';
import { OUTCOME_ALWAYS, OUTCOME_RESIDUAL } from '../../src/network/outcomes.js';

const STEP_MV = 2 ** -24;

/** The numbers of the rule as the core holds them. */
function numbersOf({ bytes, counts }: Compiled) {
  const first = (name: Parameters<typeof readArray>[1]) => Number(readArray(bytes, name)[0]);
  const mv = (name: Parameters<typeof readArray>[1]) => first(name) * STEP_MV;
  const keep = (name: Parameters<typeof readArray>[1]) => first(name) / 2 ** 31;
  const reference = first('rule_reference') / 2 ** 28;
  const ends = [first('modulator_min'), first('modulator_max')].map((raw) => raw / 2 ** 28);
  const keep_eligibility = keep('rule_keep_eligibility');
  const most = Math.max(...ends.map((end) => Math.abs(end - reference)));
  return {
    a: mv('rule_a_plus'),
    a_minus: mv('rule_a_minus'),
    a_slow: mv('rule_a_slow'),
    rate: keep('rule_rate_mantissa') * 2 ** first('rule_rate_shift'),
    keep_eligibility,
    keep_pre: keep('rule_keep_pre'),
    keep_post: keep('rule_keep_post'),
    keep_slow: keep('rule_keep_slow'),
    reference,
    earned: most / (1 - keep_eligibility),
    window: first('rule_window'),
    low: mv('rule_w_min'),
    high: mv('rule_w_max'),
    twofold: first('rule_consolidator') !== NO_CONSOLIDATOR,
    keep_fast: keep('rule_keep_fast'),
    nearest: first('rule_trace_mode') === 1,
    outcome: counts.pair_rules > 0 ? 'spike' : first('rule_outcome'),
  };
}

interface Row {
  x: number;
  z: number;
  /** Of x, what the core has forgotten when its window was over. */
  lost: number;
  arrived: number;
  /** x as of the last settling. */
  x0: number;
  settled: number;
}

interface Synapse {
  weight: number;
  /** What of the weight stays, where the rest fades. */
  slow: number;
  /** Sizes of what was fast at the last settling, and of what was taught since. */
  decaying: number;
  eligibility: number;
  /** Of what the target did since the last settling, and the eligibility then. */
  did: number;
  eligibility_then: number;
  bound: number;
}

export class NaiveRule {
  readonly #network: Network;
  readonly #rule: ReturnType<typeof numbersOf>;
  readonly #sources: number;
  readonly #rows: readonly Row[];
  readonly #synapses: readonly (readonly Synapse[])[];
  readonly #y: Float64Array;
  #fired: readonly boolean[];
  /** How often a weight was held at an end of its range. */
  held = 0;

  constructor(network: Network, sources: number, cells: number) {
    this.#network = network;
    this.#rule = numbersOf(network.compiled);
    this.#sources = sources;
    this.#y = new Float64Array(cells);
    this.#fired = Array.from({ length: sources }, () => false);
    this.#rows = this.#fired.map(() => ({ x: 0, z: 0, lost: 0, arrived: 0, x0: 0, settled: 0 }));
    const weights = [...network.settle()].map((raw) => raw * STEP_MV);
    this.#synapses = this.#rows.map((_, row) =>
      weights.slice(row * cells, (row + 1) * cells).map((weight) => {
        const nothing = { decaying: 0, eligibility: 0, did: 0, eligibility_then: 0, bound: 0 };
        return { weight, slow: weight, ...nothing };
      }),
    );
  }

  /** After a tick of the network. */
  tick(): void {
    const { spike, row_tick } = this.#network.views;
    const now = Number(this.#network.views.tick[0]) - 1;
    const { keep_post, nearest } = this.#rule;
    this.#rows.forEach((row, index) => {
      if (Number(row_tick[index]) === now) this.#settle(index, now);
      if (this.#fired[index]) this.#arrive(index, now);
      if (Number(row_tick[index]) === now) row.x0 = row.x;
      this.#learn(index, now);
    });
    this.#fired = this.#fired.map((_, index) => spike[index] === 1);
    for (let cell = 0; cell < this.#y.length; cell++) {
      const y = (this.#y[cell] as number) * keep_post;
      this.#y[cell] = spike[this.#sources + cell] === 0 ? y : nearest ? 1 : y + 1;
    }
  }

  #settle(index: number, now: number): void {
    const row = this.#rows[index] as Row;
    for (const synapse of this.#synapses[index] as Synapse[]) {
      synapse.bound += this.#settlingOf(synapse, row, now);
      synapse.did = 0;
      synapse.eligibility_then = synapse.eligibility;
      const weight = this.#withinRange(synapse.weight);
      if (weight !== synapse.weight) this.held++;
      synapse.weight = weight;
      synapse.slow = this.#withinRange(synapse.slow);
      synapse.decaying = Math.abs(weight - synapse.slow);
    }
    row.settled = now;
  }

  #withinRange(weight: number): number {
    return Math.min(Math.max(weight, this.#rule.low), this.#rule.high);
  }

  /** What a settling may be off by. */
  #settlingOf(synapse: Synapse, { x0, settled }: Row, now: number): number {
    const { a, rate, earned, twofold } = this.#rule;
    const { did, decaying, eligibility_then } = synapse;
    const paired = (2.6 + 2.1 * Math.abs(a) * (x0 + 1)) * did;
    const written = twofold ? 1.6 + ((now - settled) * decaying) / 42 : 1.1;
    return STEP_MV * (written + rate * earned * (paired + 2.1 + Math.abs(eligibility_then)));
  }

  #arrive(index: number, now: number): void {
    const { a_minus, a_slow, keep_post, keep_slow, rate, earned, nearest } = this.#rule;
    const row = this.#rows[index] as Row;
    const slow_off = 3 + (3 - 1 / Math.log(keep_slow) / 7) * row.z;
    const fall = a_minus + a_slow * row.z;
    (this.#synapses[index] as Synapse[]).forEach((synapse, cell) => {
      const y = this.#y[cell] as number;
      synapse.eligibility -= fall * y;
      synapse.eligibility_then = synapse.eligibility;
      if (a_minus === 0 && a_slow === 0) return;
      const of_slow = a_slow === 0 ? 0 : y * (0.5 + Math.abs(a_slow) * slow_off);
      const off = Math.abs(fall) / (1 - keep_post) + 0.5 + of_slow;
      synapse.bound += STEP_MV * rate * earned * off;
    });
    row.arrived = now;
    if (nearest) row.lost = 0;
    row.x = nearest ? 1 : row.x + 1;
    row.z = nearest ? 1 : row.z + 1;
  }

  #learn(index: number, now: number): void {
    const { a, rate, earned, reference, outcome, window } = this.#rule;
    const { keep_eligibility, keep_pre, keep_slow } = this.#rule;
    const row = this.#rows[index] as Row;
    const taught = (this.#network.views.level[0] as number) / 2 ** 28 - reference;
    // rows of pair STDP are visited before their window is over
    const open = outcome === 'spike' || now - row.arrived < window;
    if (!open) row.lost = row.x;
    (this.#synapses[index] as Synapse[]).forEach((synapse, cell) => {
      const did = this.#whatItDid(cell, now);
      synapse.eligibility += a * row.x * did;
      this.#teach(synapse, rate * synapse.eligibility * taught, now);
      synapse.eligibility *= keep_eligibility;
      if (open) synapse.did += Math.abs(did);
      synapse.bound += rate * earned * Math.abs(a * row.lost * did);
    });
    row.x *= keep_pre;
    row.lost *= keep_pre;
    row.z *= keep_slow;
  }

  #teach(synapse: Synapse, taught: number, now: number): void {
    const { twofold, keep_fast } = this.#rule;
    if (twofold) {
      const { consolidation } = this.#network.views;
      const share = (consolidation[now & (consolidation.length - 1)] as number) / 2 ** 31;
      const fast = synapse.weight - synapse.slow;
      synapse.slow += share * fast;
      synapse.weight = synapse.slow + keep_fast * (1 - share) * fast;
    }
    synapse.weight += taught;
    synapse.decaying += Math.abs(taught);
  }

  #whatItDid(cell: number, now: number): number {
    const { outcome } = this.#rule;
    const { views, compiled } = this.#network;
    const neuron = this.#sources + cell;
    if (outcome === 'spike') return views.spike[neuron] as number;
    if (outcome === OUTCOME_ALWAYS) return 1;
    const slots = compiled.counts.pairing_slots;
    const ring = outcome === OUTCOME_RESIDUAL ? views.residual : views.outcome;
    return (ring[neuron * slots + (now & (slots - 1))] as number) / 2 ** 15;
  }

  /** The largest share of its bound that any weight is off by, and what weights moved by. */
  compare(before_mv: number): { readonly used: number; readonly moved_in_bounds: number } {
    const settled = this.#network.settle();
    const now = Number(this.#network.views.tick[0]);
    let used = 0;
    let moved_in_bounds = 0;
    this.#synapses.flat().forEach((synapse, index) => {
      const row = this.#rows[Math.floor(index / this.#y.length)] as Row;
      const bound = synapse.bound + this.#settlingOf(synapse, row, now);
      const weight = this.#withinRange(synapse.weight);
      const off = Math.abs(weight - (settled[index] as number) * STEP_MV);
      used = Math.max(used, off / bound);
      moved_in_bounds = Math.max(moved_in_bounds, Math.abs(synapse.weight - before_mv) / bound);
    });
    return { used, moved_in_bounds };
  }
}
