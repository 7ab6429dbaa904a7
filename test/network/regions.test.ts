/** Modulators in regions: levels of their own, what flows between, and neurons that release. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/network/compile.js';
import { pairStdp } from '../../src/network/learning/pair-stdp.js';
import type { ModulatorOptions } from '../../src/network/modulator.js';
import { Network } from '../../src/network/network.js';
import { lif, source } from '../../src/network/neuron.js';
import { connect } from '../../src/network/synapse.js';
import { problemsOf } from '../setup/problems.js';
import { smallNetwork } from '../setup/small-network.js';

const regions = { striatum: { tonic: 0.2 }, cortex: {} };
const dopamine = { tau_ms: 1e6, min: -4, max: 4, regions } satisfies ModulatorOptions;

describe('a modulator with regions', () => {
  it('has a level in each, released and commanded by itself', () => {
    const compiled = compile(smallNetwork({ modulators: { dopamine }, neurons: { cell: lif(1) } }));
    expect(compiled.modulators).toEqual(['dopamine@striatum', 'dopamine@cortex']);
    const network = new Network(compiled, 1);
    network.release(1, 0.5);
    network.tick();
    expect(network.level(0)).toBeCloseTo(0.2, 6);
    expect(network.level(1)).toBeCloseTo(0.5, 6);
    network.setTonic(0, 1.5);
    network.tick();
    expect(network.level(0)).toBeCloseTo(1.5, 6);
    expect(network.level(1)).toBeCloseTo(0.5, 3);
    network.close();
  });

  it('flows between them: a difference lasts tau_ms, and nothing is lost', () => {
    const flows = [{ between: ['striatum', 'cortex'], tau_ms: 100 }] as const;
    const even = { ...dopamine, regions: { striatum: {}, cortex: {} } };
    const spec = { ...even, flows: [...flows] };
    const network = new Network(
      compile(smallNetwork({ modulators: { dopamine: spec }, neurons: { cell: lif(1) } })),
      1,
    );
    network.release(0, 1);
    network.tick();
    network.run(100);
    const [one, other] = [network.level(0), network.level(1)];
    expect(one - other).toBeCloseTo(Math.exp(-1), 2);
    expect(one + other).toBeCloseTo(1, 3);
    network.close();
  });

  it('is released by spikes of neurons, where they say', () => {
    const spec = {
      ...dopamine,
      released_by: [{ population: 'nigra', amount: 0.125, region: 'cortex' }],
    };
    const network = new Network(
      compile(smallNetwork({ modulators: { dopamine: spec }, neurons: { nigra: source(3) } })),
      1,
    );
    network.views.source_spike.set([1, 0, 1]);
    network.tick();
    expect(network.level(0)).toBeCloseTo(0.2, 6);
    expect(network.level(1)).toBeCloseTo(0.25, 6);
    network.close();
  });

  it('teaches synapses where their targets are', () => {
    const learn = pairStdp({
      modulator: 'dopamine',
      a_plus_mv: 1,
      a_minus_mv: 0,
      tau_plus_ms: 20,
      tau_minus_ms: 20,
      tau_eligibility_ms: 1000,
      rate_per_s: 5,
      bounds_mv: [0, 20],
    });
    const plastic = { weight_mv: 10, delay_ms: 1, learn };
    const network = new Network(
      compile(
        smallNetwork({
          modulators: { dopamine },
          neurons: {
            eye: source(1),
            here: lif(1, { region: 'striatum' }),
            there: lif(1, { region: 'cortex' }),
          },
          synapses: (n) => [connect(n.eye, n.here, plastic), connect(n.eye, n.there, plastic)],
        }),
      ),
      1,
    );
    for (let t = 0; t < 1000; t++) {
      network.views.source_spike[0] = t === 10 ? 1 : 0;
      network.views.drive.fill(t === 15 ? 40 * 2 ** 23 : 0, 1, 3);
      network.release(1, t === 100 ? 1 : 0);
      network.tick();
    }
    const [here = 0, there = 0] = network.settle();
    expect(here / 2 ** 24).toBe(10);
    expect(there / 2 ** 24).toBeGreaterThan(10.5);
    network.close();
  });
});

describe('what is wrong with modulators', () => {
  const problems = (modulators: object, cell: object = {}) => {
    return problemsOf(() => {
      const network = smallNetwork({
        modulators: modulators as { [name: string]: ModulatorOptions },
        neurons: { cell: lif(1, cell) },
      });
      compile(network);
    }).map(({ code, path }) => `${code} ${path}`);
  };

  it.each([
    [
      'a flow to nowhere, and one to itself',
      {
        dopamine: {
          ...dopamine,
          flows: [
            { between: ['striatum', 'cortx'], tau_ms: 10 },
            { between: ['cortex', 'cortex'], tau_ms: 10 },
          ],
        },
      },
      {},
      [
        'NAME_UNKNOWN net › modulators › dopamine › flows › 0 › between',
        'DESCRIPTION_INVALID net › modulators › dopamine › flows › 1 › between',
      ],
    ],
    [
      'neurons and regions that are not there',
      { dopamine: { ...dopamine, released_by: [{ population: 'x', amount: 9, region: 'y' }] } },
      {},
      [
        'NAME_UNKNOWN net › modulators › dopamine › released_by › 0 › population',
        'NAME_UNKNOWN net › modulators › dopamine › released_by › 0 › region',
        'NUMBER_NOT_HELD net › modulators › dopamine › released_by › 0 › amount',
      ],
    ],
    [
      'a tonic level out of range in one region',
      { dopamine: { ...dopamine, regions: { striatum: { tonic: 5 } } } },
      {},
      ['DESCRIPTION_INVALID net › modulators › dopamine › regions › striatum › tonic'],
    ],
    [
      'cells in no region of what they have receptors for',
      { dopamine },
      { modulation: { dopamine: { cell: { bias_mv: { plus: 1 } } } } },
      ['NAME_UNKNOWN net › neurons › cell › modulation › dopamine'],
    ],
    [
      'a region that no modulator has',
      { dopamine },
      { region: 'moon' },
      ['NAME_UNKNOWN net › neurons › cell › region'],
    ],
    [
      'parameters and receptors that are not there',
      { dopamine: { tau_ms: 1, min: 0, max: 1 } },
      {
        modulation: {
          dopamine: {
            cell: { bias: { plus: 1 } },
            receptors: { nmda: { times: 2 }, current: { times: -1 } },
            dendrites: { tuft: {} },
            synapses: { learn: { tau: { times: 2 } } },
          },
          dopmaine: {},
        },
      },
      [
        'NAME_UNKNOWN net › neurons › cell › modulation › dopamine › cell › bias',
        'NAME_UNKNOWN net › neurons › cell › modulation › dopamine › dendrites › tuft',
        'NAME_UNKNOWN net › neurons › cell › modulation › dopamine › receptors › nmda',
        'NUMBER_NOT_HELD net › neurons › cell › modulation › dopamine › receptors › current',
        'NAME_UNKNOWN net › neurons › cell › modulation › dopamine › synapses › learn › tau',
        'NAME_UNKNOWN net › neurons › cell › modulation › dopmaine',
      ],
    ],
    [
      'a change in two ways, and in none',
      { dopamine: { tau_ms: 1, min: 0, max: 1 } },
      {
        modulation: {
          dopamine: { cell: { bias_mv: { plus: 1, to: 2 }, reset_mv: {} } },
        },
      },
      [
        'DESCRIPTION_INVALID net › neurons › cell › modulation › dopamine › cell › bias_mv',
        'DESCRIPTION_INVALID net › neurons › cell › modulation › dopamine › cell › reset_mv',
      ],
    ],
    [
      'a count of ticks that is to move',
      { dopamine: { tau_ms: 1, min: 0, max: 1 } },
      { modulation: { dopamine: { cell: { refractory_ms: { plus: 5 } } } } },
      ['DESCRIPTION_INVALID net › neurons › cell › modulation › dopamine'],
    ],
  ])('is said at once: %s', (_, modulators, cell, expected) => {
    expect(problems(modulators, cell)).toEqual(expected);
  });

  it('but not receptors for a usual modulator that the robot does not have', () => {
    expect(problems({}, { modulation: { serotonin: { cell: { bias_mv: { plus: 1 } } } } })).toEqual(
      [],
    );
  });
});
