/** The panel of `striatum run`: how it looks, and how it treats terminals, files and pipes. */
import { describe, expect, test } from 'vitest';
import { coloured, paintFor, plain } from '../../src/cli/paint.js';
import { Panel, type PanelStream } from '../../src/cli/panel.js';
import { type PanelView, renderLine, renderPanel } from '../../src/cli/panel-view.js';
import { plot } from '../../src/cli/plot.js';
import { type RunSummary, renderSummary, summaryObject } from '../../src/cli/run-summary.js';
import { SimulatedClock } from '../../src/clock.js';

/** A rover that wanders ever less. */
const points = Array.from(
  { length: 90 },
  (_, i) => 30 * (1 - i / 90) * (0.6 + 0.4 * ((i * 7) % 5)),
);

const view: PanelView = {
  robot: 'line-rover',
  body: 'line',
  state: 'running',
  time_s: 83.45,
  speed: 1,
  measures: [
    { name: 'falls', kind: 'count', value: 3 },
    { name: 'offset_mm', kind: 'signal', value: -4.21, mean_abs: 6.13 },
  ],
  reward: 0.3124,
  dopamine: -0.42,
  dopamine_full: 1,
  spikes_hz: 1240.4,
  learning: true,
  keys: 'space a f k b q',
  tick_cost_us: { p50: 8.14, p99: 14.2 },
  tick_lateness_us: { p50: 61.3, p99: 312 },
  telemetry: { broker: 'mqtt://127.0.0.1:1883', connected: true, sent: 51_204, dropped: 0 },
  plot: { name: 'offset_mm', points, point_s: 1 },
};
const { plot: _, tick_lateness_us: __, keys: ___, ...bare } = view;
const inTrouble: PanelView = {
  ...bare,
  state: 'safe',
  dopamine: 0.8,
  dopamine_full: 1,
  reward: Number.NaN,
  learning: false,
  checkpoint: 'before the storm',
  telemetry: { ...view.telemetry, connected: false, dropped: 1234 },
};

const ESC = '\x1b';
const ESCAPES = new RegExp(`${ESC}\\[[0-9;?]*[A-Za-z]`, 'g');
const stripped = (text: string) => text.replaceAll(ESCAPES, '');

/** Compares with a file that shows it as a terminal would. */
async function looksAs(name: string, lines: readonly string[]): Promise<void> {
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`panel/${name}.txt`);
}

describe('renderPanel', () => {
  test('80 columns', async () => {
    await looksAs('80-columns', renderPanel(view, 80));
  });

  test('120 columns', async () => {
    await looksAs('120-columns', renderPanel(view, 120));
  });

  test('in trouble, with neither plot nor grid', async () => {
    await looksAs('in-trouble', renderPanel(inTrouble, 80));
  });

  test.each([20, 40, 60, 80, 81, 120, 160])('no line is wider than %i columns', (columns) => {
    const long = { ...view.telemetry, broker: 'mqtts://a-long-name.of.a.broker.example:8883' };
    const lines = renderPanel({ ...view, robot: 'r'.repeat(90), telemetry: long }, columns);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(
      Math.max(20, columns),
    );
  });

  test('paint changes nothing but colour, and NO_COLOR takes it away', () => {
    const painted = renderPanel(view, 80, coloured);
    expect(painted.join('')).toMatch(ESCAPES);
    expect(painted.map(stripped)).toEqual(renderPanel(view, 80, plain));
    expect(paintFor({ NO_COLOR: '1' })).toBe(plain);
    expect(paintFor({ NO_COLOR: '' })).toBe(coloured);
    expect(paintFor({})).toBe(coloured);
  });
});

test('renderLine', async () => {
  await looksAs('lines', [renderLine(view), renderLine(inTrouble)]);
});

test('a plot of gaps, of nothing, and of more than fits', () => {
  expect(plot([0, 0.5, 1, Number.NaN, 2.4, 3.2, 4], 8 + 6, 2)).toMatchInlineSnapshot(`
    [
      "     4 ┤   ▂▅█",
      "       ┤▂▄ ███",
      "     0 └──────",
    ]
  `);
  expect(plot([], 8 + 6, 1)).toMatchInlineSnapshot(`
    [
      "     1 ┤      ",
      "     0 └──────",
    ]
  `);
});

const summary: RunSummary = {
  robot: 'line-rover',
  ticks: 60_000,
  seconds: 120,
  measures: {
    falls: 3,
    falls_last_60s: 0,
    last_falls_s: 21.4,
    bumps: 0,
    last_bumps_s: null,
    mean_abs_offset_mm_last_60s: 3.8123,
  },
  reward_mean: 0.28123,
  state_hash: '0123456789abcdef',
  weights_hash: 'fedcba9876543210',
  tick_us_p50: 8.14,
  tick_us_p99: 14.2,
  telemetry: { broker: 'mqtt://127.0.0.1:1883', sent: 51_204, dropped: 0 },
};

test('the summary, for people and for programs', () => {
  expect(`\n${renderSummary(summary).join('\n')}\n`).toMatchInlineSnapshot(`
    "
    line-rover: 120.0 s, 60,000 ticks
      falls                   3
      falls last 60s          0
      last falls              21.4 s
      bumps                   0
      last bumps              none
      mean |offset| last 60s  3.8 mm
      mean reward             0.2812
      tick p50/p99            8.1/14.2 us
      telemetry               51,204 sent, 0 dropped
      broker                  mqtt://127.0.0.1:1883
      state hash              0123456789abcdef
      weights hash            fedcba9876543210
    "
  `);
  expect(Object.keys(summaryObject(summary))).toEqual([
    'robot',
    'ticks',
    'seconds',
    ...Object.keys(summary.measures),
    'reward_mean',
    'state_hash',
    'weights_hash',
    'tick_us_p50',
    'tick_us_p99',
    'telemetry',
  ]);
});

