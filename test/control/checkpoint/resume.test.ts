/** A mind that was saved, and lives on in another process, is the mind that was never stopped. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import bandit from '../../../examples/bandit/robot.js';
import striatalBandit from '../../../examples/bandit/striatal.js';
import cartPole from '../../../examples/cart-pole/robot.js';
import lineRover from '../../../examples/line-rover/robot.js';
import tMaze from '../../../examples/t-maze/robot.js';
import striatalMaze from '../../../examples/t-maze/striatal.js';
import { restore } from '../../../src/control/checkpoint/restore.js';
import { Store } from '../../../src/control/checkpoint/store.js';
import { takeCheckpoint } from '../../../src/control/checkpoint/take.js';
import { Lifecycle } from '../../../src/control/lifecycle.js';
import { Orders } from '../../../src/control/orders.js';
import type { Robot } from '../../../src/robot.js';
import { removeFolders, twoEyesRobot } from '../../fixtures/two-eyes.js';
import { changedRobot, live, makeMind, originOf, SEED, stateFolder } from './minds.js';

afterAll(removeFolders);

const common = {
  modulator: 'dopamine',
  tau_eligibility_ms: 200,
  rate_per_s: 4,
  bounds_mv: [-15, 15],
};
const windows = { tau_plus_ms: 20, tau_minus_ms: 30 };
const rules = {
  pairStdp: { ...windows, a_plus_mv: 0.5, a_minus_mv: 0.3 },
  tripletStdp: { ...windows, a3_plus_mv: 0.2, a2_minus_mv: 0.1, tau_y_ms: 100 },
  burstDependent: { tau_pre_ms: 30, tau_average_ms: 500 },
  errorDriven: { tau_pre_ms: 30 },
  cellTypeBroadcast: { tau_pre_ms: 30 },
  policyGradient: { tau_pre_ms: 30 },
};

/** Two eyes, one side of which learns by another rule. */
const byRule = Object.entries(rules).map(([kind, own]): [string, Robot] => [
  kind,
  changedRobot(({ synapses }) => {
    synapses[0].learn = { kind, ...common, ...own };
  }),
]);

const changes: [string, Robot][] = [
  [
    'careful weights of two components, with a budget',
    changedRobot(({ synapses }) => {
      synapses[0].learn = {
        kind: 'pairStdp',
        ...common,
        ...rules.pairStdp,
        rounding: 'stochastic',
        budget: { per_minute_mv: 4, in_all_mv: 5 },
        consolidate: { modulator: 'dopamine', tau_fast_s: 2, rate_per_s: 1 },
      };
    }),
  ],
  [
    'rewiring, homeostasis and tiring synapses',
    changedRobot(({ synapses, neurons }) => {
      neurons.left.homeostasis = { target_hz: 5, threshold_mv_per_s: 2, scaling_per_s: 0.1 };
      synapses[0].fan_out = 4;
      synapses[0].rewire = { below_mv: 2, weight_mv: 2, every_s: 0.5, most: 8 };
      synapses.push({
        from: 'left',
        to: 'right',
        weight_mv: -1,
        delay_ms: 20,
        short_term: { u: 0.5, tau_rec_ms: 200, tau_facil_ms: 50 },
      });
    }),
  ],
];

const examples: [string, Robot][] = [
  ['line rover', lineRover],
  ['cart-pole', cartPole],
  ['bandit', bandit],
  ['T-maze', tMaze],
  ['bandit with a striatum', striatalBandit],
  ['T-maze with a striatum', striatalMaze],
];

const HALF = 700;

describe('restored from disk, bit for bit', () => {
  it.each([...byRule, ...changes, ...examples])('%s', async (_, robot) => {
    const whole = makeMind(robot);
    live(whole, robot, 0, HALF);
    const middle = whole.hash();
    const commands = live(whole, robot, HALF, 2 * HALF);
    const store = new Store(stateFolder());
    const first = makeMind(robot);
    live(first, robot, 0, HALF);
    await store.save(takeCheckpoint(first, originOf(robot), HALF));
    const second = makeMind(robot);
    const { header } = restore(store, second, originOf(robot));
    expect(header).toMatchObject({ tick: HALF, mind_hash: middle });
    expect(second.hash()).toBe(middle);
    expect(live(second, robot, HALF, 2 * HALF)).toEqual(commands);
    expect(second.hash()).toBe(whole.hash());
    expect(second.network.weightsHash()).toBe(whole.network.weightsHash());
    for (const mind of [whole, first, second]) mind.close();
    store.close();
  });

  it('has rewired, moved thresholds and learned by then', () => {
    const robot = changes[1]?.[1] as Robot;
    const mind = makeMind(robot);
    const before = mind.network.weightsHash();
    live(mind, robot, 0, HALF);
    const { rewired, homeostat_shift } = mind.network.views;
    expect(Number(rewired[0])).toBeGreaterThan(0);
    expect(homeostat_shift.some((shift) => shift !== 0n)).toBe(true);
    expect(mind.network.weightsHash()).not.toBe(before);
    mind.close();
  });

  it('after orders to freeze, keep and roll back', async () => {
    const mind = makeMind();
    const nothing = () => {};
    const orders = new Orders(mind, {
      lifecycle: new Lifecycle(),
      ...{ stop: nothing, arm: nothing, disarm: nothing },
    });
    const obey = (from: number, to: number, give: () => void) => {
      live(mind, twoEyesRobot, from, to);
      give();
      orders.perform();
    };
    obey(0, 100, () => orders.keep('a'));
    obey(100, 200, () => orders.freeze());
    obey(200, 250, () => orders.learn());
    obey(250, 300, () => orders.rollBack('a'));
    obey(300, 400, () => orders.freeze());
    const store = new Store(stateFolder());
    await store.save(takeCheckpoint(mind, originOf(twoEyesRobot), 400));
    const other = makeMind();
    restore(store, other, originOf(twoEyesRobot));
    expect(other.learning).toBe(false);
    expect(live(other, twoEyesRobot, 400, 600)).toEqual(live(mind, twoEyesRobot, 400, 600));
    expect(other.hash()).toBe(mind.hash());
    store.close();
  });

  it('in a new process', async () => {
    const robot = twoEyesRobot;
    const mind = makeMind();
    live(mind, robot, 0, HALF);
    const store = new Store(stateFolder());
    await store.save(takeCheckpoint(mind, originOf(robot), HALF));
    store.close();
    const commands = live(mind, robot, HALF, 2 * HALF);
    const script = fileURLToPath(new URL('revive.ts', import.meta.url));
    const said = execFileSync(
      process.execPath,
      ['--import', 'tsx', script, store.directory, String(SEED), String(HALF)],
      { encoding: 'utf8' },
    );
    expect(JSON.parse(said)).toEqual({ commands, hash: mind.hash() });
  });
});
