/** What dopamine costs: sweeps that learn what the core learns, and costs that are all there. */
import { describe, expect, it, vi } from 'vitest';
import { type Cost, cases, measureDopamine } from '../src/bench/dopamine-cost.js';
import { type Rows, recordTrain, rowsOf, sweep, type Train } from '../src/bench/eager.js';
import { copiedNoise, releaseAtTimes } from '../src/bench/stimuli.js';
import { dopamineNetwork, learn } from '../src/bench/workloads/dopamine.js';
import { main } from '../src/cli/main.js';
import { compile } from '../src/network/compile.js';
import { Network, WEIGHT_ONE } from '../src/network/network.js';

describe('learning by sweeps', () => {
  const compiled = compile(dopamineNetwork(), { seed: 1 });
  const network = new Network(compiled, 1);
  const jostle = copiedNoise(network, 13);
  const release = releaseAtTimes(network, 0.5, 500);
  const stimulus = () => {
    jostle();
    release();
  };
  const train = recordTrain(network, stimulus, 2000);
  const core = Float32Array.from(network.settle(), (raw) => raw / WEIGHT_ONE);
  const rows = rowsOf(compiled);
  const swept = (every: number) => {
    const weight_mv = rows.weight_mv.slice();
    expect(sweep({ ...rows, weight_mv }, train, learn, { every })).toBeGreaterThan(0);
    return weight_mv;
  };
  /** Differences from the core, the least first. */
  const errors = (weights: Float32Array) =>
    weights.map((weight, i) => Math.abs(weight - (core[i] as number))).sort();

  it('every tick is what the core learns, up to rounding and where weights are held', () => {
    const moved = core.map((weight) => Math.abs(weight - 1)).sort();
    expect(moved[79_000]).toBeGreaterThan(0.01);
    const sorted = errors(swept(1));
    expect(sorted[79_900]).toBeLessThan(1e-4);
    expect(sorted[79_999]).toBeLessThan(0.02);
  });

  it('every 10 ms is near it', () => {
    const [tick, tenth] = [errors(swept(1)), errors(swept(10))];
    expect(tenth[79_000]).toBeGreaterThan(tick[79_000] as number);
    expect(tenth[79_999]).toBeLessThan(0.1);
  });

  it('has a row for each neuron', () => {
    const { row_start, target } = rows;
    expect(row_start[0]).toBe(0);
    expect([...row_start.subarray(799)]).toEqual([79_900, ...Array(201).fill(80_000)]);
    expect(target).toHaveLength(80_000);
  });

  it.each<[string, Partial<Rows>, Partial<Train>, number]>([
    ['a target that is not there', { target: rows.target.map(() => 1000) }, {}, 1],
    ['a spike that is not there', {}, { spikes: train.spikes.map(() => 1000) }, 1],
    ['rows out of order', { row_start: rows.row_start.slice().reverse() }, {}, 1],
    ['too few weights', { weight_mv: rows.weight_mv.subarray(1) }, {}, 1],
    ['a tick without a level', {}, { level: train.level.subarray(1) }, 1],
    ['spikes out of order', {}, { spike_start: train.spike_start.slice().reverse() }, 1],
    ['no sweep at all', {}, {}, 0],
  ])('refuses %s', (_, of, spikes, every) => {
    const broken = () => sweep({ ...rows, ...of }, { ...train, ...spikes }, learn, { every });
    expect(broken).toThrow(expect.objectContaining({ name: 'RobotError' }));
  });
});

describe('costs', () => {
  const some = cases.filter(({ times }) => times === 1);
  const costs = measureDopamine(0.2, 1, some);
  const named = (name: string) => costs.find((each) => each.name === name) as Cost;

  it('are there for every network', () => {
    expect(costs.map(({ name }) => name)).toEqual(some.map(({ name }) => name));
    for (const { static_us, exact_us, sweep_us } of costs) {
      for (const us of [static_us, exact_us, sweep_us.every_tick, sweep_us.every_10_ms]) {
        expect(us).toBeGreaterThan(0);
        expect(us).toBeLessThan(1e6);
      }
    }
  });

  it('tell of networks that are what they are called', () => {
    const synapses = costs.map(({ plastic_synapses }) => plastic_synapses);
    expect(synapses.slice(0, -2).every((count) => count === 80_000)).toBe(true);
    expect(synapses.slice(-2)).toEqual([160_000, 240_000]);
    expect(named('B, noise of 10').rate_hz).toBeLessThan(named('B').rate_hz);
    expect(named('B, noise of 25').rate_hz).toBeGreaterThan(named('B').rate_hz);
    const silent = named('B and 800 silent, 100 synapses each');
    expect(silent.rate_hz).toBeCloseTo(named('B and 800 silent, 200 synapses each').rate_hz, 9);
  });
});

describe('striatum bench dopamine --cost', () => {
  it('prints a row for each network', async () => {
    let out = '';
    const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += String(text);
      return true;
    });
    const argv = ['bench', 'dopamine', '--cost', '--seconds', '0.01', '--rounds', '1'];
    const code = await main(argv);
    spy.mockRestore();
    expect(code).toBe(0);
    for (const { name } of cases)
      expect(out).toMatch(new RegExp(`^${name} +\\d+( +[\\d.]+){8}$`, 'm'));
  });
});
