/** Weights as people and other programs read them: a line a synapse, as CSV or as JSON. */
import { z } from 'zod';
import { type Problem, Problems, RobotError } from '../../errors.js';
import { parseJson } from '../../json.js';
import { formats } from '../../network/fields.gen.js';
import { readArray } from '../../network/model-file.js';
import type { SpikingMind } from '../spiking-mind.js';
import { setWeights, tryOut } from './carry.js';
import type { Saved } from './file.js';
import { projectionNames } from './shape.js';
import { type SynapseTable, synapsesOf } from './synapses.js';

const COLUMNS = ['projection', 'pre', 'post', 'delay_ms', 'weight_mv'] as const;
const ONE = 2 ** formats.q7_24.fraction;

/** A plastic synapse; neurons are counted within their populations. */
export interface SynapseRow {
  readonly projection: string;
  readonly pre: number;
  readonly post: number;
  readonly delay_ms: number;
  readonly weight_mv: number;
}

/** Every plastic synapse of a checkpoint, in the order of the model. */
export function exportRows({ header, synapses }: Saved): SynapseRow[] {
  return header.shape.projections
    .filter(({ learn }) => learn !== null)
    .flatMap(({ name, first, count }) =>
      Array.from({ length: count }, (_, i) => rowAt(synapses, first + i, name, header.tick_ms)),
    );
}

function rowAt(table: SynapseTable, i: number, projection: string, tick_ms: number): SynapseRow {
  return {
    projection,
    pre: table.pre[i] as number,
    post: table.post[i] as number,
    delay_ms: (table.delay_ticks[i] as number) * tick_ms,
    weight_mv: (table.weight[i] as number) / ONE,
  };
}

/** Numbers in full, so that reading them gives the same bits. */
export function toCsv(rows: readonly SynapseRow[]): string {
  const lines = rows.map((row) => COLUMNS.map((column) => quoted(String(row[column]))).join(','));
  return `${[COLUMNS.join(','), ...lines].join('\n')}\n`;
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const fileSchema = z.object({ synapses: z.array(z.record(z.string(), z.unknown())) });

/** A row as a file says it, with where. */
interface Said {
  readonly path: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What a file says, JSON if its name ends so. @throws RobotError JSON_INVALID, FILE_BROKEN. */
export function parseRows(text: string, path: string): Said[] {
  if (!path.endsWith('.json')) return parseCsv(text, path);
  const parsed = fileSchema.safeParse(parseJson(text, path));
  if (!parsed.success) throw broken(path, 'JSON without `synapses`', '{ "synapses": [...] }');
  return parsed.data.synapses.map((fields, i) => ({ path: `${path} › synapses › ${i}`, fields }));
}

function parseCsv(text: string, path: string): Said[] {
  const lines = text.trimEnd().split(/\r?\n/);
  if (lines[0] !== COLUMNS.join(',')) {
    throw broken(path, `'${lines[0]}' as its first line`, COLUMNS.join(','));
  }
  return lines.slice(1).map((line, i) => {
    const cells = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(({ 1: cell = '' }) =>
      cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
    );
    const fields = COLUMNS.map((column, place) => [column, numberOf(column, cells[place])]);
    return { path: `${path}:${i + 2}`, fields: Object.fromEntries(fields) };
  });
}

function numberOf(column: string, cell: string | undefined): unknown {
  return column === 'projection' || cell === undefined || cell.trim() === '' ? cell : Number(cell);
}

function broken(path: string, got: string, allowed: string): RobotError {
  const remedy = '`striatum weights export` writes such a file';
  return new RobotError({ code: 'FILE_BROKEN', path, got, allowed, remedy });
}

/**
 * Synapses that a file names get its weights, the others keep theirs. What was pending is booked
 * first, in a tick without input and without learning: ticks that passed are returned.
 * @throws RobotError with every problem of the file; the mind is as it was then.
 */
export function importRows(rows: readonly Said[], mind: SpikingMind, path: string): number {
  const known = knownSynapses(mind);
  const problems = new Problems();
  const weights = new Map<number, number>();
  for (const row of rows) judge(row, known, weights, problems);
  problems.throwIfAny();
  const { learning, network } = mind;
  tryOut(mind, path, () => {
    mind.learning = false;
    network.tick();
    for (const [synapse, weight] of weights) setWeights(network, synapse, Int32Array.of(weight));
    mind.learning = learning;
  });
  return 1;
}

interface Known {
  readonly synapse: number;
  readonly bounds_mv: readonly [number, number];
}

function keyOf({ projection, pre, post, delay_ms }: Omit<SynapseRow, 'weight_mv'>): string {
  return `${projection} ${pre} ${post} ${delay_ms}`;
}

function knownSynapses({ network }: SpikingMind): ReadonlyMap<string, Known> {
  const { compiled } = network;
  const table = synapsesOf(network);
  const names = projectionNames(compiled.projections);
  const [least, most] = [
    readArray(compiled.bytes, 'rule_w_min'),
    readArray(compiled.bytes, 'rule_w_max'),
  ];
  const known = new Map<string, Known>();
  compiled.projections.forEach(({ rule, first_synapse, count }, index) => {
    if (rule === undefined) return;
    const bounds_mv = [(least[rule] as number) / ONE, (most[rule] as number) / ONE] as const;
    for (let synapse = first_synapse; synapse < first_synapse + count; synapse++) {
      const row = rowAt(table, synapse, names[index] as string, compiled.tick_ms);
      known.set(keyOf(row), { synapse, bounds_mv });
    }
  });
  return known;
}

function judge(
  { path, fields }: Said,
  known: ReadonlyMap<string, Known>,
  weights: Map<number, number>,
  problems: Problems,
): void {
  const { projection, pre, post, delay_ms, weight_mv } = fields;
  const key = `${projection} ${pre} ${post} ${delay_ms}`;
  const found = known.get(key);
  const said = `${projection}, ${pre} to ${post} in ${delay_ms} ms`;
  const add = (code: Problem['code'], got: string, allowed: string, remedy: string) =>
    problems.add(code, path, got, allowed, remedy);
  if (!found) {
    add('NAME_UNKNOWN', said, 'a plastic synapse of the robot', 'export anew and edit that file');
    return;
  }
  if (weights.has(found.synapse)) {
    add('ARGUMENT_INVALID', `${said} once more`, 'each synapse once', 'remove one of the lines');
    return;
  }
  const [min, max] = found.bounds_mv;
  const isHeld = typeof weight_mv === 'number' && weight_mv >= min && weight_mv <= max;
  if (!isHeld) {
    const allowed = `a number from ${min} to ${max} mV`;
    add('WEIGHT_OUT_OF_BOUNDS', `${weight_mv} mV`, allowed, 'keep to the bounds of its rule');
    return;
  }
  weights.set(found.synapse, Math.round(weight_mv * ONE));
}
