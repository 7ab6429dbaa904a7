/**
 * The keyboard of a terminal: keys arrive without Enter and without echo, and Ctrl-C is a key. As a
 * signal it would reach npx as well, which ends at once: its shell would take the terminal back
 * before it is as it was. Ctrl-Z and Ctrl-\ stay signals, and go to the whole job.
 */
import { spawnSync } from 'node:child_process';

export const CTRL_C = '\x03';
const BY_KEY = ['-icanon', '-echo', 'intr', 'undef'];

export class Keyboard {
  /** Whether keys are heard: not where the input is no terminal, nor by a job in the background. */
  listening = false;
  readonly #onKey: (key: string) => void;
  /** The terminal's modes as they were, in stty's own words. */
  #modes: string | undefined;

  constructor(onKey: (key: string) => void) {
    this.#onKey = onKey;
  }

  open(): void {
    if (!process.stdin.isTTY) return;
    process.stdin.on('error', this.#rest);
    process.on('SIGCONT', this.#again);
    process.once('exit', this.#restore);
    this.#listen();
  }

  /** The terminal is as it was; safe to call twice. */
  close(): void {
    process.removeListener('SIGCONT', this.#again);
    process.removeListener('exit', this.#restore);
    this.#rest();
    this.#restore();
  }

  #listen(): void {
    if (!inForeground()) return;
    this.#modes ??= stty('-g');
    if (this.#modes === undefined || stty(...BY_KEY) === undefined) return;
    process.stdin.on('data', this.#hear).resume();
    this.listening = true;
  }

  readonly #hear = (data: Buffer): void => {
    for (const key of data.toString()) this.#onKey(key);
  };

  readonly #rest = (): void => {
    process.stdin.removeListener('data', this.#hear);
    process.stdin.pause();
    this.listening = false;
  };

  /** After Ctrl-Z: the shell has set its own modes, and the job may go on in the background. */
  readonly #again = (): void => {
    this.#rest();
    this.#listen();
  };

  readonly #restore = (): void => {
    if (this.#modes !== undefined && inForeground()) stty(this.#modes);
    this.#modes = undefined;
  };
}

/** A job in the background is stopped by the system when it touches its terminal. */
function inForeground(): boolean {
  return answerOf('ps', ['-o', 'stat=', '-p', `${process.pid}`])?.includes('+') ?? false;
}

function stty(...words: readonly string[]): string | undefined {
  return answerOf('stty', words)?.trim();
}

/** Undefined where the program is missing or refuses, as on Windows. */
function answerOf(program: string, words: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(program, words, {
    stdio: ['inherit', 'pipe', 'ignore'],
    encoding: 'utf8',
    timeout: 1000,
    killSignal: 'SIGKILL',
  });
  return status === 0 ? stdout : undefined;
}
