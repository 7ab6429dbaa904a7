/** Keys of a run in a terminal: what they order, and that the terminal is as it was afterwards. */
import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { CTRL_C } from '../../src/cli/keyboard.js';
import { removeFolders, twoEyes } from '../fixtures/two-eyes.js';
import { lacks } from '../setup/parts.js';
import { until } from '../telemetry/onlooker.js';
import { program } from './child.js';

const leftovers: ChildProcess[] = [];

afterEach(() => {
  for (const child of leftovers.splice(0)) child.kill('SIGKILL');
});

afterAll(removeFolders);

/** A run in a terminal of its own, between two looks at the terminal's modes. */
class Terminal {
  #text = '';
  /** Up to here it was waited for. */
  #seen = 0;
  readonly #child: ChildProcess;

  constructor(rest = '') {
    const run = `'${process.execPath}' '${program}' run '${twoEyes}' --broker none ${rest}`;
    const script = `stty rows 30 cols 100; stty -g; ${run}; echo "code $?"; stty -g; echo over`;
    const env = { ...process.env, TERM: 'xterm', NO_COLOR: '1' };
    this.#child = spawn('script', ['-qfec', script, '/dev/null'], { env });
    leftovers.push(this.#child);
    this.#child.stdout?.on('data', (data) => {
      this.#text += data;
    });
  }

  press(keys: string): void {
    this.#child.stdin?.write(keys);
  }

  /** Waits until this is shown, after what was waited for before. */
  async shows(pattern: RegExp): Promise<void> {
    const find = () => pattern.exec(this.#text.slice(this.#seen));
    await until(`${pattern} is shown`, () => find() !== null, 30_000);
    const { index, 0: found } = find() as RegExpExecArray;
    this.#seen += index + found.length;
  }

  /** The modes that stty told of so far, in its words. */
  get modes(): string[] {
    return this.#text.match(/^[0-9a-f]+(?::[0-9a-f]+){9,}(?=\r?$)/gm) ?? [];
  }
}

describe.skipIf(lacks('script') || lacks('ps'))('a key', () => {
  it('freezes, keeps, lets go, rolls back; others, and b too early, mean nothing', async () => {
    const terminal = new Terminal();
    await terminal.shows(/learning +on .*checkpoint +– .*keys +space a f k b q/);
    terminal.press('xb\n');
    terminal.press('f');
    await terminal.shows(/learning +frozen .*checkpoint +– /);
    terminal.press('k');
    await terminal.shows(/learning +frozen .*checkpoint +00:00:\d/);
    terminal.press('f');
    await terminal.shows(/learning +on .*checkpoint +00:00:\d/);
    terminal.press('b');
    await terminal.shows(/learning +frozen .*checkpoint +00:00:\d/);
    terminal.press('q');
    await terminal.shows(/two-eyes: .* ticks/);
  });

  it.each([
    ['q', 'q', ''],
    ['Ctrl-C', CTRL_C, ''],
    ['none', '', '--seconds 1'],
  ])('that ends a run, here %s, leaves the terminal as it was', async (_name, key, rest) => {
    const terminal = new Terminal(rest);
    await terminal.shows(/keys +space a f k b q/);
    terminal.press(key);
    await terminal.shows(/code 0/);
    await terminal.shows(/over/);
    const [before, after] = terminal.modes;
    expect(before).toBeDefined();
    expect(after).toBe(before);
  });
});