class Screen implements PanelStream {
  readonly written: string[] = [];
  readonly isTTY: boolean;
  columns = 80;
  rows = 24;
  writableNeedDrain = false;

  constructor(kind: 'terminal' | 'file') {
    this.isTTY = kind === 'terminal';
  }

  write(text: string): boolean {
    this.written.push(text);
    return true;
  }

  /** What a person would see: the lines after all moves of the cursor. */
  get lines(): string[] {
    const lines: string[] = [''];
    let row = 0;
    const pieces = new RegExp(`${ESCAPES.source}|\\n|\\r|[^${ESC}\\n\\r]+`, 'g');
    for (const [piece] of this.written.join('').matchAll(pieces)) {
      if (piece === '\n') row += 1;
      else if (piece.endsWith('A') && piece.startsWith('\x1b'))
        row -= Number.parseInt(piece.slice(2), 10);
      else if (piece === '\x1b[J') lines.length = row;
      else if (!piece.startsWith('\x1b') && piece !== '\r') lines[row] = piece;
      lines[row] ??= '';
    }
    return lines;
  }
}

describe('Panel', () => {
  const clock = () => new SimulatedClock();
  const noColour = { NO_COLOR: '1' };

  test('redraws in place, at most ten times a second, in one write each', () => {
    const screen = new Screen('terminal');
    const time = clock();
    const panel = new Panel({ stream: screen, clock: time, environment: noColour });
    expect(panel.mode).toBe('live');
    for (let tick = 0; tick < 1000; tick++) {
      panel.update(tick / 1000, () => ({ ...view, time_s: tick / 1000 }));
      time.advance(1000);
    }
    expect(screen.written).toHaveLength(10);
    expect(screen.lines).toEqual([...renderPanel({ ...view, time_s: 0.9 }, 79), '']);
    panel.close();
    panel.close();
    expect(screen.written.slice(10)).toEqual(['\x1b[?25h']);
    expect(screen.written[0]?.startsWith('\x1b[?25l')).toBe(true);
  });

  test('notes stand above the panel, which shrinks and grows without remains', () => {
    const screen = new Screen('terminal');
    const time = clock();
    const panel = new Panel({ stream: screen, clock: time, environment: noColour });
    panel.note('first');
    panel.update(0, () => view);
    panel.note('second');
    time.advance(200_000);
    panel.update(0, () => inTrouble);
    expect(screen.lines).toEqual(['first', 'second', ...renderPanel(inTrouble, 79), '']);
    panel.close();
  });

  test('a terminal that does not keep up loses frames', () => {
    const screen = new Screen('terminal');
    const panel = new Panel({ stream: screen, clock: clock(), environment: noColour });
    screen.writableNeedDrain = true;
    panel.update(0, () => view);
    expect(screen.written).toEqual([]);
  });

  test('the cursor comes back when the program ends without close()', () => {
    const screen = new Screen('terminal');
    const before = process.listeners('exit').length;
    const panel = new Panel({ stream: screen, clock: clock(), environment: noColour });
    panel.update(0, () => view);
    expect(process.listeners('exit')).toHaveLength(before + 1);
    (process.listeners('exit').at(-1) as () => void)();
    expect(screen.written.at(-1)).toBe('\x1b[?25h');
    panel.close();
    expect(process.listeners('exit')).toHaveLength(before);
  });

  test.each([
    ['a file', new Screen('file'), {}],
    ['a dumb terminal', new Screen('terminal'), { TERM: 'dumb' }],
    ['a small terminal', Object.assign(new Screen('terminal'), { rows: 10 }), {}],
  ])('%s gets a plain line a second', (_name, screen, environment) => {
    const time = clock();
    const panel = new Panel({ stream: screen, clock: time, environment });
    expect(panel.mode).toBe('lines');
    for (let tick = 0; tick < 3000; tick++) {
      panel.update(tick / 1000, () => view);
      time.advance(1000);
    }
    panel.note('noted');
    const last = { ...view, time_s: view.time_s + 1 };
    panel.finish(summary, last);
    const line = `${renderLine(view)}\n`;
    const end = `\n${renderSummary(summary).join('\n')}\n`;
    const shown = [line, line, line, 'noted\n', `${renderLine(last)}\n`, end];
    expect(screen.written).toEqual(shown);
  });

  test('the last line is not said twice', () => {
    const screen = new Screen('file');
    const panel = new Panel({ stream: screen, clock: clock(), environment: {} });
    panel.update(view.time_s, () => view);
    panel.finish(summary, view);
    expect(screen.written).toHaveLength(2);
  });

  test('at full speed a line goes by robot time', () => {
    const screen = new Screen('file');
    const line_every = { robot_s: 10 };
    const panel = new Panel({ stream: screen, clock: clock(), line_every, environment: {} });
    for (let time_s = 0; time_s < 30; time_s += 0.5) panel.update(time_s, () => view);
    expect(screen.written).toHaveLength(3);
  });

  test('with json nothing is printed but the object at the end', () => {
    const screen = new Screen('terminal');
    const panel = new Panel({ stream: screen, mode: 'json', clock: clock() });
    panel.update(0, () => view);
    panel.note('noted');
    panel.finish(summary, view);
    expect(screen.written).toEqual([`${JSON.stringify(summaryObject(summary))}\n`]);
  });
});
