/** A network becomes a model that the core accepts, says what it became, and repeats by seed. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/network/compile.js';
import { gamma, list, normal, uniform } from '../../src/network/distribution.js';
import { inspectNetwork } from '../../src/network/inspect.js';
import { pairStdp } from '../../src/network/learning/pair-stdp.js';
import { policyGradient } from '../../src/network/learning/policy-gradient.js';
import { crc32, readArray, readCounts } from '../../src/network/model-file.js';
import { checkModel, Network } from '../../src/network/network.js';
import { lif, source } from '../../src/network/neuron.js';
import { formatReport } from '../../src/network/report.js';
import { connect } from '../../src/network/synapse.js';
import { problemsOf } from '../setup/problems.js';
import { rover } from '../setup/rover.js';
import { smallNetwork } from '../setup/small-network.js';

const gradient = policyGradient({
  modulator: 'dopamine',
  tau_pre_ms: 20,
  tau_eligibility_ms: 500,
  rate_per_s: 10,
  bounds_mv: [-5, 5],
});
const stdp = pairStdp({
  modulator: 'dopamine',
  a_plus_mv: 0.1,
  a_minus_mv: 0.15,
  tau_plus_ms: 20,
  tau_minus_ms: 30,
  tau_eligibility_ms: 1000,
  rate_per_s: 1,
  bounds_mv: [0, 4],
  pairing: 'nearest',
});

/** Static and plastic synapses, both rules, several delays, a recurrent projection. */
const mixed = smallNetwork({
  modulators: { dopamine: { tau_ms: 200, tonic: 0.1, min: -4, max: 4 } },
  neurons: {
    eyes: source(20),
    middle: lif(10, { tau_membrane_ms: gamma({ shape: 3, mean: 20 }), escape_mv: 2 }),
    out: lif(6, { tau_synapse_ms: 5, threshold_mv: list([-50, -48]) }),
  },
  synapses: (n) => [
    connect(n.eyes, n.middle, {
      weight_mv: uniform(-1, 1),
      delay_ms: uniform(1, 5),
      learn: gradient,
    }),
    connect(n.middle, n.out, { weight_mv: normal({ mean: 2, std: 1 }), delay_ms: 3, learn: stdp }),
    connect(n.middle, n.middle, { weight_mv: -1, delay_ms: 2, probability: 0.5 }),
    connect(n.eyes.slice(0, 5), n.out, { weight_mv: 1, delay_ms: 255 }),
    connect(n.eyes.slice(5), n.out, { weight_mv: 0, delay_ms: 1, learn: gradient }),
  ],
});

