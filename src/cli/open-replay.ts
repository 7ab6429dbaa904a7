/** A recording and the controller that lives it again, for the commands that do so. */
import { existsSync } from 'node:fs';
import { Controller } from '../control/controller.js';
import type { RecordingHeader } from '../control/recording/header.js';
import { Recording } from '../control/recording/recording.js';
import { type Difference, ReplayBoard } from '../control/replay.js';
import { SpikingMind } from '../control/spiking-mind.js';
import { RobotError } from '../errors.js';
import { type Compiled, compile } from '../network/compile.js';
import type { Robot } from '../robot.js';
import { loadRobot } from './load.js';

export interface Replay {
  readonly path: string;
  readonly robot: Robot;
  readonly recording: Recording;
  readonly compiled: Compiled;
  readonly mind: SpikingMind;
  readonly controller: Controller;
  readonly board: ReplayBoard;
}

/** Ready for its first tick. `from` is the robot; default: where the recording says it was. */
export async function openReplay(path: string, from: string | undefined): Promise<Replay> {
  const recording = new Recording(path);
  const { robot } = await loadRobot(from ?? sourceOf(recording));
  const board = new ReplayBoard(recording);
  const { seed, learning, clamp_dopamine } = recording.header;
  const compiled = compile(robot, { seed });
  demandSameRobot(recording.header, robot, compiled.checksum, path);
  const mind = new SpikingMind(robot, compiled, { seed, learning, clampDopamine: clamp_dopamine });
  const controller = new Controller({ robot, board, clock: board.clock, mind });
  controller.orders.source = () => board.order;
  controller.witnesses.push(board);
  await controller.open();
  controller.arm();
  return { path, robot, recording, compiled, mind, controller, board };
}

/**
 * To the end of the recording; the answer is the hash of the state there.
 * @param turn what is done after each tick; true ends the replay there.
 * @throws RobotError REPLAY_DIFFERS at the first tick that does.
 */
export async function finishReplay(
  { path, controller, board, mind, recording }: Replay,
  turn?: () => Promise<boolean>,
): Promise<string> {
  let isEnded = false;
  try {
    while (!board.done && !isEnded) {
      controller.tick(board.missed);
      if (turn) isEnded = await turn();
    }
    if (board.difference) throw differs(path, board.difference);
    return mind.hash();
  } finally {
    await controller.close();
    recording.close();
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

function differs(path: string, difference: Difference): RobotError {
  const { tick, field, recorded, replayed, spike, state } = difference;
  const more = [
    ...(spike
      ? [`${spike.neuron} is the first neuron to spike otherwise, in tick ${spike.tick}`]
      : []),
    ...(state ? [`in the state after tick ${state.tick} ${stateWords(state)}`] : []),
  ];
  return new RobotError({
    code: 'REPLAY_DIFFERS',
    path: `${path} › tick ${tick} › ${field}`,
    got: [`${replayed} where ${recorded} was recorded`, ...more].join('; '),
    allowed: 'the same bits',
    remedy: 'look for what changed between recording and replay: robot, version, or a damaged file',
  });
}

function stateWords({
  array,
  index,
  neuron,
  recorded,
  replayed,
}: NonNullable<Difference['state']>) {
  const whose = neuron === null ? '' : ` (${neuron})`;
  return `${array}[${index}]${whose} is ${replayed} where it was ${recorded}`;
}
