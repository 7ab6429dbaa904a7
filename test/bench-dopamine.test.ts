/** striatum bench dopamine: the distal reward problem and its costs, in their small sizes. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { type Arm, arms, type Latch } from '../src/bench/distal/arms.js';
import { chooseSynapse } from '../src/bench/distal/chosen.js';
import { Looks } from '../src/bench/distal/looks.js';
import { Rewards } from '../src/bench/distal/rewards.js';
import { runDistal } from '../src/bench/distal/run.js';
import { Watch } from '../src/bench/distal/watch.js';
import { main } from '../src/cli/main.js';
import { readArray } from '../src/network/model-file.js';
import { Network } from '../src/network/network.js';

const [learned, latched, clamped, off] = arms as readonly [Arm, Arm, Arm, Arm];

describe('the chosen synapse', () => {
  it('begins at 0 between two excitatory cells, and all others at 1', () => {
    const { compiled, chosen } = chooseSynapse(7, learned);
    const weight = readArray(compiled.bytes, 'plastic_weight');
    expect(weight[chosen.synapse]).toBe(0);
    expect(weight.filter((raw) => raw === 2 ** 24)).toHaveLength(79_999);
    const starts = readArray(compiled.bytes, 'plastic_row_start');
    expect(chosen.synapse).toBeGreaterThanOrEqual(starts[chosen.pre] as number);
    expect(chosen.synapse).toBeLessThan(starts[chosen.pre + 1] as number);
    expect(readArray(compiled.bytes, 'plastic_target')[chosen.synapse]).toBe(chosen.post);
    expect(chosen.post).toBeLessThan(800);
  });

  it('is the same in all arms, and another with another seed', () => {
    const [one, other] = [chooseSynapse(7, learned), chooseSynapse(7, off)];
    expect(one.chosen).toEqual(other.chosen);
    const targets = [one, other].map(({ compiled }) => readArray(compiled.bytes, 'plastic_target'));
    expect(targets[0]).toEqual(targets[1]);
    expect(chooseSynapse(8, learned).chosen).not.toEqual(one.chosen);
  });
});

describe('the watch over it', () => {
  it('lets acetylcholine follow noradrenaline at the bound, and then no weight moves', () => {
    const latch = { ...(latched.latch as Latch), at_mv: 0.02 };
    const { compiled, chosen } = chooseSynapse(3, latched);
    const network = new Network(compiled, 3);
    const watch = new Watch(network, chosen.synapse, latch);
    const go = (ticks: number) => {
      for (let t = 0; t < ticks; t++) {
        network.views.drive.fill(t % 40 === 0 ? 60 * 2 ** 23 : 0);
        network.release(0, 0.5);
        network.tick();
      }
    };
    const levels = () => [network.level(1), network.level(2)];
    watch.look();
    network.tick();
    expect(levels()).toEqual([1, 0]);
    const before = network.weightsHash();
    go(400);
    expect(network.weightsHash()).not.toBe(before);
    new Watch(network, chosen.synapse, { ...latch, at_mv: -1 }).look();
    network.run(2);
    expect(levels()).toEqual([0, 1]);
    const kept = network.weightsHash();
    go(400);
    expect(network.weightsHash()).toBe(kept);
    network.close();
  });
});

describe('rewards', () => {
  const comeAfter = (pre: number, post: number) => {
    const rewards = new Rewards(1);
    for (let tick = 0; tick < 5000; tick++) {
      rewards.comes(tick);
      rewards.saw(tick, tick === pre ? 1 : 0, tick === post ? 1 : 0);
    }
    return rewards.came;
  };

  it.each([
    [100, 101],
    [100, 119],
  ])('come for spikes in ticks %i and %i, once, 1 to 3 s later', (pre, post) => {
    const [tick = 0, ...more] = comeAfter(pre, post);
    expect(more).toEqual([]);
    expect(tick).toBeGreaterThan(post + 1000);
    expect(tick).toBeLessThanOrEqual(post + 3000);
  });

  it.each([
    [100, 120],
    [100, 100],
    [100, 99],
  ])('do not come for spikes in ticks %i and %i', (pre, post) => {
    expect(comeAfter(pre, post)).toEqual([]);
  });
});

describe('a look', () => {
  it('sees the chosen synapse and the spread of the others', () => {
    const looks = new Looks(0);
    const weights = Int32Array.from({ length: 1001 }, (_, i) => i * 2 ** 14);
    weights[0] = 900.5 * 2 ** 14;
    looks.take(3, weights);
    const [look] = looks.all;
    expect(look).toMatchObject({ time_s: 3, chosen_mv: 900.5 / 1024, stronger: 0.1 });
    expect(look?.mean_mv).toBeCloseTo(500.5 / 1024, 9);
    expect(look?.percentiles_mv.map((mv) => mv * 1024)).toEqual([501, 901, 991, 1000]);
  });

  it('holds the largest weight', () => {
    const looks = new Looks(1);
    looks.take(0, Int32Array.of(2 ** 26, 2 ** 26));
    expect(looks.all[0]).toMatchObject({ chosen_mv: 4, mean_mv: 4, stronger: 0 });
    expect(looks.all[0]?.percentiles_mv).toEqual([4, 4, 4, 4]);
  });
});

describe('a run', () => {
  it.each([1, 4])('of seed %i finds the synapse, sooner where dopamine lasts longer', (seed) => {
    const lasting = { ...learned, dopamine: { ...learned.dopamine, tau_ms: 1000 } };
    const { scores, rewards_s } = runDistal(lasting, seed, 150);
    expect(rewards_s.length).toBeGreaterThan(0);
    expect(scores.rewards).toBe(rewards_s.length);
    expect(scores.peak_mv).toBeGreaterThan(2);
    expect(scores.half_s).toBeGreaterThan(rewards_s[0] as number);
    expect(scores.half_rewards).toBeLessThanOrEqual(scores.rewards);
    expect(runDistal(clamped, seed, 150).scores.peak_mv).toBeLessThan(1);
  });

  it('moves no weight without dopamine', () => {
    const { looks, scores } = runDistal(off, 4, 11);
    for (const look of looks) {
      expect(look).toMatchObject({ chosen_mv: 0, mean_mv: 1, percentiles_mv: [1, 1, 1, 1] });
    }
    expect(scores).toMatchObject({ peak_mv: 0, half_s: null, half_rewards: null });
  });

  it('is the same again, and another one in another arm', () => {
    const once = runDistal(learned, 3, 2);
    expect(runDistal(learned, 3, 2)).toEqual(once);
    expect(runDistal(off, 3, 2).hash).not.toBe(once.hash);
  });
});

async function run(...argv: string[]): Promise<{ code: number; out: string }> {
  let out = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const code = await main(['bench', 'dopamine', ...argv]);
  spy.mockRestore();
  process.exitCode = 0;
  return { code, out };
}

describe('striatum bench dopamine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'striatum-test-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const short = ['--seeds', '2', '--seconds', '3'];

  it('prints a table, and says that so short a run bears nothing out', async () => {
    const { code, out } = await run(...short);
    expect(code).toBe(1);
    expect(out).toMatch(/^end_mv +success +runs +min +25 % +median +75 % +max$/m);
    expect(out).toMatch(/^off +0\/2 +2 +0 +0 +0 +0 +0$/m);
    expect(out).toContain('✖ learned: 0/2, claimed at least 2');
    expect(out).toContain('✔ off: 0/2, claimed at most 0');
  });

  it('prints JSON, of one arm alone', async () => {
    const { code, out } = await run(...short, '--first-seed', '9', '--arm', 'off', '--json');
    expect(code).toBe(0);
    const { seeds, arms } = JSON.parse(out);
    expect(seeds).toEqual([9, 10]);
    expect(arms).toHaveLength(1);
    expect(arms[0]).toMatchObject({ name: 'off', reached: 0, of: 2, claim: { holds: true } });
    expect(arms[0].runs[0]).toMatchObject({ seed: 9, end_mv: 0, reached_s: null });
  });

  it('draws every arm, seed and percentile', async () => {
    const file = join(folder, 'distal.svg');
    await run(...short, '--plot', file);
    const svg = readFileSync(file, 'utf8');
    const open = svg.match(/<(?!\/)[a-z]+[^>]*[^/]>/g) ?? [];
    expect(open).toHaveLength((svg.match(/<\//g) ?? []).length);
    // the bound, four percentiles, two seeds and the rewards
    expect(svg.match(/<polyline/g)).toHaveLength(arms.length * 8);
    for (const { name, meaning } of arms) expect(svg).toContain(`${name}: ${meaning}`);
    expect(svg).not.toContain('NaN');
  });

  it.each([
    [['--seeds', '0'], 'a whole number from 1 to 10000'],
    [['--first-seed', '-1'], 'a whole number from 0 to 4294967295'],
    [['--seconds', 'long'], 'a number above 0'],
    [['--arm', 'of'], "'learned', 'bursts, then latched', 'clamped', 'off', 'bursts, clamped'"],
    [['--arm', 'off', '--cost'], 'what `striatum bench --help` lists'],
    [['--plot', 'a.svg', '--cost'], 'what `striatum bench --help` lists'],
    [['--plot', '/no/such/folder/a.svg', '--arm', 'off', ...short], 'a file that can be written'],
  ])('refuses %j', async (argv, allowed) => {
    const { code, out } = await run(...argv, '--json');
    expect(code).toBe(64);
    const [problem] = JSON.parse(out).problems;
    expect(problem.code).toBe('ARGUMENT_INVALID');
    expect(problem.allowed).toContain(allowed);
  });
});
