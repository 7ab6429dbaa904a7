/** The command line: one command a file; errors come out as their three lines and an exit code. */
import { Command, CommanderError } from 'commander';
import { ERROR_CODES, type Problem, RobotError } from '../errors.js';
import { packageVersion } from '../package.js';
import { addBench } from './bench.js';
import { addCells } from './cells.js';
import { addCheck } from './check.js';
import { addDiff } from './diff.js';
import { addExplain } from './explain.js';
import { addInspect } from './inspect.js';
import { addLearn } from './learn.js';
import { addReplay } from './replay.js';
import { addRun } from './run.js';
import { addTest } from './test.js';
import { addWeights } from './weights.js';
import { addWorld } from './world.js';

/** Runs one command; resolves to the process's exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const program = makeProgram();
  endWithReader();
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return report(error, argv);
  }
}

function makeProgram(): Command {
  const program = new Command('striatum')
    .description('A controller runtime for robots that learn.')
    .version(packageVersion())
    .configureOutput({ outputError: () => {} })
    .exitOverride()
    .addHelpText('after', exitCodes());
  const commands = [
    addRun,
    addCheck,
    addInspect,
    addCells,
    addBench,
    addLearn,
    addReplay,
    addDiff,
    addExplain,
    addTest,
    addWorld,
    addWeights,
  ];
  for (const add of commands) add(program);
  return program;
}

function exitCodes(): string {
  return `
Exit codes:
  0   it did what was asked
  1   it ran, and the answer is no: a test failed, a claim did not hold
  2   the robot's description or a file is wrong
  3   the core or its addon refused
  4   the board or world does not fit
  5   the broker or its port
  6   a recording is damaged, or a replay differs
  64  the command line is wrong
  70  Striatum itself broke: please report what it said

Start with:  striatum run examples/line-rover`;
}

function report(error: unknown, argv: readonly string[]): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    if (error.code === 'commander.help') return ERROR_CODES.ARGUMENT_INVALID.exit;
    return report(new RobotError(misuse(error, argv)), argv);
  }
  if (error instanceof RobotError) {
    if (!argv.includes('--json')) process.stderr.write(`${error.message}\n`);
    else process.stdout.write(`${JSON.stringify({ problems: error.problems })}\n`);
    return error.exit_code;
  }
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return 70;
}

/** What commander says of a command line, as a problem like any other. */
function misuse({ code, message }: CommanderError, argv: readonly string[]): Problem {
  const known = code !== 'commander.unknownCommand' && /^[a-z]+$/.test(argv[0] ?? '');
  const command = known ? `striatum ${argv[0]}` : 'striatum';
  const [first = '', hint = ''] = message.replace(/^error: /, '').split('\n');
  const [got = '', allowed] = first.replace(/\.$/, '').split(' is invalid. It must be ');
  return {
    code: 'ARGUMENT_INVALID',
    path: command,
    got,
    allowed: allowed ?? `what \`${command} --help\` lists`,
    remedy: `correct the command line${hint.replace(/^\((.*)\)$/, '. $1')}`,
  };
}

/** A reader that leaves early (`| head`) ends the work as a polite kill would, without a word. */
function endWithReader(): void {
  let gone = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    const isFirst = !gone;
    gone = true;
    if (isFirst && !process.emit('SIGTERM')) process.exit(CLOSED_PIPE_EXIT);
  });
}

/** What a shell expects of a program that wrote to a closed pipe. */
const CLOSED_PIPE_EXIT = 141;
