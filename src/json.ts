/** JSON from people: where exactly a file stops being JSON, whatever the engine's message says. */
import { RobotError } from './errors.js';

/**
 * The data in a JSON text.
 * @throws RobotError JSON_TRUNCATED or JSON_INVALID with line and column.
 */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const offset = new Scanner(text).offset();
    const rest = text.slice(offset).trimEnd();
    const truncated = BEGINNING.test(rest);
    throw new RobotError({
      code: truncated ? 'JSON_TRUNCATED' : 'JSON_INVALID',
      path: `${file}:${position(text, offset)}`,
      got: truncated ? 'the end of the file' : `'${rest.slice(0, 20).split('\n')[0]}'`,
      allowed: truncated ? 'the rest of the description' : 'JSON',
      remedy: truncated
        ? 'restore the file from where it came; it was cut off'
        : 'correct this place; keys and texts stand in double quotes, no comma before } or ]',
    });
  }
}

/** What may be left of a value where a file was cut off. */
const BEGINNING = /^(?:t|tr|tru|f|fa|fal|fals|n|nu|nul|-|\.|[eE][+-]?)?$/;

function position(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `${lines.length}:${(lines.at(-1) as string).length + 1}`;
}

const LITERAL = /true|false|null/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SPACE = /[ \t\n\r]*/y;

/** Finds the first character that no JSON text could have there. */
class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  offset(): number {
    this.#value();
    return this.#at;
  }

  #value(): boolean {
    this.#match(SPACE);
    const next = this.#text[this.#at];
    let sound: boolean;
    if (next === '{') sound = this.#list('}', () => this.#entry());
    else if (next === '[') sound = this.#list(']', () => this.#value());
    else if (next === '"') sound = this.#string();
    else sound = this.#match(LITERAL) || this.#match(NUMBER);
    this.#match(SPACE);
    return sound;
  }

  #entry(): boolean {
    this.#match(SPACE);
    if (!this.#string()) return false;
    this.#match(SPACE);
    return this.#take(':') && this.#value();
  }

  #list(end: string, item: () => boolean): boolean {
    this.#at += 1;
    this.#match(SPACE);
    if (this.#take(end)) return true;
    while (item()) {
      if (this.#take(end)) return true;
      if (!this.#take(',')) return false;
    }
    return false;
  }

  #string(): boolean {
    if (!this.#take('"')) return false;
    while (this.#at < this.#text.length) {
      if (this.#take('"')) return true;
      if (this.#text[this.#at] === '\\') {
        if (!this.#match(ESCAPE)) return this.#cutEscape();
      } else if (this.#text.charCodeAt(this.#at) < 32) return false;
      else this.#at += 1;
    }
    return false;
  }

  /** An escape that the end of the text cuts short may have been sound. */
  #cutEscape(): false {
    const cut = /^\\(?:u[0-9a-fA-F]{0,3})?$/.test(this.#text.slice(this.#at).trimEnd());
    if (cut) this.#at = this.#text.length;
    return false;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (!found) return false;
    this.#at = pattern.lastIndex;
    return found[0].length > 0;
  }
}
