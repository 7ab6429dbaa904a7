/** Chips that stop answering or lose their registers, as johnny-five's parts on them see it. */
import five from 'johnny-five';
import { describe, expect, it } from 'vitest';
import { Mpu6050, Pca9685 } from '../../sim/index.js';
import type { RobotError } from '../../src/errors.js';
import { Desk } from './desk.js';

/** johnny-five keeps the chip of an address for ever, so each desk of any test takes another. */
let servos = 0x50;
const IMU = 0x69;

function desk() {
  const desk = new Desk();
  const address = servos++;
  const chip = new Pca9685();
  const imu = new Mpu6050();
  const errors: string[] = [];
  const { board, io } = desk;
  io.i2c.attach(address, chip);
  io.i2c.attach(IMU, imu);
  (board as unknown as NodeJS.EventEmitter).on('error', ({ code }: RobotError) =>
    errors.push(code),
  );
  const outputs = { board, controller: 'PCA9685', address, pin: 0 };
  const servo = desk.run(() => new five.Servo(outputs));
  const parts = { board, controller: 'MPU6050', address: IMU } as const;
  const accelerometer = desk.run(() => new five.Accelerometer(parts));
  let samples = 0;
  accelerometer.on('data', () => {
    samples += 1;
  });
  desk.wait_ms(100);
  const to = (degrees: number) => {
    desk.run(() => servo.to(degrees));
    desk.wait_ms(40);
    return chip.pulse_us(0);
  };
  return { ...{ desk, address, chip, io, errors, to }, samples: () => samples };
}

describe('a device that acknowledges nothing', () => {
  it('keeps its outputs, and is told of once; nothing is thrown', () => {
    const { address, io, errors, to } = desk();
    const before_us = to(90);
    io.i2c.silence(address);
    expect(to(180)).toBe(before_us);
    expect(to(0)).toBe(before_us);
    expect(errors).toEqual(['I2C_NO_ANSWER']);
    io.i2c.speak(address);
    expect(to(180)).toBeGreaterThan(before_us + 500);
    expect(errors).toHaveLength(1);
  });

  it('gives no samples until it answers again', () => {
    const { desk: bench, io, errors, samples } = desk();
    expect(samples()).toBeGreaterThan(0);
    io.i2c.silence(IMU);
    bench.wait_ms(40);
    const then = samples();
    bench.wait_ms(200);
    expect(samples()).toBe(then);
    expect(errors).toEqual(['I2C_NO_ANSWER']);
    io.i2c.speak(IMU);
    bench.wait_ms(200);
    expect(samples()).toBeGreaterThan(then);
  });
});

it('chips that lose their power drive nothing and measure nothing', () => {
  const { chip, io, to } = desk();
  expect(to(90)).toBeGreaterThan(1000);
  io.i2c.powerUp();
  expect(chip.pulse_us(0)).toBe(0);
  expect(to(120)).toBe(0);
  expect(io.i2c.read(IMU, 0x3f, 2)).toEqual([0, 0]);
});
