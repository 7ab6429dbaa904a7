/** Draw: a figure becomes a file. */
import { writeFileSync } from 'node:fs';
import { RobotError } from '../errors.js';
import { drawFigure, type Figure } from '../plot/figure.js';

/** @throws RobotError ARGUMENT_INVALID where the file cannot be written. */
export function writeFigure(file: string, figure: Figure): void {
  try {
    writeFileSync(file, drawFigure(figure));
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
