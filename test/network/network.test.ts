/** The network runs as the plain equations say, and is opened, frozen and closed safely. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addon, load } from '../../src/network/binding.js';
import { compile } from '../../src/network/compile.js';
import { gamma, uniform } from '../../src/network/distribution.js';
import { policyGradient } from '../../src/network/learning/policy-gradient.js';
import { checkModel, Network } from '../../src/network/network.js';
import { lif, source } from '../../src/network/neuron.js';
import { connect } from '../../src/network/synapse.js';
import { RandomStream } from '../../src/random.js';
import { problemsOf } from '../setup/problems.js';
import { smallNetwork } from '../setup/small-network.js';
import { LifReference } from './lif-reference.js';

/** Cells that differ in everything, driven by sources, inhibiting one another. */
const varied = compile(
  smallNetwork({
    neurons: {
      eyes: source(20),
      cells: lif(40, {
        tau_membrane_ms: gamma({ shape: 3, mean: 20, min: 3 }),
        tau_synapse_ms: uniform(1, 8),
        threshold_mv: uniform(-54, -50),
        bias_mv: uniform(0, 4),
        refractory_ms: uniform(0, 4),
      }),
    },
    synapses: (n) => [
      connect(n.eyes, n.cells, { weight_mv: uniform(0, 4), delay_ms: uniform(1, 20) }),
      connect(n.cells, n.cells, { weight_mv: uniform(-3, 0), delay_ms: 4, probability: 0.3 }),
    ],
  }),
  { seed: 5 },
);

/** Cells with escape noise that learn from dopamine. */
const learning = compile(
  smallNetwork({
    modulators: { dopamine: { tau_ms: 20, min: -4, max: 4 } },
    neurons: {
      eyes: source(10),
      cells: lif(5, { rest_mv: 0, reset_mv: 0, threshold_mv: 1, escape_mv: 0.2 }),
    },
    synapses: (n) => [
      connect(n.eyes, n.cells, {
        weight_mv: uniform(0, 0.2),
        delay_ms: 1,
        learn: policyGradient({
          modulator: 'dopamine',
          tau_pre_ms: 10,
          tau_eligibility_ms: 100,
          rate_per_s: 5,
          bounds_mv: [0, 1],
        }),
      }),
      connect(n.cells, n.cells, { weight_mv: -0.1, delay_ms: 2 }),
    ],
  }),
);

/** The sources that spike in a tick, the same in every run. */
function sourcesAt(tick: number, count: number): Set<number> {
  const random = new RandomStream(tick, 'sources');
  return new Set(Array.from({ length: count }, (_, i) => i).filter(() => random.uniform() < 0.05));
}

function drive(network: Network, ticks: number): void {
  for (let t = 0; t < ticks; t++) {
    for (const i of sourcesAt(t, 10)) network.views.source_spike[i] = 1;
    if (t % 50 === 0) network.release(0, 1);
    network.tick();
  }
}

describe('cells', () => {
  it('spike when their equations in doubles say so', () => {
    const network = new Network(varied, 1);
    const reference = new LifReference(varied);
    let spikes = 0;
    for (let tick = 0; tick < 2000; tick++) {
      const sources = sourcesAt(tick, 20);
      for (const i of sources) network.views.source_spike[i] = 1;
      network.tick();
      const expected = reference.tick(sources);
      const found = [...network.views.spike.keys()].filter((i) => network.views.spike[i] === 1);
      expect(found, `tick ${tick}`).toEqual([...expected].sort((a, b) => a - b));
      spikes += found.length - sources.size;
    }
    // enough of them to mean something, and not so many that nothing is decided
    expect(spikes).toBeGreaterThan(1000);
    expect(spikes).toBeLessThan(40000);
    const off = reference.potential.map((v, i) =>
      Math.abs(v - (network.views.potential[i] as number) / 2 ** 23),
    );
    expect(Math.max(...off)).toBeLessThan(1e-3);
    network.close();
  });

  it('are lifted by a weight at once, or by a current that sums to it', () => {
    for (const tau_synapse_ms of [0, 5]) {
      const model = compile(
        smallNetwork({
          neurons: { eyes: source(1), cell: lif(1, { tau_membrane_ms: 1e7, tau_synapse_ms }) },
          synapses: (n) => [connect(n.eyes, n.cell, { weight_mv: 3, delay_ms: 7 })],
        }),
      );
      const network = new Network(model, 1);
      const lift = () => (network.views.potential[1] as number) / 2 ** 23 + 65;
      network.views.source_spike[0] = 1;
      network.run(7);
      expect(lift()).toBe(0);
      network.tick();
      expect(lift()).toBeCloseTo(tau_synapse_ms === 0 ? 3 : 3 * (1 - Math.exp(-1 / 5)), 4);
      network.run(100);
      expect(lift()).toBeCloseTo(3, 3);
      network.close();
    }
  });

  it('rest where their bias lifts them', () => {
    const model = compile(smallNetwork({ neurons: { cell: lif(1, { bias_mv: 6 }) } }));
    const network = new Network(model, 1);
    network.run(1000);
    expect((network.views.potential[0] as number) / 2 ** 23).toBeCloseTo(-59, 3);
    network.close();
  });
});

