/** Orders: frozen, kept, rolled back, by name; recorded, replayed to the bit, and explained. */
import { afterAll, describe, expect, it } from 'vitest';
import { Controller } from '../../src/control/controller.js';
import { explain } from '../../src/control/explain.js';
import { CHECKPOINTS_MAX } from '../../src/control/orders.js';
import { PolicyMind } from '../../src/control/policy-mind.js';
import { Recording } from '../../src/control/recording/recording.js';
import { ReplayBoard } from '../../src/control/replay.js';
import { openSimulation } from '../../src/control/simulation.js';
import { SpikingMind } from '../../src/control/spiking-mind.js';
import { SynapseHistory } from '../../src/control/synapse-history.js';
import { compile } from '../../src/network/compile.js';
import { findSynapses, type SynapsePlace } from '../../src/network/probe.js';
import { removeFolders, twoEyesRobot as robot, twoEyesBody } from '../fixtures/two-eyes.js';
import { problemsOf } from '../setup/problems.js';
import { record, replay, SEED } from './recording.js';

afterAll(removeFolders);

async function running() {
  const simulation = await openSimulation({ robot, body: twoEyesBody, seed: SEED });
  const { controller, board } = simulation;
  const go = (ticks: number) => {
    for (let t = 0; t < ticks; t++) {
      board.advance(robot.tick_ms * 1000);
      controller.tick();
    }
  };
  const mind = simulation.mind as SpikingMind;
  return { controller, mind, go, weights: () => mind.network.weightsHash() };
}

describe('orders', () => {
  it('freeze every bit of every weight, and let them go', async () => {
    const { controller, go, weights } = await running();
    go(100);
    controller.orders.freeze();
    go(1);
    const frozen = weights();
    go(300);
    expect(weights()).toBe(frozen);
    controller.orders.learn();
    go(300);
    expect(weights()).not.toBe(frozen);
    await controller.close();
  });

  it('roll back to any checkpoint, to the bit', async () => {
    const { controller, mind, go } = await running();
    go(100);
    const early = mind.hash();
    controller.orders.keep('early');
    go(100);
    const late = mind.hash();
    controller.orders.keep('late');
    go(100);
    for (const [name, hash] of [
      ['early', early],
      ['late', late],
      ['early', early],
    ] as const) {
      controller.orders.rollBack(name);
      controller.orders.perform();
      expect(mind.hash()).toBe(hash);
      go(30);
      expect(mind.hash()).not.toBe(hash);
    }
    await controller.close();
  });

  it('drop the oldest checkpoint, and say which are kept', async () => {
    const { controller, go } = await running();
    for (let i = 0; i <= CHECKPOINTS_MAX; i++) controller.orders.keep(`k${i}`);
    go(CHECKPOINTS_MAX + 1);
    expect(controller.orders.checkpoints).toHaveLength(CHECKPOINTS_MAX);
    expect(problemsOf(() => controller.orders.rollBack('k0'))).toMatchObject([
      { code: 'NAME_UNKNOWN', path: 'controller › checkpoint', got: "'k0'" },
    ]);
    controller.orders.rollBack('k1');
    await controller.close();
  });

  it('are refused by a mind without checkpoints', async () => {
    const { controller } = await running();
    const policy = { name: 'still', make: () => () => {} };
    const mind = new PolicyMind(policy, robot.tick_ms, () => 0);
    const other = new Controller({
      robot,
      board: controller.board,
      clock: { now_us: () => 0 },
      mind,
    });
    expect(problemsOf(() => other.orders.keep('a'))).toMatchObject([{ code: 'STATE_REFUSED' }]);
    await controller.close();
  });
});

/** 600 ticks, with every kind of order. */
function ordered({ orders }: Controller, tick: number): void {
  if (tick === 100) orders.keep('a');
  if (tick === 250) orders.freeze();
  if (tick === 300) orders.learn();
  if (tick === 320) orders.keep('b');
  if (tick === 400) orders.rollBack('a');
  if (tick === 450) {
    orders.rollBack('b');
    orders.keep('b');
  }
  if (tick === 500) orders.rollBack('b');
}

describe('a recording with orders', () => {
  it('is replayed to the bit', async () => {
    const { path, state_hash } = await record(600, {}, ordered);
    const { ticks, difference, state_hash: replayed } = await replay(path);
    expect({ ticks, difference, replayed }).toEqual({
      ticks: 600,
      difference: undefined,
      replayed: state_hash,
    });
  });

  it('that stop and arm the robot is replayed to the bit, safe where it was safe', async () => {
    const safe: number[] = [];
    const { path, state_hash } = await record(300, {}, ({ orders, lifecycle }, tick) => {
      if (lifecycle.state === 'safe' || lifecycle.state === 'ready') safe.push(tick);
      if (tick === 100) {
        orders.freeze();
        orders.stop();
      }
      if (tick === 150) orders.arm();
      if (tick === 200) orders.disarm();
      if (tick === 220) orders.arm();
    });
    expect([safe.length, safe[0], safe.at(-1)]).toEqual([70, 101, 220]);
    const { ticks, difference, state_hash: replayed } = await replay(path);
    expect({ ticks, difference, replayed }).toEqual({
      ticks: 300,
      difference: undefined,
      replayed: state_hash,
    });
  });

  it('explains a weight with what was rolled back', async () => {
    const { path } = await record(600, {}, ordered);
    const board = new ReplayBoard(new Recording(path));
    const compiled = compile(robot, { seed: SEED });
    const mind = new SpikingMind(robot, compiled, { seed: SEED });
    const controller = new Controller({ robot, board, clock: board.clock, mind });
    const pair = { from: 'eyes', pre: 1, to: 'left', post: 2 };
    const place = findSynapses(compiled, pair)[0] as SynapsePlace;
    const history = new SynapseHistory(mind.network, place, pair);
    controller.orders.source = () => board.order;
    controller.witnesses.push(board, history);
    await controller.open();
    controller.arm();
    while (!board.done) controller.tick(board.missed);
    await controller.close();
    const found = explain(history);
    const { rolled_back, held } = found.causes_mv;
    const { length } = history.weight_mv;
    expect(found.rollbacks.map(({ tick, to_tick }) => [length - tick, tick - to_tick])).toEqual([
      [200, 300],
      [150, 130],
      [100, 49],
    ]);
    expect(Math.abs(rolled_back)).toBeGreaterThan(1e-3);
    // What is left is rounding alone: these weights are far from the ends of their range.
    expect(Math.abs(held)).toBeLessThan(0.02 * Math.abs(rolled_back));
  });
});
