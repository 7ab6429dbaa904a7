/** An explanation names the spikes and the dopamine that moved a weight, and leaves nothing out. */
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/control/explain.js';
import { SynapseHistory } from '../../src/control/synapse-history.js';
import { type Compiled, compile } from '../../src/network/compile.js';
import { pairStdp } from '../../src/network/learning/pair-stdp.js';
import { policyGradient } from '../../src/network/learning/policy-gradient.js';
import { Network } from '../../src/network/network.js';
import { lif, source } from '../../src/network/neuron.js';
import type { PlasticityInput } from '../../src/network/plasticity.js';
import { findSynapses, type Pair, type SynapsePlace } from '../../src/network/probe.js';
import { connect } from '../../src/network/synapse.js';
import { RandomStream } from '../../src/random.js';
import { smallNetwork } from '../setup/small-network.js';

const PAIR: Pair = { from: 'eye', pre: 0, to: 'cell', post: 0 };

function oneSynapse(learn: PlasticityInput): Compiled {
  return compile(
    smallNetwork({
      modulators: { dopamine: { tau_ms: 200, min: -4, max: 4 } },
      neurons: { eye: source(1), cell: lif(1, { refractory_ms: 0, escape_mv: 2 }) },
      synapses: (n) => [connect(n.eye, n.cell, { weight_mv: 5, delay_ms: 3, learn })],
    }),
  );
}

const common = { modulator: 'dopamine', tau_eligibility_ms: 500, bounds_mv: [0, 10] } as const;
const stdp = pairStdp({
  ...common,
  a_plus_mv: 1,
  a_minus_mv: 0.5,
  tau_plus_ms: 20,
  tau_minus_ms: 20,
  rate_per_s: 1,
});
const gradient = policyGradient({ ...common, tau_pre_ms: 20, rate_per_s: 5 });

/** Spikes of the source at these ticks, a push of the target and dopamine likewise. */
function explained(
  compiled: Compiled,
  ticks: number,
  at: { eye: number[]; push: number[]; dopamine: { [tick: number]: number } },
) {
  const network = new Network(compiled, 4);
  const orders = { done: { kind: 'nothing', place: 0 } } as const;
  const place = findSynapses(compiled, PAIR)[0] as SynapsePlace;
  const history = new SynapseHistory(network, place, PAIR);
  for (let t = 0; t < ticks; t++) {
    network.views.source_spike[0] = at.eye.includes(t) ? 1 : 0;
    network.views.drive[1] = (at.push.includes(t) ? 60 : -2) * 2 ** 23;
    network.release(0, at.dopamine[t] ?? 0);
    network.tick();
    history.tick({ orders });
  }
  network.close();
  return explain(history);
}

describe('of pair STDP', () => {
  const found = explained(oneSynapse(stdp), 4000, {
    eye: [100, 140],
    push: [113],
    dopamine: { 600: 0.5 },
  });

  it('both pairings are named, with what each has moved', () => {
    const [spike, arrival, ...more] = found.moments;
    expect(more).toEqual([]);
    expect(spike).toMatchObject({ tick: 113, cause: 'spike', since_arrival: 10 });
    expect(spike?.eligibility_mv).toBeCloseTo(Math.exp(-10 / 20), 4);
    expect(arrival).toMatchObject({ tick: 143, cause: 'arrival', since_arrival: 0 });
    expect(arrival?.eligibility_mv).toBeCloseTo(-0.5 * Math.exp(-29 / 20), 2);
    // Izhikevich 2007: A exp(-D / tau_e) D0 / (1 / tau_e + 1 / tau_d), D from the pairing on
    const earns = (wait_ms: number) => (Math.exp(-wait_ms / 500) * 0.5) / (1 / 0.5 + 1 / 0.2);
    const moved = (spike?.eligibility_mv as number) * earns(600 - 113);
    expect(spike?.moved_mv).toBeGreaterThan(0.99 * moved);
    expect(spike?.moved_mv).toBeLessThan(1.01 * moved);
    expect(arrival?.moved_mv).toBeLessThan(0);
  });

  it('the dopamine is named, and its peak', () => {
    const [dose, ...more] = found.doses;
    expect(more).toEqual([]);
    expect(dose?.first_tick).toBe(600);
    expect(dose?.peak).toBeCloseTo(0.5, 6);
    expect(found.moments.map(({ taught_tick }) => taught_tick)).toEqual([600, 600]);
  });

  it('the causes add up to what the weight moved by', () => {
    const { first, last } = found.weight_mv;
    expect(last).toBeGreaterThan(first);
    expect(Math.abs(found.causes_mv.held)).toBeLessThan(1e-5);
    const { spike, arrival, silence, held } = found.causes_mv;
    expect(spike + arrival + silence + held).toBeCloseTo(last - first, 9);
  });
});

describe('of policy gradient', () => {
  it('spikes and silence add up to what the weight moved by, whatever happened', () => {
    const random = new RandomStream(3, 'explain');
    const ticks = [...Array(5000).keys()];
    const some = (chance: number) => ticks.filter(() => random.uniform() < chance);
    const found = explained(oneSynapse(gradient), 5000, {
      eye: some(0.02),
      push: some(0.01),
      dopamine: Object.fromEntries(some(0.005).map((t) => [t, random.uniform() - 0.4])),
    });
    const { first, last } = found.weight_mv;
    expect(Math.abs(last - first)).toBeGreaterThan(0.01);
    expect(found.causes_mv.arrival).toBe(0);
    expect(found.causes_mv.silence).not.toBe(0);
    expect(Math.abs(found.causes_mv.held)).toBeLessThan(1e-3);
    const dosed = found.doses.reduce((sum, { moved_mv }) => sum + moved_mv, 0);
    expect(dosed).toBeCloseTo(last - first, 5);
  });
});

describe('at the end of its range', () => {
  it('what the range kept back is said', () => {
    const learn = { ...stdp, rate_per_s: 100 };
    const found = explained(oneSynapse(learn), 4000, {
      eye: [100],
      push: [113],
      dopamine: { 200: 2 },
    });
    expect(found.weight_mv.last).toBe(10);
    expect(found.causes_mv.spike).toBeGreaterThan(5);
    expect(found.causes_mv.held).toBeCloseTo(5 - found.causes_mv.spike, 6);
  });
});

describe('without dopamine', () => {
  it('nothing moved, and nothing is claimed', () => {
    const found = explained(oneSynapse(stdp), 500, { eye: [100], push: [113], dopamine: {} });
    expect(found.doses).toEqual([]);
    expect(found.weight_mv).toEqual({ first: 5, last: 5 });
    expect(found.causes_mv).toEqual({ spike: 0, arrival: 0, silence: 0, rolled_back: 0, held: 0 });
  });
});
