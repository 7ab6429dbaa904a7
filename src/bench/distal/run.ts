/**
 * The distal reward problem: Izhikevich, Cerebral Cortex 17:2443, 2007. A thousand cells fire by
 * chance. When the target of one chosen synapse spikes within 20 ms after its source, reward comes,
 * 1 to 3 s later, when hundreds of other pairs have fired; from many rewards the network has to
 * find out which of 80,000 synapses they are for.
 */
import { Network } from '../../network/network.js';
import { copiedNoise } from '../stimuli.js';
import { NOISE_MV, REWARD } from '../workloads/dopamine.js';
import type { Arm } from './arms.js';
import { type Chosen, chooseSynapse } from './chosen.js';
import { type Look, Looks } from './looks.js';
import { Rewards } from './rewards.js';
import { Watch } from './watch.js';

const TICKS_PER_S = 1000;
const LOOK_S = 10;
const WATCH_TICKS = 100;

/** What the bound, 4 mV, and half of it count as, in mV. */
export const REACHED_MV = 3.9;
const HALF_MV = 2;

export interface DistalRun {
  readonly seed: number;
  readonly chosen: Chosen;
  readonly looks: readonly Look[];
  readonly rewards_s: readonly number[];
  readonly scores: Scores;
  /** Of the whole state at the end. */
  readonly hash: string;
}

/** Null where it never came to that. */
export interface Scores {
  /** Of the chosen synapse: its weight at the end, and the largest that any look saw. */
  readonly end_mv: number;
  readonly peak_mv: number;
  /** When a look first saw half the bound, after how many rewards, and when the bound. */
  readonly half_s: number | null;
  readonly half_rewards: number | null;
  readonly reached_s: number | null;
  readonly rewards: number;
  /** At the end: how many of the others are stronger, in %, and their mean. */
  readonly stronger_percent: number;
  readonly others_mv: number;
  readonly rate_hz: number;
}

/** One run of one seed, `seconds` long. Deterministic. */
export function runDistal(arm: Arm, seed: number, seconds: number): DistalRun {
  const { compiled, chosen } = chooseSynapse(seed, arm);
  const network = new Network(compiled, seed);
  try {
    const { spike, population_spikes } = network.views;
    const jostle = copiedNoise(network, NOISE_MV, seed);
    const rewards = new Rewards(seed);
    const looks = new Looks(chosen.synapse);
    const watch = arm.latch ? new Watch(network, chosen.synapse, arm.latch) : undefined;
    const ticks = Math.max(1, Math.round(seconds * TICKS_PER_S));
    let spikes = 0;
    for (let tick = 0; tick < ticks; tick++) {
      if (tick % (LOOK_S * TICKS_PER_S) === 0) looks.take(tick / TICKS_PER_S, network.settle());
      if (tick % WATCH_TICKS === 0) watch?.look();
      jostle();
      if (rewards.comes(tick)) network.release(0, REWARD);
      network.tick();
      rewards.saw(tick, spike[chosen.pre], spike[chosen.post]);
      spikes += population_spikes[0] as number;
    }
    looks.take(ticks / TICKS_PER_S, network.settle());
    const rewards_s = rewards.came.map((tick) => tick / TICKS_PER_S);
    const rate_hz = (spikes / spike.length / ticks) * TICKS_PER_S;
    const scores = scoresOf(looks.all, rewards_s, rate_hz);
    return { seed, chosen, looks: looks.all, rewards_s, scores, hash: network.hash() };
  } finally {
    network.close();
  }
}

function scoresOf(looks: readonly Look[], rewards_s: readonly number[], rate_hz: number): Scores {
  const first = (weight_mv: number) =>
    looks.find(({ chosen_mv }) => chosen_mv >= weight_mv)?.time_s ?? null;
  const end = looks.at(-1) as Look;
  const half_s = first(HALF_MV);
  return {
    end_mv: end.chosen_mv,
    peak_mv: Math.max(...looks.map(({ chosen_mv }) => chosen_mv)),
    half_s,
    half_rewards: half_s === null ? null : rewards_s.filter((time) => time < half_s).length,
    reached_s: first(REACHED_MV),
    rewards: rewards_s.length,
    stronger_percent: end.stronger * 100,
    others_mv: end.mean_mv,
    rate_hz,
  };
}
