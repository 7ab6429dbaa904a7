/** The network as a mind: what it does with frames, reward and learning, and what its hash sees. */
import { describe, expect, it } from 'vitest';
import { makeCommand, makeFrame } from '../../src/channel.js';
import { SpikingMind, type SpikingMindOptions } from '../../src/control/spiking-mind.js';
import { compile } from '../../src/network/compile.js';
import { twoEyesRobot as robot } from '../fixtures/two-eyes.js';

const compiled = compile(robot, { seed: 1 });

/** A mind that has seen so many ticks of what its two eyes are given. */
function mindAfter(
  ticks: number,
  options: Partial<SpikingMindOptions> = {},
  eyes: (tick: number) => [number, number] = (tick) => [(tick % 7) / 7, (tick % 5) / 5],
) {
  const mind = new SpikingMind(robot, compiled, { seed: 1, ...options });
  const frame = makeFrame(Object.keys(robot.sensors));
  const command = makeCommand(Object.keys(robot.actuators));
  const rewards: number[] = [];
  for (let tick = 0; tick < ticks; tick++) {
    frame.tick = tick;
    frame.values.set(eyes(tick));
    mind.think(frame, command);
    rewards.push(mind.learn(frame));
  }
  const { network, dopamine, spikes } = mind;
  const found = {
    command: [...command.values],
    rewards,
    dopamine,
    spikes,
    hash: mind.hash(),
    weights: network.weightsHash(),
  };
  mind.close();
  return found;
}

describe('a spiking mind', () => {
  it('repeats itself to the bit', () => {
    expect(mindAfter(200)).toEqual(mindAfter(200));
  });

  it('is another with another seed, though its weights were drawn the same', () => {
    expect(mindAfter(0, { seed: 2 }).weights).toBe(mindAfter(0).weights);
    expect(mindAfter(200, { seed: 2 }).hash).not.toBe(mindAfter(200).hash);
  });

  it('answers what it sees: more light, more spikes', () => {
    let dark = 0;
    let bright = 0;
    for (let ticks = 50; ticks < 60; ticks++) {
      dark += mindAfter(ticks, {}, () => [0, 0]).spikes;
      bright += mindAfter(ticks, {}, () => [1, 1]).spikes;
    }
    expect(bright).toBeGreaterThan(2 * dark);
  });

  it('gives the reward that the robot defines', () => {
    const { rewards } = mindAfter(3, {}, (tick) => [[0.8, 0.3, 0.55][tick] as number, 0]);
    expect(rewards).toEqual([1, expect.closeTo(0.5, 12), expect.closeTo(0.8, 12)]);
  });

  it('has a hash that sees each tick, and the critic as well as the network', () => {
    const hashes = [0, 1, 2, 3].map((ticks) => mindAfter(ticks).hash);
    expect(new Set(hashes).size).toBe(4);
  });

  it('learns: its weights move', () => {
    expect(mindAfter(200).weights).not.toBe(mindAfter(0).weights);
  });

  it.each([{ clampDopamine: true }, { learning: false }])('does not learn with %o', (options) => {
    expect(mindAfter(2000, options).weights).toBe(mindAfter(0, options).weights);
    expect(mindAfter(0, options).weights).toBe(mindAfter(0).weights);
  });

  it('releases nothing where dopamine is clamped, and still says the reward', () => {
    const { dopamine, rewards } = mindAfter(200, { clampDopamine: true });
    expect(dopamine).toBe(0);
    expect(rewards).toEqual(mindAfter(200).rewards);
  });

  it('refuses ticks after close()', () => {
    const mind = new SpikingMind(robot, compiled, { seed: 1 });
    mind.close();
    mind.close();
    const frame = makeFrame(['left_eye', 'right_eye']);
    expect(() => mind.think(frame, makeCommand(['wheel_left', 'wheel_right']))).toThrow(
      /NETWORK_CLOSED/,
    );
  });
});

/** Lets a mind see some ticks; the answers are its commands. */
function see(mind: SpikingMind, ticks: number): number[] {
  const frame = makeFrame(Object.keys(robot.sensors));
  const command = makeCommand(Object.keys(robot.actuators));
  const commands: number[] = [];
  for (let tick = 0; tick < ticks; tick++) {
    frame.tick = tick;
    frame.values.set([(tick % 7) / 7, (tick % 5) / 5]);
    mind.think(frame, command);
    mind.learn(frame);
    commands.push(...command.values);
  }
  return commands;
}

describe('a checkpoint', () => {
  it('is rolled back to, to the bit, however often, and what follows is the same again', () => {
    const mind = new SpikingMind(robot, compiled, { seed: 1 });
    see(mind, 150);
    const checkpoint = mind.checkpoint();
    const [hash, weights] = [mind.hash(), mind.network.weightsHash()];
    const commands = see(mind, 300);
    const after = mind.hash();
    expect(mind.network.weightsHash()).not.toBe(weights);
    for (let time = 0; time < 2; time++) {
      mind.rollBack(checkpoint);
      expect(mind.hash()).toBe(hash);
      expect(mind.network.weightsHash()).toBe(weights);
      expect(see(mind, 300)).toEqual(commands);
      expect(mind.hash()).toBe(after);
    }
    mind.close();
  });

  it('of another model, or with other parts, is refused and changes nothing', () => {
    const other = compile(robot, { seed: 2 });
    const mind = new SpikingMind(robot, compiled, { seed: 1 });
    see(mind, 50);
    const hash = mind.hash();
    const foreign = new SpikingMind(robot, other, { seed: 1 });
    const { network } = foreign.checkpoint();
    const { parts } = mind.checkpoint();
    expect(() => mind.rollBack({ network, parts })).toThrow(/STATE_REFUSED/);
    const own = mind.checkpoint().network;
    expect(() => mind.rollBack({ network: own, parts: parts.slice(1) })).toThrow(/STATE_REFUSED/);
    expect(mind.hash()).toBe(hash);
    mind.close();
    foreign.close();
  });
});

describe('a mind that is frozen', () => {
  it('keeps every bit of every weight, and goes on learning when it is let', () => {
    const mind = new SpikingMind(robot, compiled, { seed: 1 });
    see(mind, 100);
    mind.learning = false;
    see(mind, 1);
    const weights = mind.network.weightsHash();
    see(mind, 500);
    expect(mind.network.weightsHash()).toBe(weights);
    mind.learning = true;
    see(mind, 100);
    expect(mind.network.weightsHash()).not.toBe(weights);
    mind.close();
  });
});
