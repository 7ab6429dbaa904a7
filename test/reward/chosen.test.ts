/** The critic of action values: what it expects of the pool that was chosen, and when. */
import { describe, expect, it } from 'vitest';
import { type ChosenSpec, chosen, makeCritic } from '../../src/reward/index.js';
import { problemsOf } from '../setup/problems.js';

const context = { cues: 0, tick_ms: 10, neurons: { left: 10, right: 20, other: 5 } };
const spec = chosen({ pools: ['left', 'right'], value_per_hz: 0.02, tau_ms: 0 });
const none = new Float64Array(0);

/** A critic that is told of spikes of left and right, tick by tick, and then of the reward. */
function trial(given: ChosenSpec, ticks: readonly (readonly [number, number])[]) {
  const critic = makeCritic(given, context);
  const errors = ticks.map((spikes) => {
    return critic.learn(Number.NaN, none, false, Uint32Array.from(spikes));
  });
  const outcome = (reward: number, ends = false) => {
    return critic.learn(reward, none, ends, Uint32Array.of(0, 0));
  };
  return { critic, errors, outcome };
}

describe('chosen', () => {
  it('compares reward with the rate of the most active pool, per neuron', () => {
    // 5 of 10 neurons in 10 ms are 50 Hz; 6 of 20 are 30 Hz, though they are more spikes.
    const { errors, outcome } = trial(spec, [
      [5, 0],
      [0, 6],
    ]);
    expect(errors).toEqual([0, 0]);
    expect(outcome(1)).toBeCloseTo(1 - 0.02 * 50, 12);
  });

  it('forgets a choice with its outcome', () => {
    const { critic, outcome } = trial(spec, [[5, 0]]);
    outcome(1);
    expect(critic.state.every((number) => number === 0)).toBe(true);
    expect(outcome(0.25)).toBe(0.25);
  });

  it('remembers a choice for as long as the outcome takes', () => {
    const ticks = Array.from({ length: 300 }, (_, tick) => [tick === 0 ? 4 : 0, 0] as const);
    expect(trial(spec, ticks).outcome(0)).toBeCloseTo(-0.02 * 40, 12);
  });

  it('reaches a constant error at a constant rate', () => {
    const smooth = chosen({ pools: ['left', 'right'], value_per_hz: 0.02, tau_ms: 30 });
    const ticks = Array.from({ length: 100 }, () => [2, 1] as const);
    expect(trial(smooth, ticks).outcome(1)).toBeCloseTo(1 - 0.02 * 20, 9);
  });

  it('waits for the end of an episode if so told', () => {
    const waits = chosen({ pools: ['left', 'right'], value_per_hz: 0.02, tau_ms: 0, at: 'end' });
    const { outcome } = trial(waits, [[5, 0]]);
    expect(outcome(0.5)).toBe(0);
    expect(outcome(1, true)).toBeCloseTo(0, 12);
    expect(outcome(1, true)).toBe(1);
  });

  it('goes on alike from a copy of its state, and is new after reset', () => {
    const smooth = chosen({ pools: ['left', 'right'], value_per_hz: 0.02, tau_ms: 30 });
    const { critic } = trial(smooth, [
      [3, 1],
      [2, 2],
    ]);
    const copy = makeCritic(smooth, context);
    copy.state.set(critic.state);
    const spikes = Uint32Array.of(1, 4);
    expect(copy.learn(1, none, false, spikes)).toBe(critic.learn(1, none, false, spikes));
    critic.reset();
    expect(critic.state).toEqual(makeCritic(smooth, context).state);
  });

  it('refuses populations that are not there, and one twice', () => {
    const wrong = chosen({ pools: ['left', 'lefd', 'left'], value_per_hz: 1 });
    expect(problemsOf(() => makeCritic(wrong, context))).toMatchObject([
      { code: 'NAME_UNKNOWN', path: 'chosen › pools', got: "'lefd'" },
      { code: 'DESCRIPTION_INVALID', path: 'chosen › pools', got: "'left' twice" },
    ]);
  });
});
