/** A mind under observation: what it is shown, and whether a rollback brings back what was kept. */
import type { Command, Frame } from '../../src/channel.js';
import type { Checkpoint } from '../../src/control/mind.js';
import { SpikingMind, type SpikingMindOptions } from '../../src/control/spiking-mind.js';
import type { Compiled } from '../../src/network/compile.js';
import type { Robot } from '../../src/robot.js';
import { must } from './violation.js';

export class WatchedMind extends SpikingMind {
  readonly #robot: Robot;
  readonly #kept = new Map<Checkpoint, string>();

  constructor(robot: Robot, compiled: Compiled, options: SpikingMindOptions) {
    super(robot, compiled, options);
    this.#robot = robot;
  }

  override think(frame: Frame, command: Command): void {
    frame.names.forEach((name, i) => {
      const { min, max } = this.#robot.sensors[name] as Robot['sensors'][string];
      const value = frame.values[i] as number;
      const sound = value >= min && value <= max;
      must(sound, 'the mind sees values in range', () => `${name} ${value}, of ${min} to ${max}`);
    });
    super.think(frame, command);
  }

  override learn(frame: Frame): number {
    const reward = super.learn(frame);
    must(Number.isFinite(reward), 'a reward is finite', () => String(reward));
    return reward;
  }

  override checkpoint(): Checkpoint {
    const checkpoint = super.checkpoint();
    this.#kept.set(checkpoint, this.hash());
    return checkpoint;
  }

  override rollBack(checkpoint: Checkpoint): void {
    super.rollBack(checkpoint);
    const then = this.#kept.get(checkpoint);
    must(this.hash() === then, 'a rollback restores the hash', () => `${this.hash()}, not ${then}`);
  }
}
