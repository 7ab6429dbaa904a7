/** Files that a command writes on request, such as drawings. */
import { writeFileSync } from 'node:fs';
import { RobotError } from '../errors.js';

/** @throws RobotError ARGUMENT_INVALID with what the system says. */
export function writeText(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new RobotError({
      code: 'ARGUMENT_INVALID',
      path: file,
      got: (error as Error).message,
      allowed: 'a file that can be written',
      remedy: 'name a file in a folder that exists',
    });
  }
}
