/** What the encoders' tests share: a channel, a slice, and how often each neuron fires. */
import type { Encoder, EncoderContext } from '../../src/encode/encoder.js';
import { type EncoderSpec, makeEncoder } from '../../src/encode/index.js';
import type { Slice } from '../../src/handle.js';

/** A channel from 0 to 10, eight neurons, ticks of 10 ms. */
export const context: EncoderContext = { min: 0, max: 10, count: 8, tick_ms: 10, seed: 5 };

export const into: Slice = { population: 'nose', first: 16, count: 8 };

/** The rate of each neuron while the value stays. */
export function ratesOf_hz(spec: EncoderSpec, value: number, ticks = 1000): number[] {
  const counts = new Array<number>(context.count).fill(0);
  const encoder = makeEncoder(spec, context);
  const spikes = new Uint8Array(context.count);
  for (let tick = 0; tick < ticks; tick++) {
    spikes.fill(0);
    encoder.encode(value, tick, spikes, 0);
    spikes.forEach((bit, neuron) => {
      counts[neuron] = (counts[neuron] as number) + bit;
    });
  }
  return counts.map((count) => (count * 1000) / (ticks * context.tick_ms));
}

/** The spikes of a new encoder at each tick, as text: '1' where a neuron fired. */
export function rasterOf(encoder: Encoder, values: readonly number[]): string[] {
  return values.map((value, tick) => {
    const spikes = new Uint8Array(context.count);
    encoder.encode(value, tick, spikes, 0);
    return spikes.join('');
  });
}
