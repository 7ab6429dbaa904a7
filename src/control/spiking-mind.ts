/** The spiking network as a mind: encoders, one native tick, decoders, and reward as dopamine. */
import { createHash } from 'node:crypto';
import type { Command, Frame } from '../channel.js';
import { type Decoder, decoderPopulations, makeDecoder } from '../decode/index.js';
import { type Encoder, makeEncoder } from '../encode/index.js';
import { RobotError } from '../errors.js';
import type { Compiled } from '../network/compile.js';
import { Network } from '../network/network.js';
import type { Estimate, EstimateSpec } from '../reward/estimate.js';
import { type DopaminePath, makeDopaminePath } from '../reward/reward.js';
import type { Robot } from '../robot.js';
import type { Checkpoint, Mind } from './mind.js';

export interface SpikingMindOptions {
  readonly seed: number;
  /** Dopamine is never released: the control that stands beside every claim of learning. */
  readonly clampDopamine?: boolean;
  /** Whether weights may change from the start. Default true. */
  readonly learning?: boolean;
  /** Threads that share a tick. Default 1. */
  readonly threads?: number;
}

interface WiredEncoder {
  readonly sensor: number;
  readonly offset: number;
  readonly encoder: Encoder;
}

interface WiredDecoder {
  readonly decoder: Decoder;
  readonly populations: Uint32Array;
}

export class SpikingMind implements Mind {
  readonly network: Network;
  dopamine = 0;
  spikes = 0;
  /** Ticks that it lived through before frame 0 of this run; encoders count on from there. */
  ticks_before = 0;
  readonly #encoders: readonly WiredEncoder[];
  readonly #decoders: readonly WiredDecoder[];
  readonly #path: DopaminePath | undefined;
  /** Where the reward is released: its modulator in one region, or in each of them. */
  readonly #levels: readonly number[];
  readonly #estimates: readonly { readonly estimate: Estimate; readonly levels: number[] }[];
  readonly #clamped: boolean;
  /** What is remembered beside the network. */
  readonly #parts: readonly Float64Array[];

  constructor(robot: Robot, compiled: Compiled, options: SpikingMindOptions) {
    this.network = new Network(compiled, options.seed, { threads: options.threads ?? 1 });
    this.network.learning = options.learning ?? true;
    this.#clamped = options.clampDopamine ?? false;
    this.#encoders = wireEncoders(robot, compiled, options.seed);
    this.#decoders = wireDecoders(robot, compiled);
    this.#path = robot.reward && makeDopaminePath(robot.reward, robot);
    this.#levels = robot.reward ? levelsOf(robot.reward, compiled) : [];
    this.#estimates = (this.#path?.estimates ?? []).map((estimate) => {
      return { estimate, levels: levelsOf(estimate.spec, compiled) };
    });
    this.#parts = [
      ...this.#encoders.map(({ encoder }) => encoder.state),
      ...this.#decoders.map(({ decoder }) => decoder.state),
      ...(this.#path?.states ?? []),
    ];
  }

  get learning(): boolean {
    return this.network.learning;
  }

  set learning(on: boolean) {
    this.network.learning = on;
  }

  think(frame: Frame, command: Command): void {
    const { source_spike, population_spikes } = this.network.views;
    const tick = this.ticks_before + frame.tick;
    for (const { sensor, offset, encoder } of this.#encoders) {
      encoder.encode(frame.values[sensor] as number, tick, source_spike, offset);
    }
    this.network.tick();
    for (let i = 0; i < this.#decoders.length; i++) {
      const { decoder, populations } = this.#decoders[i] as WiredDecoder;
      command.values[i] = decoder.decode(population_spikes, populations);
    }
    this.spikes = 0;
    for (let i = 0; i < population_spikes.length; i++)
      this.spikes += population_spikes[i] as number;
    const [first] = this.#levels;
    if (first !== undefined) this.dopamine = this.network.level(first);
  }

  /** The reward of the frame becomes a prediction error, and that a release for the next tick. */
  learn(frame: Frame): number {
    if (!this.#path) return 0;
    const release = this.#path.observe(frame, this.network.views.population_spikes);
    if (!this.#clamped) for (const level of this.#levels) this.network.release(level, release);
    for (const { estimate, levels } of this.#estimates) {
      const amount = this.#path.estimate(estimate);
      for (const level of levels) this.#move(level, estimate.spec.as, amount);
    }
    return this.#path.reward;
  }

  /** What was released already in this tick stays. */
  #move(level: number, as: EstimateSpec['as'], amount: number): void {
    if (this.#clamped && this.#levels.includes(level)) return;
    if (as === 'tonic') this.network.setTonic(level, amount);
    else this.network.release(level, amount + this.network.released(level));
  }

  /** Network, encoders, decoders, critic: everything that the next tick depends on. */
  hash(): string {
    const hash = createHash('sha256').update(this.network.hash());
    for (const part of this.#parts) hash.update(part);
    return hash.digest('hex').slice(0, 16);
  }

  /** How many numbers each part beside the network remembers. */
  get partLengths(): readonly number[] {
    return this.#parts.map(({ length }) => length);
  }

  /** Everything as it is now, to roll back to. */
  checkpoint(): Checkpoint {
    return { network: this.network.freeze(), parts: this.#parts.map((part) => part.slice()) };
  }

  /**
   * Everything as it was at the checkpoint, the network's tick, noise and weights included, so that
   * the same frames give the same run again.
   * @throws RobotError STATE_REFUSED if another robot made it; nothing is changed then.
   */
  rollBack({ network, parts }: Checkpoint): void {
    const lengths = (all: readonly Float64Array[]) => all.map(({ length }) => length).join(', ');
    if (lengths(parts) !== lengths(this.#parts)) {
      throw new RobotError({
        code: 'STATE_REFUSED',
        path: 'checkpoint › parts',
        got: `parts of ${lengths(parts)} numbers`,
        allowed: `parts of ${lengths(this.#parts)} numbers`,
        remedy: 'roll back to a checkpoint of the same robot',
      });
    }
    this.network.thaw(network);
    parts.forEach((part, index) => {
      this.#parts[index]?.set(part);
    });
  }

  close(): void {
    this.network.close();
  }
}

/** The levels of a modulator in one region, or in each. */
function levelsOf(
  { into, region }: { readonly into: string; readonly region?: string | undefined },
  { concentrations }: Compiled,
): number[] {
  return concentrations.flatMap((one, index) => {
    return one.modulator === into && region === (region && one.region) ? [index] : [];
  });
}

function wireEncoders(robot: Robot, compiled: Compiled, seed: number): WiredEncoder[] {
  return Object.entries(robot.sensors).flatMap(([name, { min, max }], sensor) =>
    (robot.encode[name] ?? []).map((spec) => {
      const { population, first, count } = spec.into;
      const context = { min, max, count, tick_ms: robot.tick_ms, seed };
      const offset = (compiled.populations.get(population)?.first ?? 0) + first;
      return { sensor, offset, encoder: makeEncoder(spec, context) };
    }),
  );
}

function wireDecoders(robot: Robot, compiled: Compiled): WiredDecoder[] {
  return Object.entries(robot.actuators).map(([name, { min, max, safe }]) => {
    const spec = robot.decode[name] as Robot['decode'][string];
    const read = decoderPopulations(spec).map((population) => compiled.populations.get(population));
    const counts = read.map((population) => population?.count ?? 0);
    return {
      decoder: makeDecoder(spec, { min, max, safe, tick_ms: robot.tick_ms, counts }),
      populations: Uint32Array.from(read, (population) => population?.index ?? 0),
    };
  });
}
