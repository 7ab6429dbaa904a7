/** striatum explain: what moved a weight, or what one tick was, from a recording. */
import type { Command } from 'commander';
import {
  type Dose,
  type Explanation,
  explain as explainHistory,
  type Moment,
} from '../control/explain.js';
import { Recording } from '../control/recording/recording.js';
import { SynapseHistory } from '../control/synapse-history.js';
import { didYouMean, RobotError } from '../errors.js';
import type { Compiled } from '../network/compile.js';
import { findSynapses, type Pair, type SynapsePlace } from '../network/probe.js';
import { writeFigure } from './draw.js';
import { historyFigure } from './explain-figure.js';
import { explainTick, printTick } from './explain-tick.js';
import { short, table } from './format.js';
import { finishReplay, openReplay, type Replay } from './open-replay.js';
import {
  jsonOption,
  print,
  printJson,
  RECORDING_ARGUMENT,
  recordedRobotOption,
  wholeNumber,
} from './options.js';
import { rounded, signed } from './words.js';

export function addExplain(program: Command): void {
  program
    .command('explain <recording>')
    .description('say of a recording what moved a weight, by living it again, or what a tick was')
    .addHelpText('after', `\n  <recording>  ${RECORDING_ARGUMENT}`)
    .option('--synapse <a:3>b:7>', 'from neuron 3 of population a to neuron 7 of b')
    .option('--tick <n>', 'what came in, fired, was asked and done in this tick', wholeNumber)
    .option('--top <n>', 'how many moments and doses to list', wholeNumber, 8)
    .option('--plot <file>', 'draw weight, eligibility, dopamine and spikes as SVG')
    .addOption(recordedRobotOption())
    .addOption(jsonOption())
    .action(explain);
}

interface ExplainOptions {
  readonly synapse?: string;
  readonly tick?: number;
  readonly top: number;
  readonly plot?: string;
  readonly robot?: string;
  readonly json?: boolean;
}

async function explain(path: string, options: ExplainOptions): Promise<void> {
  const { synapse, tick } = options;
  if ((synapse === undefined) === (tick === undefined)) throw oneQuestion(tick);
  if (synapse !== undefined) return explainSynapse(path, synapse, options);
  const recording = new Recording(path);
  try {
    const found = explainTick(recording, tick as number);
    if (options.json) printJson(found);
    else printTick(found);
  } finally {
    recording.close();
  }
}

function oneQuestion(tick: number | undefined): RobotError {
  return new RobotError({
    code: 'ARGUMENT_INVALID',
    path: 'striatum explain',
    got: tick === undefined ? 'neither --synapse nor --tick' : 'both --synapse and --tick',
    allowed: 'one of them',
    remedy: "ask about a weight with --synapse 'a:3>b:7', or about a tick with --tick 120",
  });
}

async function explainSynapse(path: string, name: string, options: ExplainOptions): Promise<void> {
  const { top, plot } = options;
  const pair = pairOf(name);
  const run = await openReplay(path, options.robot);
  const place = placeOf(run.compiled, pair, name);
  const history = new SynapseHistory(run.mind.network, place, pair);
  run.controller.witnesses.push(history);
  await finishReplay(run);
  const found = explainHistory(history);
  const { tick_ms } = run.robot;
  if (plot !== undefined) writeFigure(plot, historyFigure(name, history, tick_ms));
  if (!options.json) return printExplanation({ run, name, place, found, top, plot });
  const { learn, path: projection } = place.projection;
  const delay_ms = place.delay_ticks * tick_ms;
  printJson({
    robot: run.robot.name,
    synapse: name,
    projection,
    learn,
    delay_ms,
    tick_ms,
    ...found,
  });
}

function pairOf(text: string): Pair {
  const found = /^([^:>\s]+):(\d+)>([^:>\s]+):(\d+)$/.exec(text);
  if (found) {
    const [, from, pre, to, post] = found as unknown as [string, string, string, string, string];
    return { from, pre: Number(pre), to, post: Number(post) };
  }
  throw new RobotError({
    code: 'ARGUMENT_INVALID',
    path: 'striatum explain › --synapse',
    got: `'${text}'`,
    allowed: "'a:3>b:7', in quotes: from neuron 3 of population a to neuron 7 of population b",
    remedy: 'name two populations of the robot, and a neuron of each, counted from 0',
  });
}

