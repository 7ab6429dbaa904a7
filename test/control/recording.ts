/** Recordings of the two-eyed robot, and their replay, without a command line. */
import { join } from 'node:path';
import { Controller } from '../../src/control/controller.js';
import { RECORDING_FORMAT, Recorder, type RecordingHeader } from '../../src/control/recorder.js';
import { ReplayBoard, readRecording } from '../../src/control/replay.js';
import { openSimulation } from '../../src/control/simulation.js';
import { SpikingMind, type SpikingMindOptions } from '../../src/control/spiking-mind.js';
import { compile } from '../../src/network/compile.js';
import { folder, twoEyesBody, twoEyesRobot } from '../fixtures/two-eyes.js';

export const SEED = 3;

export const header: RecordingHeader = {
  format: RECORDING_FORMAT,
  robot: twoEyesRobot.name,
  source: 'two-eyes',
  model_checksum: compile(twoEyesRobot, { seed: SEED }).checksum,
  seed: SEED,
  learning: true,
  clamp_dopamine: false,
  tick_ms: twoEyesRobot.tick_ms,
  sensors: Object.keys(twoEyesRobot.sensors),
  actuators: Object.keys(twoEyesRobot.actuators),
  hash_every: 100,
};

/** A run that was recorded: the file, and the state that it ended in. Its header may lie. */
export async function record(
  ticks: number,
  lie: Partial<RecordingHeader> = {},
  before: (controller: Controller, tick: number) => void = () => {},
): Promise<{ path: string; state_hash: string }> {
  const path = join(folder(), 'run.rec');
  const simulation = await openSimulation({ robot: twoEyesRobot, body: twoEyesBody, seed: SEED });
  const { controller, board } = simulation;
  const recorder = new Recorder(path, { ...header, ...lie });
  controller.witnesses.push(recorder);
  for (let t = 0; t < ticks; t++) {
    board.advance(twoEyesRobot.tick_ms * 1000);
    before(controller, t);
    controller.tick();
  }
  recorder.close();
  const state_hash = controller.mind.hash();
  await controller.close();
  return { path, state_hash };
}

/** A recording through a controller whose mind may be made in another way. */
export async function replay(path: string, options: Partial<SpikingMindOptions> = {}) {
  const board = new ReplayBoard(readRecording(path));
  const compiled = compile(twoEyesRobot, { seed: SEED });
  const mind = new SpikingMind(twoEyesRobot, compiled, { seed: SEED, ...options });
  const controller = new Controller({ robot: twoEyesRobot, board, clock: board.clock, mind });
  controller.orders.source = () => board.order;
  controller.witnesses.push(board);
  await controller.open();
  controller.arm();
  while (!board.done) controller.tick();
  const found = { ticks: controller.ticks, difference: board.difference, state_hash: mind.hash() };
  await controller.close();
  return found;
}
