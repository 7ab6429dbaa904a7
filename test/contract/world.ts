/**
 * What every world must hold: run this suite on your own world, from a test file of vitest. It
 * drives the world with seeded commands, as no sensible robot would.
 */
import { describe, expect, it } from 'vitest';
import { makePins } from '../../sim/kit.js';
import type { Port, World } from '../../sim/world.js';
import { UNITS } from '../../src/channel.js';
import { RandomStream } from '../../src/random.js';
import { RETAINED_MAX_BYTES, retained_bytes } from './heap.js';

const DT_US = 5000;
/** A minute of robot time. */
const STEPS = 12_000;
/** What is done to a world may be measured only at the end of a trial: five seconds. */
const FELT_STEPS = 1000;

export function worldContract(name: string, make: () => Promise<World>): void {
  describe(`the world '${name}' keeps the world contract`, () => {
    testsOfPorts(make);
    testsOfRepetition(make);
    testsOfOutputs(make);

    it('keeps no memory from step to step', async () => {
      const world = await make();
      world.reset(1);
      drive(world, 1000, 1);
      expect(retained_bytes(() => drive(world, 10 * STEPS, 2))).toBeLessThan(RETAINED_MAX_BYTES);
      world.close();
    });
  });
}

function testsOfPorts(make: () => Promise<World>): void {
  it('has ports with units and ranges, each wired to a pin of its own', async () => {
    const world = await make();
    const ports = [...world.input_ports, ...world.output_ports];
    expect(new Set(ports.map((port) => port.name)).size).toBe(ports.length);
    for (const port of ports) {
      expect(UNITS).toContain(port.unit);
      expect(port.min).toBeLessThan(port.max);
      expect(port.noise).toBeGreaterThanOrEqual(0);
    }
    const { analog, motors, servos = {}, leds = {} } = world.wiring;
    const inputs = [motors, servos, leds].flatMap(Object.keys);
    expect(Object.values(analog).sort()).toEqual(names(world.output_ports));
    expect(inputs.sort()).toEqual(names(world.input_ports));
    const pins = [
      ...Object.keys(analog).map((pin) =>
        makePins().findIndex((p) => `A${p.analogChannel}` === pin),
      ),
      ...Object.values(motors).flatMap(({ pwm, dir }) => [pwm, dir]),
      ...Object.values(servos),
      ...Object.values(leds),
    ];
    expect(new Set(pins).size).toBe(pins.length);
    expect(pins.every((pin) => pin >= 0 && pin < makePins().length)).toBe(true);
    world.close();
  });

  it('measures something, each count or signal by name', async () => {
    const world = await make();
    const { measures } = world;
    expect(measures.names.length).toBeGreaterThan(0);
    expect(measures.kinds).toHaveLength(measures.names.length);
    expect(measures.values).toHaveLength(measures.names.length);
    world.close();
  });
}

function names(ports: readonly Port[]): string[] {
  return ports.map((port) => port.name).sort();
}

function testsOfRepetition(make: () => Promise<World>): void {
  it('gives the same for one seed, step by step, in two copies', async () => {
    const [a, b] = [await make(), await make()];
    a.reset(7);
    b.reset(7);
    const commands = [new Commands(a, 3), new Commands(b, 3)] as const;
    for (let step = 0; step < STEPS; step++) {
      for (const command of commands) command.step(step);
      const same = equal(a.outputs, b.outputs) && equal(a.measures.values, b.measures.values);
      expect(same, `at step ${step}`).toBe(true);
    }
    a.close();
    b.close();
  });

  it('gives other things for another seed', async () => {
    const [a, b] = [await make(), await make()];
    a.reset(7);
    b.reset(8);
    drive(a, 1000, 3);
    drive(b, 1000, 3);
    expect(equal(a.outputs, b.outputs)).toBe(false);
    a.close();
    b.close();
  });

  it('is new again after reset', async () => {
    const [old, fresh] = [await make(), await make()];
    old.reset(4);
    drive(old, 5000, 1);
    old.reset(7);
    fresh.reset(7);
    drive(old, 1000, 3);
    drive(fresh, 1000, 3);
    expect(old.outputs).toEqual(fresh.outputs);
    expect(old.measures.values).toEqual(fresh.measures.values);
    old.close();
    fresh.close();
  });
}

function testsOfOutputs(make: () => Promise<World>): void {
  it('sweeps every output over its range and never leaves it', async () => {
    const world = await make();
    const low = world.output_ports.map(() => Number.POSITIVE_INFINITY);
    const high = world.output_ports.map(() => Number.NEGATIVE_INFINITY);
    for (let seed = 0; seed < 4; seed++) {
      world.reset(seed);
      const commands = new Commands(world, seed);
      for (let step = 0; step < STEPS; step++) {
        commands.step(step);
        world.outputs.forEach((value, i) => {
          low[i] = Math.min(low[i] as number, value);
          high[i] = Math.max(high[i] as number, value);
        });
      }
    }
    world.output_ports.forEach((port, i) => {
      const span = port.max - port.min;
      expect(low[i], `${port.name} from below`).toBeGreaterThanOrEqual(port.min);
      expect(high[i], `${port.name} from above`).toBeLessThanOrEqual(port.max);
      expect((high[i] as number) - (low[i] as number), port.name).toBeGreaterThan(0.9 * span);
    });
    world.close();
  });

  it('feels its inputs and a push, at once or in time', async () => {
    const course = async (act: (world: World) => void) => {
      const world = await make();
      world.reset(7);
      act(world);
      const seen: number[] = [];
      for (let step = 0; step < FELT_STEPS; step++) {
        world.step(DT_US);
        seen.push(...world.measures.values);
      }
      world.close();
      return seen;
    };
    const still = await course(() => {});
    expect(await course((world) => world.push(0.02))).not.toEqual(still);
    const probe = await make();
    const { length } = probe.inputs;
    probe.close();
    for (let input = 0; input < length; input++) {
      const moved = await course((world) => {
        world.inputs[input] = world.input_ports[input]?.max as number;
      });
      expect(moved, `input ${input}`).not.toEqual(still);
    }
  });

  it('takes commands beyond the range, and numbers that are none, without harm', async () => {
    const world = await make();
    world.reset(7);
    for (const wild of [1e9, -1e9, Number.NaN, Number.POSITIVE_INFINITY]) {
      world.inputs.fill(wild);
      for (let step = 0; step < 100; step++) world.step(DT_US);
    }
    expect(world.outputs.every(Number.isFinite)).toBe(true);
    expect(world.measures.values.every(Number.isFinite)).toBe(true);
    world.close();
  });
}

/** Seeded commands, held for 40 steps each, with a push now and then. */
class Commands {
  readonly #world: World;
  readonly #random: RandomStream;

  constructor(world: World, seed: number) {
    this.#world = world;
    this.#random = new RandomStream(seed, 'world/commands');
  }

  step(index: number): void {
    const { inputs, input_ports } = this.#world;
    if (index % 40 === 0) {
      for (let i = 0; i < inputs.length; i++) {
        const { min, max } = input_ports[i] as Port;
        inputs[i] = min + (max - min) * this.#random.uniform();
      }
    }
    if (index % 1000 === 999) this.#world.push(0.02 * this.#random.gaussian());
    this.#world.step(DT_US);
  }
}

function drive(world: World, steps: number, seed: number): void {
  const commands = new Commands(world, seed);
  for (let step = 0; step < steps; step++) commands.step(step);
}

function equal(a: Float64Array, b: Float64Array): boolean {
  return a.every((value, i) => Object.is(value, b[i]));
}