describe('a model', () => {
  const compiled = compile(mixed, { seed: 1 });

  it('is accepted by the core', () => {
    checkModel(compiled.bytes);
    checkModel(compile(rover(), { seed: 1 }).bytes);
  });

  it('has the checksum of zlib', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    expect(compiled.checksum).toBe(
      crc32(compiled.bytes.subarray(16)).toString(16).padStart(8, '0'),
    );
  });

  it('holds its counts', () => {
    expect(readCounts(compiled.bytes)).toEqual(compiled.counts);
    expect(compiled.counts).toMatchObject({
      tick_us: 1000,
      neurons: 36,
      populations: 3,
      rules: 2,
      pair_rules: 1,
      modulators: 1,
      history_slots: 256,
      plastic_synapses: 20 * 10 + 10 * 6 + 15 * 6,
    });
  });

  it('repeats by seed, byte for byte', () => {
    expect(compile(mixed, { seed: 1 }).bytes).toEqual(compiled.bytes);
    expect(compile(mixed, { seed: 2 }).bytes).not.toEqual(compiled.bytes);
  });

  it('draws a projection the same whatever stands before it', () => {
    const later = { ...mixed, synapses: mixed.synapses.slice(1) };
    const weights = (from: typeof compiled, index: number) => {
      const { first_synapse, count } = from.projections[index] as (typeof from.projections)[0];
      return readArray(from.bytes, 'plastic_weight').slice(first_synapse, first_synapse + count);
    };
    expect(weights(compile(later, { seed: 1 }), 0)).toEqual(weights(compiled, 1));
  });

  it('never connects a neuron to itself', () => {
    const targets = readArray(compiled.bytes, 'static_target');
    const starts = readArray(compiled.bytes, 'static_row_start');
    const rows = readArray(compiled.bytes, 'static_lane_pre_count')[0] as number;
    const first = compiled.populations.get('middle')?.ports[0]?.first_slot as number;
    expect(rows).toBe(10);
    for (let row = 0; row < rows; row++) {
      expect(targets.slice(starts[row], starts[row + 1])).not.toContain(first + row);
    }
  });

  it('keeps each number in its format', () => {
    const words = readArray(compiled.bytes, 'cell_parameter');
    const [, port] = readArray(compiled.bytes, 'port_parameter_first');
    expect((words[port as number] as number) / 2 ** 31).toBeCloseTo(Math.exp(-1 / 5), 8);
    const threshold = readArray(compiled.bytes, 'threshold');
    expect([...threshold.slice(30, 33)].map((raw) => raw / 2 ** 23)).toEqual([-50, -48, -50]);
    expect([...readArray(compiled.bytes, 'rule_kind')]).toEqual([0, 1]);
    expect([...readArray(compiled.bytes, 'rule_trace_mode')]).toEqual([1, 0]);
    expect(readArray(compiled.bytes, 'rule_reference')[0]).toBe(Math.round(0.1 * 2 ** 28));
  });

  it('keeps unbounded weights inside the bounds of their rule', () => {
    const spread = smallNetwork({
      modulators: { dopamine: { tau_ms: 0, min: -1, max: 1 } },
      neurons: { eyes: source(50), out: lif(20) },
      synapses: (n) => [
        connect(n.eyes, n.out, {
          weight_mv: normal({ mean: 0, std: 9 }),
          delay_ms: 1,
          learn: gradient,
        }),
      ],
    });
    const model = compile(spread);
    checkModel(model.bytes);
    const weights = readArray(model.bytes, 'plastic_weight');
    expect(Math.max(...weights)).toBeLessThanOrEqual(5 * 2 ** 24);
    expect(Math.max(...weights)).toBeGreaterThan(4.5 * 2 ** 24);
  });
});

describe('the extremes that the rules let pass', () => {
  it.each([0.01, 1, 1000])('are accepted by the core at a tick of %d ms', (tick_ms) => {
    const extreme = {
      tau_membrane_ms: uniform(tick_ms / 20, 4e7 * tick_ms),
      tau_synapse_ms: list([0, tick_ms / 20, 4e7 * tick_ms]),
      threshold_mv: 255.9,
      reset_mv: -256,
      escape_mv: list([0, 0.004, 41000]),
      refractory_ms: list([0, 255 * tick_ms]),
    };
    const rule = (rate_per_s: number, tau_pre_ms: number) =>
      policyGradient({
        modulator: 'dopamine',
        tau_pre_ms,
        tau_eligibility_ms: 94000 * tick_ms,
        rate_per_s,
        bounds_mv: [-128, 127.9],
      });
    const model = compile(
      smallNetwork({
        tick_ms,
        modulators: { dopamine: { tau_ms: 0, min: -7.9, max: 7.9 } },
        neurons: { eyes: source(3), out: lif(6, extreme) },
        synapses: (n) => [
          connect(n.eyes, n.out, {
            weight_mv: list([-128, 127.9]),
            delay_ms: list([tick_ms, 255 * tick_ms]),
            learn: rule(6e7 / tick_ms, 222 * tick_ms),
          }),
          connect(n.eyes, n.out, {
            weight_mv: 0,
            delay_ms: tick_ms,
            learn: rule(1e-9 / tick_ms, 0),
          }),
        ],
      }),
    );
    checkModel(model.bytes);
    expect(model.counts).toMatchObject({ pairing_slots: 1024, history_slots: 256 });
  });
});

