/** The checkpoints that a directory holds, oldest first, the damaged among them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RobotError } from '../../errors.js';
import { decodeCheckpoint, peekHeader, type Saved } from './file.js';
import type { Header } from './header.js';

const ENDING = '.checkpoint';
const DIGITS = 8;

/** A file of the directory: with its header if it is whole, else with what is wrong. */
export interface Listed {
  readonly number: number;
  readonly path: string;
  readonly header?: Header;
  readonly problem?: RobotError;
  /** The tick that a damaged one gives, where that can still be read. */
  readonly said_tick?: number | undefined;
}

export function checkpointPath(directory: string, number: number): string {
  return join(directory, `${String(number).padStart(DIGITS, '0')}${ENDING}`);
}

/** Numbers of the files, ascending, whether whole or not. */
export function numbersIn(directory: string): number[] {
  return namesIn(directory, /^(\d{8,})\.checkpoint$/);
}

/** The highest number that was ever used, by files that were set aside as well. */
export function highestIn(directory: string): number {
  return Math.max(0, ...namesIn(directory, /^(\d{8,})\.checkpoint(\.damaged)?$/));
}

/** Each file, read whole. @throws RobotError FILE_MISSING without the directory. */
export function listCheckpoints(directory: string): Listed[] {
  if (!existsSync(directory)) {
    throw new RobotError({
      code: 'FILE_MISSING',
      path: directory,
      got: 'no such directory',
      allowed: 'a state directory',
      remedy: 'name the one that `striatum run ROBOT --state DIR` was given',
    });
  }
  return numbersIn(directory).map((number) => {
    const path = checkpointPath(directory, number);
    const bytes = read(path);
    try {
      return { number, path, header: decodeCheckpoint(bytes, path).header };
    } catch (error) {
      if (!(error instanceof RobotError)) throw error;
      return { number, path, problem: error, said_tick: peekHeader(bytes)?.tick };
    }
  });
}

/** @throws RobotError STATE_DAMAGED, FILE_MISSING. */
export function readCheckpoint(path: string): Saved {
  return decodeCheckpoint(read(path), path);
}

/**
 * The checkpoint of that number, or the newest that is whole.
 * @throws RobotError NAME_UNKNOWN if there is none, STATE_DAMAGED.
 */
export function findCheckpoint(directory: string, number?: number): Saved {
  const all = listCheckpoints(directory);
  const found =
    number === undefined
      ? all.findLast(({ header }) => header)
      : all.find((one) => one.number === number);
  if (found) return readCheckpoint(found.path);
  throw new RobotError({
    code: 'NAME_UNKNOWN',
    path: directory,
    got: number === undefined ? 'no whole checkpoint' : `checkpoint ${number}`,
    allowed: all.map((one) => one.number).join(', ') || 'nothing: the directory holds none',
    remedy: '`striatum weights list DIR` lists what there is',
  });
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new RobotError({
      code: 'FILE_MISSING',
      path,
      got: (error as Error).message,
      allowed: 'a file that can be read',
      remedy: 'look at its permissions',
    });
  }
}

function namesIn(directory: string, pattern: RegExp): number[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .flatMap((name) => pattern.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}
