/** A figure: panels in a grid, each of plots that stand over one another along one axis. */
import { labelled, linearScale, rangeOf, type Scale } from './scale.js';
import { element, line, polyline, text } from './svg.js';

/** One line; all its points share a look, which the legend names. */
export interface Trace {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly look: string;
}

/** One pair of axes. */
export interface Plot {
  /** What goes up, with its unit: "potential / mV". */
  readonly y: string;
  /** Share of the panel's height, against the other plots of the panel. */
  readonly height: number;
  /** Where ticks stand. Default: at round numbers. */
  readonly ticks?: readonly number[];
  readonly traces: readonly Trace[];
}

export interface Panel {
  readonly title: string;
  /** What stands at the right of the title. */
  readonly note?: string;
  /** What goes to the right, with its unit: "time / ms". */
  readonly x: string;
  readonly range: readonly [number, number];
  readonly plots: readonly Plot[];
}

/** How a kind of line looks, and what the legend calls it. */
export interface Look {
  readonly name: string;
  readonly colour: string;
  readonly width: number;
}

export interface Figure {
  readonly title: string;
  /** Lines under the title. */
  readonly words: readonly string[];
  readonly columns: number;
  /** Size of a panel in pixels. */
  readonly panel: { readonly width: number; readonly height: number };
  readonly looks: { readonly [name: string]: Look };
  readonly panels: readonly Panel[];
}

const MARGIN = 16;
const LINE = 18;
const GAP = { left: 58, right: 12, top: 26, bottom: 36, between: 8 };
const INK = '#222';
const PALE = '#777';

/** The figure as an SVG document. */
export function drawFigure(figure: Figure): string {
  const { columns, panel, panels } = figure;
  const head = MARGIN + 24 + (figure.words.length + 1) * LINE + 12;
  const width = 2 * MARGIN + columns * panel.width;
  const height = head + Math.ceil(panels.length / columns) * panel.height + MARGIN;
  const drawn = panels.map((one, i) => {
    const x = MARGIN + (i % columns) * panel.width;
    const y = head + Math.floor(i / columns) * panel.height;
    return drawPanel(one, figure, x, y);
  });
  const words = figure.words.map((each, i) =>
    text(MARGIN, MARGIN + 20 + (i + 1) * LINE, each, { fill: PALE, 'font-size': 12 }),
  );
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'font-family': 'Helvetica, Arial, sans-serif',
      'font-size': 11,
      fill: INK,
    },
    element('rect', { width, height, fill: 'white' }),
    text(MARGIN, MARGIN + 16, figure.title, { 'font-size': 18, 'font-weight': 'bold' }),
    ...words,
    drawLegend(figure.looks, head - 12),
    ...drawn,
  )}\n`;
}

function drawLegend(looks: Figure['looks'], y: number): string {
  let x = MARGIN;
  const entries = Object.values(looks).map(({ name, colour, width }) => {
    const drawn =
      line(x, y - 4, x + 24, y - 4, { stroke: colour, 'stroke-width': width }) +
      text(x + 30, y, name, { 'font-size': 12 });
    x += 30 + name.length * 6.4 + 26;
    return drawn;
  });
  return entries.join('');
}

function drawPanel(panel: Panel, figure: Figure, x: number, y: number): string {
  const { width, height } = figure.panel;
  const left = x + GAP.left;
  const right = x + width - GAP.right;
  const across = linearScale(panel.range, [left, right]);
  const room = height - GAP.top - GAP.bottom - GAP.between * (panel.plots.length - 1);
  const shares = panel.plots.reduce((sum, plot) => sum + plot.height, 0);
  let top = y + GAP.top;
  const plots = panel.plots.map((plot) => {
    const bottom = top + (room * plot.height) / shares;
    const drawn = drawPlot(plot, figure.looks, across, [bottom, top]);
    top = bottom + GAP.between;
    return drawn;
  });
  const foot = top - GAP.between;
  return [
    text(left, y + 18, panel.title, { 'font-size': 12, 'font-weight': 'bold' }),
    panel.note === undefined
      ? ''
      : text(right, y + 18, panel.note, { fill: PALE, 'text-anchor': 'end', 'font-size': 10 }),
    ...plots,
    ...drawAcross(across, foot),
    text((left + right) / 2, foot + 30, panel.x, { fill: PALE, 'text-anchor': 'middle' }),
  ].join('');
}

function drawAcross(scale: Scale, y: number): string[] {
  const [left, right] = scale.pixels;
  const ticks = scale.ticks(Math.max(3, Math.floor((right - left) / 55)));
  return ticks.map(({ value, label }) => {
    const x = scale.at(value);
    return (
      line(x, y, x, y + 4, { stroke: INK }) + text(x, y + 16, label, { 'text-anchor': 'middle' })
    );
  });
}

function drawPlot(
  { y: name, ticks, traces }: Plot,
  looks: Figure['looks'],
  across: Scale,
  pixels: readonly [number, number],
): string {
  const [left, right] = across.pixels;
  const [bottom, top] = pixels;
  const up = linearScale(rangeOf(traces.flatMap(({ y }) => Array.from(y))), pixels);
  const marks = ticks?.map(labelled) ?? up.ticks(Math.max(2, Math.floor((bottom - top) / 20)));
  const drawn = marks.map(({ value, label }) => {
    const y = up.at(value);
    return (
      line(left - 4, y, left, y, { stroke: INK }) +
      line(left, y, right, y, { stroke: '#eee' }) +
      text(left - 7, y + 4, label, { 'text-anchor': 'end' })
    );
  });
  const lines = traces.map(({ x, y, look }) => {
    const { colour, width } = looks[look] as Look;
    const points = Array.from(x, (value, i) => [across.at(value), up.at(y[i] as number)] as const);
    return polyline(points, { stroke: colour, 'stroke-width': width, 'stroke-linejoin': 'round' });
  });
  const middle = (bottom + top) / 2;
  const turn = `rotate(-90 ${left - 44} ${middle})`;
  return [
    ...drawn,
    text(left - 44, middle, name, {
      fill: PALE,
      'font-size': 10,
      'text-anchor': 'middle',
      transform: turn,
    }),
    ...lines,
    line(left, top, left, bottom, { stroke: INK }),
    line(left, bottom, right, bottom, { stroke: INK }),
  ].join('');
}
