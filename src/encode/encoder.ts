/**
 * Encoder: the contract of everything that turns a sensor value into spikes of source neurons.
 * One encoder serves one sensor channel and one slice of a source population.
 */

/** What an encoder is given once, when the robot is assembled. */
export interface EncoderContext {
  /** The channel's range, in its unit. */
  readonly min: number;
  readonly max: number;
  /** How many source neurons the encoder drives. */
  readonly count: number;
  readonly tick_ms: number;
  /** For encoders that draw chance; keyed by tick, so a run repeats. */
  readonly seed: number;
}

export interface Encoder {
  /**
   * Writes one tick of spikes: spikes[offset + i] becomes 1 where neuron i of the slice spikes;
   * others stay as they are (the core clears them after each tick). Allocates nothing.
   * The value may lie outside the range: it is clipped. NaN gives no spikes.
   */
  encode(value: number, tick: number, spikes: Uint8Array, offset: number): void;
  reset(): void;
  /** Everything it remembers from tick to tick, for checkpoints and hashes; may be empty. */
  readonly state: Float64Array;
}
