/**
 * Go and no-go: one pool, which should fire at one cue and be quiet at the other. A pool that never
 * fires, or always does, is never surprised by itself, and policy gradient teaches it nothing.
 */
import { compile } from '../../src/network/compile.js';
import type { HomeostasisInput } from '../../src/network/homeostasis.js';
import { policyGradient } from '../../src/network/learning/policy-gradient.js';
import { Network } from '../../src/network/network.js';
import { lif, source } from '../../src/network/neuron.js';
import { connect } from '../../src/network/synapse.js';
import { RandomStream } from '../../src/random.js';
import { smallNetwork } from '../setup/small-network.js';

const SOURCES = 16;
const CELLS = 20;
const TICKS = 20;

export interface Task {
  readonly threshold_mv: number;
  readonly homeostasis?: HomeostasisInput;
  readonly clamped?: boolean;
}

/** The share of right choices in the last 200 trials, and the rate of the pool in them. */
export function runTask(seed: number, { threshold_mv, homeostasis, clamped }: Task, trials = 3000) {
  const compiled = compile(
    smallNetwork({
      tick_ms: 5,
      modulators: { dopamine: { tau_ms: 0, min: -2, max: 2 } },
      neurons: {
        cues: source(2 * SOURCES),
        pool: lif(CELLS, { threshold_mv, escape_mv: 2, ...(homeostasis ? { homeostasis } : {}) }),
      },
      synapses: (n) => [
        connect(n.cues, n.pool, {
          weight_mv: 1,
          delay_ms: 5,
          learn: policyGradient({
            modulator: 'dopamine',
            tau_pre_ms: 20,
            tau_eligibility_ms: 100,
            rate_per_s: 5,
            bounds_mv: [0, 4],
          }),
        }),
      ],
    }),
    { seed },
  );
  const network = new Network(compiled, seed);
  const random = new RandomStream(seed, 'task');
  const { source_spike, population_spikes } = network.views;
  const expected = [0, 0] as [number, number];
  let right = 0;
  let spikes = 0;
  for (let trial = 0; trial < trials; trial++) {
    const cue = random.below(2) as 0 | 1;
    let count = 0;
    for (let t = 0; t < TICKS; t++) {
      for (let i = 0; i < SOURCES; i++) {
        source_spike[cue * SOURCES + i] = random.uniform() < 0.2 ? 1 : 0;
      }
      network.tick();
      count += population_spikes[1] as number;
    }
    // half of the target, which is the mean of both cues
    const choice = count > 40 ? 0 : 1;
    const reward = choice === cue ? 1 : -1;
    if (!clamped) network.release(0, reward - expected[cue]);
    expected[cue] += 0.05 * (reward - expected[cue]);
    if (trial >= trials - 200) {
      right += choice === cue ? 1 : 0;
      spikes += count;
    }
    network.run(10);
  }
  network.close();
  return { right: right / 200, rate_hz: spikes / 200 / CELLS / (TICKS * 0.005) };
}
