/** The value population: its closed forms, a chain that it learns, and what it refuses. */
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/random.js';
import { makeCritic, valuePopulation } from '../../src/reward/index.js';
import { problemsOf } from '../setup/problems.js';

const context = { cues: 0, tick_ms: 10, neurons: { value: 100 } };
const none = new Float64Array(0);
const horizon_s = 0.5;
const gamma = Math.exp(-0.01 / horizon_s);
const spec = valuePopulation({
  population: 'value',
  value_per_hz: 0.1,
  value_at_rest: -1,
  horizon_s,
});
/** V is what the population did in the tick alone. */
const sharp = valuePopulation({
  population: 'value',
  value_per_hz: 0.01,
  horizon_s,
  tau_decay_ms: 0,
});

describe('population', () => {
  it('gives a constant error at a constant rate', () => {
    const critic = makeCritic(spec, context);
    let error = 0;
    for (let tick = 0; tick < 500; tick++) {
      error = critic.learn(0.25, none, false, Uint32Array.of(30));
    }
    // 30 of 100 neurons in 10 ms: 30 Hz, a value of 0.1 * 30 - 1.
    expect(error).toBeCloseTo(0.25 - (1 - gamma) * 2, 9);
  });

  it('counts a spike by its kernel, of area 1', () => {
    const flat = valuePopulation({ population: 'value', value_per_hz: 1, horizon_s: 1e12 });
    const critic = makeCritic(flat, context);
    critic.learn(0, none, false, Uint32Array.of(0));
    const values: number[] = [];
    for (let tick = 0, value = 0; tick < 400; tick++) {
      value += critic.learn(0, none, false, Uint32Array.of(tick === 0 ? 100 : 0));
      values.push(value);
    }
    const area = values.reduce((sum, value) => sum + value * 0.01, 0);
    expect(area).toBeCloseTo(1, 6);
    const peak = values.indexOf(Math.max(...values));
    // κ is highest after ln(200 / 50) · 200 · 50 / 150 = 92 ms.
    expect(Math.abs(peak * 10 - 92)).toBeLessThan(15);
  });

  it('is surprised by less than it foresaw, and not by what it foresaw', () => {
    const errorAfter = (reward: number) => {
      const critic = makeCritic(sharp, context);
      critic.learn(0, none, false, Uint32Array.of(100));
      return critic.learn(reward, none, true, Uint32Array.of(0));
    };
    expect(errorAfter(1)).toBeCloseTo(0, 12);
    expect(errorAfter(0)).toBeCloseTo(-1, 12);
    expect(errorAfter(2)).toBeCloseTo(1, 12);
  });

  it('teaches a population the discounted reward of a chain of two states', () => {
    const critic = makeCritic(sharp, context);
    const random = new RandomStream(1, 'chain');
    // Chance of a spike in each state, moved by delta times the spikes that were there: TD-LTP.
    const chance = [0.2, 0.2];
    const spikesIn = (state: number) => {
      let count = 0;
      for (let i = 0; i < 100; i++) if (random.uniform() < (chance[state] as number)) count += 1;
      return count;
    };
    const move = (state: number, delta: number, spikes: number) => {
      chance[state] = Math.min(1, (chance[state] as number) + 0.0002 * delta * spikes);
    };
    for (let episode = 0; episode < 20_000; episode++) {
      const [first, second] = [spikesIn(0), spikesIn(1)];
      critic.learn(0, none, false, Uint32Array.of(first));
      move(0, critic.learn(0, none, false, Uint32Array.of(second)), first);
      move(1, critic.learn(0.6, none, true, Uint32Array.of(0)), second);
    }
    expect(chance[1]).toBeCloseTo(0.6, 1);
    expect(chance[0]).toBeCloseTo(0.6 * gamma, 1);
  });

  it('passes over a reward that is not a number, and forgets at the end of an episode', () => {
    const critic = makeCritic(sharp, context);
    const spikes = Uint32Array.of(40);
    expect(critic.learn(1, none, false, spikes)).toBe(0);
    expect(critic.learn(Number.NaN, none, false, spikes)).toBe(0);
    expect(critic.learn(Number.NaN, none, true, spikes)).toBe(0);
    expect(critic.learn(1, none, false, spikes)).toBe(0);
  });

  it('goes on alike from a copy of its state, and is new after reset', () => {
    const critic = makeCritic(spec, context);
    for (let tick = 0; tick < 37; tick++) critic.learn(1, none, false, Uint32Array.of(tick));
    const copy = makeCritic(spec, context);
    copy.state.set(critic.state);
    const spikes = Uint32Array.of(12);
    expect(copy.learn(0.5, none, false, spikes)).toBe(critic.learn(0.5, none, false, spikes));
    critic.reset();
    expect(critic.state).toEqual(makeCritic(spec, context).state);
  });

  it('refuses what cannot be, all at once', () => {
    const wrong = valuePopulation({
      population: 'valu',
      value_per_hz: 0,
      horizon_s,
      tau_rise_ms: 200,
    });
    expect(problemsOf(() => makeCritic(wrong, context))).toMatchObject([
      { code: 'NAME_UNKNOWN', path: 'population › population' },
      { code: 'NUMBER_NOT_HELD', path: 'population › tau_rise_ms' },
      { code: 'NUMBER_NOT_HELD', path: 'population › value_per_hz' },
    ]);
  });
});
