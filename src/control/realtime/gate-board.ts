/**
 * A board on the other side of the gate: another process senses and is driven, and all that the
 * program has of it is the memory that they share.
 */
import type { Board } from '../../board.js';
import type { Command, Frame } from '../../channel.js';
import type { Clock } from '../../clock.js';
import { addon } from '../../network/binding.js';

export class GateBoard implements Board {
  readonly name = 'gate';
  readonly #memory;

  /** @param path of the memory. */
  constructor(path: string) {
    this.#memory = new (addon().Gate)(path);
  }

  open(): Promise<void> {
    return Promise.resolve();
  }

  read(frame: Frame): void {
    this.#memory.samples(frame.values, frame.valid_us);
  }

  /** The gate drives. */
  write(_command: Command): void {}

  /** The gate does that as well. */
  safe(): void {}

  close(): Promise<void> {
    this.#memory.close();
    return Promise.resolve();
  }
}

/** The clock that all processes of a machine share. */
export const sharedClock: Clock = { now_us: () => addon().nowUs() };
