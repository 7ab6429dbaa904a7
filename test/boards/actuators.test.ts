/** What reaches the wire: only changes, in the order that the parts need. */
import { expect, it } from 'vitest';
import { LedActuator, MotorActuator, ServoActuator } from '../../boards/actuators.js';

/** A part that writes down what it is told. */
function scribe<Method extends string>(methods: readonly Method[]) {
  const told: string[] = [];
  const part = Object.fromEntries(
    methods.map((method) => [method, (value?: number) => told.push(`${method} ${value ?? ''}`)]),
  ) as Record<Method, (value?: number) => number>;
  return { part, told };
}

const channel = { unit: 'rad/s', min: -10, max: 10, safe: 2, slew_per_s: 1 } as const;

it('a motor is told of changes alone, and turns round only when it must', () => {
  const { part, told } = scribe(['forward', 'reverse', 'start']);
  const motor = new MotorActuator(part, channel, 10);
  for (const value of [0, 5, 5, 5.001, 10, -10, -10, 0, -5, 5]) motor.write(value);
  expect(told).toEqual([
    'start 0',
    'start 128',
    'start 255',
    'reverse 255',
    'start 0',
    'start 128',
    'forward 128',
  ]);
});

it('a motor has full duty at its full scale, and no more', () => {
  const { part, told } = scribe(['forward', 'reverse', 'start']);
  const motor = new MotorActuator(part, channel, 4);
  motor.write(2);
  motor.write(9);
  expect(told).toEqual(['start 128', 'start 255']);
});

it('safe is written whatever was written before', () => {
  const { part, told } = scribe(['forward', 'reverse', 'start']);
  const motor = new MotorActuator(part, channel, 10);
  motor.write(2);
  motor.safe();
  motor.safe();
  expect(told).toEqual(['start 51', 'start 51', 'start 51']);
});

it('a servo goes where the range goes', () => {
  const { part, told } = scribe(['to', 'stop']);
  const servo = new ServoActuator(part, channel, [180, 0]);
  for (const value of [-10, 0, 0, 10]) servo.write(value);
  servo.safe();
  servo.close();
  expect(told).toEqual(['to 180', 'to 90', 'to 0', 'to 72', 'stop ']);
});

it('a lamp dims where its pin can, else it is on from the middle up', () => {
  const dim = scribe(['brightness', 'on', 'off', 'stop']);
  const plain = scribe(['brightness', 'on', 'off', 'stop']);
  const lamps = [
    new LedActuator(dim.part, channel, true),
    new LedActuator(plain.part, channel, false),
  ];
  for (const value of [-10, -1, 0, 10]) for (const lamp of lamps) lamp.write(value);
  expect(dim.told).toEqual(['brightness 0', 'brightness 115', 'brightness 128', 'brightness 255']);
  expect(plain.told).toEqual(['off ', 'on ']);
});
