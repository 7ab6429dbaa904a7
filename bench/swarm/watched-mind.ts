/** A mind under observation: what it is shown, and whether a rollback brings back what was kept. */
import type { Command, Frame } from '../../src/channel.js';
import type { Checkpoint, Mind } from '../../src/control/mind.js';
import type { SpikingMind } from '../../src/control/spiking-mind.js';
import type { Robot } from '../../src/robot.js';
import { must } from './violation.js';

export class WatchedMind implements Mind {
  readonly #mind: SpikingMind;
  readonly #robot: Robot;
  readonly #kept = new Map<Checkpoint, string>();

  constructor(mind: SpikingMind, robot: Robot) {
    this.#mind = mind;
    this.#robot = robot;
  }

  get learning(): boolean {
    return this.#mind.learning;
  }

  set learning(on: boolean) {
    this.#mind.learning = on;
  }

  get dopamine(): number {
    return this.#mind.dopamine;
  }

  get spikes(): number {
    return this.#mind.spikes;
  }

  think(frame: Frame, command: Command): void {
    frame.names.forEach((name, i) => {
      const { min, max } = this.#robot.sensors[name] as Robot['sensors'][string];
      const value = frame.values[i] as number;
      const sound = value >= min && value <= max;
      must(sound, 'the mind sees values in range', () => `${name} ${value}, of ${min} to ${max}`);
    });
    this.#mind.think(frame, command);
  }

  learn(frame: Frame): number {
    const reward = this.#mind.learn(frame);
    must(Number.isFinite(reward), 'a reward is finite', () => String(reward));
    return reward;
  }

  hash(): string {
    return this.#mind.hash();
  }

  checkpoint(): Checkpoint {
    const checkpoint = this.#mind.checkpoint();
    this.#kept.set(checkpoint, this.hash());
    return checkpoint;
  }

  rollBack(checkpoint: Checkpoint): void {
    this.#mind.rollBack(checkpoint);
    const then = this.#kept.get(checkpoint);
    must(this.hash() === then, 'a rollback restores the hash', () => `${this.hash()}, not ${then}`);
  }

  close(): void {
    this.#mind.close();
  }
}
