/** What cells make of modulators: their own parameters move, and their synapses learn otherwise. */
import { describe, expect, it } from 'vitest';
import { spinyD1, spinyD2 } from '../../src/cells/striatal.js';
import { type Compiled, compile } from '../../src/network/compile.js';
import { izhikevich } from '../../src/network/kinds/izhikevich.js';
import { pairStdp } from '../../src/network/learning/pair-stdp.js';
import type { ModulationInput } from '../../src/network/modulation.js';
import type { ModulatorOptions } from '../../src/network/modulator.js';
import { Network } from '../../src/network/network.js';
import { lif, type NeuronInput, source } from '../../src/network/neuron.js';
import { connect } from '../../src/network/synapse.js';
import { smallNetwork } from '../setup/small-network.js';

const dopamine = { tau_ms: 200, min: 0, max: 4 } satisfies ModulatorOptions;

/** Ticks in which the one cell spikes. */
function spikesOf(
  cell: NeuronInput,
  modulators: { readonly [name: string]: ModulatorOptions },
  { ticks = 4000, tick_ms = 0.25 } = {},
): number[] {
  const network = new Network(compile(smallNetwork({ tick_ms, modulators, neurons: { cell } })), 1);
  const spikes: number[] = [];
  for (let t = 0; t < ticks; t++) {
    network.tick();
    if (network.views.spike[0] === 1) spikes.push(t);
  }
  network.close();
  return spikes;
}

describe('a parameter that a modulator moves', () => {
  const options = { current_pa: 350, v_start_mv: -80 };

  describe.each([
    ['D1', spinyD1],
    ['D2', spinyD2],
  ])('of a %s cell', (_, { spec }) => {
    const at = (tonic: number) => spikesOf(spec(1, options), { dopamine: { ...dopamine, tonic } });
    const made = (phi: number) => {
      return spikesOf(spec(1, { ...options, phi, modulation: {} }), { dopamine });
    };

    it('acts to the bit as if the cell had been made so, where all receptors are occupied', () => {
      expect(at(1)).toEqual(made(1));
      expect(at(1)).not.toEqual(at(0));
      expect(at(4)).toEqual(at(1));
      expect(at(0)).toEqual(made(0));
    });

    it('acts so within a spike where some are', () => {
      expect(made(0.8).length).toBeGreaterThan(5);
      expect(Math.abs(at(0.8).length - made(0.8).length)).toBeLessThanOrEqual(1);
    });
  });

  it('by `to` is there in full where all receptors are occupied, to the bit', () => {
    const change: ModulationInput = { cell: { c_mv: { to: -50 }, d: { to: 2 } } };
    const bursts = { current: 10, c_mv: -50, d: 2 };
    const moved = izhikevich(1, { current: 10, modulation: { noradrenaline: change } });
    const noradrenaline = { tau_ms: 0, min: 0, max: 1, tonic: 1 };
    const spikes = spikesOf(moved, { noradrenaline });
    expect(spikes).toEqual(spikesOf(izhikevich(1, bursts), { noradrenaline }));
    expect(spikes).not.toEqual(spikesOf(izhikevich(1, { current: 10 }), { noradrenaline }));
  });

  it('moves with the occupancy: half of it at the level that half is said of', () => {
    const change = { occupancy: { half: 0.25, hill: 2 }, cell: { bias_mv: { plus: 10 } } };
    const cell = lif(1, { modulation: { serotonin: change }, refractory_ms: 0 });
    const serotonin = { tau_ms: 0, min: 0, max: 1, tonic: 0.25 };
    const network = new Network(
      compile(smallNetwork({ modulators: { serotonin }, neurons: { cell } })),
      1,
    );
    network.run(300);
    // at rest -65 mV, lifted by 5 of 10 mV
    expect((network.views.potential[0] as number) / 2 ** 23).toBeCloseTo(-60, 3);
    network.setTonic(0, 0.75);
    network.run(300);
    expect((network.views.potential[0] as number) / 2 ** 23).toBeCloseTo(-65 + 9, 1);
    network.close();
  });

  it('adds up where two modulators move it', () => {
    const plus = (mv: number) => ({ cell: { bias_mv: { plus: mv } } });
    const cell = lif(1, { modulation: { dopamine: plus(3), serotonin: plus(4) } });
    const tonic = { tau_ms: 0, min: 0, max: 1, tonic: 1 };
    const modulators = { dopamine: tonic, serotonin: tonic };
    const network = new Network(compile(smallNetwork({ modulators, neurons: { cell } })), 1);
    network.run(300);
    expect((network.views.potential[0] as number) / 2 ** 23).toBeCloseTo(-58, 3);
    network.close();
  });
});

