/** striatum weights: what a state directory holds; go back, export, import. */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  exportRows,
  importRows,
  parseRows,
  type SynapseRow,
  toCsv,
} from '../control/checkpoint/exchange.js';
import type { Saved } from '../control/checkpoint/file.js';
import { findCheckpoint } from '../control/checkpoint/listing.js';
import { restore } from '../control/checkpoint/restore.js';
import { Store } from '../control/checkpoint/store.js';
import { takeCheckpoint } from '../control/checkpoint/take.js';
import { SpikingMind } from '../control/spiking-mind.js';
import { RobotError } from '../errors.js';
import { compile } from '../network/compile.js';
import { loadRobot } from './load.js';
import { jsonOption, print, printJson, wholeNumber } from './options.js';
import { listWeights } from './weights-list.js';
import { showWeights } from './weights-show.js';

export function addWeights(program: Command): void {
  const weights = program
    .command('weights')
    .description('look at what a run keeps with --state; go back, export, import');
  const label = () => new Option('--label <text>', 'keep it until it is removed');
  weights
    .command('list <dir>')
    .description('the checkpoints of a state directory, oldest first')
    .addOption(jsonOption())
    .action(listWeights);
  weights
    .command('show <dir> [number]')
    .description('the weights of a checkpoint, by projection; default: the newest')
    .addOption(jsonOption())
    .action((dir: string, number: string | undefined, options: JsonOptions) => {
      showWeights(findCheckpoint(dir, numbered(number)), options.json ?? false);
    });
  weights
    .command('rollback <dir> <number>')
    .description('make a checkpoint the newest, as a copy; nothing is removed')
    .addOption(label())
    .addOption(jsonOption())
    .action(rollBack);
  weights
    .command('export <dir> [number]')
    .description('every plastic synapse, as CSV or JSON; default: of the newest')
    .option('--out <file>', 'a file that ends in .csv or .json, instead of the output')
    .addOption(jsonOption())
    .action(exportWeights);
  weights
    .command('import <dir> <file>')
    .description('a new checkpoint with the weights of such a file; others stay as in the newest')
    .option('--robot <path>', 'the robot; default: where the checkpoint says it was')
    .addOption(label())
    .addOption(jsonOption())
    .action(importWeights);
}

interface JsonOptions {
  readonly json?: boolean;
}

interface LabelOptions extends JsonOptions {
  readonly label?: string;
}

function numbered(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  try {
    return wholeNumber(text);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new RobotError({
      code: 'ARGUMENT_INVALID',
      path: 'striatum weights › number',
      got: `'${text}'`,
      allowed: 'the number of a checkpoint',
      remedy: '`striatum weights list DIR` lists them',
    });
  }
}

async function rollBack(dir: string, number: string, options: LabelOptions): Promise<void> {
  const { header, ...rest } = findCheckpoint(dir, numbered(number));
  const { label, ...kept } = header;
  const from = String(header.number);
  const made = { ...rest, header: { ...kept, from, ...labelled(options) } };
  const newest = await withStore(dir, (store) => store.save(made));
  if (options.json) printJson({ number: newest, from: header.number, tick: header.tick });
  else print(`checkpoint ${newest} is checkpoint ${from} again, tick ${header.tick}`);
}

interface ExportOptions extends JsonOptions {
  readonly out?: string;
}

function exportWeights(dir: string, number: string | undefined, options: ExportOptions): void {
  const saved = findCheckpoint(dir, numbered(number));
  const rows = exportRows(saved);
  const { out, json = false } = options;
  if (out === undefined) {
    process.stdout.write(json ? jsonText(saved, rows) : toCsv(rows));
    return;
  }
  write(out, out.endsWith('.json') ? jsonText(saved, rows) : toCsv(rows));
  if (json) printJson({ out, synapses: rows.length });
  else print(`${rows.length} synapses of checkpoint ${saved.header.number} written into ${out}`);
}

function jsonText({ header }: Saved, synapses: readonly SynapseRow[]): string {
  const { robot, number, tick } = header;
  return `${JSON.stringify({ robot, number, tick, synapses }, null, 1)}\n`;
}

interface ImportOptions extends LabelOptions {
  readonly robot?: string;
}

async function importWeights(dir: string, file: string, options: ImportOptions): Promise<void> {
  const rows = parseRows(read(file), file);
  const { header } = findCheckpoint(dir);
  const { robot } = await loadRobot(options.robot ?? header.source);
  const { seed, source } = header;
  const mind = new SpikingMind(robot, compile(robot, { seed }), { seed });
  const origin = { robot: robot.name, source, seed, tick_ms: robot.tick_ms };
  try {
    const number = await withStore(dir, (store) => {
      const { log } = restore(store, mind, origin);
      if (!options.json) for (const line of log) print(line);
      const tick = mind.ticks_before + importRows(rows, mind, file);
      const remarks = { from: basename(file), ...labelled(options) };
      return store.save(takeCheckpoint(mind, origin, tick, remarks));
    });
    if (options.json) printJson({ number, synapses: rows.length });
    else print(`checkpoint ${number} has ${rows.length} weights of ${file}`);
  } finally {
    mind.close();
  }
}

function labelled({ label }: LabelOptions): { readonly label?: string } {
  return label === undefined ? {} : { label };
}

/** @throws RobotError STATE_LOCKED while a run holds the directory. */
async function withStore<T>(dir: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = new Store(dir);
  store.open();
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new RobotError({
      code: 'FILE_MISSING',
      path: file,
      got: (error as Error).message,
      allowed: 'a file of weights',
      remedy: '`striatum weights export` writes one',
    });
  }
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new RobotError({
      code: 'FILE_UNWRITABLE',
      path: file,
      got: (error as Error).message,
      allowed: 'a file that can be written',
      remedy: 'make its folder, or name another file with --out',
    });
  }
}
