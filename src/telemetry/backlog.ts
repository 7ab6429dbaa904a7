/**
 * Follows what waits in a socket's buffer, so that a broker that stops reading costs bounded memory
 * and every message that dies in the buffer is counted. Sizes only; the bytes are the socket's.
 */
export class Backlog {
  /** Messages that the operating system has not taken yet. */
  count = 0;
  readonly #sizes: Float64Array;
  readonly #limit_bytes: number;
  #first = 0;
  #bytes = 0;

  /** At most so many messages, and so many bytes, may wait. */
  constructor(limit: number, limit_bytes: number) {
    this.#sizes = new Float64Array(limit);
    this.#limit_bytes = limit_bytes;
  }

  get full(): boolean {
    return this.count === this.#sizes.length || this.#bytes >= this.#limit_bytes;
  }

  /** A message of so many bytes went into the buffer. */
  add(bytes: number): void {
    this.#sizes[(this.#first + this.count) % this.#sizes.length] = bytes;
    this.count += 1;
    this.#bytes += bytes;
  }

  /** The buffer holds so many bytes now: the oldest messages that no longer fit have left it. */
  settle(buffered_bytes: number): void {
    while (this.count > 0) {
      const oldest = this.#sizes[this.#first] as number;
      if (this.#bytes - oldest < buffered_bytes) return;
      this.#first = (this.#first + 1) % this.#sizes.length;
      this.count -= 1;
      this.#bytes -= oldest;
    }
  }

  /** The buffer is gone; says how many messages went with it. */
  lose(): number {
    const lost = this.count;
    this.count = 0;
    this.#bytes = 0;
    return lost;
  }
}
