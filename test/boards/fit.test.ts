/** Whether a body fits: each refusal, all at once, in words that help. */
import { describe, expect, it } from 'vitest';
import { checkFit } from '../../boards/fit.js';
import { SimulatedIo } from '../../sim/index.js';
import type { Body } from '../../src/body.js';
import { RobotError } from '../../src/errors.js';
import { problemsOf } from '../setup/problems.js';
import { body, channels } from './bench.js';

const io = new SimulatedIo();
const codes = (unfit: Body) => problemsOf(() => checkFit(io, unfit, channels)).map((p) => p.code);
const withActuators = (change: Body['actuators']) => ({
  ...body,
  actuators: { ...body.actuators, ...change },
});
const withSensors = (change: Body['sensors']) => ({
  ...body,
  sensors: { ...body.sensors, ...change },
});

describe('a body', () => {
  it('that fits passes, also with more devices than the robot has channels', () => {
    expect(codes(body)).toEqual([]);
    expect(codes(withSensors({ spare: { device: 'analog', pin: 'A5' } }))).toEqual([]);
  });

  it('must have every channel', () => {
    const { light } = body.sensors;
    const { wheel, arm } = body.actuators;
    const unfit = { sensors: { light }, actuators: { wheel, arm } };
    expect(codes(unfit)).toEqual(['SENSOR_MISSING', 'ACTUATOR_MISSING']);
    expect(codes({ sensors: {}, actuators: {} })).toHaveLength(5);
  });

  it('must use pins that are there', () => {
    expect(codes(withSensors({ heat: { device: 'analog', pin: 'A8' } }))).toEqual(['PIN_MISSING']);
    expect(codes(withActuators({ lamp: { device: 'led', pin: 40 } }))).toEqual(['PIN_MISSING']);
  });

  it('must use pins that can', () => {
    const servo = { device: 'servo', pin: 16 } as const;
    const motor = { device: 'motor', pins: { pwm: 13, dir: 4 } } as const;
    expect(codes(withActuators({ arm: servo, wheel: motor }))).toEqual([
      'PIN_UNSUITABLE',
      'PIN_UNSUITABLE',
    ]);
    expect(codes(withSensors({ heat: { device: 'analog', pin: 2 } }))).toEqual(['PIN_UNSUITABLE']);
    expect(codes(withActuators({ lamp: { device: 'led', pin: 13 } }))).toEqual([]);
  });

  it('must not use a pin twice, whatever it calls it', () => {
    expect(codes(withSensors({ heat: { device: 'analog', pin: 14 } }))).toEqual(['PIN_TAKEN']);
    expect(codes(withActuators({ lamp: { device: 'led', pin: 4 } }))).toEqual(['PIN_TAKEN']);
  });

  it('must have scales that are scales', () => {
    const flat = { device: 'analog', pin: 'A1', scale: { from: [5, 5] } } as const;
    const lame = { device: 'motor', pins: { pwm: 5, dir: 4 }, full_scale: 0 } as const;
    expect(codes(withSensors({ heat: flat }))).toEqual(['RANGE_REVERSED']);
    expect(codes(withActuators({ wheel: lame }))).toEqual(['ARGUMENT_INVALID']);
  });

  it('hears everything at once, with remedies', () => {
    const unfit: Body = {
      sensors: { ligth: { device: 'analog', pin: 'A0' }, heat: { device: 'analog', pin: 'A9' } },
      actuators: {
        wheel: { device: 'motor', pins: { pwm: 13, dir: 4 } },
        arm: { device: 'servo', pin: 4 },
        lamp: { device: 'led', pin: 6 },
      },
    };
    const refused = () => checkFit(io, unfit, channels);
    expect(refused).toThrow(RobotError);
    expect(problemsOf(refused)).toHaveLength(4);
    expect(refused).toThrowErrorMatchingInlineSnapshot(`
      [RobotError: ✖ SENSOR_MISSING  the body has no sensor 'light'; allowed: ligth, heat.
          at  gadget › sensors › light
          do  Give the body a device for 'light'. Did you mean 'ligth'?
      ✖ PIN_MISSING  Simulated has no pin A9; allowed: 0 to 21, or A0 to A7.
          at  gadget › sensors › heat
          do  Use a pin that the board has.
      ✖ PIN_UNSUITABLE  pin 13 has no PWM on Simulated; allowed: 3, 5, 6, 9, 10, 11, which have it.
          at  gadget › actuators › wheel
          do  Move the device to a pin that has the mode.
      ✖ PIN_TAKEN  pin 4, which actuators › wheel uses; allowed: a free pin.
          at  gadget › actuators › arm
          do  Move one of the two to another pin.]
    `);
  });
});
