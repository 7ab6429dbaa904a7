/** Probes find synapses by their neurons, and see what settling would leave there. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/network/compile.js';
import { list } from '../../src/network/distribution.js';
import { pairStdp } from '../../src/network/learning/pair-stdp.js';
import { Network } from '../../src/network/network.js';
import { lif, source } from '../../src/network/neuron.js';
import { findSynapses, Probe } from '../../src/network/probe.js';
import { connect } from '../../src/network/synapse.js';
import { problemsOf } from '../setup/problems.js';
import { smallNetwork } from '../setup/small-network.js';

const learn = pairStdp({
  modulator: 'dopamine',
  a_plus_mv: 1,
  a_minus_mv: 0,
  tau_plus_ms: 20,
  tau_minus_ms: 20,
  tau_eligibility_ms: 1000,
  rate_per_s: 1,
  bounds_mv: [0, 30],
});

/** Two projections between the same populations, one of them static, and another beside them. */
const compiled = compile(
  smallNetwork({
    modulators: { dopamine: { tau_ms: 200, min: 0, max: 4 } },
    neurons: { eyes: source(3), cells: lif(4, { refractory_ms: 0 }), others: lif(4) },
    synapses: (n) => [
      connect(n.eyes, n.others, { weight_mv: 1, delay_ms: 1, learn }),
      connect(n.eyes, n.cells, { weight_mv: 9, delay_ms: 1 }),
      connect(n.eyes, n.cells, { weight_mv: list([...Array(12).keys()]), delay_ms: 3, learn }),
    ],
  }),
);

describe('a synapse', () => {
  it('is found by its neurons, in each projection that learns', () => {
    const [found, ...more] = findSynapses(compiled, {
      from: 'eyes',
      pre: 2,
      to: 'cells',
      post: 1,
    });
    expect(more).toEqual([]);
    expect(found?.projection).toBe(compiled.projections[2]);
    expect(found?.delay_ticks).toBe(3);
    const network = new Network(compiled, 1);
    const probe = new Probe(network, [found?.synapse as number]);
    probe.sample();
    expect(probe.weight_mv[0]).toBe(9);
    network.close();
  });

  it.each([
    ['of static synapses alone', { from: 'cells', pre: 0, to: 'eyes', post: 0 }],
    ['of no population', { from: 'nose', pre: 0, to: 'cells', post: 0 }],
    ['past the last neuron', { from: 'eyes', pre: 3, to: 'cells', post: 0 }],
    ['past the last target', { from: 'eyes', pre: 0, to: 'cells', post: 4 }],
  ])('%s is not found', (_, pair) => {
    expect(findSynapses(compiled, pair)).toEqual([]);
  });
});

describe('a probe', () => {
  it('sees a pairing when it happens, and its eligibility fade, without changing the run', () => {
    const network = new Network(compiled, 1);
    const alone = new Network(compiled, 1);
    const place = findSynapses(compiled, { from: 'eyes', pre: 0, to: 'cells', post: 3 })[0];
    const probe = new Probe(network, [place?.synapse as number]);
    const seen: number[] = [];
    for (let t = 0; t < 60; t++) {
      for (const each of [network, alone]) {
        each.views.source_spike[0] = t === 5 ? 1 : 0;
        // the spike arrives in tick 8; the target is pushed over its threshold in tick 18
        each.views.drive[3 + 3] = t === 18 ? 40 * 2 ** 23 : 0;
        each.tick();
      }
      probe.sample();
      seen.push(probe.eligibility_mv[0] as number);
    }
    expect(seen.slice(0, 18)).toEqual(Array(18).fill(0));
    const keep = Math.exp(-1 / 1000);
    expect(seen[18]).toBeCloseTo(Math.exp(-10 / 20) * keep, 5);
    expect(seen[59]).toBeCloseTo(Math.exp(-10 / 20) * keep ** 42, 5);
    expect(network.hash()).toBe(alone.hash());
    network.close();
    alone.close();
  });

  it('is refused for a synapse that is not there, and after close()', () => {
    const network = new Network(compiled, 1);
    const beyond = new Probe(network, [24]);
    expect(problemsOf(() => beyond.sample()).map(({ code }) => code)).toEqual(['ARGUMENT_INVALID']);
    const one = new Probe(network, [0]);
    network.close();
    expect(problemsOf(() => one.sample()).map(({ code }) => code)).toEqual(['NETWORK_CLOSED']);
  });
});

describe('look', () => {
  it.each([
    ['weights of another length', [new Uint32Array(2), new Int32Array(1), new Int32Array(2)]],
    ['eligibilities of another length', [new Uint32Array(2), new Int32Array(2), new Int32Array(3)]],
    ['places that are signed', [new Int32Array(1), new Int32Array(1), new Int32Array(1)]],
    ['no arrays', [0, 1, 2]],
  ])('refuses %s', (_, [synapses, weights, eligibilities]) => {
    const network = new Network(compiled, 1);
    const work = () => network.look(synapses as never, weights as never, eligibilities as never);
    expect(problemsOf(work).map(({ code }) => code)).toEqual(['ARGUMENT_INVALID']);
    network.close();
  });
});
