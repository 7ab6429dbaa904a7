/** The simulated chips, register by register, after their data sheets. */
import { describe, expect, it } from 'vitest';
import { Mpu6050, Pca9685, RegisterFile } from '../../sim/index.js';

describe('a register file', () => {
  it('keeps what is written, from the register that comes first', () => {
    const chip = new RegisterFile();
    chip.write([0xfe, 1, 2, 3]);
    chip.write([0xfe]);
    expect(chip.read(3)).toEqual([1, 2, 3]);
    expect([...chip.registers.subarray(0, 1)]).toEqual([3]);
  });
});

describe('a PCA9685', () => {
  const MODE1 = 0x00;
  const AWAKE = 0x20;

  it('sleeps at power-up, when alone its prescaler may be set', () => {
    const chip = new Pca9685();
    chip.write([MODE1 + 0xfe, 121]);
    expect(chip.frequency_hz).toBeCloseTo(50, 0);
    chip.write([MODE1, AWAKE]);
    chip.write([0xfe, 60]);
    expect(chip.frequency_hz).toBeCloseTo(50, 0);
  });

  it('gives duties by counts, fully on and fully off', () => {
    const chip = new Pca9685();
    chip.write([MODE1, AWAKE]);
    chip.write([0x06, 0, 0, 0, 4]);
    chip.write([0x0a, 0, 0x10, 0, 0]);
    expect([chip.duty(0), chip.duty(1), chip.duty(2)]).toEqual([0.25, 1, 0]);
    chip.write([MODE1, AWAKE | 0x10]);
    expect(chip.duty(1)).toBe(0);
  });

  it('sets all outputs at once', () => {
    const chip = new Pca9685();
    chip.write([MODE1, AWAKE]);
    chip.write([0xfa, 0, 0, 0, 8]);
    expect([chip.duty(0), chip.duty(15)]).toEqual([0.5, 0.5]);
  });

  it('writes one register over and over where it does not count up', () => {
    const chip = new Pca9685();
    chip.write([MODE1, 0]);
    chip.write([0x06, 1, 2, 3]);
    expect([...chip.registers.subarray(0x06, 0x09)]).toEqual([3, 0, 0]);
  });
});

describe('an MPU-6050', () => {
  const int16 = ([high, low]: number[]) => (((high as number) << 24) >> 16) | (low as number);
  const read = (chip: Mpu6050, register: number) => {
    chip.write([register]);
    return int16(chip.read(2));
  };

  it('knows who it is, and measures nothing while it sleeps', () => {
    const chip = new Mpu6050();
    chip.write([0x75]);
    expect(chip.read(1)).toEqual([0x68]);
    expect(read(chip, 0x3f)).toBe(0);
    chip.write([0x6b, 0]);
    expect(read(chip, 0x3f)).toBe(16_384);
  });

  it('measures in the range that it is set to, and saturates there', () => {
    const chip = new Mpu6050();
    chip.acceleration_g.set([-1, 3, 1]);
    chip.rotation_deg_s.set([10, 0, -300]);
    chip.write([0x6b, 0]);
    expect([read(chip, 0x3b), read(chip, 0x3d)]).toEqual([-16_384, 32_767]);
    expect([read(chip, 0x43), read(chip, 0x47)]).toEqual([1310, -32_768]);
    chip.write([0x1c, 0x08]);
    chip.write([0x1b, 0x18]);
    expect([read(chip, 0x3b), read(chip, 0x3d)]).toEqual([-8192, 24_576]);
    expect(read(chip, 0x43)).toBe(164);
  });

  it('is as at power-up after a reset', () => {
    const chip = new Mpu6050();
    chip.write([0x6b, 0]);
    chip.write([0x1c, 0x18]);
    chip.write([0x6b, 0x80]);
    expect(read(chip, 0x6b)).toBe(0x4000);
    expect(read(chip, 0x1c)).toBe(0);
  });
});
