/** striatum bench network: every workload runs in a small size, and its numbers fit together. */
import { describe, expect, it, vi } from 'vitest';
import type { Bench, Measured } from '../src/bench/index.js';
import { measure } from '../src/bench/measure.js';
import { record } from '../src/bench/record.js';
import { workloads } from '../src/bench/workloads/index.js';
import { main } from '../src/cli/main.js';
import { addon } from '../src/network/binding.js';
import { compile } from '../src/network/compile.js';
import { Network } from '../src/network/network.js';

const SIZE = { seconds: 0.3, small: true, threads: 1 };

async function run(...argv: string[]): Promise<{ code: number; out: string }> {
  let out = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const code = await main(argv);
  spy.mockRestore();
  return { code, out };
}

describe.each(workloads.map((workload) => [workload.letter, workload] as const))(
  'workload %s',
  (_, workload) => {
    const measured = measure(workload, SIZE);

    it('fires, and its synapses carry it', () => {
      expect(measured.rate_hz).toBeGreaterThan(0.1);
      expect(measured.rate_hz).toBeLessThan(100);
      expect(measured.events_per_s).toBeGreaterThan(0);
    });

    it('measures what adds up', () => {
      const { tick_ms } = workload.network(true);
      expect(measured.ticks).toBe(Math.round(300 / tick_ms));
      expect(measured.real_time_factor * measured.step_us).toBeCloseTo(1000 * tick_ms, 6);
      expect(measured.real_time_factor).toBeCloseTo(Math.max(...measured.real_time_factors), 6);
      const events_per_tick = (measured.events_per_s * measured.step_us) / 1e6;
      expect(measured.ns_per_event * events_per_tick).toBeCloseTo(measured.step_us * 1000, 3);
      expect(measured.limit_ns_per_event).toBeGreaterThan(0);
      expect(measured.advance_us.p99).toBeGreaterThanOrEqual(measured.advance_us.p50);
      const { touched, laid_out } = measured.bytes_per_event;
      expect(laid_out).toBeGreaterThanOrEqual(8);
      // a weight has 4 bytes, and is not read where a lane has one for all
      const unread = laid_out - touched;
      if (['A', 'B'].includes(workload.letter)) {
        expect(unread).toBeGreaterThan(0);
        expect(unread).toBeLessThan(4);
      } else {
        expect(unread).toBeCloseTo(4, 6);
      }
      for (const us of Object.values(measured.stimuli_us)) expect(us).toBeGreaterThan(0);
    });

    it('ends in the same state again, with two threads', () => {
      const { checksum, hash } = measure(workload, { ...SIZE, threads: 2 });
      expect({ checksum, hash }).toEqual({
        checksum: measured.checksum,
        hash: measured.hash,
      });
    });
  },
);

describe('what a run is seen to do', () => {
  it.each(workloads)('is what $letter did', (workload) => {
    const compiled = compile(workload.network(true), { seed: 1 });
    const [stimulate] = Object.values(workload.stimuli);
    const watched = new Network(compiled, 1);
    const recording = record(watched, stimulate?.(watched) as () => void, 200);

    const network = new Network(compiled, 1);
    const stimulus = stimulate?.(network) as () => void;
    const { counts } = compiled;
    const delays = compiled.projections.flatMap(({ delays_ticks }) => delays_ticks);
    const spikes: number[][] = [];
    let cell_spikes = 0;
    for (let tick = 0; tick < 200; tick++) {
      stimulus();
      network.tick();
      const fired = [...network.views.spike.entries()].filter(([, spike]) => spike !== 0);
      spikes.push(fired.map(([neuron]) => neuron));
      const from = compiled.populations.get('cells')?.first as number;
      cell_spikes += fired.filter(([neuron]) => neuron >= from).length;
    }
    expect(watched.hash()).toBe(network.hash());
    expect(recording.cell_spikes).toBe(cell_spikes);
    // with one delay, every spike but the last tick's has arrived at all its targets
    if (new Set(delays).size > 1) return;
    const synapses = counts.static_synapses + counts.plastic_synapses;
    const rows = counts.static_rows + counts.plastic_rows;
    const arrived = spikes.slice(0, -1).flat().length;
    expect(recording.still.arrived + recording.plastic.arrived).toBe(arrived);
    expect(synapses / rows).toBeGreaterThan(79);
  });
});

