/**
 * Two sums stand behind each record of a recording. They tell a damaged file from a run that
 * differs; and since the second weighs each word by its place, they name the damaged value.
 */
import { hashText } from '../random.js';

/** Doubles that the sums take at the end of a record. */
export const RECORD_TAIL = 2;

/** The largest prime below 2^32, so that whatever changes one word changes both sums. */
const PRIME = 4294967291;
/** Sums are cut back before they leave the whole numbers that a double holds. */
const CUT = 2 ** 52;

/** Where the damage is: a double's place in its record, or 'unknown' if no one explains it. */
export type Damage = number | 'unknown';

export class RecordCheck {
  readonly #seed: number;
  readonly #doubles: number;
  #plain = 0;
  #weighted = 0;

  /**
   * @param header the first line of the file: its damage shows in every record.
   * @param length doubles of a record, its sums included.
   */
  constructor(header: string, length: number) {
    this.#seed = hashText(header) % PRIME;
    this.#doubles = length - RECORD_TAIL;
  }

  /** Writes the sums of the record that begins at this double. */
  seal(records: Float64Array, words: Uint32Array, at: number): void {
    this.#sum(words, at);
    records[at + this.#doubles] = this.#plain;
    records[at + this.#doubles + 1] = this.#weighted;
  }

  /** What is damaged in the record that begins at this double; undefined if nothing is. */
  damage(records: Float64Array, words: Uint32Array, at: number): Damage | undefined {
    this.#sum(words, at);
    const plain = this.#plain - (records[at + this.#doubles] as number);
    const weighted = this.#weighted - (records[at + this.#doubles + 1] as number);
    if (plain === 0 && weighted === 0) return undefined;
    for (let i = 0; i < 2 * this.#doubles && plain !== 0; i++) {
      if ((plain * (i + 1) - weighted) % PRIME === 0) return i >> 1;
    }
    return 'unknown';
  }

  #sum(words: Uint32Array, at: number): void {
    let plain = this.#seed;
    let weighted = 0;
    for (let i = 0; i < 2 * this.#doubles; i++) {
      const word = words[2 * at + i] as number;
      plain += word;
      weighted += word * (i + 1);
      if (weighted >= CUT) weighted %= PRIME;
    }
    this.#plain = plain % PRIME;
    this.#weighted = weighted % PRIME;
  }
}
