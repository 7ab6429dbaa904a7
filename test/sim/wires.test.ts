/** The wires between a world's sockets and the pins, on a world with one socket of each kind. */
import { describe, expect, it } from 'vitest';
import { SimulatedIo } from '../../sim/index.js';
import { Wires } from '../../sim/wires.js';
import type { Port, World } from '../../sim/world.js';

const port = (name: string, min: number, max: number): Port => ({
  name,
  unit: '1',
  min,
  max,
  noise: 0,
});

function wired() {
  const world: World = {
    name: 'sockets',
    output_ports: [port('light', 0, 200)],
    outputs: new Float64Array(1),
    input_ports: [port('wheel', -1, 1), port('arm', -90, 90), port('lamp', 0, 4)],
    inputs: new Float64Array(3),
    measures: { names: [], kinds: [], values: new Float64Array(0) },
    wiring: {
      analog: { A3: 'light' },
      motors: { wheel: { pwm: 5, dir: 4 } },
      servos: { arm: 9 },
      leds: { lamp: 6 },
    },
    reset: () => {},
    step: () => {},
    push: () => {},
    close: () => {},
  };
  const io = new SimulatedIo();
  const wires = new Wires(world, io);
  /** What the world feels of the pins. */
  const felt = () => {
    wires.drive();
    return [...world.inputs];
  };
  return { world, io, wires, felt, MODES: io.MODES };
}

describe('the world feels', () => {
  it('nothing of pins that nobody drives: wheels stand, servos are in the middle', () => {
    expect(wired().felt()).toEqual([0, 0, 0]);
  });

  it('a motor by duty and direction', () => {
    const { io, felt, MODES } = wired();
    io.pinMode(5, MODES.PWM).pinMode(4, MODES.OUTPUT);
    io.digitalWrite(4, 1).pwmWrite(5, 51);
    expect(felt()[0]).toBeCloseTo(0.2, 12);
    io.digitalWrite(4, 0);
    expect(felt()[0]).toBeCloseTo(-0.2, 12);
  });

  it('a servo by its pulse', () => {
    const { io, felt, MODES } = wired();
    io.pinMode(9, MODES.SERVO).servoWrite(9, 600);
    expect(felt()[1]).toBe(-90);
    io.servoWrite(9, 1950);
    expect(felt()[1]).toBe(45);
    io.servoWrite(9, 2600);
    expect(felt()[1]).toBe(90);
  });

  it('a lamp by duty, or by level on a digital pin', () => {
    const { io, felt, MODES } = wired();
    io.pinMode(6, MODES.PWM).pwmWrite(6, 255);
    expect(felt()[2]).toBe(4);
    io.pinMode(6, MODES.OUTPUT).digitalWrite(6, 1);
    expect(felt()[2]).toBe(4);
    io.digitalWrite(6, 0);
    expect(felt()[2]).toBe(0);
  });
});

describe('the pins see', () => {
  it('the world, as a share of its range', () => {
    const { world, io, wires } = wired();
    for (const [value, level] of [
      [50, 0.25],
      [-10, 0],
      [900, 1],
    ] as const) {
      world.outputs[0] = value;
      wires.sense();
      expect(io.levels[17]).toBe(level);
    }
  });
});
