/** striatum learn: a claim of learning over held-out seeds, beside its controls. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { nextTurn } from '../clock.js';
import type { Experiment } from '../control/experiment.js';
import { type Arm, openSimulation } from '../control/simulation.js';
import { Scores, type ScoreValue } from '../control/summary.js';
import { didYouMean, RobotError } from '../errors.js';
import { distributionOf, short, table } from './format.js';
import { loadExperiment, loadRobot, needBody, type RobotPackage } from './load.js';
import {
  jsonOption,
  positiveNumber,
  print,
  printJson,
  ROBOT_ARGUMENT,
  wholeNumber,
  withOptions,
} from './options.js';

export function addLearn(program: Command): void {
  const command = program
    .command('learn <robot>')
    .description('run the experiment beside a robot over held-out seeds, with its controls')
    .addHelpText('after', `\n  <robot>  ${ROBOT_ARGUMENT}, with learn.ts beside it`)
    .action(learn);
  withOptions(
    command,
    new Option('--seeds <n>', 'how many held-out seeds').argParser(seedCount).default(20),
    new Option('--first-seed <n>', "first seed; default: the experiment's own").argParser(
      wholeNumber,
    ),
    new Option('--seconds <s>', "robot seconds of a run; default: the experiment's own").argParser(
      positiveNumber,
    ),
    new Option('--arm <name>', 'this arm alone'),
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

type Scored = Readonly<Record<string, ScoreValue>>;

async function learn(path: string, options: LearnOptions): Promise<void> {
  const found = await loadRobot(path);
  const experiment = await loadExperiment(found.folder);
  const seeds = Array.from(
    { length: options.seeds },
    (_, i) => (options.firstSeed ?? experiment.first_seed) + i,
  );
  const seconds = options.seconds ?? experiment.seconds;
  const arms: Record<string, { seed: number; scores: Scored; succeeded: boolean }[]> = {};
  for (const [name, arm] of chosenArms(experiment, options.arm)) {
    const runs = [];
    for (const seed of seeds) {
      progress(name, runs.length, seeds.length);
      const scores = await score(found, arm, seed, seconds);
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

/** One run at full speed; the event loop turns once a robot second, so that Ctrl-C works. */
async function score(
  found: RobotPackage,
  arm: Arm,
  seed: number,
  seconds: number,
): Promise<Scored> {
  const { robot } = found;
  const { controller, board } = await openSimulation({
    body: needBody(found),
    ...arm,
    robot,
    seed,
  });
  const scores = new Scores(board.measures, robot.tick_ms);
  controller.witnesses.push(scores);
  try {
    const ticks = Math.round((seconds * 1000) / robot.tick_ms);
    while (controller.ticks < ticks) {
      board.advance(robot.tick_ms * 1000);
      controller.tick();
      if (controller.ticks % 1000 === 0) await nextTurn();
    }
    return { ...scores.summary(), reward_mean: controller.reward_sum / controller.ticks };
  } finally {
    await controller.close();
  }
}

type Report = ReturnType<typeof summarise>;

function summarise(
  experiment: Experiment,
  arms: Record<string, { seed: number; scores: Scored; succeeded: boolean }[]>,
) {
  return Object.fromEntries(
    Object.entries(arms).map(([name, runs]) => [
      name,
      {
        succeeded: runs.filter((run) => run.succeeded).length,
        of: runs.length,
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

function printReport(name: string, experiment: Experiment, seconds: number, report: Report): void {
  print(`${name}, ${seconds} s of robot time a run; success: ${experiment.criterion}.\n`);
  for (const key of experiment.report) {
    const rows = Object.entries(report).map(([arm, { succeeded, of, scores }]) => {
      const d = scores[key];
      const cells = d ? [d.min, d.q25, d.median, d.q75, d.max].map(short) : [];
      return [arm, `${succeeded}/${of}`, ...cells];
    });
    print(table([[key, 'success', 'min', '25 %', 'median', '75 %', 'max'], ...rows]));
    print('');
  }
}

/** One line on stderr that says how far it is; nothing where nobody watches. */
function progress(arm: string, done: number, of: number): void {
  if (!process.stderr.isTTY) {
    if (done === 0 && of > 0) process.stderr.write(`${arm}: ${of} seeds\n`);
    return;
  }
  process.stderr.write(of === 0 ? '\r\x1b[K' : `\r\x1b[K${arm}: seed ${done + 1} of ${of}`);
}
