/** striatum learn: a claim of learning over held-out seeds, beside its controls. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type Claim,
  type Experiment,
  holds,
  type Scores,
  scoreRun,
} from '../control/experiment.js';
import type { Arm } from '../control/simulation.js';
import { didYouMean, RobotError } from '../errors.js';
import { distributionOf, short, table } from './format.js';
import { loadExperiment, loadRobot, needBody } from './load.js';
import {
  jsonOption,
  positiveNumber,
  print,
  printJson,
  robotCommand,
  wholeNumber,
} from './options.js';

export function addLearn(program: Command): void {
  const option = (flags: string, meaning: string) => new Option(flags, meaning);
  robotCommand(
    program,
    'learn',
    'run the experiment beside a robot (learn.ts) over held-out seeds, with its controls',
    learn,
    option('--seeds <n>', 'how many held-out seeds').argParser(seedCount).default(20),
    option('--first-seed <n>', "first seed; default: the experiment's own").argParser(wholeNumber),
    option('--seconds <s>', "robot seconds of a run; default: the experiment's own").argParser(
      positiveNumber,
    ),
    option('--arm <name>', 'this arm alone'),
    jsonOption(),
  );
}

interface LearnOptions {
  readonly seeds: number;
  readonly firstSeed?: number;
  readonly seconds?: number;
  readonly arm?: string;
  readonly json?: boolean;
}

/** As many as one may want to wait for. */
function seedCount(text: string): number {
  const value = wholeNumber(text);
  if (value >= 1 && value <= 10_000) return value;
  throw new InvalidArgumentError('It must be a whole number from 1 to 10000.');
}

interface Run {
  readonly seed: number;
  readonly scores: Scores;
  readonly succeeded: boolean;
}

async function learn(path: string, options: LearnOptions): Promise<void> {
  const found = await loadRobot(path);
  const experiment = await loadExperiment(found.folder);
  const body = needBody(found);
  const seeds = Array.from(
    { length: options.seeds },
    (_, i) => (options.firstSeed ?? experiment.first_seed) + i,
  );
  const seconds = options.seconds ?? experiment.seconds;
  const arms: Record<string, Run[]> = {};
  for (const [name, arm] of chosenArms(experiment, options.arm)) {
    const runs: Run[] = [];
    for (const seed of seeds) {
      progress(name, runs.length, seeds.length);
      const scores = await scoreRun(found.robot, body, arm, seed, { ...experiment, seconds });
      runs.push({ seed, scores, succeeded: experiment.succeeds(scores) });
    }
    arms[name] = runs;
  }
  progress('', 0, 0);
  const report = summarise(experiment, arms);
  if (options.json)
    printJson({
      robot: found.robot.name,
      seconds,
      seeds,
      criterion: experiment.criterion,
      arms: report,
    });
  else printReport(found.robot.name, experiment, seconds, report);
  const failed = Object.values(report).some(({ claim }) => claim?.holds === false);
  if (failed) process.exitCode = 1;
}

function chosenArms(experiment: Experiment, only: string | undefined): [string, Arm][] {
  const all = Object.entries(experiment.arms);
  if (only === undefined) return all;
  const chosen = all.filter(([name]) => name === only);
  if (chosen.length > 0) return chosen;
  const names = Object.keys(experiment.arms);
  throw new RobotError({
    code: 'ARGUMENT_INVALID',
    path: 'striatum learn › --arm',
    got: `'${only}'`,
    allowed: names.map((name) => `'${name}'`).join(', '),
    remedy: `name an arm of the experiment.${didYouMean(only, names)}`,
  });
}

type Report = ReturnType<typeof summarise>;

function summarise(experiment: Experiment, arms: Record<string, Run[]>) {
  return Object.fromEntries(
    Object.entries(arms).map(([name, runs]) => [
      name,
      {
        succeeded: runs.filter((run) => run.succeeded).length,
        of: runs.length,
        claim: claimOf(experiment, name, runs),
        scores: Object.fromEntries(
          experiment.report.map((key) => [
            key,
            distributionOf(runs.map(({ scores }) => scores[key])),
          ]),
        ),
        runs,
      },
    ]),
  );
}

/** What was claimed of an arm, and whether the runs bear it out; null where nothing was. */
function claimOf({ claims }: Experiment, arm: string, runs: readonly Run[]) {
  const claim = claims[arm];
  const succeeded = runs.filter((run) => run.succeeded).length;
  const median = (score: string) => distributionOf(runs.map(({ scores }) => scores[score])).median;
  return claim ? { ...claim, holds: holds(claim, succeeded, runs.length, median) } : null;
}

function printReport(name: string, experiment: Experiment, seconds: number, report: Report): void {
  const most = experiment.until ? 'at most ' : '';
  print(`${name}, ${most}${seconds} s of robot time a run; success: ${experiment.criterion}.\n`);
  for (const key of experiment.report) {
    const rows = Object.entries(report).map(([arm, { succeeded, of, scores }]) => {
      const d = scores[key];
      const cells = d ? [d.min, d.q25, d.median, d.q75, d.max].map(short) : [];
      return [arm, `${succeeded}/${of}`, ...cells];
    });
    print(table([[key, 'success', 'min', '25 %', 'median', '75 %', 'max'], ...rows]));
    print('');
  }
  for (const [arm, { succeeded, of, claim }] of Object.entries(report)) {
    if (claim) print(`${claim.holds ? '✔' : '✖'} ${arm}: ${succeeded}/${of}, ${words(claim, of)}`);
  }
}

function words({ at_least, at_most, median_at_most = {} }: Claim, of: number): string {
  const least = at_least === undefined ? [] : [`at least ${Math.ceil(at_least * of)}`];
  const most = at_most === undefined ? [] : [`at most ${Math.floor(at_most * of)}`];
  const medians = Object.entries(median_at_most).map(
    ([score, value]) => `a median of ${score} of at most ${value}`,
  );
  return `claimed ${[...least, ...most, ...medians].join(' and ')}`;
}

/** One line on stderr that says how far it is; nothing where nobody watches. */
function progress(arm: string, done: number, of: number): void {
  if (!process.stderr.isTTY) {
    if (done === 0 && of > 0) process.stderr.write(`${arm}: ${of} seeds\n`);
    return;
  }
  process.stderr.write(of === 0 ? '\r\x1b[K' : `\r\x1b[K${arm}: seed ${done + 1} of ${of}`);
}
