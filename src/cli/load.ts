/**
 * Finds what a robot's folder holds: robot.ts, body.ts, learn.ts (or .js, .mjs, .json).
 * TypeScript files need no build step.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Body, checkBody } from '../body.js';
import type { Experiment } from '../control/experiment.js';
import { RobotError } from '../errors.js';
import { parseJson } from '../json.js';
import { checkRobot } from '../robot/check.js';
import { robotInCodeSchema } from '../robot/description.js';
import { type Robot, robotFromJson } from '../robot.js';
import { importDefault } from './import-file.js';

export interface RobotPackage {
  readonly folder: string;
  readonly robot: Robot;
  readonly body: Body | undefined;
}

const ENDINGS = ['.ts', '.mts', '.js', '.mjs', '.json'];

/** Loads a robot from its folder, or from a robot file; its body from the same folder. */
export async function loadRobot(path: string): Promise<RobotPackage> {
  const file = robotFile(path);
  const folder = dirname(file);
  const robot = file.endsWith('.json')
    ? robotFromJson(readFileSync(file, 'utf8'), file)
    : checked(await loadExport<Robot>(file, 'a robot made by robot()', isRobot), file);
  const bodyFile = find(folder, 'body');
  const body = bodyFile ? checkBody(await read(bodyFile), bodyFile) : undefined;
  return { folder, robot, body };
}

/** robot() has checked and frozen what it made; a plain object is checked here. */
function checked(robot: Robot, file: string): Robot {
  return Object.isFrozen(robot) ? robot : checkRobot(robot, robotInCodeSchema, file);
}

/** The experiment that lies beside a robot: learn.ts. */
export async function loadExperiment(folder: string): Promise<Experiment> {
  const file = find(folder, 'learn');
  if (!file) {
    throw missing(
      'FILE_MISSING',
      join(folder, 'learn.ts'),
      'no learn.ts',
      'an experiment beside the robot',
      'write learn.ts; examples/line-rover/learn.ts shows one',
    );
  }
  return loadExport<Experiment>(file, 'an experiment', (value) => 'succeeds' in value);
}

export function needBody(found: RobotPackage): Body {
  if (found.body) return found.body;
  throw missing(
    'FILE_MISSING',
    join(found.folder, 'body.ts'),
    'no body.ts',
    'a body beside the robot: which device on which pins serves each channel',
    'write body.ts; examples/line-rover/body.ts shows one',
  );
}

function robotFile(path: string): string {
  const full = resolve(path);
  if (!existsSync(full)) {
    throw missing(
      'FILE_MISSING',
      path,
      'nothing there',
      'a robot folder or file',
      'check the path; `striatum run examples/line-rover` runs the example',
    );
  }
  if (!statSync(full).isDirectory()) return full;
  const file = find(full, 'robot') ?? find(full, basename(full));
  if (file) return file;
  throw missing(
    'ROBOT_MISSING',
    path,
    'a folder without robot.ts or robot.json',
    'a folder with robot.ts, .js, .mjs or .json',
    'name the robot file, or write robot.ts; examples/line-rover/robot.ts shows one',
  );
}

function find(folder: string, name: string): string | undefined {
  return ENDINGS.map((ending) => join(folder, name + ending)).find((file) => existsSync(file));
}

/** What a file says: its JSON, or its default export. */
async function read(file: string): Promise<unknown> {
  if (file.endsWith('.json')) return parseJson(readFileSync(file, 'utf8'), file);
  return importDefault(file);
}

async function loadExport<T>(
  file: string,
  what: string,
  fits: (value: object) => boolean,
): Promise<T> {
  const value = await read(file);
  if (typeof value === 'object' && value !== null && fits(value)) return value as T;
  throw missing(
    'ROBOT_MISSING',
    file,
    value === undefined ? 'no default export' : 'another default export',
    `a default export that is ${what}`,
    'end the file with `export default`',
  );
}

function isRobot(value: object): boolean {
  return 'tick_ms' in value && 'sensors' in value && 'neurons' in value;
}

function missing(
  code: 'FILE_MISSING' | 'ROBOT_MISSING',
  path: string,
  got: string,
  allowed: string,
  remedy: string,
): RobotError {
  return new RobotError({ code, path, got, allowed, remedy });
}