describe('what arrives', () => {
  it('at a receptor is multiplied', () => {
    const gain = { receptors: { current: { times: 0.25 } } };
    const heights = [0, 1].map((tonic) => {
      const network = new Network(
        compile(
          smallNetwork({
            modulators: { acetylcholine: { tau_ms: 0, min: 0, max: 1, tonic } },
            neurons: { eye: source(1), cell: lif(1, { modulation: { acetylcholine: gain } }) },
            synapses: (n) => [connect(n.eye, n.cell, { weight_mv: 8, delay_ms: 1 })],
          }),
        ),
        1,
      );
      network.tick();
      network.views.source_spike[0] = 1;
      network.run(2);
      const height = (network.views.potential[1] as number) / 2 ** 23 + 65;
      network.close();
      return height;
    });
    expect(heights[0]).toBeCloseTo(8, 4);
    expect(heights[1]).toBeCloseTo(2, 4);
  });
});

/** Cells of two types, each with a synapse that pairs once before dopamine comes or goes. */
function twoTypes(first: NeuronInput, second: NeuronInput): Compiled {
  const learn = pairStdp({
    modulator: 'dopamine',
    a_plus_mv: 1,
    a_minus_mv: 0,
    tau_plus_ms: 20,
    tau_minus_ms: 20,
    tau_eligibility_ms: 1000,
    rate_per_s: 1,
    bounds_mv: [0, 20],
  });
  const plastic = { weight_mv: 10, delay_ms: 1, learn };
  return compile(
    smallNetwork({
      modulators: { dopamine: { tau_ms: 200, tonic: 0.3, min: 0, max: 4 } },
      neurons: { cortex: source(1), go: first, stop: second },
      synapses: (n) => [connect(n.cortex, n.go, plastic), connect(n.cortex, n.stop, plastic)],
    }),
  );
}

/** How far the two weights moved after a burst of dopamine, or a dip. */
function movedBy(compiled: Compiled, release: number): [number, number] {
  const network = new Network(compiled, 1);
  for (let t = 0; t < 3000; t++) {
    network.views.source_spike[0] = t === 20 ? 1 : 0;
    // a strong push makes both cells spike after the arrival
    const push = t >= 25 && t < 28 ? 120 : 0;
    network.views.drive[1] = push * 2 ** 23;
    network.views.drive[2] = push * 2 ** 23;
    network.release(0, t >= 400 && t < 600 ? release : 0);
    network.tick();
  }
  const [go = 0, stop = 0] = network.settle();
  network.close();
  return [go / 2 ** 24 - 10, stop / 2 ** 24 - 10];
}

describe('one dopamine signal', () => {
  const burst = 0.05;
  const dip = -0.02;

  it('teaches D1 and D2 cells opposite things', () => {
    const compiled = twoTypes(spinyD1.spec(1), spinyD2.spec(1));
    const [go, stop] = movedBy(compiled, burst);
    expect(go).toBeGreaterThan(0.05);
    expect(stop).toBeLessThan(-0.05);
    const [goDip, stopDip] = movedBy(compiled, dip);
    expect(goDip).toBeLessThan(-0.01);
    expect(stopDip).toBeGreaterThan(0.01);
  });

  it('teaches them the other way round where their receptors are exchanged', () => {
    const d1 = spinyD1.spec(1).modulation;
    const d2 = spinyD2.spec(1).modulation;
    const compiled = twoTypes(
      { ...spinyD1.spec(1), modulation: d2 },
      { ...spinyD2.spec(1), modulation: d1 },
    );
    const [go, stop] = movedBy(compiled, burst);
    expect(go).toBeLessThan(-0.05);
    expect(stop).toBeGreaterThan(0.05);
  });

  it('teaches nothing where receptors freeze learning', () => {
    const frozen = { dopamine: { synapses: { rate: { times: 0 } }, occupancy: { half: 1e-6 } } };
    const compiled = twoTypes(lif(1, { modulation: frozen }), lif(1));
    const [go, stop] = movedBy(compiled, burst);
    expect(Math.abs(go)).toBeLessThan(1e-4);
    expect(stop).toBeGreaterThan(0.05);
  });

  it('is felt above and below its reference by other amounts, if the cells say so', () => {
    const onlyBursts = { dopamine: { synapses: { above: 0.5, below: 0 } } };
    const compiled = twoTypes(lif(1, { modulation: onlyBursts }), lif(1));
    const [half, whole] = movedBy(compiled, burst);
    expect(half).toBeCloseTo(whole / 2, 4);
    const [none, less] = movedBy(compiled, dip);
    expect(none).toBe(0);
    expect(less).toBeLessThan(-0.01);
  });
});
