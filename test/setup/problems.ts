/** The problems that a piece of work is refused with; a test that expects a refusal asks here. */
import { type Problem, RobotError } from '../../src/errors.js';

export function problemsOf(work: () => unknown): readonly Problem[] {
  try {
    work();
  } catch (error) {
    if (error instanceof RobotError) return error.problems;
    throw error;
  }
  return [];
}
