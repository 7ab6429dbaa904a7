/** The rules of a network: each with its code, its place and a remedy. */
import { describe, expect, it } from 'vitest';
import { formatProblem, Problems } from '../../src/errors.js';
import type { Slice } from '../../src/handle.js';
import { checkNetwork, type NetworkSpec } from '../../src/network/check.js';
import { gamma, normal, uniform } from '../../src/network/distribution.js';
import { pairStdp } from '../../src/network/learning/pair-stdp.js';
import { policyGradient } from '../../src/network/learning/policy-gradient.js';
import { lif, source } from '../../src/network/neuron.js';
import type { ProjectionInput } from '../../src/network/synapse.js';
import { type NetworkInput, smallNetwork } from '../setup/small-network.js';

function problemsOfNetwork(network: NetworkSpec) {
  const problems = new Problems();
  checkNetwork(network, network.name, problems);
  return problems.list;
}

const learn = policyGradient({
  modulator: 'dopamine',
  tau_pre_ms: 20,
  tau_eligibility_ms: 500,
  rate_per_s: 1,
  bounds_mv: [0, 4],
});
const stdp = pairStdp({
  modulator: 'dopamine',
  a_plus_mv: 0.1,
  a_minus_mv: 0.12,
  tau_plus_ms: 20,
  tau_minus_ms: 20,
  tau_eligibility_ms: 1000,
  rate_per_s: 1,
  bounds_mv: [0, 4],
});
const dopamine = { tau_ms: 200, min: -4, max: 4 };

/** Ten sources onto five cells, with one thing changed. */
function network(change: Partial<NetworkInput> = {}): NetworkSpec {
  return smallNetwork({
    modulators: { dopamine },
    neurons: { eyes: source(10), move: lif(5) },
    synapses: (n) => [connectOf(n, { weight_mv: uniform(0, 4), learn })],
    ...change,
  });
}

/** A projection from the sources to the cells, with some things changed. */
function connectOf({ eyes, move }: { readonly [name: string]: Slice }, options: object) {
  return { from: eyes, to: move, delay_ms: 1, weight_mv: 1, ...options } as ProjectionInput;
}

const synapse = (options: object) => network({ synapses: (n) => [connectOf(n, options)] });
const cell = (parameters: Parameters<typeof lif>[1]) =>
  network({ neurons: { eyes: source(10), move: lif(5, parameters) } });

