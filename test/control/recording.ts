/** Recordings of the two-eyed robot, and their replay, without a command line. */
import { join } from 'node:path';
import { Controller } from '../../src/control/controller.js';
import { headerOf, type RecordingHeader } from '../../src/control/recording/header.js';
import { Recorder } from '../../src/control/recording/recorder.js';
import { Recording } from '../../src/control/recording/recording.js';
import { ReplayBoard } from '../../src/control/replay.js';
import { openSimulation } from '../../src/control/simulation.js';
import { SpikingMind, type SpikingMindOptions } from '../../src/control/spiking-mind.js';
import { compile } from '../../src/network/compile.js';
import { folder, twoEyesBody, twoEyesRobot } from '../fixtures/two-eyes.js';

export const SEED = 3;

/** A run that was recorded: the file, and the state that it ended in. Its header may lie. */
export async function record(
  ticks: number,
  lie: Partial<RecordingHeader> = {},
  before: (controller: Controller, tick: number) => void = () => {},
): Promise<{ path: string; state_hash: string }> {
  const path = join(folder(), 'run.mcap');
  const simulation = await openSimulation({ robot: twoEyesRobot, body: twoEyesBody, seed: SEED });
  const { controller, board } = simulation;
  const run = { source: 'two-eyes', seed: SEED, learning: true, clamp_dopamine: false };
  const header = headerOf(controller, run) as RecordingHeader;
  const recorder = new Recorder(path, { ...header, ...lie }, { waits: true });
  controller.witnesses.push(recorder);
  for (let t = 0; t < ticks; t++) {
    board.advance(twoEyesRobot.tick_ms * 1000);
    before(controller, t);
    controller.tick();
  }
  if (recorder.close()) throw recorder.close();
  const state_hash = controller.mind.hash();
  await controller.close();
  return { path, state_hash };
}

/** A recording through a controller whose mind may be made in another way. */
export async function replay(
  path: string,
  options: Partial<SpikingMindOptions> = {},
  span: { readonly from?: number; readonly until?: number } = {},
) {
  const board = new ReplayBoard(new Recording(path));
  const compiled = compile(twoEyesRobot, { seed: SEED });
  const mind = new SpikingMind(twoEyesRobot, compiled, { seed: SEED, ...options });
  const controller = new Controller({ robot: twoEyesRobot, board, clock: board.clock, mind });
  controller.orders.source = () => board.order;
  controller.witnesses.push(board);
  if (span.until !== undefined) board.until(span.until);
  board.from(span.from ?? 0, controller);
  await controller.open();
  controller.arm();
  while (!board.done) controller.tick(board.missed);
  const { difference, compared, missing } = board;
  const state_hash = mind.hash();
  const found = { ticks: controller.ticks, difference, compared, missing, state_hash };
  await controller.close();
  return found;
}