describe('projections', () => {
  const compiled = compile(mixed, { seed: 1 });

  it('are found again in the model, synapse for synapse', () => {
    const network = new Network(compiled, 1);
    for (const projection of compiled.projections) {
      const weights = network.weights_mv(projection);
      const { report } = compiled;
      const row = report.find(({ path }) => path === `${projection.path} › weight_mv`);
      expect(weights.length).toBe(projection.count);
      expect(Math.min(...weights)).toBe(row?.became.min);
      expect(Math.max(...weights)).toBe(row?.became.max);
    }
    network.close();
  });

  it('list their delays, and share a rule that is the same', () => {
    expect(compiled.projections.map(({ delays_ticks }) => delays_ticks)).toEqual([
      [1, 2, 3, 4, 5],
      [3],
      [2],
      [255],
      [1],
    ]);
    expect(compiled.projections.map(({ rule }) => rule)).toEqual([1, 0, undefined, undefined, 1]);
    expect(compiled.projections.map(({ first_synapse }) => first_synapse)).toEqual([
      0,
      200,
      0,
      compiled.projections[2]?.count,
      260,
    ]);
  });
});

describe('the report', () => {
  it('says what each number became', () => {
    const network = smallNetwork({
      tick_ms: 10,
      modulators: { dopamine: { tau_ms: 50, min: -4, max: 4 } },
      neurons: { eyes: source(4), out: lif(2, { tau_membrane_ms: 5000, refractory_ms: 2 }) },
      synapses: (n) => [
        connect(n.eyes, n.out, { weight_mv: uniform(1, 3), delay_ms: 14, learn: gradient }),
      ],
    });
    const rows = formatReport(compile(network).report).split('\n');
    const timed = rows.filter((row) => row.includes('_ms'));
    expect(timed.map((row) => row.replace(/ {3,}/, '  ')).join('\n')).toMatchInlineSnapshot(`
      "modulators › dopamine › tau_ms  50 ms -> 50 ms  (q0_31, ±9.9e-8 %)
      neurons › out › tau_membrane_ms  5000 ms -> 5000 ms  (q0_31, ±4.4e-6 %)
      neurons › out › tau_synapse_ms  0 ms -> 0 ms  (q0_31, exact)
      neurons › out › refractory_ms  2 ms -> 0 ms  (u8, ±100 %)
      synapses › 0 (eyes → out) › delay_ms  14 ms -> 10 ms  (u8, ±29 %)
      synapses › 0 (eyes → out) › learn › tau_eligibility_ms  500 ms -> 500 ms  (q0_31, ±6.7e-7 %)
      synapses › 0 (eyes → out) › learn › tau_pre_ms  20 ms -> 20 ms  (q0_31, ±3.9e-8 %)"
    `);
  });

  it('feeds what inspect shows', () => {
    const compiled = compile(mixed, { seed: 1 });
    const shown = inspectNetwork(compiled);
    const network = new Network(compiled, 1);
    expect(shown.bytes.state).toBe(network.views.tick.buffer.byteLength);
    expect(shown.bytes.model).toBe(compiled.bytes.length);
    expect(shown.synapses.plastic).toBe(350);
    expect(shown.operations_per_tick.neuron_updates).toBe(16);
    expect(shown.operations_per_tick.lane_visits).toBe(5 + 1 + 1 + 1 + 1);
    expect(shown.time_constants.length).toBe(1 + 2 * 2 + 3 + 2);
    network.close();
  });
});

describe('what was drawn', () => {
  it('is refused if it could overflow a neuron', () => {
    const heavy = smallNetwork({
      neurons: { eyes: source(700), out: lif(3) },
      synapses: (n) => [connect(n.eyes, n.out, { weight_mv: uniform(-1, 127), delay_ms: 1 })],
    });
    expect(problemsOf(() => compile(heavy))).toMatchObject([
      { code: 'FAN_IN_OVERFLOW', path: 'net › neurons › out' },
    ]);
  });
});
