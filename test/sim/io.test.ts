/** The simulated IO plugin: the contract, and what is its own: times, noise, servos, pull-ups. */
import { describe, expect, it } from 'vitest';
import { RegisterFile, SimulatedIo } from '../../sim/index.js';
import { ioPluginContract } from '../contract/io-plugin.js';

const CHIP = 0x20;
const times = new WeakMap<object, number>();

ioPluginContract('the simulated board', {
  make: () => {
    const io = new SimulatedIo({ seed: 5 });
    io.i2c.attach(CHIP, new RegisterFile());
    return io;
  },
  advance: (io, ms) => {
    const now_us = (times.get(io) ?? 0) + ms * 1000;
    times.set(io, now_us);
    io.advance(now_us);
  },
  pins: { digital: 2, pwm: 9, notPwm: 13, servo: 10, analog: 'A3' },
  drive: (io, pin, level) => {
    io.levels[io.normalize(pin)] = level;
  },
  i2c: { address: CHIP, absent: 0x21, register: 0x10 },
});

describe('an analog sample', () => {
  it('is reported one advance after the time at which it was true', () => {
    const io = new SimulatedIo({ noise_counts: 0 });
    const samples: [number, number][] = [];
    io.setSamplingInterval(5).analogRead('A0', (...sample) => samples.push(sample));
    for (let tick = 1; tick <= 4; tick++) {
      io.levels[14] = tick / 10;
      io.advance(tick * 5000);
    }
    const later = samples.slice(1);
    expect(later).toEqual([
      [102, 5000],
      [205, 10_000],
      [307, 15_000],
    ]);
  });

  it('is noisy by a count, the same for one seed', () => {
    const run = (seed: number) => {
      const io = new SimulatedIo({ seed });
      const counts: number[] = [];
      io.setSamplingInterval(1).analogRead('A0', (value) => counts.push(value));
      io.levels[14] = 0.5;
      for (let tick = 1; tick <= 500; tick++) io.advance(tick * 1000);
      return counts.slice(1);
    };
    const counts = run(3);
    expect(run(3)).toEqual(counts);
    expect(run(4)).not.toEqual(counts);
    expect(new Set(counts).size).toBeGreaterThan(1);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(510);
    expect(Math.max(...counts)).toBeLessThanOrEqual(513);
  });

  it('is found by name, pin and Firmata channel alike', () => {
    const io = new SimulatedIo({ noise_counts: 0 });
    const seen: string[] = [];
    io.levels[15] = 1;
    for (const pin of ['A1', 15, 1]) io.analogRead(pin, (counts) => seen.push(`${pin} ${counts}`));
    io.convert(0);
    io.report();
    expect(seen).toEqual(['A1 1023', '15 1023', '1 1023']);
  });
});

describe('a digital input that nothing drives', () => {
  it('reads high where it is pulled up', () => {
    const io = new SimulatedIo();
    const seen: string[] = [];
    io.pinMode(2, io.MODES.INPUT);
    io.pinMode(3, io.MODES.PULLUP);
    io.pinMode(4, io.MODES.INPUT).digitalWrite(4, io.HIGH);
    for (const pin of [2, 3, 4]) io.digitalRead(pin, (level) => seen.push(`${pin} ${level}`));
    io.advance(20_000);
    expect(seen).toEqual(['2 0', '3 1', '4 1']);
  });
});

describe('a servo pin', () => {
  it('gives pulses, from degrees by its range or as they are told', () => {
    const io = new SimulatedIo();
    io.servoWrite(9, 1500);
    expect(io.servoPulse_us(9)).toBe(1500);
    io.servoConfig(9, 1000, 2000).servoWrite(9, 45);
    expect(io.servoPulse_us(9)).toBe(1250);
  });
});