describe('a network', () => {
  it('repeats by seed', () => {
    const hashAfter = (seed: number) => {
      const network = new Network(learning, seed);
      drive(network, 500);
      const hashes = [network.hash(), network.weightsHash()];
      network.close();
      return hashes;
    };
    expect(hashAfter(1)).toEqual(hashAfter(1));
    expect(hashAfter(1)).not.toEqual(hashAfter(2));
    expect(hashAfter(1)).not.toEqual(hashAfter(1 + 2 ** 32));
  });

  it('learns, and not a bit of it while learning is off', () => {
    const network = new Network(learning, 1);
    const projection = learning.projections[0] as (typeof learning.projections)[0];
    const before = network.weights_mv(projection);
    drive(network, 500);
    const after = network.weights_mv(projection);
    expect(after).not.toEqual(before);
    network.learning = false;
    expect(network.learning).toBe(false);
    drive(network, 1);
    const stopped = network.weightsHash();
    drive(network, 500);
    expect(network.weightsHash()).toBe(stopped);
    network.close();
  });

  it('is not changed by looking at it', () => {
    const [watched, alone] = [new Network(learning, 1), new Network(learning, 1)];
    for (let i = 0; i < 20; i++) {
      drive(watched, 20);
      drive(alone, 20);
      for (const projection of learning.projections) watched.weights(projection);
    }
    expect(watched.hash()).toBe(alone.hash());
    watched.close();
    alone.close();
  });

  it('goes on from a frozen state as if nothing had been', () => {
    const network = new Network(learning, 1);
    drive(network, 300);
    const frozen = network.freeze();
    drive(network, 300);
    const other = new Network(learning, 9);
    other.thaw(frozen);
    drive(other, 300);
    expect(other.hash()).toBe(network.hash());
    network.close();
    other.close();
  });

  it('holds releases and levels in units of level', () => {
    const network = new Network(learning, 1);
    network.release(0, 1.5);
    network.tick();
    expect(network.level(0)).toBeCloseTo(1.5, 6);
    network.release(0, 1e9);
    network.tick();
    expect(network.level(0)).toBe(4);
    network.close();
  });

  it('is closed once and for all', () => {
    const network = new Network(learning, 1);
    network.close();
    network.close();
    expect(problemsOf(() => network.tick())[0]?.code).toBe('NETWORK_CLOSED');
    expect(problemsOf(() => network.hash())[0]?.code).toBe('NETWORK_CLOSED');
  });
});

describe('refusals', () => {
  it('a model that was damaged', () => {
    const damaged = learning.bytes.slice();
    damaged[200] = (damaged[200] as number) ^ 1;
    expect(problemsOf(() => checkModel(damaged))[0]).toMatchObject({
      code: 'MODEL_REFUSED',
      path: 'model › model_checksum',
    });
    const broken = { ...learning, bytes: damaged };
    expect(problemsOf(() => new Network(broken, 1))[0]?.code).toBe('MODEL_REFUSED');
  });

  it('a state of another model', () => {
    const network = new Network(learning, 1);
    const other = new Network(varied, 1);
    expect(problemsOf(() => network.thaw(other.freeze()))[0]?.code).toBe('STATE_REFUSED');
    network.close();
    other.close();
  });

  it('a package whose addon was not built, with what to do', () => {
    const nowhere = join(import.meta.dirname, 'nowhere');
    expect(problemsOf(() => load(nowhere))[0]).toMatchObject({
      code: 'ADDON_MISSING',
      remedy: expect.stringContaining('npm run build'),
    });
    expect(addon()).toBe(addon());
  });
});
