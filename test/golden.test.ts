/**
 * Golden runs: what the whole path did with one seed must stay, to the bit. Where a change of the
 * numbers is meant, say why in the commit, and make the recording anew:
 * npx striatum run examples/line-rover --seconds 5 --speed max --seed 7 --broker none --record FILE
 */
import { expect, it } from 'vitest';
import rover from '../examples/line-rover/robot.js';
import { Controller } from '../src/control/controller.js';
import { Recording } from '../src/control/recording/recording.js';
import { ReplayBoard } from '../src/control/replay.js';
import { SpikingMind } from '../src/control/spiking-mind.js';
import { compile } from '../src/network/compile.js';
import { packageRoot } from '../src/package.js';

it('the line rover learns as it did', async () => {
  const recording = new Recording(`${packageRoot()}/test/golden/line-rover.mcap`);
  const { seed, model_checksum } = recording.header;
  const compiled = compile(rover, { seed });
  expect(compiled.checksum).toBe(model_checksum);
  const board = new ReplayBoard(recording);
  const mind = new SpikingMind(rover, compiled, { seed });
  const controller = new Controller({ robot: rover, board, clock: board.clock, mind });
  controller.witnesses.push(board);
  await controller.open();
  controller.arm();
  while (!board.done) controller.tick(board.missed);
  await controller.close();
  expect(board.difference).toBeUndefined();
  expect(controller.ticks).toBe(500);
});
