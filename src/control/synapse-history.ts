/** The history of one synapse: its weight, what it remembered and was taught, tick by tick. */
import { formats } from '../network/fields.gen.js';
import { readArray } from '../network/model-file.js';
import type { Network } from '../network/network.js';
import type { PlasticitySpec } from '../network/plasticity.js';
import { type Pair, Probe, type SynapsePlace } from '../network/probe.js';
import type { Witness } from './controller.js';
import type { Order } from './orders.js';

/** What its rule is made of, as the core holds it. */
export interface SynapseRule {
  /** What is left of an eligibility after a tick. */
  readonly keep: number;
  /** Weight per tick, level above the reference and eligibility. */
  readonly rate: number;
  readonly delay_ticks: number;
  readonly kind: PlasticitySpec['kind'];
}

/** Where a synapse is: how many ticks of its history led there, and what it was then. */
interface Place {
  readonly ticks: number;
  readonly network_tick: number;
  readonly weight_mv: number;
  readonly eligibility_mv: number;
}

/** Before `tick` the synapse became what it had been before `to_tick`. */
export interface Rollback {
  readonly tick: number;
  readonly to_tick: number;
  readonly moved_mv: number;
}

/** Watches a network after each of its ticks; a tick that the network did not make is not there. */
export class SynapseHistory implements Witness {
  readonly rule: SynapseRule;
  /** Before the first tick. */
  readonly first: { readonly weight_mv: number; readonly eligibility_mv: number };
  /** Each after the tick of the network with this index. */
  readonly weight_mv: number[] = [];
  readonly eligibility_mv: number[] = [];
  /** Level above the reference, as the rule was taught it in the tick; 0 while learning is off. */
  readonly taught: number[] = [];
  /** Whether the neurons spiked in the tick. */
  readonly pre: boolean[] = [];
  readonly post: boolean[] = [];
  /** Ticks until it was rewired to another target, with which the history ends; else null. */
  left_tick: number | null = null;
  /** The tick that each came after, -1 for none: the one before it, or where it rolled back to. */
  readonly before: number[] = [];
  readonly rollbacks: Rollback[] = [];
  /** Of each checkpoint, by place. */
  readonly #kept: Place[] = [];
  #here: Place;
  readonly #network: Network;
  readonly #probe: Probe;
  readonly #ring: { readonly first: number; readonly slots: number };
  readonly #neurons: { readonly pre: number; readonly post: number };
  readonly #synapse: number;
  readonly #target: number;

  constructor(network: Network, place: SynapsePlace, pair: Pair) {
    const { compiled } = network;
    const rule = place.projection.rule as number;
    const slots = compiled.counts.pairing_slots;
    this.rule = ruleOf(network, place);
    this.#network = network;
    this.#probe = new Probe(network, [place.synapse]);
    this.#ring = { first: rule * slots, slots };
    this.#neurons = {
      pre: (compiled.populations.get(pair.from)?.first ?? 0) + pair.pre,
      post: (compiled.populations.get(pair.to)?.first ?? 0) + pair.post,
    };
    this.#synapse = place.synapse;
    this.#target = network.targets()[place.synapse] as number;
    this.#probe.sample();
    this.first = this.#now();
    this.#here = { ticks: 0, network_tick: this.#ticks, ...this.first };
  }

  /** As it is now: after the last tick, or rolled back since. */
  get last(): { readonly weight_mv: number } {
    return this.#here;
  }

  tick({ orders: { done } }: { readonly orders: { readonly done: Order } }): void {
    if (done.kind === 'keep') this.#kept[done.place] = this.#here;
    if (done.kind === 'roll back') this.#rollBack(this.#kept[done.place] as Place);
    if (this.#ticks === this.#here.network_tick || this.left_tick !== null) return;
    if (this.#network.targets()[this.#synapse] !== this.#target) {
      this.left_tick = this.weight_mv.length;
      return;
    }
    this.before.push(this.#here.ticks - 1);
    const { spike, teaching } = this.#network.views;
    const { first, slots } = this.#ring;
    this.#probe.sample();
    const { weight_mv, eligibility_mv } = this.#now();
    this.weight_mv.push(weight_mv);
    this.eligibility_mv.push(eligibility_mv);
    this.#here = {
      ticks: this.weight_mv.length,
      network_tick: this.#ticks,
      weight_mv,
      eligibility_mv,
    };
    const taught = teaching[first + ((this.#ticks - 1) & (slots - 1))] as number;
    this.taught.push(taught / 2 ** formats.q3_28.fraction);
    this.pre.push(spike[this.#neurons.pre] === 1);
    this.post.push(spike[this.#neurons.post] === 1);
  }

  #rollBack(kept: Place): void {
    const tick = this.weight_mv.length;
    const moved_mv = kept.weight_mv - this.#here.weight_mv;
    this.rollbacks.push({ tick, to_tick: kept.ticks, moved_mv });
    this.#here = kept;
    // what was rewired since is where it was
    this.left_tick = null;
  }

  get #ticks(): number {
    return Number(this.#network.views.tick[0]);
  }

  #now() {
    const { weight_mv, eligibility_mv } = this.#probe;
    return { weight_mv: weight_mv[0] as number, eligibility_mv: eligibility_mv[0] as number };
  }
}

function ruleOf({ compiled: { bytes } }: Network, place: SynapsePlace): SynapseRule {
  const rule = place.projection.rule as number;
  const one = 2 ** formats.q0_31.fraction;
  const mantissa = (readArray(bytes, 'rule_rate_mantissa')[rule] as number) / one;
  return {
    keep: (readArray(bytes, 'rule_keep_eligibility')[rule] as number) / one,
    rate: mantissa * 2 ** (readArray(bytes, 'rule_rate_shift')[rule] as number),
    delay_ticks: place.delay_ticks,
    kind: place.projection.learn as PlasticitySpec['kind'],
  };
}
