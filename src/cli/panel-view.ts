/** What the panel of `striatum run` shows and how it looks: pure functions, numbers to lines. */
import { type Paint, plain } from './paint.js';
import { MARGIN, plot } from './plot.js';
import type { StateSummary } from './run-state.js';
import { brief, clockTime, counted, nameAndUnit, rounded, signed, toWidth } from './words.js';

export interface PanelView {
  readonly robot: string;
  /** The board or world that it runs on. */
  readonly body: string;
  /** Of the controller: running, safe, ... */
  readonly state: string;
  /** Robot time. */
  readonly time_s: number;
  /** Robot seconds per real second, as measured. */
  readonly speed: number;
  /** What the world reports of itself. */
  readonly measures: readonly Reading[];
  readonly reward: number;
  readonly dopamine: number;
  /** The level at which its bar is full, to either side; above 0. */
  readonly dopamine_full: number;
  /** All populations together. */
  readonly spikes_hz: number;
  /** Whether weights may change. */
  readonly learning: boolean;
  /** The checkpoint that was kept last; left out where there is none. */
  readonly checkpoint?: string;
  /** Keys that are obeyed; left out where none is heard. */
  readonly keys?: string;
  readonly tick_cost_us: Quantiles;
  /** How late ticks began; left out where no grid is kept, as at full speed. */
  readonly tick_lateness_us?: Quantiles;
  readonly telemetry: TelemetryView;
  /** Absent without a state directory. */
  readonly checkpoints?: StateSummary;
  readonly plot?: PlotView;
}

/** One measure of a world, its unit last in its name, e.g. 'offset_mm'. */
export interface Reading {
  readonly name: string;
  readonly kind: 'count' | 'signal';
  readonly value: number;
  /** Of a signal: the mean of its size over the last seconds. */
  readonly mean_abs?: number;
}

export interface Quantiles {
  readonly p50: number;
  readonly p99: number;
}

export interface TelemetryView {
  /** The broker without credentials; left out where there is to be none. */
  readonly broker?: string;
  readonly connected: boolean;
  readonly sent: number;
  readonly dropped: number;
}

export interface PlotView {
  /** The measure that is plotted, e.g. 'offset_mm'. */
  readonly name: string;
  /** Means of its size, oldest first. */
  readonly points: readonly number[];
  /** Robot seconds that one point covers. */
  readonly point_s: number;
}

interface Cell {
  readonly label: string;
  readonly value: string;
  readonly tone?: 'good' | 'bad';
}

const CELLS_A_ROW = 3;
const PLOT_ROWS = 6;
const BAR_HALF_CELLS = 4;

/** The panel; without its paint no line is wider than `columns`. */
export function renderPanel(view: PanelView, columns: number, paint: Paint = plain): string[] {
  return [
    header(view, columns, paint),
    '',
    ...rows(measureCells(view), columns, paint),
    ...rows(brainCells(view), columns, paint),
    ...rows(learningCells(view), columns, paint),
    ...rows(timingCells(view), columns, paint),
    ...rows(telemetryCells(view), columns, paint),
    ...rows(stateCells(view), columns, paint),
    ...(view.plot ? ['', ...curve(view.plot, columns, paint)] : []),
  ];
}

/** The same in one line, for files and pipes. */
export function renderLine(view: PanelView): string {
  const { sent, dropped } = view.telemetry;
  const readings = view.measures.map((reading) => {
    const { words, unit } = nameAndUnit(reading.name);
    if (reading.kind === 'count') return `${words} ${counted(reading.value)}`;
    return `mean |${words}| ${withUnit(rounded(meanAbs(reading), 1), unit)}`;
  });
  return [
    `${rounded(view.time_s, 1).padStart(8)} s`,
    view.state,
    ...readings,
    `reward ${signed(view.reward, 3)}`,
    `dopamine ${signed(view.dopamine, 3)}`,
    `spikes ${counted(view.spikes_hz)}/s`,
    ...(view.learning ? [] : ['learning frozen']),
    `tick ${pair(view.tick_cost_us)} us`,
    `sent ${counted(sent)}`,
    `dropped ${counted(dropped)}`,
    brokerWords(view.telemetry),
  ].join('  ');
}

function header(view: PanelView, columns: number, paint: Paint): string {
  const time = ` ${clockTime(view.time_s)} `;
  const state = ` ${view.state}`;
  const name = toWidth(` ${view.robot} on ${view.body}`, columns - time.length - state.length);
  const tone = view.state === 'running' ? paint.good : paint.bad;
  return `${paint.strong(name)}${tone(state)}${paint.strong(time)}`;
}