describe('a network', () => {
  it('that is sound has no problem', () => {
    expect(problemsOfNetwork(network())).toEqual([]);
    expect(problemsOfNetwork(synapse({ learn: stdp }))).toEqual([]);
  });

  const at = 'net › synapses › 0 (eyes → move)';
  const cases: [code: string, path: string, network: NetworkSpec][] = [
    ['NUMBER_NOT_HELD', 'net › tick_ms', network({ tick_ms: 0.0015 })],
    ['NUMBER_NOT_HELD', 'net › tick_ms', network({ tick_ms: 2000 })],
    ['DESCRIPTION_INVALID', 'net › neurons', network({ neurons: {}, synapses: () => [] })],
    [
      'LIMIT_EXCEEDED',
      'net › neurons',
      network({ neurons: { eyes: source(10), move: lif(300_000) } }),
    ],
    [
      'TIME_CONSTANT_NOT_HELD',
      'net › neurons › move › tau_membrane_ms',
      cell({ tau_membrane_ms: 0 }),
    ],
    [
      'TIME_CONSTANT_NOT_HELD',
      'net › neurons › move › tau_membrane_ms',
      cell({ tau_membrane_ms: 1e9 }),
    ],
    [
      'TIME_CONSTANT_NOT_HELD',
      'net › neurons › move › tau_synapse_ms',
      cell({ tau_synapse_ms: 0.01 }),
    ],
    ['NUMBER_NOT_HELD', 'net › neurons › move › threshold_mv', cell({ threshold_mv: 256 })],
    ['NUMBER_NOT_HELD', 'net › neurons › move › rest_mv', cell({ rest_mv: uniform(-300, -60) })],
    ['NUMBER_NOT_HELD', 'net › neurons › move › bias_mv', cell({ bias_mv: 1e-9 })],
    ['NUMBER_NOT_HELD', 'net › neurons › move › escape_mv', cell({ escape_mv: 1e-4 })],
    ['NUMBER_NOT_HELD', 'net › neurons › move › refractory_ms', cell({ refractory_ms: 300 })],
    ['RANGE_REVERSED', 'net › neurons › move › reset_mv', cell({ reset_mv: -50 })],
    ['RANGE_REVERSED', 'net › neurons › move › rest_mv', cell({ rest_mv: uniform(-60, -70) })],
    [
      'DESCRIPTION_INVALID',
      'net › neurons › move › tau_membrane_ms › mean',
      cell({ tau_membrane_ms: gamma({ shape: 3, mean: 20, min: 30 }) }),
    ],
    [
      'RANGE_REVERSED',
      'net › modulators › dopamine',
      network({ modulators: { dopamine: { tau_ms: 1, min: 1, max: 0 } } }),
    ],
    [
      'NUMBER_NOT_HELD',
      'net › modulators › dopamine › max',
      network({ modulators: { dopamine: { ...dopamine, max: 8 } } }),
    ],
    [
      'DESCRIPTION_INVALID',
      'net › modulators › dopamine › tonic',
      network({ modulators: { dopamine: { ...dopamine, tonic: 5 } } }),
    ],
    [
      'TIME_CONSTANT_NOT_HELD',
      'net › modulators › dopamine › tau_ms',
      network({ modulators: { dopamine: { ...dopamine, tau_ms: 0.001 } } }),
    ],
    ['DELAY_OUT_OF_RANGE', `${at} › delay_ms`, synapse({ delay_ms: 0 })],
    ['DELAY_OUT_OF_RANGE', `${at} › delay_ms`, synapse({ delay_ms: uniform(1, 256) })],
    ['NUMBER_NOT_HELD', `${at} › weight_mv`, synapse({ weight_mv: 128 })],
    [
      'NAME_UNKNOWN',
      `${at} › learn › modulator`,
      synapse({ learn: { ...learn, modulator: 'dopamin' } }),
    ],
    [
      'TIME_CONSTANT_NOT_HELD',
      `${at} › learn › tau_eligibility_ms`,
      synapse({ learn: { ...learn, tau_eligibility_ms: 1e5 } }),
    ],
    [
      'TIME_CONSTANT_NOT_HELD',
      `${at} › learn › tau_plus_ms`,
      synapse({ learn: { ...stdp, tau_plus_ms: 300 } }),
    ],
    [
      'NUMBER_NOT_HELD',
      `${at} › learn › a_plus_mv`,
      synapse({ learn: { ...stdp, a_plus_mv: 1e-9 } }),
    ],
    [
      'NUMBER_NOT_HELD',
      `${at} › learn › rate_per_s`,
      synapse({ learn: { ...learn, rate_per_s: 1e9 } }),
    ],
    [
      'NUMBER_NOT_HELD',
      `${at} › learn › reference`,
      synapse({ learn: { ...learn, reference: 5 } }),
    ],
    [
      'NUMBER_NOT_HELD',
      `${at} › learn › bounds_mv`,
      synapse({ learn: { ...learn, bounds_mv: [0, 200] } }),
    ],
    [
      'RANGE_REVERSED',
      `${at} › learn › bounds_mv`,
      synapse({ learn: { ...learn, bounds_mv: [4, 0] } }),
    ],
    ['WEIGHT_OUT_OF_BOUNDS', `${at} › weight_mv`, synapse({ weight_mv: uniform(-1, 4), learn })],
    [
      'WEIGHT_OUT_OF_BOUNDS',
      `${at} › weight_mv`,
      synapse({ weight_mv: normal({ mean: 9, std: 1 }), learn }),
    ],
    [
      'FAN_IN_OVERFLOW',
      'net › neurons › move',
      network({
        neurons: { eyes: source(300), move: lif(5) },
        synapses: (n) => [connectOf(n, { weight_mv: 120 })],
      }),
    ],
    [
      'LIMIT_EXCEEDED',
      at,
      network({
        neurons: { eyes: source(5000), move: lif(5000) },
        synapses: (n) => [connectOf(n, { weight_mv: 0.001 })],
      }),
    ],
  ];

  it.each(cases)('%s at %s', (code, path, broken) => {
    const found = problemsOfNetwork(broken);
    expect(found.map(formatProblem).join('\n')).toContain(`at  ${path}\n`);
    expect(found.filter((problem) => problem.path === path)).toMatchObject([{ code }]);
    for (const problem of found) expect(problem.remedy).not.toBe('');
  });

  it('says what is allowed and what to do', () => {
    const found = [
      ...problemsOfNetwork(cell({ tau_membrane_ms: 0.01, escape_mv: 1e-4, threshold_mv: 400 })),
      ...problemsOfNetwork(synapse({ weight_mv: normal({ mean: 9, std: 1 }), learn })),
      ...problemsOfNetwork(synapse({ to: { population: 'move', first: 3, count: 5 } })),
    ];
    expect(found.map(formatProblem).join('\n')).toMatchInlineSnapshot(`
      "✖ TIME_CONSTANT_NOT_HELD  0.01 ms; allowed: 0.05 to 42949700 ms with a tick of 1 ms.
          at  net › neurons › move › tau_membrane_ms
          do  lengthen it, or shorten tick_ms
      ✖ NUMBER_NOT_HELD  400 mV; allowed: -256 to 256 mV, the upper end excluded.
          at  net › neurons › move › threshold_mv
          do  choose a number that q8_23 holds
      ✖ NUMBER_NOT_HELD  0.0001 mV; allowed: 0, or 0.00392157 to 41943 mV.
          at  net › neurons › move › escape_mv
          do  choose a width that its inverse in q8_23 can hold, or 0 for a hard threshold
      ✖ WEIGHT_OUT_OF_BOUNDS  weights about 9 mV; allowed: 0 to 4 mV, the bounds of its rule.
          at  net › synapses › 0 (eyes → move) › weight_mv
          do  draw the weights inside bounds_mv, or widen bounds_mv
      ✖ SLICE_OUT_OF_RANGE  neurons 3 up to 8 of 'move'; allowed: at least one, from 0 up to 5.
          at  net › synapses › 0 (eyes → move) › to
          do  correct the slice, or give 'move' more neurons"
    `);
  });
});
