/**
 * Two cues, two pools: each cue is one source, which must win its own pool. As they are wired at
 * first each reaches the other pool alone, so that no weights make it right.
 */
import { compile } from '../../src/network/compile.js';
import { policyGradient } from '../../src/network/learning/policy-gradient.js';
import { readArray } from '../../src/network/model-file.js';
import { Network } from '../../src/network/network.js';
import { lif, source } from '../../src/network/neuron.js';
import { connect, type ProjectionInput } from '../../src/network/synapse.js';
import { RandomStream } from '../../src/random.js';
import { smallNetwork } from '../setup/small-network.js';

const POOL = 8;
const TICKS = 20;

export function wiringOf(seed: number, rewire: ProjectionInput['rewire']) {
  return compile(
    smallNetwork({
      tick_ms: 5,
      modulators: { dopamine: { tau_ms: 0, min: -2, max: 2 } },
      neurons: {
        cues: source(2),
        cells: lif(2 * POOL, { threshold_mv: -60, escape_mv: 2, bias_mv: -2 }),
      },
      synapses: (n) => [
        connect(n.cues, n.cells, {
          weight_mv: 4,
          delay_ms: 5,
          fan_out: 3,
          ...(rewire ? { rewire } : {}),
          learn: policyGradient({
            modulator: 'dopamine',
            tau_pre_ms: 20,
            tau_eligibility_ms: 100,
            rate_per_s: 40,
            bounds_mv: [0, 8],
          }),
        }),
      ],
    }),
    { seed },
  );
}

/** The first seeds whose wiring is all wrong. */
export function wrongSeeds(count: number, first: number): number[] {
  const seeds: number[] = [];
  for (let seed = first; seeds.length < count; seed++) {
    const { bytes, populations } = wiringOf(seed, undefined);
    const slot = populations.get('cells')?.ports[0]?.first_slot as number;
    const pools = [...readArray(bytes, 'plastic_target')].map((t) => (t - slot < POOL ? 0 : 1));
    if (pools.join('') === '111000') seeds.push(seed);
  }
  return seeds;
}

/** The share of right choices in the last 200 trials. */
export function runTask(
  seed: number,
  { rewire, clamped = false }: { rewire?: ProjectionInput['rewire']; clamped?: boolean },
  trials = 3000,
): { right: number; rewired: number } {
  const compiled = wiringOf(seed, rewire);
  const network = new Network(compiled, seed);
  const random = new RandomStream(seed, 'task');
  const { source_spike, spike } = network.views;
  let right = 0;
  for (let trial = 0; trial < trials; trial++) {
    const cue = random.below(2);
    const counts = [0, 0] as [number, number];
    for (let t = 0; t < TICKS; t++) {
      source_spike[cue] = random.uniform() < 0.5 ? 1 : 0;
      network.tick();
      for (let i = 0; i < 2 * POOL; i++) counts[i < POOL ? 0 : 1] += spike[2 + i] as number;
    }
    const choice = counts[0] === counts[1] ? random.below(2) : counts[0] > counts[1] ? 0 : 1;
    const reward = choice === cue ? 1 : -1;
    if (!clamped) network.release(0, reward);
    if (trial >= trials - 200 && choice === cue) right += 1;
    network.run(10);
  }
  const rewired = network.rewired(compiled.projections[0] as (typeof compiled.projections)[0]);
  network.close();
  return { right: right / 200, rewired };
}