function measureCells(view: PanelView): Cell[] {
  return view.measures.flatMap((reading): Cell[] => {
    const { words, unit } = nameAndUnit(reading.name);
    if (reading.kind === 'count') return [{ label: words, value: counted(reading.value) }];
    return [
      { label: words, value: withUnit(rounded(reading.value, 1), unit) },
      { label: `mean |${words}|`, value: withUnit(rounded(meanAbs(reading), 1), unit) },
    ];
  });
}

function brainCells(view: PanelView): Cell[] {
  return [
    { label: 'reward', value: signed(view.reward, 3) },
    {
      label: 'dopamine',
      value: `${bar(view.dopamine / view.dopamine_full)} ${signed(view.dopamine, 2)}`,
    },
    { label: 'spikes/s', value: counted(view.spikes_hz) },
  ];
}

function learningCells({ learning, checkpoint, keys }: PanelView): Cell[] {
  return [
    learning
      ? { label: 'learning', value: 'on' }
      : { label: 'learning', value: 'frozen', tone: 'bad' },
    { label: 'checkpoint', value: checkpoint ?? '–' },
    ...(keys === undefined ? [] : [{ label: 'keys', value: keys }]),
  ];
}

function timingCells(view: PanelView): Cell[] {
  const late = view.tick_lateness_us;
  return [
    { label: 'tick p50/p99', value: `${pair(view.tick_cost_us)} us` },
    { label: 'late p50/p99', value: late ? `${pair(late)} us` : '–' },
    { label: 'speed', value: `${brief(view.speed)}x` },
  ];
}

function telemetryCells({ telemetry }: PanelView): Cell[] {
  const { broker, connected, sent, dropped } = telemetry;
  const tone = broker === undefined ? {} : ({ tone: connected ? 'good' : 'bad' } as const);
  return [
    { label: 'sent', value: counted(sent) },
    { label: 'dropped', value: counted(dropped), ...(dropped > 0 && { tone: 'bad' }) },
    { label: '', value: broker ? `${connected ? '✓' : '✗'} ${broker}` : 'no telemetry', ...tone },
  ];
}

function stateCells({ checkpoints }: PanelView): Cell[] {
  if (!checkpoints) return [];
  const { restored_tick, written, failed, skipped } = checkpoints;
  const bad = failed + skipped > 0 ? ({ tone: 'bad' } as const) : {};
  return [
    { label: 'restored tick', value: restored_tick === null ? '–' : counted(restored_tick) },
    { label: 'checkpoints', value: counted(written) },
    { label: 'not written', value: counted(failed + skipped), ...bad },
  ];
}

/** Cells side by side, as many as fit into a row; a label gives way to its value. */
function rows(cells: readonly Cell[], columns: number, paint: Paint): string[] {
  const width = Math.floor((columns - 1) / CELLS_A_ROW);
  const lines: string[] = [];
  for (let first = 0; first < cells.length; first += CELLS_A_ROW) {
    const line = cells.slice(first, first + CELLS_A_ROW).map(({ label, value, tone }) => {
      const shown = toWidth(value, Math.min(value.length, width - 3));
      const name = toWidth(label, width - 3 - shown.length);
      return ` ${paint.faint(name)} ${tone ? paint[tone](shown) : paint.strong(shown)} `;
    });
    lines.push(line.join(''));
  }
  return lines;
}

function curve({ name, points, point_s }: PlotView, columns: number, paint: Paint): string[] {
  const { words, unit } = nameAndUnit(name);
  const title = ` mean |${words}|${unit && ` in ${unit}`}, one column ${point_s} s`;
  const span_s = (columns - MARGIN) * point_s;
  const axis = `${' '.repeat(MARGIN)}-${brief(span_s)} s`;
  return [
    paint.faint(toWidth(title, columns)),
    ...plot(points, columns, PLOT_ROWS).map(paint.curve),
    paint.faint(`${toWidth(axis, columns - 3)}now`),
  ];
}

/** A bar from the middle: to the left below zero, to the right above; full at 1. */
function bar(level: number): string {
  const filled = Math.round(Math.min(1, Math.abs(level)) * BAR_HALF_CELLS) || 0;
  const side = '█'.repeat(filled);
  const empty = '·'.repeat(BAR_HALF_CELLS - filled);
  const none = '·'.repeat(BAR_HALF_CELLS);
  return level < 0 ? `${empty}${side}|${none}` : `${none}|${side}${empty}`;
}

function brokerWords({ broker, connected }: TelemetryView): string {
  if (broker === undefined) return 'no telemetry';
  return connected ? 'connected' : 'broker gone';
}

function pair({ p50, p99 }: Quantiles): string {
  return `${brief(p50)}/${brief(p99)}`;
}

function meanAbs(reading: Reading): number {
  return reading.mean_abs ?? Math.abs(reading.value);
}

function withUnit(text: string, unit: string): string {
  return unit === '' ? text : `${text} ${unit}`;
}
