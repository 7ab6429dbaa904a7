/** The winner decoder: contract, who wins, ties, the least stay, refusals. */
import { describe, expect, it } from 'vitest';
import { decoderPopulations, makeDecoder, winner } from '../../src/decode/index.js';
import { decoderContract } from '../contract/decoder.js';
import { problemsOf } from '../setup/problems.js';
import { context, valuesOf } from './bench.js';

const choices = [
  { population: { population: 'back' }, value: -5 },
  { population: { population: 'stay' }, value: 1 },
  { population: { population: 'forth' }, value: 5 },
];
const three = { ...context, counts: [10, 10, 20] };

for (const hold_ms of [0, 70]) {
  decoderContract(`winner that holds ${hold_ms} ms`, {
    make: (given) => makeDecoder(winner(choices, { tau_ms: 50, hold_ms }), given),
    context: three,
  });
}

/** The values under a script of spikes, one row a tick. */
function play(spec: ReturnType<typeof winner>, script: readonly (readonly number[])[]): number[] {
  const decoder = makeDecoder(spec, three);
  const places = Uint32Array.of(0, 1, 2);
  return script.map((row) => decoder.decode(Uint32Array.from(row), places));
}

describe('winner', () => {
  it('gives the value of the population with the highest rate per neuron', () => {
    expect(play(winner(choices, { tau_ms: 0 }), [[0, 3, 5]])).toEqual([1]);
    expect(play(winner(choices, { tau_ms: 0 }), [[0, 2, 5]])).toEqual([5]);
  });

  it('is safe until the first spike, and holds its value through silence and ties', () => {
    const script = [
      [0, 0, 0],
      [0, 0, 4],
      [0, 0, 0],
      [1, 1, 2],
      [3, 1, 2],
      [3, 3, 6],
    ];
    expect(play(winner(choices, { tau_ms: 0 }), script)).toEqual([0, 5, 5, 5, -5, -5]);
  });

  it('smooths before it compares', () => {
    const steady = new Array(30).fill([4, 0, 0]);
    const spec = winner(choices, { tau_ms: 100 });
    expect(play(spec, [...steady, [0, 9, 0]]).at(-1)).toBe(-5);
    expect(play(spec, [...steady, ...new Array(10).fill([0, 9, 0])]).at(-1)).toBe(1);
  });

  it('lets a winner stay for hold_ms', () => {
    const script = [[5, 0, 0], ...new Array(6).fill([0, 5, 0])];
    const values = play(winner(choices, { tau_ms: 0, hold_ms: 40 }), script);
    expect(values).toEqual([-5, -5, -5, -5, 1, 1, 1]);
  });

  it('names its populations in order', () => {
    expect(decoderPopulations(winner(choices))).toEqual(['back', 'stay', 'forth']);
    expect(valuesOf(winner(choices), [0, 0, 1], 1, three)).toEqual([5]);
  });

  it('refuses values outside the range, all at once', () => {
    const wide = choices.map(({ population, value }) => ({ population, value: value * 5 }));
    const problems = problemsOf(() => makeDecoder(winner(wide), three));
    expect(problems.map(({ code, path, got }) => [code, path, got])).toEqual([
      ['NUMBER_NOT_HELD', 'winner › choices › 0 › value', '-25 for back'],
      ['NUMBER_NOT_HELD', 'winner › choices › 2 › value', '25 for forth'],
    ]);
  });
});
