/**
 * Chance that one seed repeats on every machine: integers only, no state of the engine's.
 * Keyed draws do not depend on the order in which they are made.
 */

/** A 32-bit number that depends on the three keys alone. */
export function random_u32(seed: number, key: number, index: number): number {
  let x = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(key + 0x7f4a7c15, 0xc2b2ae35);
  x = mix(x ^ (x >>> 15));
  x = mix(x ^ Math.imul(index + 0x165667b1, 0x27d4eb2f));
  return mix(x) >>> 0;
}

function mix(x: number): number {
  let y = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  y = Math.imul(y ^ (y >>> 15), 0x735a2d97);
  return y ^ (y >>> 15);
}

/** A sequence of draws from one seed and one stream name. */
export class RandomStream {
  readonly #seed: number;
  readonly #key: number;
  #index = 0;

  constructor(seed: number, stream: string) {
    this.#seed = seed >>> 0;
    this.#key = hashText(stream);
  }

  u32(): number {
    return random_u32(this.#seed, this.#key, this.#index++);
  }

  /** In [0, 1), a multiple of 2^-32. */
  uniform(): number {
    return this.u32() / 4294967296;
  }

  /** Whole number in [0, count). */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** Mean 0, variance 1, within ±6: the sum of twelve uniforms, exact on every machine. */
  gaussian(): number {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += this.uniform();
    return sum;
  }
}

/** FNV-1a, 32 bits: a name as a key. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
