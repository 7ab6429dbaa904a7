/** striatum replay: a recording through the same controller, to the bit. */
import type { Command } from 'commander';
import { Option } from 'commander';
import { Controller } from '../control/controller.js';
import { type Recording, ReplayBoard, readRecording } from '../control/replay.js';
import { SpikingMind } from '../control/spiking-mind.js';
import { RobotError } from '../errors.js';
import { compile } from '../network/compile.js';
import type { Robot } from '../robot.js';
import { loadRobot } from './load.js';
import { jsonOption, print, printJson, withOptions } from './options.js';

export function addReplay(program: Command): void {
  const command = program
    .command('replay <recording>')
    .description('run a recording through the same controller; stops at the first difference')
    .addHelpText('after', '\n  <recording>  a file made by `striatum run ROBOT --record FILE`')
    .action(replay);
  withOptions(
    command,
    new Option('--robot <path>', 'the robot; default: where the recording says it was'),
    jsonOption(),
  );
}

interface ReplayOptions {
  readonly robot?: string;
  readonly json?: boolean;
}

async function replay(path: string, options: ReplayOptions): Promise<void> {
  const recording = readRecording(path);
  const { robot } = await loadRobot(options.robot ?? recording.header.source);
  const board = new ReplayBoard(recording);
  const controller = makeController(robot, recording, board, path);
  controller.witnesses.push(board);
  await controller.open();
  while (!board.done) controller.tick();
  const { ticks } = controller;
  const state_hash = controller.mind.hash();
  await controller.close();
  if (board.difference) throw differs(path, board.difference);
  const found = {
    ok: true,
    ticks,
    seconds: (ticks * robot.tick_ms) / 1000,
    state_hash,
    torn_bytes: recording.torn_bytes,
  };
  if (options.json) printJson(found);
  else {
    print(`✔ ${ticks} ticks (${found.seconds} s) replayed to the bit; state hash ${state_hash}.`);
    if (recording.torn_bytes > 0)
      print(
        `  The file was cut short: its last ${recording.torn_bytes} bytes are no whole record.`,
      );
  }
}

function makeController(
  robot: Robot,
  recording: Recording,
  board: ReplayBoard,
  path: string,
): Controller {
  const { seed, model_checksum, learning, clamp_dopamine } = recording.header;
  const compiled = compile(robot, { seed });
  if (compiled.checksum !== model_checksum) {
    throw new RobotError({
      code: 'RECORDING_INVALID',
      path,
      got: `a recording of model ${model_checksum}; the robot now compiles to ${compiled.checksum}`,
      allowed: 'the robot as it was recorded',
      remedy: 'check out the robot as it was, or name it with --robot',
    });
  }
  const mind = new SpikingMind(robot, compiled, { seed, learning, clampDopamine: clamp_dopamine });
  return new Controller({ robot, board, clock: board.clock, mind });
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
