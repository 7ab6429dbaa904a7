/** A policy as a mind, so that a PID drives the same body under the same guard and scores. */
import { type Command, type Frame, type Named, namedView } from '../channel.js';
import type { Mind, Policy } from './mind.js';

export class PolicyMind implements Mind {
  learning = false;
  readonly dopamine = 0;
  readonly spikes = 0;
  readonly #act: (sensors: Named, actuators: { [name: string]: number }) => void;
  readonly #reward: (frame: Frame) => number;
  #sensors: Named | undefined;
  #actuators: { [name: string]: number } | undefined;

  /** `reward` scores frames as the robot's own reward does, so that figures compare. */
  constructor(policy: Policy, tick_ms: number, reward: (frame: Frame) => number = () => 0) {
    this.#act = policy.make(tick_ms);
    this.#reward = reward;
  }

  think(frame: Frame, command: Command): void {
    this.#sensors ??= namedView(frame.names, frame.values);
    this.#actuators ??= writableView(command);
    this.#act(this.#sensors, this.#actuators);
  }

  learn(frame: Frame): number {
    return this.#reward(frame);
  }

  hash(): string {
    return '0'.repeat(16);
  }

  close(): void {}
}

function writableView(command: Command): { [name: string]: number } {
  const view = {};
  command.names.forEach((name, index) => {
    Object.defineProperty(view, name, {
      get: () => command.values[index],
      set: (value: number) => {
        command.values[index] = value;
      },
    });
  });
  return view;
}
