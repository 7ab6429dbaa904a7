/** The worlds that go by trials on the simulated board: through servos and sensors, with faults. */
import { describe, expect, it } from 'vitest';
import { openSimulatedBoard, type WorldBoard } from '../../../sim/index.js';
import type { Fault } from '../../../src/board.js';
import type { Body, SensorDevice, WorldSpec } from '../../../src/body.js';
import { makeCommand, makeFrame, type Named, namedView } from '../../../src/channel.js';
import { measure } from './players.js';

const TICK_US = 10_000;
const lamp = { unit: '1', min: 0, max: 1 } as const;
const lever = { unit: '1', min: 0, max: 1, safe: 0, slew_per_s: 100 } as const;

type Pilot = (seen: Named, command: Float64Array) => void;

interface Course {
  readonly world: WorldSpec;
  readonly sensors: readonly string[];
  readonly actuators: Body['actuators'];
  readonly range: { readonly min: number; readonly max: number };
}

const bandit: Course = {
  world: { kind: 'bandit', chances: [1, 0], reversal_trials: 0 },
  sensors: ['ready', 'reward'],
  actuators: { lever_0: { device: 'servo', pin: 2 }, lever_1: { device: 'servo', pin: 3 } },
  range: { min: 0, max: 1 },
};

const maze: Course = {
  world: 't-maze',
  sensors: ['cue_left', 'cue_right', 'junction', 'reward'],
  actuators: { turn: { device: 'servo', pin: 9 } },
  range: { min: -1, max: 1 },
};

/** Drives a course for so long; gives the board, still open. */
async function drive(
  { world, sensors, actuators, range }: Course,
  seconds: number,
  pilot: Pilot,
  faults: readonly Fault[] = [],
): Promise<WorldBoard> {
  const channels = Object.keys(actuators);
  const board = await openSimulatedBoard({
    body: {
      world,
      sensors: Object.fromEntries(
        sensors.map((name, i): [string, SensorDevice] => [
          name,
          { device: 'analog', pin: `A${i}` },
        ]),
      ),
      actuators,
    },
    robot: {
      tick_ms: TICK_US / 1000,
      sensors: Object.fromEntries(sensors.map((name) => [name, lamp])),
      actuators: Object.fromEntries(channels.map((name) => [name, { ...lever, ...range }])),
    },
    seed: 1,
    faults,
  });
  const frame = makeFrame(sensors);
  const command = makeCommand(channels);
  const seen = namedView(sensors, frame.values);
  for (let tick = 0; tick < (seconds * 1e6) / TICK_US; tick++) {
    board.advance(TICK_US);
    board.read(frame);
    pilot(seen, command.values);
    board.write(command);
  }
  return board;
}

const on = (value: number | undefined) => (value ?? 0) > 0.5;

/** Presses the left lever when it may. */
const left: Pilot = (seen, command) => {
  command[0] = on(seen.ready) ? 1 : 0;
  command[1] = 0;
};

/** Turns to the side that was last shown. */
function rememberer(): Pilot {
  let side = 0;
  return (seen, command) => {
    if (on(seen.cue_left)) side = -1;
    if (on(seen.cue_right)) side = 1;
    command[0] = on(seen.junction) ? side : 0;
  };
}

describe('the bandit on the simulated board', () => {
  it('is played through its servos', async () => {
    const board = await drive(bandit, 20.2, left);
    expect(measure(board.world, 'trials')).toBe(20);
    expect(measure(board.world, 'correct')).toBe(20);
    await board.close();
  });

  it.each<[string, Fault, number, number]>([
    ['a lever that is stuck', { kind: 'stuck', actuator: 'lever_0', from_s: 10 }, 10, 10],
    ['a lamp that freezes dark', { kind: 'freeze', sensor: 'ready', from_s: 10 }, 10, 10],
    ['a lamp that is missing', { kind: 'missing', sensor: 'ready', from_s: 10 }, 10, 10],
    ['a lamp that is no number', { kind: 'nan', sensor: 'ready', from_s: 10 }, 10, 10],
    ['a lamp that is too bright', { kind: 'offset', sensor: 'ready', value: 1, from_s: 10 }, 20, 0],
    ['a push', { kind: 'push', value: 1, from_s: 10 }, 10, 0],
  ])('suffers from %s', async (_, fault, correct, missed) => {
    const board = await drive(bandit, 20.2, left, [fault]);
    expect(measure(board.world, 'correct')).toBe(correct);
    expect(measure(board.world, 'missed')).toBe(missed);
    await board.close();
  });
});

describe('the T-maze on the simulated board', () => {
  it('is played through its servo by who remembers', async () => {
    const board = await drive(maze, 100.2, rememberer());
    expect(measure(board.world, 'correct')).toBe(20);
    expect(measure(board.world, 'mastered')).toBe(1);
    await board.close();
  });

  it('sees no turn while the servo is at rest', async () => {
    const board = await drive(maze, 20.2, (_, command) => command.fill(0));
    expect(measure(board.world, 'missed')).toBe(4);
    await board.close();
  });

  it('misleads who does not see one of the lamps', async () => {
    const blind: Fault = { kind: 'missing', sensor: 'cue_left', from_s: 0 };
    const board = await drive(maze, 100.2, rememberer(), [blind]);
    const rightward = measure(board.world, 'correct');
    expect(rightward).toBeGreaterThan(0);
    expect(rightward).toBeLessThan(20);
    expect(measure(board.world, 'mastered')).toBe(0);
    await board.close();
  });
});
