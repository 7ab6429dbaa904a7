/** The striatal circuit: what its dopamine cells say, and what its D1 and D2 cells learn of it. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/network/compile.js';
import { Network } from '../../src/network/network.js';
import { source } from '../../src/network/neuron.js';
import { striatum } from '../../src/parts/striatum.js';
import { smallNetwork } from '../setup/small-network.js';

const ACTION_TICKS = 30;
const CUES = 4;

/** A circuit of one action, so that what it does is known. */
class Circuit {
  readonly network: Network;

  constructor() {
    const bg = striatum({ actions: ['press'], input: 'cue', reward_after_ms: 300 });
    const input = {
      tick_ms: 10,
      modulators: bg.modulators,
      neurons: { cue: source(CUES), ...bg.neurons },
      synapses: bg.synapses,
    };
    this.network = new Network(compile(smallNetwork(input)), 1);
    this.network.run(100);
  }

  /** Dopamine spikes of a tick, on average, while cue or reward are there or not. */
  during(ticks: number, { cue = false, reward = false } = {}): number {
    const { population_spikes, source_spike } = this.network.views;
    const index = this.#population('dopamine_cells').index;
    const { first, count } = this.#population('reward_cells');
    let spikes = 0;
    for (let t = 0; t < ticks; t++) {
      source_spike.fill(cue ? 1 : 0, 0, CUES);
      source_spike.fill(reward ? 1 : 0, first, first + count);
      this.network.tick();
      spikes += population_spikes[index] as number;
    }
    return spikes / ticks;
  }

  /** An action, and what comes of it; gives the dopamine while the outcome is there. */
  trial(reward: boolean): number {
    this.during(ACTION_TICKS, { cue: true });
    const dopamine = this.during(ACTION_TICKS, { reward });
    this.during(100);
    return dopamine;
  }

  /** Mean weight of the synapses onto these cells, in mV. */
  weight_mv(onto: string): number {
    const projection = this.network.compiled.projections.find(({ from, to, learn }) => {
      return learn && from === 'cue' && to === onto;
    });
    if (!projection) throw new Error(onto);
    const weights = this.network.weights_mv(projection);
    return weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  }

  #population(name: string) {
    const found = this.network.compiled.populations.get(name);
    if (!found) throw new Error(name);
    return found;
  }
}

describe('the dopamine cells', () => {
  const tonic = new Circuit().during(1000);

  it('fire at the rate at which nothing is learned while nothing happens', () => {
    const { neurons, reference } = striatum({
      actions: ['press'],
      input: 'cue',
      reward_after_ms: 10,
    });
    expect(tonic / neurons.dopamine_cells.count).toBeCloseTo(reference, 2);
  });

  it('burst at a reward, less at one that was expected, and dip where it does not come', () => {
    const unexpected = new Circuit().during(ACTION_TICKS, { reward: true });
    const expected = new Circuit().trial(true);
    const omitted = new Circuit().trial(false);
    expect(unexpected).toBeGreaterThan(2 * tonic);
    expect(expected).toBeLessThan(0.8 * unexpected);
    expect(omitted).toBeLessThan(0.7 * tonic);
  });
});

describe('go and no-go cells', () => {
  it.each([
    ['rewarded', true, 1],
    ['not', false, -1],
  ])('learn opposite things from the same dopamine of an action that was %s', (_, paid, sign) => {
    const circuit = new Circuit();
    const [go, nogo] = ['go_press', 'nogo_press'].map((name) => circuit.weight_mv(name));
    circuit.trial(paid);
    const learned = circuit.weight_mv('go_press') - (go as number);
    const unlearned = circuit.weight_mv('nogo_press') - (nogo as number);
    expect(sign * learned).toBeGreaterThan(0.01);
    expect(sign * unlearned).toBeLessThan(-0.01);
  });
});

it.each([[[]], [['left', 'left']]])('actions %j are refused', (actions) => {
  const make = () => striatum({ actions, input: 'cue', reward_after_ms: 10 });
  expect(make).toThrow(expect.objectContaining({ code: 'ARGUMENT_INVALID' }));
});
