/** The command line: one command a file; errors come out as their three lines and an exit code. */
import { Command, CommanderError } from 'commander';
import { ERROR_CODES, RobotError } from '../errors.js';
import { packageVersion } from '../package.js';
import { addBench } from './bench.js';
import { addCells } from './cells.js';
import { addCheck } from './check.js';
import { addInspect } from './inspect.js';
import { addLearn } from './learn.js';
import { addReplay } from './replay.js';
import { addRun } from './run.js';
import { addTest } from './test.js';

/** Runs one command; resolves to the process's exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const program = makeProgram();
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return report(error, argv.includes('--json'));
  }
}

function makeProgram(): Command {
  const program = new Command('striatum')
    .description('A controller runtime for robots that learn.')
    .version(packageVersion())
    .showHelpAfterError('(add --help for the options)')
    .exitOverride()
    .addHelpText('after', exitCodes());
  const commands = [addRun, addCheck, addInspect, addCells, addBench, addLearn, addReplay, addTest];
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

Start with:  striatum run examples/line-rover`;
}

function report(error: unknown, json: boolean): number {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? 0 : ERROR_CODES.ARGUMENT_INVALID.exit;
  if (error instanceof RobotError) {
    if (json) process.stdout.write(`${JSON.stringify({ problems: error.problems })}\n`);
    else process.stderr.write(`${error.message}\n`);
    return error.exit_code;
  }
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return 70;
}
