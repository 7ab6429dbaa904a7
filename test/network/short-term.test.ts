/** Short-term plasticity: from a description to a model, and what it does. */
import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/errors.js';
import { checkNetwork } from '../../src/network/check.js';
import { compile } from '../../src/network/compile.js';
import { list } from '../../src/network/distribution.js';
import { inspectNetwork, shortTermSchema } from '../../src/network/index.js';
import { policyGradient } from '../../src/network/learning/policy-gradient.js';
import { readArray } from '../../src/network/model-file.js';
import { checkModel, Network } from '../../src/network/network.js';
import { lif, source } from '../../src/network/neuron.js';
import { NO_SHORT_TERM } from '../../src/network/short-term.js';
import { connect, type ProjectionInput } from '../../src/network/synapse.js';
import { faultsOfCard } from '../contract/card.js';
import { problemsOf } from '../setup/problems.js';
import { smallNetwork } from '../setup/small-network.js';

const tiring = { u: 0.5, tau_rec_ms: 800 };
const strengthening = { u: 0.05, tau_rec_ms: 100, tau_facil_ms: 1000 };

const network = (more: Partial<ProjectionInput>, tick_ms = 1) =>
  smallNetwork({
    tick_ms,
    modulators: { dopamine: { tau_ms: 0, min: -1, max: 1 } },
    neurons: { eyes: source(3), cell: lif(1, { tau_membrane_ms: tick_ms / 20 }) },
    synapses: (n) => [
      { ...connect(n.eyes, n.cell, { weight_mv: 10, delay_ms: tick_ms }), ...more },
      connect(n.eyes, n.cell, { weight_mv: 0, delay_ms: tick_ms }),
    ],
  });

describe('short-term plasticity', () => {
  it.each([
    ['tires', tiring, 20],
    ['strengthens, then tires', strengthening, 20],
    ['takes all at once', { u: 1, tau_rec_ms: 0 }, 3],
  ])('%s as the paper says, in whatever tick', (_, short_term, interval_ms) => {
    for (const tick_ms of [0.1, 1]) {
      const run = new Network(compile(network({ short_term }, tick_ms)), 1);
      const { u: use, tau_rec_ms, tau_facil_ms } = shortTermSchema.parse(short_term);
      const back = tau_rec_ms === 0 ? 0 : Math.exp(-interval_ms / tau_rec_ms);
      const fades = tau_facil_ms === 0 ? 0 : Math.exp(-interval_ms / tau_facil_ms);
      let u = 0;
      let x = 1;
      for (let spike = 0; spike < 20; spike++) {
        u = use + u * (1 - use) * fades;
        run.views.source_spike[1] = 1;
        run.run(2);
        expect((run.views.current[3] as number) / 2 ** 23, `spike ${spike}`).toBeCloseTo(
          10 * u * x,
          4,
        );
        run.run(Math.round(interval_ms / tick_ms) - 2);
        x = 1 - (1 - x * (1 - u)) * back;
      }
      run.close();
    }
  });

  it('is held once, however many projections and delays have it', () => {
    const spec = smallNetwork({
      neurons: { eyes: source(3), cells: lif(2) },
      synapses: (n) => [
        connect(n.eyes, n.cells, { weight_mv: 1, delay_ms: list([1, 2]), short_term: tiring }),
        connect(n.eyes, n.cells, { weight_mv: 1, delay_ms: 1 }),
        connect(n.eyes, n.cells, { weight_mv: 1, delay_ms: 3, short_term: tiring }),
        connect(n.eyes, n.cells, { weight_mv: 1, delay_ms: 3, short_term: strengthening }),
      ],
    });
    const compiled = compile(spec);
    checkModel(compiled.bytes);
    expect(compiled.counts).toMatchObject({ short_terms: 2, short_rows: 3 * 4 });
    expect([...readArray(compiled.bytes, 'static_lane_short')]).toEqual([
      0,
      0,
      NO_SHORT_TERM,
      0,
      1,
    ]);
    expect(compiled.projections.map(({ short_term }) => short_term)).toEqual([0, undefined, 0, 1]);
  });

  it('is reported, its time constants too', () => {
    const { time_constants, parameters } = inspectNetwork(compile(network({ short_term: tiring })));
    const path = 'synapses › 0 (eyes → cell) › short_term';
    expect(time_constants.map((row) => row.path)).toContain(`${path} › tau_rec_ms`);
    expect(parameters.find((row) => row.path === `${path} › u`)?.became.mean).toBe(0.5);
  });

  it.each([
    ['a use of 0', { u: 0, tau_rec_ms: 1 }],
    ['a use above 1', { u: 1.1, tau_rec_ms: 1 }],
    ['no recovery', { u: 0.5 }],
    ['a misspelt time', { u: 0.5, tau_rec_ms: 1, tau_fac_ms: 5 }],
  ])('takes no description with %s', (_, said) => {
    expect(shortTermSchema.safeParse(said).success).toBe(false);
  });

  it.each([
    [
      'too slow for its ticks',
      { short_term: { ...tiring, tau_rec_ms: 1e6 } },
      'TIME_CONSTANT_NOT_HELD',
      'tau_rec_ms',
    ],
    [
      'too fast for them',
      { short_term: { ...tiring, tau_facil_ms: 0.01 } },
      'TIME_CONSTANT_NOT_HELD',
      'tau_facil_ms',
    ],
    ['that uses next to nothing', { short_term: { ...tiring, u: 1e-12 } }, 'NUMBER_NOT_HELD', 'u'],
    [
      'beside learning',
      {
        short_term: tiring,
        learn: policyGradient({
          modulator: 'dopamine',
          tau_pre_ms: 20,
          tau_eligibility_ms: 100,
          rate_per_s: 1,
          bounds_mv: [0, 20],
        }),
      },
      'DESCRIPTION_INVALID',
      'short_term',
    ],
  ])('is refused %s', (_, more, code, place) => {
    const problems = new Problems();
    checkNetwork(network(more as Partial<ProjectionInput>), 'net', problems);
    expect(problemsOf(() => problems.throwIfAny())).toMatchObject([
      { code, path: expect.stringMatching(new RegExp(`short_term.*${place}$|${place}$`)) },
    ]);
  });

  it('has a card', () => {
    expect(faultsOfCard('synapses', 'short-term', shortTermSchema)).toEqual([]);
  });
});
