/** Network: a compiled model and its state behind tick(), with the state's arrays by name. */
import { RobotError } from '../errors.js';
import { addon, type NativeNetwork } from './binding.js';
import type { Compiled, CompiledProjection } from './compile.js';
import { formats, type StateArrays } from './fields.gen.js';
import { readArray } from './model-file.js';

/** Weights are q7.24. */
export const WEIGHT_ONE = 2 ** formats.q7_24.fraction;

export class Network {
  readonly compiled: Compiled;
  /**
   * Every array of the state, made once: fields.gen.ts says their formats and who writes them.
   * Write `source_spike`, `drive` and `release` before a tick; read the rest after it.
   */
  readonly views: StateArrays;
  readonly #native: NativeNetwork;
  readonly #static: Int32Array;
  readonly #targets: Uint32Array;
  #settled: Int32Array | undefined;

  /**
   * Every neuron at rest, every weight as compiled, learning on.
   * @param seed of the neurons' noise: a whole number, of which 53 bits count.
   * @param options.threads that share each tick, 1 to 64 (default 1); any number gives the same
   *   bits. More than one pays for networks of tens of thousands of neurons.
   * @throws RobotError ADDON_MISSING, MODEL_REFUSED, or ARGUMENT_INVALID for the threads.
   */
  constructor(compiled: Compiled, seed: number, options: { readonly threads?: number } = {}) {
    this.compiled = compiled;
    const Native = addon().Network;
    this.#native = new Native(
      compiled.bytes,
      [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0],
      options.threads,
    );
    this.#static = readArray(compiled.bytes, 'static_weight');
    this.#targets = readArray(compiled.bytes, 'plastic_target');
    const { memory, fields } = this.#native;
    const views = Object.entries(fields).map(([name, { offset, count, type }]) => [
      name,
      new formats[type].array(memory, offset, count),
    ]);
    this.views = Object.freeze(Object.fromEntries(views) as StateArrays);
  }

  /** One tick: one native call that carries nothing. Allocates nothing. */
  tick(): void {
    this.#native.tick();
  }

  /** Many ticks with the inputs as they are: `source_spike` and `release` count in the first. */
  run(ticks: number): void {
    this.#native.run(ticks);
  }

  /** Whether weights may change. Switching it off keeps every bit of every weight. */
  get learning(): boolean {
    return this.views.learning[0] !== 0;
  }

  set learning(on: boolean) {
    this.views.learning[0] = on ? 1 : 0;
  }

  /**
   * A modulator is released: added to its level in the next tick.
   * @param modulator its place in `compiled.modulators`.
   * @param amount in units of level; what the format cannot hold is cut to ±8.
   */
  release(modulator: number, amount: number): void {
    this.views.release[modulator] = rawLevel(amount);
  }

  /** What will be released in the next tick, as far as it was said. */
  released(modulator: number): number {
    return (this.views.release[modulator] as number) / LEVEL_ONE;
  }

  /**
   * The tonic level of a modulator from the next tick on, as a command from outside.
   * @param modulator its place in `compiled.modulators`.
   * @param level held within the modulator's range and its format.
   */
  setTonic(modulator: number, level: number): void {
    this.views.tonic[modulator] = rawLevel(level);
  }

  /** A modulator's level after the last tick. */
  level(modulator: number): number {
    return (this.views.level[modulator] as number) / LEVEL_ONE;
  }

  /**
   * Every plastic weight as of now (q7.24), in an array that the next call writes anew; nothing
   * else changes, so looking never changes a run.
   */
  settle(): Int32Array {
    this.#settled ??= new Int32Array(this.compiled.counts.plastic_synapses);
    this.#native.settle(this.#settled);
    return this.#settled;
  }

  /**
   * The weights of a projection as the core holds them (q7.24), settled to now. A view where they
   * learn: it is brought to now by the next call.
   */
  weights(projection: CompiledProjection): Int32Array {
    const { first_synapse, count, learn } = projection;
    const all = learn ? this.settle() : this.#static;
    return all.subarray(first_synapse, first_synapse + count);
  }

  /** The same in mV, into `out` if given. */
  weights_mv(projection: CompiledProjection, out = new Float64Array(projection.count)) {
    const weights = this.weights(projection);
    for (let i = 0; i < weights.length; i++) out[i] = (weights[i] as number) / WEIGHT_ONE;
    return out;
  }

  /**
   * Where each plastic synapse ends as of now, a slot each; rewiring moves them. A view where
   * something rewires, else what was compiled.
   */
  targets(): Uint32Array {
    const { rewired_target } = this.views;
    return rewired_target.length > 0 ? rewired_target : this.#targets;
  }

  /** How many synapses of a projection have found another target so far. */
  rewired({ rewiring }: CompiledProjection): number {
    return rewiring === undefined ? 0 : Number(this.views.rewired[rewiring]);
  }

  /**
   * Weights and eligibilities (q7.24) of some plastic synapses as of now; nothing else changes.
   * `Probe` gives them in mV. @throws RobotError ARGUMENT_INVALID.
   */
  look(synapses: Uint32Array, weights: Int32Array, eligibilities: Int32Array): void {
    this.#native.look(synapses, weights, eligibilities);
  }

  /** The whole state as bytes. */
  freeze(): Uint8Array {
    return this.#native.freeze();
  }

  /** Goes on from a frozen state of the same model. @throws RobotError STATE_REFUSED. */
  thaw(bytes: Uint8Array): void {
    this.#native.thaw(bytes);
  }

  /** Sixteen hex digits over the whole state. */
  hash(): string {
    return this.#native.hash();
  }

  /** Sixteen hex digits over the weights, settled to now. */
  weightsHash(): string {
    return this.#native.weightsHash();
  }

  /** Lets go of the state; safe to call twice. Later ticks throw NETWORK_CLOSED. */
  close(): void {
    this.#native.close();
  }
}

/** Levels are q3.28. */
const LEVEL_ONE = 2 ** formats.q3_28.fraction;
const LEVEL_MAX = 2 ** 31 - 1;

function rawLevel(level: number): number {
  return Math.max(-LEVEL_MAX - 1, Math.min(LEVEL_MAX, Math.trunc(level * LEVEL_ONE)));
}

/** @throws RobotError MODEL_REFUSED if the core would not run these bytes. */
export function checkModel(bytes: Uint8Array): void {
  const status = addon().check(bytes);
  if (!status) return;
  throw new RobotError({
    code: 'MODEL_REFUSED',
    path: `model › ${status.name}`,
    got: `${status.meaning}; index ${status.index}, value ${status.value}`,
    allowed: 'a model that this version compiled and nothing damaged',
    remedy: 'compile the robot again',
  });
}
