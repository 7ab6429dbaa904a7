/** Bodies: what is wrong with one is told all at once, before anything is plugged in. */
import { describe, expect, it } from 'vitest';
import { checkBody } from '../src/body.js';
import { problemsOf } from './setup/problems.js';

const body = {
  world: 'line',
  sensors: { near: { device: 'analog', pin: 'A0' } },
  actuators: {
    wheel: { device: 'motor', pins: { pwm: 5, dir: 4 } },
    arm: { device: 'servo', pin: 9, degrees: [20, 160] },
    lamp: { device: 'led', pin: 13 },
  },
};

describe('checkBody', () => {
  it('takes every device', () => {
    expect(checkBody(body, 'body')).toEqual(body);
  });

  it('tells all that is wrong, each with its path', () => {
    const broken = {
      sensors: { near: { device: 'gyro', pin: 'A0' }, far: { device: 'analog', pin: 'B7' } },
      actuators: {
        wheel: { device: 'motor' },
        arm: { device: 'servo', pin: -1 },
        lamp: { device: 'led', pin: 13, colour: 'red' },
      },
    };
    const problems = problemsOf(() => checkBody(broken, 'my-body'));
    expect(problems.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
      'DESCRIPTION_INVALID my-body › actuators › arm › pin',
      'DESCRIPTION_INVALID my-body › actuators › lamp › colour',
      'DESCRIPTION_INVALID my-body › actuators › wheel › pins',
      'DESCRIPTION_INVALID my-body › sensors › far › pin',
      'DESCRIPTION_INVALID my-body › sensors › near › device',
    ]);
  });

  it.each([undefined, null, 5, 'body', []])('refuses %j', (data) => {
    expect(problemsOf(() => checkBody(data, 'body'))[0]?.code).toBe('DESCRIPTION_INVALID');
  });
});
