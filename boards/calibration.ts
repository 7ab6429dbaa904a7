/** Counts of a converter to a channel's unit: linear, fixed when the board opens. */
import type { Scale } from '../src/body.js';
import type { Channel } from '../src/channel.js';

export class Calibration {
  readonly #offset: number;
  readonly #gain: number;

  /** Default scale: the converter's whole range, 0 to `resolution`, onto the channel's range. */
  constructor(channel: Channel, scale: Scale | undefined, resolution: number) {
    const [from_low, from_high] = scale?.from ?? [0, resolution];
    const [to_low, to_high] = scale?.to ?? [channel.min, channel.max];
    this.#gain = (to_high - to_low) / (from_high - from_low);
    this.#offset = to_low - from_low * this.#gain;
  }

  /** The value in the channel's unit; NaN where there is none. May lie outside the range. */
  value(counts: number | null): number {
    return counts === null ? Number.NaN : this.#offset + counts * this.#gain;
  }
}
