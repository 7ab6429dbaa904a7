/** Options that several commands share, and the checks at the door of the command line. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { limits } from '../network/fields.gen.js';

const ROBOT_ARGUMENT = 'a robot folder (with robot.ts or robot.json) or a robot file';

export const RECORDING_ARGUMENT = 'a file made by `striatum run ROBOT --record FILE`';

/** The robot of a recording. */
export function recordedRobotOption(): Option {
  return new Option('--robot <path>', 'the robot; default: where the recording says it was');
}

export function jsonOption(): Option {
  return new Option('--json', 'print one JSON object and nothing else');
}

export function seedOption(): Option {
  return new Option('--seed <n>', 'draws weights, noise and world')
    .argParser(wholeNumber)
    .default(1);
}

export function threadsOption(): Option {
  return new Option('--threads <n>', 'that share a tick of the network; the run stays the same')
    .argParser(threads)
    .default(1);
}

export function worldOption(): Option {
  return new Option('--world <name>', "the simulated world; default: the body's own");
}

/** A whole number from 0 to 2^32 - 1. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 0xffffffff) return value;
  throw new InvalidArgumentError('It must be a whole number from 0 to 4294967295.');
}

function threads(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= limits.threads_max) return value;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${limits.threads_max}.`);
}

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}

export function notNegative(text: string): number {
  const value = Number(text);
  if (text !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError('It must be a number of at least 0.');
}

export function portNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError('It must be a port from 0 (any free one) to 65535.');
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A command that takes a robot, and the options that it knows. */
export function robotCommand<O>(
  program: Command,
  name: string,
  description: string,
  act: (path: string, options: O) => Promise<void>,
  ...options: readonly Option[]
): Command {
  const command = program.command(`${name} <robot>`).description(description);
  command.addHelpText('after', `\n  <robot>  ${ROBOT_ARGUMENT}`).action(act);
  for (const option of options) command.addOption(option);
  return command;
}
