/**
 * SpiNNaker's test of neuromodulated pairing (sPyNNaker, TestSTDPNeuromodulation): a spike arrives
 * at 1500 ms, its target spikes at 1504, dopamine comes at 1601, and the weight is read at 2400.
 * SpiNNaker itself, in s5.11 with tables, is 0.5 % below its closed form.
 */
import { expect, it } from 'vitest';
import { compile } from '../../src/network/compile.js';
import { pairStdp } from '../../src/network/learning/pair-stdp.js';
import { Network } from '../../src/network/network.js';
import { lif, source } from '../../src/network/neuron.js';
import { connect } from '../../src/network/synapse.js';
import { smallNetwork } from '../setup/small-network.js';

const ARRIVES = 1500;
const SPIKES = 1504;
const REWARD = 1601;
const READ = 2400;

/** As their test works it out. */
function closedForm(): number {
  const eligible = Math.exp(-(SPIKES - ARRIVES) / 10) * Math.exp(-(REWARD - SPIKES) / 1000);
  const faded = Math.exp(-(READ - REWARD) / 200) * Math.exp(-(READ - REWARD) / 1000);
  return (eligible * 0.1 * (1 - faded)) / (1 / 1000 + 1 / 200);
}

it('pairing, dopamine and time give the weight of the closed form within 0.5 %', () => {
  const learn = pairStdp({
    modulator: 'dopamine',
    a_plus_mv: 1,
    a_minus_mv: 1,
    tau_plus_ms: 10,
    tau_minus_ms: 12,
    tau_eligibility_ms: 1000,
    rate_per_s: 1000,
    bounds_mv: [0, 20],
  });
  const compiled = compile(
    smallNetwork({
      modulators: { dopamine: { tau_ms: 200, min: 0, max: 1 } },
      neurons: { eye: source(1), cell: lif(1) },
      synapses: (n) => [connect(n.eye, n.cell, { weight_mv: 0, delay_ms: 1, learn })],
    }),
  );
  const network = new Network(compiled, 1);
  for (let t = 0; t < READ; t++) {
    network.views.source_spike[0] = t === ARRIVES - 1 ? 1 : 0;
    network.views.drive[1] = t === SPIKES ? 40 * 2 ** 23 : 0;
    network.release(0, t === REWARD ? 0.1 : 0);
    network.tick();
    expect(network.views.spike[1]).toBe(t === SPIKES ? 1 : 0);
  }
  const weight = (network.settle()[0] as number) / 2 ** 24;
  network.close();
  expect(closedForm()).toBeCloseTo(10.055271, 5);
  expect(Math.abs(weight / closedForm() - 1)).toBeLessThan(0.005);
});
