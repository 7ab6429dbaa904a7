/** Weights of two components, through the core: what fades, what lasts, what is refused. */
import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/errors.js';
import { checkNetwork } from '../../src/network/check.js';
import { compile } from '../../src/network/compile.js';
import { pairStdp } from '../../src/network/learning/pair-stdp.js';
import { Network } from '../../src/network/network.js';
import { lif, source } from '../../src/network/neuron.js';
import { connect } from '../../src/network/synapse.js';
import { smallNetwork } from '../setup/small-network.js';

const stdp = {
  modulator: 'dopamine',
  tau_eligibility_ms: 200,
  rate_per_s: 4,
  bounds_mv: [0, 8],
  a_plus_mv: 1,
  a_minus_mv: 0,
  tau_plus_ms: 20,
  tau_minus_ms: 20,
} as const;
const consolidate = { modulator: 'novelty', tau_fast_s: 2, rate_per_s: 1 } as const;
const modulators = {
  dopamine: { tau_ms: 100, min: -2, max: 2 },
  novelty: { tau_ms: 100, min: 0, max: 2 },
};

function networkWith(changes: object = {}, learning: object = {}) {
  const learn = pairStdp({ ...stdp, consolidate: { ...consolidate, ...changes }, ...learning });
  return smallNetwork({
    modulators,
    neurons: { eye: source(2), cell: lif(2, { escape_mv: 1, bias_mv: 13 }) },
    synapses: (n) => [connect(n.eye, n.cell, { weight_mv: 2, delay_ms: 1, learn })],
  });
}

/** The mean weight in mV after two seconds of reward, and after half a minute of rest more. */
function lived(novelty: number): readonly [number, number] {
  const network = new Network(compile(networkWith()), 3);
  const mean = () => {
    const weights = [...network.settle()];
    return weights.reduce((sum, weight) => sum + weight / 2 ** 24, 0) / weights.length;
  };
  let learned = 0;
  for (let t = 0; t < 32000; t++) {
    if (t < 2000) {
      network.views.source_spike.fill(t % 40 === 0 ? 1 : 0, 0, 2);
      if (t % 500 === 0) network.release(0, 1);
      if (t % 100 === 0) network.release(1, novelty);
    }
    network.tick();
    if (t === 1999) learned = mean();
  }
  const kept = mean();
  network.close();
  return [learned, kept];
}

function problemsOf(network: ReturnType<typeof networkWith>) {
  const problems = new Problems();
  checkNetwork(network, 'r', problems);
  return problems.list.map(({ code, path }) => `${code} ${path}`);
}

describe('two components', () => {
  it('what was learned fades, unless something was new', () => {
    const [learned, kept] = lived(0);
    expect(learned).toBeGreaterThan(2.05);
    expect(kept).toBeCloseTo(2, 5);
    const [then, lasting] = lived(0.5);
    expect(then).toBeGreaterThan(2.05);
    expect(lasting - 2).toBeGreaterThan(0.2 * (then - 2));
  });

  it('refuses what no core holds, soft bounds, and modulators that are none', () => {
    const learn = 'r › synapses › 0 (eye → cell) › learn › consolidate';
    expect(problemsOf(networkWith())).toEqual([]);
    expect(problemsOf(networkWith({ modulator: 'joy' }))).toEqual([
      `NAME_UNKNOWN ${learn} › modulator`,
    ]);
    expect(problemsOf(networkWith({ rate_per_s: 1000 }))).toEqual([
      `NUMBER_NOT_HELD ${learn} › rate_per_s`,
    ]);
    expect(problemsOf(networkWith({}, { bounding: 'soft' }))).toEqual([
      `DESCRIPTION_INVALID ${learn}`,
    ]);
  });
});
