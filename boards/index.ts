/** Real bodies, by name. */
import type { Board } from '../src/board.js';
import { type BoardOptions, JohnnyFiveBoard } from './johnny-five.js';

export { Calibration } from './calibration.js';
export type { Channels } from './channels.js';
export type { BoardOptions } from './johnny-five.js';
export { JohnnyFiveBoard } from './johnny-five.js';
export type { IoPlugin } from './plugin.js';

/** Every board, with one line on it; its card is docs/cards/boards/<name>.md. */
export const boards = {
  'johnny-five': { summary: 'johnny-five parts on any IO plugin' },
} as const;

/** johnny-five parts on a plugin, open. Refuses (RobotError) a body that does not fit. */
export function openBoard(options: BoardOptions): Promise<Board> {
  const board = new JohnnyFiveBoard(options);
  return board.open().then(() => board);
}