describe('the bare loop', () => {
  const row_start = Uint32Array.of(0, 2, 3);
  const target = Uint32Array.of(0, 2, 1);
  const weight = Int32Array.of(1, 10, 100);
  const rows = Uint32Array.of(0, 1, 0);

  it('scatters the weights of the rows', () => {
    const sums = new Int32Array(3);
    const ns = addon().scatter(false, row_start, target, weight, rows, sums, 2);
    expect([...sums]).toEqual([4, 200, 40]);
    expect(ns).toBeGreaterThan(0);
  });

  it('moves weights that learn', () => {
    const heavy = weight.map((w) => w * 2 ** 20);
    const sums = new Int32Array(3);
    addon().scatter(true, row_start, target, heavy, rows, sums, 1);
    expect(sums[0]).toBeGreaterThan(2 * (heavy[0] as number));
  });

  it.each([
    ['a row that is not there', [row_start, target, weight, Uint32Array.of(2), 3]],
    ['a target that is not there', [row_start, target, weight, rows, 2]],
    ['rows out of order', [Uint32Array.of(3, 0, 3), target, weight, rows, 3]],
    ['too few weights', [row_start, target, weight.subarray(1), rows, 3]],
  ] as const)('refuses %s', (_, [starts, targets, weights, some, neurons]) => {
    const sums = new Int32Array(neurons);
    const scatter = () => addon().scatter(false, starts, targets, weights, some, sums, 1);
    expect(scatter).toThrow(expect.objectContaining({ name: 'RobotError' }));
  });
});

describe('striatum bench network', () => {
  it('prints a table', async () => {
    const { code, out } = await run('bench', 'network', '--small', '--seconds', '0.1');
    expect(code).toBe(0);
    expect(out).toMatch(/^ +A +S +B +C +C\.1 +L$/m);
    expect(out).toMatch(/^times real time( +[\d.]+){6}$/m);
  });

  it('prints JSON', async () => {
    const argv = ['bench', 'network', '--workload', 's', 'c.1', '--seconds', '0.1', '--json'];
    const bench = JSON.parse((await run(...argv)).out) as Bench;
    const [s, c] = bench.workloads as [Measured, Measured];
    expect(s).toMatchObject({ workload: 'S', ticks: 100, hash: expect.stringMatching(/^\w{16}$/) });
    expect(c).toMatchObject({ workload: 'C.1', ticks: 1000 });
    expect(bench.machine.simd).toBe(addon().simd());
  });

  it('refuses a workload that there is not', async () => {
    const { code, out } = await run('bench', 'network', '--workload', 'X', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(out).problems[0]).toMatchObject({ code: 'NAME_UNKNOWN', got: "'X'" });
  });
});

describe('striatum bench neurons', () => {
  const argv = ['bench', 'neurons', '--neurons', '64', '--ticks', '20'];

  it('prints what each kind costs', async () => {
    const { code, out } = await run(...argv);
    expect(code).toBe(0);
    expect(out).toMatch(/^izhikevich +baseline( +\S.*){4}$/m);
  });

  it('prints JSON', async () => {
    const { rows } = JSON.parse((await run(...argv, '--json')).out);
    for (const { fixed_ns, float_ns, ratio } of rows) {
      expect(ratio).toBeCloseTo(fixed_ns / float_ns, 9);
    }
    expect(new Set(rows.map(({ kind }: { kind: string }) => kind))).toContain('lif');
  });
});
