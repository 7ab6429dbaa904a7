/** johnny-five's own classes on the simulated board, unchanged, in simulated time. */
import five from 'johnny-five';
import { describe, expect, it } from 'vitest';
import '../../boards/index.js';
import { Mpu6050, Pca9685 } from '../../sim/index.js';
import { Desk } from './desk.js';

describe('johnny-five on the simulated board', () => {
  it('has a Board that is ready', () => {
    const desk = new Desk();
    expect(desk.board.isReady).toBe(true);
    expect(desk.board.pins).toHaveLength(22);
  });

  it('blinks a Led at its period', () => {
    const desk = new Desk();
    const led = desk.run(() => new five.Led({ board: desk.board, pin: 13 }));
    desk.run(() => led.blink(100));
    const levels: number[] = [];
    for (let i = 0; i < 6; i++) {
      desk.wait_ms(100);
      levels.push(desk.io.pins[13]?.value as number);
    }
    expect(levels).toEqual([1, 0, 1, 0, 1, 0]);
    desk.run(() => led.stop());
    desk.wait_ms(500);
    expect(desk.io.pins[13]?.value).toBe(0);
  });

  it('fades a Led, without a spinning loop', () => {
    const desk = new Desk();
    const led = desk.run(() => new five.Led({ board: desk.board, pin: 11 }));
    desk.run(() => led.fadeIn(1000));
    desk.wait_ms(500);
    const half = desk.io.pins[11]?.value as number;
    desk.wait_ms(600);
    expect(half).toBeGreaterThan(100);
    expect(half).toBeLessThan(255);
    expect(desk.io.pins[11]?.value).toBe(255);
    expect(desk.timers.pending).toBe(0);
  });

  it('feeds a Sensor, whose events come at its own period', () => {
    const desk = new Desk();
    const values: number[] = [];
    const sensor = desk.run(() => new five.Sensor({ board: desk.board, pin: 'A2', freq: 50 }));
    sensor.on('data', () => values.push(sensor.value));
    desk.drive('A2', 0.25);
    desk.wait_ms(200);
    expect(values).toHaveLength(4);
    expect(Math.abs((values[3] as number) - 256)).toBeLessThan(3);
    expect(desk.io.pins[16]?.value).toBe(sensor.raw);
  });

  it('moves a Servo at once, and over time', () => {
    const desk = new Desk();
    const servo = desk.run(() => new five.Servo({ board: desk.board, pin: 10 }));
    desk.run(() => servo.to(90));
    expect(desk.io.servoPulse_us(10)).toBe(1500);
    desk.run(() => servo.to(180, 500));
    desk.wait_ms(250);
    const midway_us = desk.io.servoPulse_us(10);
    desk.wait_ms(300);
    expect(midway_us).toBeGreaterThan(1700);
    expect(midway_us).toBeLessThan(2200);
    expect(desk.io.servoPulse_us(10)).toBe(2400);
  });

  it('drives a Motor both ways, and tells of it', () => {
    const desk = new Desk();
    const heard: string[] = [];
    const motor = desk.run(() => new five.Motor({ board: desk.board, pins: { pwm: 5, dir: 4 } }));
    for (const event of ['start', 'stop', 'forward', 'reverse']) {
      (motor as unknown as NodeJS.EventEmitter).on(event, () => heard.push(event));
    }
    desk.run(() => motor.forward(200));
    expect([desk.io.pins[5]?.value, desk.io.pins[4]?.value]).toEqual([200, 1]);
    desk.run(() => motor.reverse(100));
    expect([desk.io.pins[5]?.value, desk.io.pins[4]?.value]).toEqual([100, 0]);
    desk.run(() => motor.stop());
    expect(desk.io.pins[5]?.value).toBe(0);
    expect(heard).toEqual(['stop', 'forward', 'start', 'stop', 'reverse', 'start', 'stop']);
  });

  it('hears a Button: down, hold, up', () => {
    const desk = new Desk();
    const heard: string[] = [];
    const button = desk.run(() => new five.Button({ board: desk.board, pin: 2, holdtime: 100 }));
    for (const event of ['down', 'hold', 'up']) {
      (button as unknown as NodeJS.EventEmitter).on(event, () => heard.push(event));
    }
    desk.drive(2, 0);
    desk.wait_ms(50);
    heard.length = 0;
    desk.drive(2, 1);
    desk.wait_ms(150);
    desk.drive(2, 0);
    desk.wait_ms(50);
    expect(heard).toEqual(['down', 'hold', 'up']);
  });
});

describe('johnny-five on simulated I2C', () => {
  it('moves a Servo on a PCA9685', () => {
    const desk = new Desk();
    const chip = new Pca9685();
    desk.io.i2c.attach(0x40, chip);
    const options = { board: desk.board, controller: 'PCA9685', pin: 3 };
    const servo = desk.run(() => new five.Servo(options));
    const pulses = [0, 90, 180].map((degrees) => {
      desk.run(() => servo.to(degrees));
      return chip.pulse_us(3);
    });
    expect(chip.frequency_hz).toBeCloseTo(50, 0);
    const [first, middle, last] = pulses as [number, number, number];
    expect(first).toBeGreaterThan(400);
    expect(middle).toBeGreaterThan(first + 300);
    expect(last).toBeGreaterThan(middle + 300);
    expect(last).toBeLessThan(2500);
  });

  it('dims a Led on a PCA9685', () => {
    const desk = new Desk();
    const chip = new Pca9685();
    desk.io.i2c.attach(0x41, chip);
    const options = { board: desk.board, controller: 'PCA9685', address: 0x41, pin: 7 };
    const led = desk.run(() => new five.Led(options));
    desk.run(() => led.brightness(128));
    expect(chip.duty(7)).toBeCloseTo(0.5, 1);
    desk.run(() => led.off());
    expect(chip.duty(7)).toBe(0);
  });

  it('reads an IMU on an MPU-6050', () => {
    const desk = new Desk();
    const chip = new Mpu6050();
    desk.io.i2c.attach(0x68, chip);
    chip.acceleration_g.set([0.5, -0.25, 0.75]);
    chip.rotation_deg_s.set([0, 0, 90]);
    chip.temperature_c = 30;
    const imu = desk.run(() => new five.IMU({ controller: 'MPU6050' }));
    desk.wait_ms(100);
    const { accelerometer, thermometer } = imu;
    expect(accelerometer.x).toBeCloseTo(0.5, 2);
    expect(accelerometer.y).toBeCloseTo(-0.25, 2);
    expect(accelerometer.z).toBeCloseTo(0.75, 2);
    expect(thermometer.celsius).toBeCloseTo(30, 0);
  });

  it('tells the board of an address where nothing answers', () => {
    const desk = new Desk();
    const errors: unknown[] = [];
    const board = desk.board as unknown as NodeJS.EventEmitter;
    board.on('error', (error) => errors.push(error.code));
    desk.run(() => new five.IMU({ controller: 'MPU6050' }));
    desk.wait_ms(100);
    expect(errors).toEqual(['I2C_NO_ANSWER']);
  });
});
