/** Errors: all problems at once, in three lines each, with a guess at what was meant. */
import { describe, expect, it } from 'vitest';
import { didYouMean, Problems, RobotError } from '../src/errors.js';

describe('didYouMean', () => {
  it.each([
    ['lfet', 'left'],
    ['rihgt', 'right'],
    ['nose', 'nose_0'],
    ['dopamin', 'dopamine'],
  ])('takes %s for %s', (word, meant) => {
    expect(didYouMean(word, ['left', 'right', 'nose_0', 'dopamine'])).toBe(
      ` Did you mean '${meant}'?`,
    );
  });

  it('says nothing when nothing is near', () => {
    expect(didYouMean('tail', ['nose_0', 'dopamine'])).toBe('');
  });
});

describe('RobotError', () => {
  it('carries all problems, each in three lines, and exits with the code of the first', () => {
    const problems = new Problems();
    problems.add('UNIT_UNKNOWN', 'rover › sensors › near › unit', "'mmm'", 'mm, cm', 'write mm');
    problems.add('RECORDING_INVALID', 'run.mcap', 'no header', 'a header', 'record again');
    const thrown = (() => {
      try {
        problems.throwIfAny();
      } catch (error) {
        return error as RobotError;
      }
      throw new Error('nothing was thrown');
    })();
    expect(thrown).toBeInstanceOf(RobotError);
    expect(thrown.exit_code).toBe(2);
    expect(thrown.message).toMatchInlineSnapshot(`
      "✖ UNIT_UNKNOWN  'mmm'; allowed: mm, cm.
          at  rover › sensors › near › unit
          do  write mm
      ✖ RECORDING_INVALID  no header; allowed: a header.
          at  run.mcap
          do  record again"
    `);
  });

  it('is not thrown for no problem', () => {
    expect(() => new Problems().throwIfAny()).not.toThrow();
  });
});
