/** A robot that runs for hours keeps no memory of its ticks. */
import { expect, it } from 'vitest';
import body from '../../examples/line-rover/body.js';
import rover from '../../examples/line-rover/robot.js';
import { openSimulation } from '../../src/control/simulation.js';
import { Scores } from '../../src/control/summary.js';
import { MANY_TICKS, retained_bytes } from '../contract/heap.js';

const WARM_UP_TICKS = 20_000;
const GROWTH_MAX_BYTES = 1_000_000;

it(`the line rover keeps less than 1 MB over ${MANY_TICKS} ticks, world included`, async () => {
  const { controller, board } = await openSimulation({ robot: rover, body, seed: 1 });
  controller.witnesses.push(new Scores(board.measures, rover.tick_ms));
  const run = (ticks: number) => {
    for (let t = 0; t < ticks; t++) {
      board.advance(rover.tick_ms * 1000);
      controller.tick();
    }
  };
  run(WARM_UP_TICKS);
  expect(retained_bytes(() => run(MANY_TICKS))).toBeLessThan(GROWTH_MAX_BYTES);
  expect(controller.ticks).toBe(WARM_UP_TICKS + MANY_TICKS);
  await controller.close();
});
