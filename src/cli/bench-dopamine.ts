/** striatum bench dopamine: whether reward finds the synapse that earned it, and what it costs. */
import { type Command, Option } from 'commander';
import { type Arm, arms } from '../bench/distal/arms.js';
import { distalFigure } from '../bench/distal/figure.js';
import { type DistalRun, REACHED_MV, runDistal, type Scores } from '../bench/distal/run.js';
import { type Cost, measureDopamine } from '../bench/dopamine-cost.js';
import { pinned } from '../bench/pin.js';
import { holds } from '../control/experiment.js';
import { didYouMean, RobotError } from '../errors.js';
import { writeFigure } from './draw.js';
import { distributionOf, short, table } from './format.js';
import { jsonOption, positiveNumber, print, printJson, wholeNumber } from './options.js';
import { claimWords, countOption, progress, seedsFrom } from './seeds.js';

const SECONDS = { distal: 3600, cost: 2 };
const ROUNDS = 11;
const FIRST_HELD_OUT_SEED = 50_001;
const CRITERION = `the chosen synapse, at 0 at first, is seen at ${REACHED_MV} mV or more`;
const REPORTED: readonly (keyof Scores)[] = [
  'end_mv',
  'peak_mv',
  'half_s',
  'half_rewards',
  'reached_s',
  'rewards',
  'stronger_percent',
  'others_mv',
  'rate_hz',
];

export function addBenchDopamine(bench: Command): void {
  bench
    .command('dopamine')
    .description('the distal reward problem of Izhikevich 2007 over seeds, with its controls')
    .option('--seeds <n>', 'how many held-out seeds', countOption, 12)
    .option('--first-seed <n>', 'first seed', wholeNumber, FIRST_HELD_OUT_SEED)
    .option(
      '--seconds <s>',
      `of biological time; default: ${SECONDS.distal}, or ${SECONDS.cost} with --cost`,
      positiveNumber,
    )
    .addOption(new Option('--arm <name>', 'this arm alone').conflicts('cost'))
    .addOption(new Option('--plot <file>', 'draw the weights as SVG').conflicts('cost'))
    .option('--cost', 'measure what it costs instead, beside static synapses and sweeps')
    .option('--rounds <n>', 'how often --cost measures each; the best counts', countOption, ROUNDS)
    .addOption(jsonOption())
    .action((options: Options) => (options.cost ? cost(options) : distal(options)));
}

interface Options {
  readonly seeds: number;
  readonly firstSeed: number;
  readonly seconds?: number;
  readonly arm?: string;
  readonly plot?: string;
  readonly cost?: boolean;
  readonly rounds: number;
  readonly json?: boolean;
}

function distal({ seeds: count, firstSeed, seconds = SECONDS.distal, ...options }: Options): void {
  const seeds = seedsFrom(firstSeed, count);
  const done = chosenArms(options.arm).map((arm) => {
    const runs = seeds.map((seed, i) => {
      progress(arm.name, i, seeds.length);
      return runDistal(arm, seed, seconds);
    });
    return { arm, runs };
  });
  progress('', 0, 0);
  if (options.plot !== undefined) writeFigure(options.plot, distalFigure(done, seconds));
  const report = done.map(({ arm, runs }) => summarise(arm, runs));
  if (options.json) printJson({ seconds, seeds, criterion: CRITERION, arms: report });
  else printReport(report, seconds);
  if (report.some(({ claim }) => claim?.holds === false)) process.exitCode = 1;
}

function chosenArms(only: string | undefined): readonly Arm[] {
  const chosen = only === undefined ? arms : arms.filter(({ name }) => name === only);
  if (chosen.length > 0) return chosen;
  const names = arms.map(({ name }) => name);
  throw new RobotError({
    code: 'ARGUMENT_INVALID',
    path: 'striatum bench dopamine › --arm',
    got: `'${only}'`,
    allowed: names.map((name) => `'${name}'`).join(', '),
    remedy: `name an arm.${didYouMean(only as string, names)}`,
  });
}

type Report = ReturnType<typeof summarise>;

function summarise({ name, meaning, claim }: Arm, runs: readonly DistalRun[]) {
  const reached = runs.filter(({ scores }) => scores.reached_s !== null).length;
  return {
    name,
    meaning,
    reached,
    of: runs.length,
    claim: claim ? { ...claim, holds: holds(claim, reached, runs.length) } : null,
    scores: Object.fromEntries(
      REPORTED.map((key) => [key, distributionOf(runs.map(({ scores }) => scores[key]))]),
    ),
    runs: runs.map(({ seed, chosen, scores, hash }) => ({ seed, chosen, ...scores, hash })),
  };
}

function printReport(report: readonly Report[], seconds: number): void {
  print(`1000 cells, 80,000 synapses that learn, ${seconds} s of biological time; success:`);
  print(`${CRITERION}.\n`);
  for (const { name, meaning } of report) print(`${name}: ${meaning}`);
  print('');
  for (const key of REPORTED) {
    const rows = report.map(({ name, reached, of, scores }) => {
      const { min, q25, median, q75, max, count } = scores[key] as NonNullable<(typeof scores)[0]>;
      return [name, `${reached}/${of}`, String(count), ...[min, q25, median, q75, max].map(short)];
    });
    print(table([[key, 'success', 'runs', 'min', '25 %', 'median', '75 %', 'max'], ...rows]));
    print('');
  }
  for (const { name, reached, of, claim } of report) {
    if (claim)
      print(`${claim.holds ? '✔' : '✖'} ${name}: ${reached}/${of}, ${claimWords(claim, of)}`);
  }
}

function cost({ seconds = SECONDS.cost, rounds, json }: Options): void {
  const costs = pinned(() => measureDopamine(seconds, rounds));
  if (json) {
    printJson({ seconds, rounds, costs });
    return;
  }
  print(`Times real time, ${seconds} s of biological time, ${rounds} runs in turn; of each 50 ms`);
  print('the best of all runs.');
  print('A sweep is counted beside static synapses: cells, input and delivery are the same.\n');
  print(table([COST_HEAD, ...costs.map((each, i) => costRow(each, costs[i - 1] ?? each))]));
}

const COST_HEAD = [
  'network',
  'synapses',
  'rate, Hz',
  'static',
  'exact',
  'sweep, 1 ms',
  'sweep, 10 ms',
  'exact, us',
  'to static',
  'to the row above',
];

function costRow(of: Cost, above: Cost): string[] {
  const times = (us: number) => short(1000 / us);
  const { static_us, exact_us, sweep_us } = of;
  return [
    of.name,
    String(of.plastic_synapses),
    short(of.rate_hz),
    times(static_us),
    times(exact_us),
    times(static_us + sweep_us.every_tick),
    times(static_us + sweep_us.every_10_ms),
    short(exact_us),
    short(exact_us / static_us),
    short(exact_us / above.exact_us),
  ];
}
