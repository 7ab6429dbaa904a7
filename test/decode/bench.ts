/** What the decoders' tests share: an actuator, and values under steady spikes. */
import type { DecoderContext } from '../../src/decode/decoder.js';
import { type DecoderSpec, makeDecoder } from '../../src/decode/index.js';

/** A wheel from -20 to 20 with two populations of ten, ticks of 10 ms. */
export const context: DecoderContext = {
  min: -20,
  max: 20,
  safe: 0,
  tick_ms: 10,
  counts: [10, 10],
};

/** The value at each tick while each population fires this many spikes a tick. */
export function valuesOf(
  spec: DecoderSpec,
  fired: readonly number[],
  ticks: number,
  given = context,
): number[] {
  const decoder = makeDecoder(spec, given);
  const spikes = Uint32Array.from(fired);
  const places = Uint32Array.from(fired, (_, i) => i);
  return Array.from({ length: ticks }, () => decoder.decode(spikes, places));
}