/** The first synapse that joins the two. */
function placeOf(compiled: Compiled, pair: Pair, name: string): SynapsePlace {
  for (const [population, neuron] of [
    [pair.from, pair.pre],
    [pair.to, pair.post],
  ] as const) {
    const count = compiled.populations.get(population)?.count;
    if (count !== undefined && neuron < count) continue;
    const names = [...compiled.populations.keys()];
    const hint = count === undefined ? didYouMean(population, names) : '';
    throw new RobotError({
      code: count === undefined ? 'NAME_UNKNOWN' : 'SLICE_OUT_OF_RANGE',
      path: 'striatum explain › --synapse',
      got: `'${population}:${neuron}'`,
      allowed: count === undefined ? `one of ${names.join(', ')}` : `0 to ${count - 1}`,
      remedy: `name a neuron of the robot.${hint}`,
    });
  }
  const place = findSynapses(compiled, pair)[0];
  if (place) return place;
  throw new RobotError({
    code: 'ARGUMENT_INVALID',
    path: 'striatum explain › --synapse',
    got: `'${name}', between which no synapse learns`,
    allowed: 'a synapse of a projection with `learn` that is there from the start',
    remedy: '`striatum inspect ROBOT` lists the projections that learn',
  });
}

/** The modulator that decides what the synapse learns. */
function modulatorOf({ compiled, robot }: Replay, { projection }: SynapsePlace): string {
  return robot.synapses[compiled.projections.indexOf(projection)]?.learn?.modulator ?? '';
}

interface Shown {
  readonly run: Replay;
  readonly name: string;
  readonly place: SynapsePlace;
  readonly found: Explanation;
  readonly top: number;
  readonly plot: string | undefined;
}

function printExplanation({ run, name, place, found, top, plot }: Shown): void {
  const { tick_ms } = run.robot;
  const { first, last } = found.weight_mv;
  const { learn, path } = place.projection;
  print(`${name} of ${run.robot.name}: ${learn}, ${place.delay_ticks * tick_ms} ms, ${path}`);
  const seconds = rounded((found.ticks * tick_ms) / 1000, 2);
  print(`${short(first)} mV at the start, ${short(last)} mV after ${seconds} s\n`);
  if (found.left_tick !== null) print('then it was rewired to another target\n');
  const causes = Object.entries(found.causes_mv) as [keyof typeof CAUSES, number][];
  const moved = causes.filter(
    ([cause]) => cause === 'spike' || cause === 'held' || found.causes_mv[cause] !== 0,
  );
  print(
    table([
      ['moved by', 'mV'],
      ...moved.map(([cause, mv]) => [CAUSES[cause], signed(mv, 4)]),
      ['in all', signed(last - first, 4)],
    ]),
  );
  const at = (tick: number) => `${rounded((tick * tick_ms) / 1000, 3)} s`;
  for (const { tick, to_tick, moved_mv } of found.rollbacks) {
    print(`rolled back at ${at(tick)} to ${at(to_tick)}: ${signed(moved_mv, 4)} mV`);
  }
  printMoments(largest(found.moments, top), at, tick_ms);
  printDoses(modulatorOf(run, place), largest(found.doses, top), at);
  print(plot === undefined ? '\n--plot FILE.svg draws it.' : `\ndrawn into ${plot}`);
}

const CAUSES = {
  spike: 'the target spiked',
  arrival: 'a spike arrived, after the target had spiked',
  silence: 'the target might have spiked and did not',
  rolled_back: 'rolled back',
  held: 'the ends of the range, and rounding',
} as const satisfies { readonly [C in keyof Explanation['causes_mv']]: string };

/** Those that moved it most, in their order. */
function largest<T extends { readonly moved_mv: number }>(all: readonly T[], top: number): T[] {
  const by = [...all].sort((a, b) => Math.abs(b.moved_mv) - Math.abs(a.moved_mv)).slice(0, top);
  return all.filter((one) => by.includes(one));
}

type At = (tick: number) => string;

function printMoments(moments: readonly Moment[], at: At, tick_ms: number): void {
  if (moments.length === 0) return;
  const rows = moments.map((moment) => [
    at(moment.tick),
    WHAT[moment.cause],
    moment.since_arrival === null ? '–' : `${rounded(moment.since_arrival * tick_ms, 1)} ms`,
    signed(moment.eligibility_mv, 4),
    `${signed(moment.taught, 4)} at ${at(moment.taught_tick)}`,
    signed(moment.moved_mv, 4),
  ]);
  const head = ['at', 'target', 'after an arrival', 'eligibility/mV', 'taught most', 'moved mV'];
  print(`\n${table([head, ...rows])}`);
}

const WHAT = { spike: 'spiked', arrival: 'had spiked', silence: 'was silent' } as const;

function printDoses(modulator: string, doses: readonly Dose[], at: At): void {
  if (doses.length === 0) return;
  const rows = doses.map(({ first_tick, last_tick, peak, moved_mv }) => [
    `${at(first_tick)} to ${at(last_tick)}`,
    signed(peak, 4),
    signed(moved_mv, 4),
  ]);
  print(`\n${table([[modulator, 'peak', 'moved mV'], ...rows])}`);
}
