/** Each rule and each way to write a weight, from a description through the real core. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/network/compile.js';
import { burstDependent } from '../../src/network/learning/burst-dependent.js';
import { cellTypeBroadcast } from '../../src/network/learning/cell-type-broadcast.js';
import { errorDriven } from '../../src/network/learning/error-driven.js';
import { pairStdp } from '../../src/network/learning/pair-stdp.js';
import { tripletFits, tripletStdp } from '../../src/network/learning/triplet-stdp.js';
import { Network } from '../../src/network/network.js';
import { lif, source } from '../../src/network/neuron.js';
import type { PlasticityInput } from '../../src/network/plasticity.js';
import { connect } from '../../src/network/synapse.js';
import { smallNetwork } from '../setup/small-network.js';

/** Dopamine is there all the time, and what is eligible counts in its tick alone. */
const always = {
  modulator: 'dopamine',
  reference: 0,
  tau_eligibility_ms: 0,
  rate_per_s: 1000,
  bounds_mv: [-60, 60],
} as const;

const dopamine = { tau_ms: 0, tonic: 1, min: -2, max: 2 };

/** One source onto one cell that spikes where it is told to. */
class Pair {
  readonly network: Network;
  #ticks = 0;

  constructor(learn: PlasticityInput, weight_mv = 0) {
    const compiled = compile(
      smallNetwork({
        modulators: { dopamine },
        neurons: { eye: source(1), cell: lif(1, { refractory_ms: 0 }) },
        synapses: (n) => [connect(n.eye, n.cell, { weight_mv, delay_ms: 1, learn })],
      }),
    );
    this.network = new Network(compiled, 1);
  }

