/** What befalls a robot of the swarm: faults, garbage in its frames, orders. */
import type { Fault } from '../../src/fault.js';
import type { Robot } from '../../src/robot.js';
import { Draw } from './draw.js';

/** From one tick until another a sensor gives this, whatever it sees. */
export interface Garbage {
  readonly sensor: number;
  readonly from: number;
  readonly until: number;
  /** Instead of its value; undefined leaves it. */
  readonly value: number | undefined;
  /** Instead of how old it is, in us; undefined leaves it. */
  readonly age_us: number | undefined;
}

export interface Order {
  readonly tick: number;
  readonly kind: 'freeze' | 'learn' | 'keep' | 'rollBack' | 'stop' | 'arm' | 'disarm';
  readonly name: string;
}

export interface Mishaps {
  readonly faults: readonly Fault[];
  readonly garbage: readonly Garbage[];
  readonly orders: readonly Order[];
}

export function drawMishaps(seed: number, robot: Robot, ticks: number): Mishaps {
  const draw = new Draw(seed, 'mishaps');
  const seconds = (ticks * robot.tick_ms) / 1000;
  return {
    faults: draw.list(draw.whole(0, 4), () => drawFault(draw, robot, seconds)),
    garbage: draw.list(draw.whole(0, 3), () => drawGarbage(draw, robot, ticks)),
    orders: draw
      .list(draw.whole(0, 12), () => drawOrder(draw, ticks))
      .sort((a, b) => a.tick - b.tick),
  };
}

function drawFault(draw: Draw, robot: Robot, seconds: number): Fault {
  const sensor = draw.one(Object.keys(robot.sensors));
  const actuator = draw.one(Object.keys(robot.actuators));
  const { min, max } = robot.sensors[sensor] as Robot['sensors'][string];
  const from_s = draw.between(0, 0.9) * seconds;
  const until_s = from_s + draw.between(0.05, 0.6) * seconds;
  const span = draw.chance(0.8) ? { from_s, until_s } : { from_s };
  const share = draw.between(0, 1);
  const value = draw.between(-1, 1) * (max - min);
  return draw.one<() => Fault>([
    () => ({ kind: 'freeze', sensor, ...span }),
    () => ({ kind: 'missing', sensor, ...span }),
    () => ({ kind: 'nan', sensor, ...span }),
    () => ({ kind: 'offset', sensor, value, ...span }),
    () => ({ kind: 'noise', sensor, std: Math.abs(value), ...span }),
    () => ({ kind: 'late', sensor, ms: draw.between(0, 300), ...span }),
    () => ({ kind: 'lost', sensor, share, ...span }),
    () => ({ kind: 'repeated', sensor, share, ...span }),
    () => ({ kind: 'stuck', actuator, ...span }),
    () => ({ kind: 'silent', address: draw.whole(0, 127), ...span }),
    () => ({ kind: 'unplug', ...span }),
    () => ({ kind: 'brown-out', from_s }),
    () => ({ kind: 'clock', ms: draw.between(-1000, 1000), from_s }),
    () => ({ kind: 'hog', ms: draw.between(0.1, 6) * robot.tick_ms, ...span }),
    () => ({ kind: 'push', value: draw.between(-1, 1), ...span }),
  ])();
}

function drawGarbage(draw: Draw, robot: Robot, ticks: number): Garbage {
  const sensor = draw.whole(0, Object.keys(robot.sensors).length - 1);
  const { min, max } = Object.values(robot.sensors)[sensor] as Robot['sensors'][string];
  const values = [Number.NaN, Infinity, -Infinity, 1e300, -1e300, 5e-324, -0, min, max];
  const beyond = [min - (max - min) * 1e-9, max + (max - min) * 1e-9];
  const ages_us = [Number.NaN, Infinity, -Infinity, -1, -1e9, 1e300, 0];
  const from = draw.whole(0, ticks);
  const value = draw.one([...values, ...beyond]);
  const age_us = draw.one(ages_us);
  const both = draw.one([0, 0, 1, 2]);
  return {
    ...{ sensor, from, until: from + draw.one([1, 2, 5, 50, ticks]) },
    value: both === 1 ? undefined : value,
    age_us: both === 0 ? undefined : age_us,
  };
}

function drawOrder(draw: Draw, ticks: number): Order {
  return {
    tick: draw.whole(0, ticks),
    kind: draw.one([
      ...(['freeze', 'learn', 'keep', 'keep', 'rollBack', 'rollBack'] as const),
      ...(['stop', 'arm', 'arm', 'disarm'] as const),
    ]),
    name: draw.one(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']),
  };
}
