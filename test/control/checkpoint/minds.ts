/** Spiking minds that live through given frames, for tests of what a checkpoint keeps. */
import { join } from 'node:path';
import { makeCommand, makeFrame } from '../../../src/channel.js';
import type { Saved } from '../../../src/control/checkpoint/file.js';
import { type Origin, type Remarks, takeCheckpoint } from '../../../src/control/checkpoint/take.js';
import { SpikingMind } from '../../../src/control/spiking-mind.js';
import { compile } from '../../../src/network/compile.js';
import { random_u32 } from '../../../src/random.js';
import { type Robot, robotFromJson } from '../../../src/robot.js';
import { folder, twoEyesRobot } from '../../fixtures/two-eyes.js';

export const SEED = 3;

export function originOf(robot: Robot, seed = SEED): Origin {
  return { robot: robot.name, source: 'two-eyes', seed, tick_ms: robot.tick_ms };
}

export function makeMind(robot: Robot = twoEyesRobot, seed = SEED): SpikingMind {
  return new SpikingMind(robot, compile(robot, { seed }), { seed });
}

/** Ticks `from` to `to` of frames that are the same in every run; what the mind answers. */
export function live(mind: SpikingMind, robot: Robot, from: number, to: number): number[] {
  const frame = makeFrame(Object.keys(robot.sensors));
  const command = makeCommand(Object.keys(robot.actuators));
  const commands: number[] = [];
  for (let tick = from; tick < to; tick++) {
    frame.tick = tick - mind.ticks_before;
    Object.values(robot.sensors).forEach(({ min, max }, i) => {
      const share = random_u32(9, Math.floor(tick / 20), i) / 2 ** 32;
      frame.values[i] = min + share * (max - min);
    });
    mind.think(frame, command);
    mind.learn(frame);
    commands.push(...command.values);
  }
  return commands;
}

/** What a mind of two eyes is after so many ticks. */
export function savedAfter(ticks: number, remarks: Remarks = {}, robot = twoEyesRobot): Saved {
  const mind = makeMind(robot);
  live(mind, robot, 0, ticks);
  const saved = takeCheckpoint(mind, originOf(robot), ticks, remarks);
  mind.close();
  return saved;
}

/** Two eyes, changed. */
// biome-ignore lint/suspicious/noExplicitAny: tests change what they like
export function changedRobot(change: (description: any) => void): Robot {
  const description = JSON.parse(JSON.stringify(twoEyesRobot));
  change(description);
  return robotFromJson(JSON.stringify(description), 'robot.json');
}

export function stateFolder(): string {
  return join(folder(), 'state');
}
