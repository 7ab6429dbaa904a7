/**
 * What every board must hold, whatever robot and body: run this suite on your own board, from a
 * test file of vitest.
 */
import { describe, expect, it } from 'vitest';
import type { Board } from '../../src/board.js';
import {
  type ActuatorChannel,
  type Command,
  makeCommand,
  makeFrame,
  type SensorChannel,
} from '../../src/channel.js';
import { RETAINED_MAX_BYTES, retained_bytes } from './heap.js';

export interface BoardUnderTest {
  readonly board: Board;
  readonly sensors: Readonly<Record<string, SensorChannel>>;
  readonly actuators: Readonly<Record<string, ActuatorChannel>>;
  now_us(): number;
  /** Lets one tick pass. */
  pass(): void | Promise<void>;
  /** What an actuator does at its pins, in its unit; leave out where nobody can look. */
  observed?(actuator: string): number;
}

/**
 * `make` gives a board that is not yet open, or one that is. A board in simulated time (`lockstep`)
 * must keep no memory though the event loop never turns.
 */
export function boardContract(
  name: string,
  make: () => Promise<BoardUnderTest>,
  { lockstep = false } = {},
): void {
  describe(`${name} keeps the board contract`, () => {
    testsOfReading(make);
    testsOfWriting(make);
    testsOfLife(make);
    if (lockstep) testsOfMemory(make);
  });
}

async function makeOpen(make: () => Promise<BoardUnderTest>): Promise<BoardUnderTest> {
  const test = await make();
  await test.board.open();
  return test;
}

function testsOfReading(make: () => Promise<BoardUnderTest>): void {
  it('gives values with the time at which they were true', async () => {
    const test = await makeOpen(make);
    const frame = makeFrame(Object.keys(test.sensors));
    let before = frame.valid_us.slice();
    for (let tick = 0; tick < 20; tick++) {
      await test.pass();
      test.board.read(frame);
      expect(frame.valid_us.every((time, i) => time >= (before[i] as number))).toBe(true);
      expect(frame.valid_us.every((time) => time <= test.now_us())).toBe(true);
      before = frame.valid_us.slice();
    }
    for (const [i, sensor] of Object.values(test.sensors).entries()) {
      expect(frame.values[i]).toBeGreaterThanOrEqual(sensor.min);
      expect(frame.values[i]).toBeLessThanOrEqual(sensor.max);
    }
    await test.board.close();
  });

  it('does not make an old sample look fresh', async () => {
    const test = await makeOpen(make);
    for (let tick = 0; tick < 5; tick++) await test.pass();
    const [first, second] = [0, 1].map(() => makeFrame(Object.keys(test.sensors)));
    test.board.read(first as never);
    test.board.read(second as never);
    expect(second).toEqual(first);
    await test.board.close();
  });

  it('fills a frame in any order of names', async () => {
    const test = await makeOpen(make);
    for (let tick = 0; tick < 5; tick++) await test.pass();
    const names = Object.keys(test.sensors);
    const frame = makeFrame(names);
    const reversed = makeFrame([...names].reverse());
    test.board.read(frame);
    test.board.read(reversed);
    expect([...reversed.values].reverse()).toEqual([...frame.values]);
    await test.board.close();
  });
}

function testsOfWriting(make: () => Promise<BoardUnderTest>): void {
  it('drives each actuator over its range, and to its safe value', async () => {
    const test = await makeOpen(make);
    const { board, actuators } = test;
    const command = makeCommand(Object.keys(actuators));
    for (const share of [0, 0.25, 0.75, 1]) {
      setShares(command, actuators, share);
      board.write(command);
      await test.pass();
      expectObserved(test, (channel) => channel.min + share * (channel.max - channel.min));
    }
    board.safe();
    expectObserved(test, (channel) => channel.safe);
    await board.close();
  });

  it('is safe however often it is asked, and again after the next command', async () => {
    const test = await makeOpen(make);
    const command = makeCommand(Object.keys(test.actuators));
    for (let round = 0; round < 3; round++) {
      setShares(command, test.actuators, 1);
      test.board.write(command);
      test.board.safe();
      test.board.safe();
      expectObserved(test, (channel) => channel.safe);
    }
    await test.board.close();
  });
}

function testsOfMemory(make: () => Promise<BoardUnderTest>): void {
  it('keeps no memory from tick to tick', async () => {
    const test = await makeOpen(make);
    const frame = makeFrame(Object.keys(test.sensors));
    const command = makeCommand(Object.keys(test.actuators));
    const many = (ticks: number) => {
      for (let tick = 0; tick < ticks; tick++) {
        setShares(command, test.actuators, (tick % 13) / 12);
        void test.pass();
        test.board.read(frame);
        test.board.write(command);
      }
    };
    many(2000);
    expect(retained_bytes(() => many(50_000))).toBeLessThan(RETAINED_MAX_BYTES);
    await test.board.close();
  });
}

function testsOfLife(make: () => Promise<BoardUnderTest>): void {
  it('may be opened and closed twice, and made safe after', async () => {
    const test = await makeOpen(make);
    await test.board.open();
    test.board.safe();
    await test.board.close();
    await test.board.close();
    test.board.safe();
  });

  it('leaves no timer behind', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout');
    const before = timers().length;
    const test = await makeOpen(make);
    await test.pass();
    await test.board.close();
    expect(timers().length).toBeLessThanOrEqual(before);
  });

  it('has a name', async () => {
    const test = await make();
    expect(test.board.name).toMatch(/./);
    await test.board.close();
  });
}

function setShares(
  command: Command,
  actuators: Readonly<Record<string, ActuatorChannel>>,
  share: number,
): void {
  command.names.forEach((name, i) => {
    const { min, max } = actuators[name] as ActuatorChannel;
    command.values[i] = min + share * (max - min);
  });
}

/** Within one part in 255 of the range, the coarsest wire there is. */
function expectObserved(
  { actuators, observed }: BoardUnderTest,
  expected: (channel: ActuatorChannel) => number,
): void {
  for (const [name, channel] of Object.entries(actuators)) {
    if (!observed) continue;
    const miss = Math.abs(observed(name) - expected(channel)) / (channel.max - channel.min);
    expect(miss, name).toBeLessThan(1 / 255);
  }
}