  /** Runs until a tick; arrivals are a tick after the source's spike. */
  run(until: number, arrivals: readonly number[], spikes: readonly number[]): void {
    const { source_spike, drive, spike } = this.network.views;
    for (; this.#ticks < until; this.#ticks++) {
      source_spike[0] = arrivals.includes(this.#ticks + 1) ? 1 : 0;
      drive[1] = spikes.includes(this.#ticks) ? 80 * 2 ** 23 : 0;
      this.network.tick();
      expect(spike[1]).toBe(spikes.includes(this.#ticks) ? 1 : 0);
    }
  }

  get weight_mv(): number {
    return (this.network.settle()[0] as number) / 2 ** 24;
  }
}

describe('triplet STDP', () => {
  it('is its closed form for a triplet and what arrives after it', () => {
    const learn = tripletStdp({
      ...always,
      a2_plus_mv: 0.2,
      a3_plus_mv: 0.05,
      a2_minus_mv: 0.3,
      a3_minus_mv: 0.1,
      tau_plus_ms: 20,
      tau_minus_ms: 30,
      tau_x_ms: 200,
      tau_y_ms: 100,
    });
    const pair = new Pair(learn);
    pair.run(200, [100, 160], [110, 125]);
    const o2 = Math.exp(-15 / 100);
    const up = 0.2 * Math.exp(-10 / 20) + (0.2 + 0.05 * o2) * Math.exp(-25 / 20);
    const o1 = Math.exp(-49 / 30) + Math.exp(-34 / 30);
    const down = (0.3 + 0.1 * Math.exp(-60 / 200)) * o1;
    expect(pair.weight_mv).toBeCloseTo(up - down, 4);
  });

  it.each([
    ['pairs at 40 Hz strengthen in visual cortex', tripletFits.visualCortex, 25, 1],
    ['pairs at 1 Hz do not', tripletFits.visualCortex, 1000, 0],
    ['pairs at 1 Hz strengthen in hippocampus', tripletFits.hippocampus, 1000, 1],
  ] as const)('%s', (_, fit, period, sign) => {
    const pair = new Pair(tripletStdp({ ...always, ...fit }));
    const starts = Array.from({ length: 60 }, (_, index) => 50 + index * period);
    pair.run(
      60 * period + 100,
      starts,
      starts.map((start) => start + 10),
    );
    expect(Math.sign(Math.round(pair.weight_mv * 50))).toBe(sign);
  });
});

describe('burst-dependent plasticity', () => {
  /** What 40 events change after 150, of which so many of ten were bursts, then so many. */
  function change(first: number, then: number): number {
    const learn = burstDependent({ ...always, tau_pre_ms: 200, tau_average_ms: 3000 });
    const pair = new Pair(learn);
    let before = 0;
    for (let event = 0; event < 190; event++) {
      const start = event * 100;
      const bursts = event % 10 < (event < 150 ? first : then);
      if (event === 150) before = pair.weight_mv;
      pair.run(start + 100, [start + 20], [start + 25, ...(bursts ? [start + 31] : [])]);
    }
    return pair.weight_mv - before;
  }

  it('strengthens by more bursts than lately, and weakens by fewer', () => {
    expect(change(3, 8)).toBeGreaterThan(4);
    expect(change(7, 2)).toBeLessThan(-4);
    expect(Math.abs(change(5, 5))).toBeLessThan(2);
  });
});

describe('error-driven learning', () => {
  it('brings what is decoded to what is wanted, by an error with its sign', () => {
    const learn = errorDriven({ ...always, rate_per_s: 2, tau_pre_ms: 50 });
    const pair = new Pair(learn);
    const arrivals = Array.from({ length: 3000 }, (_, index) => index * 10);
    const mean = 0.1 / (1 - Math.exp(-1 / 50));
    for (const wanted of [3, -2]) {
      for (let step = 0; step < 100; step++) {
        pair.network.setTonic(0, (wanted - pair.weight_mv * mean) / 8);
        const now = Number(pair.network.views.tick[0]);
        pair.run(now + 100, arrivals.slice(now / 10, now / 10 + 12), []);
      }
      expect(pair.weight_mv * mean).toBeCloseTo(wanted, 1);
    }
  });
});

describe('a broadcast by cell type', () => {
  it('tells cells what another population contributes to an error', () => {
    const compiled = compile(
      smallNetwork({
        modulators: {
          error: { tau_ms: 0, min: -1, max: 1 },
          told: {
            tau_ms: 0,
            min: -4,
            max: 4,
            released_by: [{ population: 'out', amount: 0.1, graded: { by: 'error' } }],
          },
        },
        neurons: {
          eye: source(5),
          hidden: lif(10, { escape_mv: 2 }),
          out: lif(20, { escape_mv: 2, bias_mv: 14 }),
        },
        synapses: (n) => [
          connect(n.eye, n.hidden, {
            weight_mv: 3,
            delay_ms: 1,
            learn: cellTypeBroadcast({ ...always, modulator: 'told', tau_pre_ms: 20 }),
          }),
        ],
      }),
    );
    for (const error of [1, -1, 0]) {
      const network = new Network(compiled, 1);
      network.setTonic(0, error);
      for (let t = 0; t < 400; t++) {
        network.views.source_spike.fill(t % 20 === 0 ? 1 : 0, 0, 5);
        network.tick();
      }
      expect(Math.sign(network.views.level[1] as number)).toBe(error);
      const moved = [...network.settle()].map((weight) => Math.sign(weight - 3 * 2 ** 24));
      expect(new Set(moved)).toEqual(new Set([error]));
      network.close();
    }
  });
});

describe('a signed error for each motor', () => {
  it('teaches two pools opposite things by the same spikes (Bing et al. 2018)', () => {
    const learn = (modulator: 'left_error' | 'right_error') =>
      pairStdp({
        ...always,
        modulator,
        tau_eligibility_ms: 1000,
        rate_per_s: 1,
        a_plus_mv: 1,
        a_minus_mv: 0.2,
        tau_plus_ms: 20,
        tau_minus_ms: 20,
      });
    const cell = lif(4, { escape_mv: 1, bias_mv: 14 });
    const error = { tau_ms: 0, min: -1, max: 1 };
    const compiled = compile(
      smallNetwork({
        modulators: { left_error: error, right_error: error },
        neurons: { eye: source(4), left: cell, right: cell },
        synapses: (n) => [
          connect(n.eye, n.left, { weight_mv: 3, delay_ms: 1, learn: learn('left_error') }),
          connect(n.eye, n.right, { weight_mv: 3, delay_ms: 1, learn: learn('right_error') }),
        ],
      }),
    );
    const network = new Network(compiled, 1);
    network.setTonic(0, 0.5);
    network.setTonic(1, -0.5);
    for (let t = 0; t < 2000; t++) {
      network.views.source_spike.fill(t % 25 === 0 ? 1 : 0, 0, 4);
      network.tick();
    }
    const weights = [...network.settle()].map((weight) => weight / 2 ** 24);
    const mean = (some: number[]) => some.reduce((sum, one) => sum + one, 0) / some.length;
    expect(mean(weights.slice(0, 16))).toBeGreaterThan(3.5);
    expect(mean(weights.slice(16))).toBeLessThan(2.5);
    network.close();
  });
});
