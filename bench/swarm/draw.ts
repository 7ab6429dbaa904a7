/** Draws of a swarm: everything in a life follows from its seed. */
import { RandomStream } from '../../src/random.js';

export class Draw {
  readonly #stream: RandomStream;

  constructor(seed: number, name: string) {
    this.#stream = new RandomStream(seed, `swarm/${name}`);
  }

  /** Between these, three digits after the point of the span. */
  between(min: number, max: number): number {
    return min + (Math.round(this.#stream.uniform() * 1000) / 1000) * (max - min);
  }

  /** A whole number from min to max, both included. */
  whole(min: number, max: number): number {
    return min + this.#stream.below(max - min + 1);
  }

  chance(share: number): boolean {
    return this.#stream.uniform() < share;
  }

  one<T>(items: readonly T[]): T {
    return items[this.#stream.below(items.length)] as T;
  }

  /** So many different ones. */
  some<T>(items: readonly T[], count: number): T[] {
    const left = [...items];
    const drawn: T[] = [];
    while (drawn.length < count) drawn.push(...left.splice(this.#stream.below(left.length), 1));
    return drawn;
  }

  /** So many, one after another. */
  list<T>(count: number, make: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }
}
