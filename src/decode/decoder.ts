/**
 * Decoder: the contract of everything that turns spikes of populations into an actuator's value.
 */

/** What a decoder is given once, when the robot is assembled. */
export interface DecoderContext {
  /** The actuator's range and safe value, in its unit. */
  readonly min: number;
  readonly max: number;
  readonly safe: number;
  readonly tick_ms: number;
  /** Neurons in each population that the decoder reads, in the order of its spec. */
  readonly counts: readonly number[];
}

export interface Decoder {
  /**
   * One tick: spikes[populations[i]] holds how many neurons of the i-th population that the
   * decoder reads fired. Returns the actuator's value, within its range. Allocates nothing.
   */
  decode(spikes: Uint32Array, populations: Uint32Array): number;
  reset(): void;
  /** Everything it remembers from tick to tick. */
  readonly state: Float64Array;
}
