/** striatum cells: the library of cell types, their responses to current, and the gallery. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Coincided } from '../cells/coincidence.js';
import { galleryFigure, runPatterns } from '../cells/gallery.js';
import { type CellType, cellTypes } from '../cells/index.js';
import { branchUnitOf, type Portrait, portraitFigure, portray } from '../cells/portrait.js';
import { didYouMean, RobotError } from '../errors.js';
import { writeFigure } from './draw.js';
import { short, table } from './format.js';
import { jsonOption, positiveNumber, print, printJson } from './options.js';

export function addCells(program: Command): void {
  const cells = program
    .command('cells')
    .description('list the cell types of the library; show one; draw the twenty patterns')
    .addOption(jsonOption())
    .action(list);
  cells
    .command('show <name>')
    .description("draw a cell type's response to current and dendritic input, and name its source")
    .option('--plot <file>', 'write the drawing as SVG')
    .addOption(new Option('--tick <ms>', 'at this tick').argParser(positiveNumber))
    .addOption(
      new Option('--set <parameter=value...>', 'change parameters of the cell, e.g. phi=0.8')
        .argParser(readChange)
        .default({}, 'as in the library'),
    )
    .addOption(jsonOption())
    .action((name: string, _, command: Command) => show(name, command.optsWithGlobals()));
  cells
    .command('gallery')
    .description("draw Izhikevich's twenty patterns, fixed point over doubles")
    .option('--out <file>', 'write the drawing as SVG')
    .addOption(jsonOption())
    .action((_, command: Command) => gallery(command.optsWithGlobals()));
}

interface Changes {
  readonly [parameter: string]: number;
}

function readChange(text: string, before: Changes): Changes {
  const [, parameter, value] = /^(\w+)=(.+)$/.exec(text) ?? [];
  if (parameter !== undefined && Number.isFinite(Number(value))) {
    return { ...before, [parameter]: Number(value) };
  }
  throw new InvalidArgumentError('It must be a parameter, an equals sign and a number.');
}

function list({ json }: { readonly json?: boolean }): void {
  if (json) {
    printJson({ cells: cellTypes.map(described) });
    return;
  }
  const rows = cellTypes.map(({ name, spec, summary }) => [name, spec(1).kind, summary]);
  const [width, kind] = [0, 1].map((c) => Math.max(...rows.map((row) => (row[c] ?? '').length)));
  for (const [name = '', of = '', summary] of rows) {
    print(`${name.padEnd(width as number)}  ${of.padEnd(kind as number)}  ${summary}`);
  }
  print('\nstriatum cells show NAME --plot FILE.svg draws one and names its source.');
}

function described({ name, summary, source, spec }: CellType) {
  return { name, summary, source, spec: spec(1) };
}

interface ShowOptions {
  readonly plot?: string;
  readonly set: Changes;
  readonly tick?: number;
  readonly json?: boolean;
}

function show(name: string, { plot, set, tick, json }: ShowOptions): void {
  const type = typeOf(name);
  const portrait = portray(type, set, tick);
  if (plot !== undefined) writeFigure(plot, portraitFigure(portrait));
  if (json) {
    printJson({
      ...described(type),
      spec: type.spec(1, set),
      tick_ms: portrait.tick_ms,
      unit: portrait.unit,
      steps: portrait.steps.map(({ amount, responses, agreement }) => ({
        amount,
        ...agreement,
        spikes_ms: responses.fixed.spikes_ms,
      })),
      curve: portrait.curve,
      ...(portrait.coincided && { coincidence: jsonOf(portrait.coincided) }),
      ...(plot === undefined ? {} : { plot }),
    });
  } else printPortrait(portrait, plot);
}

function jsonOf({ of, cases, window }: Coincided) {
  const named = cases.map(({ title, responses, agreement }) => ({
    case: title,
    ...agreement,
    spikes_ms: responses.fixed.spikes_ms,
  }));
  return { ...of, cases: named, window };
}

function printPortrait(portrait: Portrait, plot: string | undefined): void {
  const { type, unit, steps, curve, coincided } = portrait;
  print(`${type.name}: ${type.summary}\nsource  ${type.source}\n`);
  const rows = steps.map(({ amount, agreement }) => [
    `${amount} ${unit}`,
    String(agreement.double),
    String(agreement.fixed),
    `${short(agreement.largest_ms)} ms`,
  ]);
  const head = ['step', 'spikes in doubles', 'in fixed point', 'largest shift'];
  print(table([head, ...rows]));
  const last = curve.at(-1);
  print(`\n${short(last?.fixed_hz ?? 0)} Hz at ${last?.amount} ${unit}`);
  if (coincided) printCoincidence(coincided, unit, branchUnitOf(portrait) ?? '');
  print(plot === undefined ? '--plot FILE.svg draws it.' : `drawn into ${plot}`);
}

function printCoincidence({ of, cases, window }: Coincided, unit: string, branch: string): void {
  print(`\n${of.soma} ${unit} into the soma, ${of.branch} ${branch} into ${of.dendrite}`);
  const rows = cases.map(({ title, agreement }) => [
    title,
    String(agreement.double),
    String(agreement.fixed),
    `${short(agreement.largest_ms)} ms`,
  ]);
  print(table([['', 'spikes in doubles', 'in fixed point', 'largest shift'], ...rows]));
  const shifts = window.filter(({ fixed }) => fixed >= 2).map(({ shift_ms }) => shift_ms);
  if (shifts.length === 0) return;
  const [least, most] = [Math.min(...shifts), Math.max(...shifts)];
  print(`\nbursts where the dendrite begins ${least} to ${most} ms after the soma`);
}

function gallery({ out, json }: { readonly out?: string; readonly json?: boolean }): void {
  const shown = runPatterns();
  if (out !== undefined) writeFigure(out, galleryFigure(shown));
  const rows = shown.map(({ pattern: { letter, name }, agreement }) => ({
    letter,
    name,
    ...agreement,
  }));
  if (json) {
    printJson({ patterns: rows, ...(out === undefined ? {} : { out }) });
    return;
  }
  const cells = rows.map(({ letter, name, double, fixed, mean_ms, largest_ms }) => [
    `${letter}  ${name}`,
    String(double),
    String(fixed),
    mean_ms.toFixed(3),
    largest_ms.toFixed(2),
  ]);
  const head = ['pattern', 'spikes in doubles', 'in fixed point', 'mean shift/ms', 'largest/ms'];
  print(table([head, ...cells]));
  print(out === undefined ? '\n--out FILE.svg draws them.' : `\ndrawn into ${out}`);
}

function typeOf(name: string): CellType {
  const found = cellTypes.find((type) => type.name === name);
  if (found) return found;
  const names = cellTypes.map((type) => type.name);
  throw new RobotError({
    code: 'NAME_UNKNOWN',
    path: 'striatum cells show',
    got: `'${name}'`,
    allowed: names.join(', '),
    remedy: `name a cell type of the library.${didYouMean(name, names)}`,
  });
}
