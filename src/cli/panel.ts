/**
 * The live panel of `striatum run`: one block of lines redrawn in place, at most ten times a
 * second. Where the output is no terminal, a plain line now and then; with --json, nothing but the
 * JSON at the end.
 */
import { type Clock, machineClock } from '../clock.js';
import { type Paint, paintFor } from './paint.js';
import { type PanelView, renderLine, renderPanel } from './panel-view.js';
import { type RunSummary, renderSummary, summaryObject } from './run-summary.js';

/** What the panel needs of a stream; process.stdout has it. */
export interface PanelStream {
  write(text: string): boolean;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  readonly writableNeedDrain?: boolean;
}

export type PanelMode = 'live' | 'lines' | 'json';

export type LineEvery = { readonly real_s: number } | { readonly robot_s: number };

export interface PanelOptions {
  /** Default process.stdout. */
  readonly stream?: PanelStream;
  /** Default: live in a terminal that can redraw, lines elsewhere. */
  readonly mode?: PanelMode;
  /** How often a line is printed; robot time suits runs at full speed. Default each real second. */
  readonly line_every?: LineEvery;
  readonly clock?: Clock;
  /** Where NO_COLOR and TERM are sought. Default the process's environment. */
  readonly environment?: NodeJS.ProcessEnv;
}

const FRAME_US = 100_000;
/** The panel with its plot, and the line that the cursor stands on. */
const ROWS_NEEDED = 19;
const COLUMNS_NEEDED = 60;
const COLUMNS_MOST = 160;
const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';
const ERASE_LINE_REST = '\x1b[K';
const ERASE_BELOW = '\x1b[J';

export class Panel {
  readonly mode: PanelMode;
  readonly #stream: PanelStream;
  readonly #clock: Clock;
  readonly #paint: Paint;
  readonly #every: LineEvery;
  #due_us = 0;
  #due_s = 0;
  /** Robot time of the last line. */
  #line_s = Number.NaN;
  #drawn: readonly string[] = [];
  #columns = 0;

  constructor(options: PanelOptions = {}) {
    const { stream = process.stdout, environment = process.env, clock = machineClock } = options;
    this.#stream = stream;
    this.#clock = clock;
    this.#paint = paintFor(environment);
    this.#every = options.line_every ?? { real_s: 1 };
    this.mode = options.mode ?? (canRedraw(stream, environment) ? 'live' : 'lines');
  }

  /** Called as often as one likes, with the robot's time; asks for a view only to show it. */
  update(robot_s: number, take: () => PanelView): void {
    if (this.mode === 'live' && this.#frameIsDue()) this.#draw(this.#render(take()));
    if (this.mode === 'lines' && this.#lineIsDue(robot_s)) {
      this.#writeLine(take());
    }
  }

  /** Says something once: above the panel, or between the lines; on stderr with --json. */
  note(text: string): void {
    if (this.mode === 'json') {
      process.stderr.write(`${text}\n`);
      return;
    }
    const panel = this.#drawn;
    const clear = panel.length > 0 ? `${this.#home()}${ERASE_BELOW}` : '';
    this.#stream.write(`${clear}${text}\n${panel.map((line) => `${line}\n`).join('')}`);
  }

  /** The last frame stays, the cursor comes back; safe to call twice. */
  close(): void {
    if (this.#drawn.length === 0) return;
    this.#drawn = [];
    this.#restore();
    process.removeListener('exit', this.#restore);
  }

  /** Shows how it ended, once: the last view where there is one, then the summary or the JSON. */
  finish(summary: RunSummary, view?: PanelView): void {
    if (this.mode === 'json') {
      this.#stream.write(`${JSON.stringify(summaryObject(summary))}\n`);
      return;
    }
    if (view && this.mode === 'live') this.#draw(this.#render(view));
    if (view && this.mode === 'lines' && view.time_s !== this.#line_s) this.#writeLine(view);
    this.close();
    this.#stream.write(`\n${renderSummary(summary).join('\n')}\n`);
  }

  #writeLine(view: PanelView): void {
    this.#line_s = view.time_s;
    this.#stream.write(`${renderLine(view)}\n`);
  }

  /** A terminal that cannot keep up (a slow line) loses frames, not time. */
  #frameIsDue(): boolean {
    const now_us = this.#clock.now_us();
    if (now_us < this.#due_us || this.#stream.writableNeedDrain) return false;
    this.#due_us = now_us + FRAME_US;
    return true;
  }

  #lineIsDue(robot_s: number): boolean {
    const now_s = 'robot_s' in this.#every ? robot_s : this.#clock.now_us() / 1e6;
    const every_s = 'robot_s' in this.#every ? this.#every.robot_s : this.#every.real_s;
    if (now_s < this.#due_s) return false;
    this.#due_s = (Math.floor(now_s / every_s) + 1) * every_s;
    return true;
  }

  #render(view: PanelView): string[] {
    // One column stays free: in the last one, erasing the rest would take its character along.
    const columns = Math.min((this.#stream.columns ?? 80) - 1, COLUMNS_MOST);
    return renderPanel(view, columns, this.#paint);
  }

  /** One write a frame: up, each line with its rest erased, so that nothing flickers. */
  #draw(lines: readonly string[]): void {
    const isFirst = this.#drawn.length === 0;
    if (isFirst) process.once('exit', this.#restore);
    const isResized = this.#stream.columns !== this.#columns;
    this.#columns = this.#stream.columns ?? 0;
    this.#stream.write(
      (isFirst ? HIDE_CURSOR : this.#home()) +
        (isResized ? ERASE_BELOW : '') +
        lines.map((line) => `${line}${ERASE_LINE_REST}\n`).join('') +
        ERASE_BELOW,
    );
    this.#drawn = lines;
  }

  /** To the first line of what is drawn. */
  #home(): string {
    return this.#drawn.length > 0 ? `\x1b[${this.#drawn.length}A\r` : '';
  }

  readonly #restore = (): void => {
    this.#stream.write(SHOW_CURSOR);
  };
}

function canRedraw(stream: PanelStream, environment: NodeJS.ProcessEnv): boolean {
  const isLarge = (stream.rows ?? 24) >= ROWS_NEEDED && (stream.columns ?? 80) >= COLUMNS_NEEDED;
  return stream.isTTY === true && environment.TERM !== 'dumb' && isLarge;
}
