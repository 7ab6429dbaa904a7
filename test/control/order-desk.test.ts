/** Orders handed in at the desk: done in their tick, answered by events, and never too many. */
import { afterAll, describe, expect, it } from 'vitest';
import { OrderDesk, type OrderMessage } from '../../src/control/order-desk.js';
import { openSimulation } from '../../src/control/simulation.js';
import type { EventDetail } from '../../src/control/sink.js';
import type { SpikingMind } from '../../src/control/spiking-mind.js';
import { RobotError } from '../../src/errors.js';
import { removeFolders, twoEyesRobot as robot, twoEyesBody } from '../fixtures/two-eyes.js';
import { SEED } from './recording.js';

afterAll(removeFolders);

async function desk() {
  const { controller, board, mind } = await openSimulation({
    robot,
    body: twoEyesBody,
    seed: SEED,
  });
  const answers: [string, EventDetail][] = [];
  const event = (name: string, _time_us: number, detail: EventDetail = {}) => {
    answers.push([name, detail]);
  };
  const made = new OrderDesk(controller, { event });
  controller.witnesses.push(made);
  const give = (message: OrderMessage) => made.hear({ message });
  const go = (ticks: number) => {
    for (let t = 0; t < ticks; t++) {
      board.advance(robot.tick_ms * 1000);
      controller.tick();
    }
  };
  const weights = () => (mind as SpikingMind).network.weightsHash();
  return { controller, made, answers, give, go, weights };
}

describe('the desk', () => {
  it('has each order done at the start of a tick of its own, and says which', async () => {
    const { controller, answers, give, go, weights } = await desk();
    go(100);
    give({ order: 'freeze', id: '1' });
    give({ order: 'keep', name: 'a' });
    expect(answers).toEqual([]);
    go(2);
    const kept = weights();
    go(100);
    expect(weights()).toBe(kept);
    give({ order: 'learn' });
    go(200);
    expect(weights()).not.toBe(kept);
    give({ order: 'roll back', name: 'a', id: '2' });
    go(1);
    expect(weights()).toBe(kept);
    expect(answers).toEqual([
      ['order done', { order: 'freeze', id: '1', tick: 100 }],
      ['order done', { order: 'keep', name: 'a', tick: 101 }],
      ['order done', { order: 'learn', tick: 202 }],
      ['order done', { order: 'roll back', name: 'a', id: '2', tick: 402 }],
    ]);
    await controller.close();
  });

  it('says what was refused, and why', async () => {
    const { controller, made, answers, give, go } = await desk();
    give({ order: 'roll back', name: 'b', id: '1' });
    const problem = { path: 'order', got: 'x', allowed: 'y', remedy: 'z' };
    const error = new RobotError({ code: 'ORDER_REFUSED', ...problem });
    made.hear({ error, id: '2' });
    made.hear({ error, id: undefined });
    go(3);
    expect(answers).toEqual([
      [
        'order refused',
        {
          order: 'roll back',
          name: 'b',
          id: '1',
          code: 'NAME_UNKNOWN',
          message: expect.stringContaining("'b'; allowed: none is kept."),
        },
      ],
      ['order refused', { id: '2', code: 'ORDER_REFUSED', message: error.message }],
      ['order refused', { code: 'ORDER_REFUSED', message: error.message }],
    ]);
    await controller.close();
  });

  it('refuses a flood, and takes orders again once it is over', async () => {
    const { controller, answers, give, go } = await desk();
    for (let i = 0; i < 70; i++) give({ order: 'freeze' });
    expect(answers.map(([name, { code }]) => [name, code])).toEqual(
      Array.from({ length: 6 }, () => ['order refused', 'ORDER_REFUSED']),
    );
    go(64);
    expect(answers.slice(6).map(([, { tick }]) => tick)).toEqual(
      Array.from({ length: 64 }, (_, tick) => tick),
    );
    give({ order: 'learn' });
    go(1);
    expect(answers.at(-1)).toEqual(['order done', { order: 'learn', tick: 64 }]);
    await controller.close();
  });
});
