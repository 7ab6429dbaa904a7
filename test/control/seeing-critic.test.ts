/** A critic that sees the network, in a whole mind: what it is told, what a checkpoint holds. */
import { describe, expect, it } from 'vitest';
import { makeCommand, makeFrame } from '../../src/channel.js';
import { SpikingMind } from '../../src/control/spiking-mind.js';
import { compile } from '../../src/network/compile.js';
import { type CriticSpec, chosen, valuePopulation } from '../../src/reward/index.js';
import { type Robot, robotFromJson } from '../../src/robot.js';
import { twoEyesRobot } from '../fixtures/two-eyes.js';
import { problemsOf } from '../setup/problems.js';

/** The robot of two eyes with another critic; only its release is wide enough to show errors. */
function seeing(critic: CriticSpec): Robot {
  const data = JSON.parse(JSON.stringify(twoEyesRobot));
  data.modulators.dopamine = { ...data.modulators.dopamine, min: -7, max: 7 };
  data.reward = { ...data.reward, critic, clip: [-7, 7] };
  return robotFromJson(JSON.stringify(data), 'robot.json');
}

const peaks = chosen({ pools: ['right', 'left'], value_per_hz: 0.05, tau_ms: 0 });
const value = valuePopulation({ population: 'left', value_per_hz: 0.01, horizon_s: 1 });

function mindOf(critic: CriticSpec) {
  const robot = seeing(critic);
  const mind = new SpikingMind(robot, compile(robot, { seed: 1 }), { seed: 1 });
  const frame = makeFrame(Object.keys(robot.sensors));
  const command = makeCommand(Object.keys(robot.actuators));
  const tick = (at: number) => {
    frame.tick = at;
    frame.values.set([(at % 7) / 7, (at % 5) / 5]);
    mind.think(frame, command);
    return mind.learn(frame);
  };
  return { mind, tick };
}

describe('a critic that sees the network', () => {
  it('is told of the spikes of its own populations in the same tick', () => {
    const { mind, tick } = mindOf(peaks);
    const { population_spikes } = mind.network.views;
    let spiked = 0;
    for (let at = 0; at < 200; at++) {
      const reward = tick(at);
      const most = Math.max(population_spikes[1] as number, population_spikes[2] as number);
      if (most > 0) spiked += 1;
      // Of 8 neurons in 10 ms, one spike is 12.5 Hz.
      expect(mind.network.released(0)).toBeCloseTo(reward - 0.05 * 12.5 * most, 5);
    }
    expect(spiked).toBeGreaterThan(20);
  });

  it.each([
    ['chosen', peaks],
    ['population', value],
  ])('%s is part of a checkpoint, to the bit', (_, critic) => {
    const { mind, tick } = mindOf(critic);
    for (let at = 0; at < 120; at++) tick(at);
    const checkpoint = mind.checkpoint();
    const hash = mind.hash();
    const go = () => {
      for (let at = 120; at < 300; at++) tick(at);
      return mind.hash();
    };
    const after = go();
    mind.rollBack(checkpoint);
    expect(mind.hash()).toBe(hash);
    expect(go()).toBe(after);
    mind.close();
  });

  it('reads populations that the robot has', () => {
    expect(
      problemsOf(() => seeing(chosen({ pools: ['left', 'rigth'], value_per_hz: 1 }))),
    ).toMatchObject([
      {
        code: 'NAME_UNKNOWN',
        path: expect.stringMatching(/reward › critic › pools$/),
        got: "'rigth'",
        remedy: "name a population of the robot. Did you mean 'right'?",
      },
    ]);
  });
});
