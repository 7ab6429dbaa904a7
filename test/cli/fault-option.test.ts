/** --fault: words to faults, and what is wrong with them, all at once. */
import { describe, expect, it } from 'vitest';
import { parseFaults } from '../../src/cli/fault-option.js';
import type { RobotError } from '../../src/errors.js';
import { twoEyes } from '../fixtures/two-eyes.js';
import { json, QUICK, refused } from './child.js';

function problemsOf(...texts: readonly string[]): string[] {
  try {
    parseFaults(texts);
  } catch (error) {
    return (error as RobotError).problems.map(({ code, path }) => `${code} ${path}`);
  }
  return [];
}

describe('faults in words', () => {
  it('have a kind and what it needs, times in seconds', () => {
    expect(
      parseFaults([
        'freeze sensor=nose_0 from=2 until=3',
        ' noise  sensor=eye std=0.1 hold_ms=20 ',
        'silent address=0x40 from_s=1',
        'clock ms=-500',
      ]),
    ).toEqual([
      { kind: 'freeze', sensor: 'nose_0', from_s: 2, until_s: 3 },
      { kind: 'noise', sensor: 'eye', std: 0.1, hold_ms: 20, from_s: 0 },
      { kind: 'silent', address: 0x40, from_s: 1 },
      { kind: 'clock', ms: -500, from_s: 0 },
    ]);
  });

  it('are refused with every problem of all of them', () => {
    expect(
      problemsOf('frieze sensor=a', 'lost sensor=a share=2 unti=4', 'unplug from=3 until=1'),
    ).toMatchInlineSnapshot(`
        [
          "DESCRIPTION_INVALID --fault 'frieze sensor=a' › kind",
          "DESCRIPTION_INVALID --fault 'lost sensor=a share=2 unti=4' › share",
          "DESCRIPTION_INVALID --fault 'lost sensor=a share=2 unti=4' › unti",
          "RANGE_REVERSED --fault 'unplug from=3 until=1'",
        ]
      `);
    expect(problemsOf('hog 35', '')).toMatchInlineSnapshot(`
      [
        "ARGUMENT_INVALID --fault 'hog 35'",
        "DESCRIPTION_INVALID --fault 'hog 35' › ms",
        "DESCRIPTION_INVALID --fault '' › kind",
      ]
    `);
  });
});

describe('striatum run --fault', () => {
  it('makes another run of it, the same each time', async () => {
    const run = (...args: string[]) => json('run', twoEyes, ...QUICK, ...args);
    const faults = ['--fault', 'freeze sensor=left_eye from=0.5', '--fault', 'brown-out from=1'];
    const first = await run(...faults);
    expect((await run(...faults)).state_hash).toBe(first.state_hash);
    expect((await run()).state_hash).not.toBe(first.state_hash);
  });

  it('names the channels that there are', async () => {
    const [problem] = await refused('run', twoEyes, ...QUICK, '--fault', 'stuck actuator=wheel');
    expect(problem?.code).toBe('NAME_UNKNOWN');
    expect(problem?.allowed).toBe('wheel_left, wheel_right');
  });
});
