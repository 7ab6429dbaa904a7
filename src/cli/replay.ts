/** striatum replay: a recording through the same controller, to the bit. */
import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { Controller } from '../control/controller.js';
import type { RecordingHeader } from '../control/recorder.js';
import { type Recording, ReplayBoard, readRecording } from '../control/replay.js';
import { SpikingMind } from '../control/spiking-mind.js';
import { RobotError } from '../errors.js';
import { compile } from '../network/compile.js';
import type { Robot } from '../robot.js';
import { loadRobot } from './load.js';
import { jsonOption, print, printJson } from './options.js';

export function addReplay(program: Command): void {
  const command = program
    .command('replay <recording>')
    .description('run a recording through the same controller; stops at the first difference')
    .addHelpText('after', '\n  <recording>  a file made by `striatum run ROBOT --record FILE`')
    .action(replay);
  command
    .addOption(new Option('--robot <path>', 'the robot; default: where the recording says it was'))
    .addOption(jsonOption());
}

interface ReplayOptions {
  readonly robot?: string;
  readonly json?: boolean;
}

async function replay(path: string, options: ReplayOptions): Promise<void> {
  const recording = readRecording(path);
  const { robot } = await loadRobot(options.robot ?? sourceOf(recording));
  const board = new ReplayBoard(recording);
  const controller = makeController(robot, recording, board, path);
  controller.witnesses.push(board);
  await controller.open();
  while (!board.done) controller.tick();
  const { ticks } = controller;
  const state_hash = controller.mind.hash();
  await controller.close();
  if (board.difference) throw differs(path, board.difference);
  const { torn_bytes } = recording;
  const found = {
    ok: true,
    ticks,
    seconds: (ticks * robot.tick_ms) / 1000,
    state_hash,
    torn_bytes,
  };
  if (options.json) printJson(found);
  else {
    print(`✔ ${ticks} ticks (${found.seconds} s) replayed to the bit; state hash ${state_hash}.`);
    if (torn_bytes > 0)
      print(`  The file was cut short: its last ${torn_bytes} bytes are no whole record.`);
  }
}

/** Where the recording says that its robot was, seen from where the command was given. */
function sourceOf({ header: { source } }: Recording): string {
  if (existsSync(source)) return source;
  throw new RobotError({
    code: 'FILE_MISSING',
    path: source,
    got: 'nothing there, where the recorded robot was',
    allowed: 'the robot as it was recorded',
    remedy: 'go to the folder where it was recorded, or name the robot with --robot',
  });
}

function makeController(
  robot: Robot,
  recording: Recording,
  board: ReplayBoard,
  path: string,
): Controller {
  const { seed, learning, clamp_dopamine } = recording.header;
  const compiled = compile(robot, { seed });
  demandSameRobot(recording.header, robot, compiled.checksum, path);
  const mind = new SpikingMind(robot, compiled, { seed, learning, clampDopamine: clamp_dopamine });
  return new Controller({ robot, board, clock: board.clock, mind });
}

function demandSameRobot(
  header: RecordingHeader,
  robot: Robot,
  checksum: string,
  path: string,
): void {
  const pairs: [what: string, recorded: string | number, now: string | number][] = [
    ['robot', header.robot, robot.name],
    ['tick_ms', header.tick_ms, robot.tick_ms],
    ['sensors', header.sensors.join(', '), Object.keys(robot.sensors).join(', ')],
    ['actuators', header.actuators.join(', '), Object.keys(robot.actuators).join(', ')],
    ['model checksum', header.model_checksum, checksum],
  ];
  const other = pairs.find(([, recorded, now]) => recorded !== now);
  if (!other) return;
  const [what, recorded, now] = other;
  throw new RobotError({
    code: 'RECORDING_INVALID',
    path: `${path} › ${what}`,
    got: `'${recorded}' was recorded, and the robot here has '${now}'`,
    allowed: 'the robot as it was recorded',
    remedy: 'check out the robot as it was, or name it with --robot',
  });
}

function differs(path: string, difference: NonNullable<ReplayBoard['difference']>): RobotError {
  const { tick, field, recorded, replayed } = difference;
  return new RobotError({
    code: 'REPLAY_DIFFERS',
    path: `${path} › tick ${tick} › ${field}`,
    got: `${replayed} where ${recorded} was recorded`,
    allowed: 'the same bits',
    remedy: 'look for what changed between recording and replay: robot, version, or a damaged file',
  });
}
