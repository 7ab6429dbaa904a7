/** What a key in the terminal of a run means: f, k, b, a and space give orders, q ends it. */
import type { Controller } from '../control/controller.js';
import type { OrderDesk } from '../control/order-desk.js';
import type { Interrupt } from './interrupt.js';
import { CTRL_C } from './keyboard.js';
import { clockTime } from './words.js';

/** As the panel names them, and as the help explains them. */
export const KEYS = 'space a f k b q';
export const KEYS_HELP =
  'In a terminal: space stops the robot, a arms it anew, f freezes learning and lets it go on,\n' +
  'k keeps the mind, b rolls it back to what was kept last, q ends the run.';

/** Other keys mean nothing; nor does b where nothing is kept. */
export function obey(
  key: string,
  { mind, orders, now_us }: Controller,
  desk: OrderDesk,
  interrupt: Interrupt,
): void {
  const { latest } = orders;
  if (key === 'q' || key === CTRL_C) interrupt.ask();
  else if (key === ' ') desk.hear({ message: { order: 'stop' } });
  else if (key === 'a') desk.hear({ message: { order: 'arm' } });
  else if (key === 'f') desk.hear({ message: { order: mind.learning ? 'freeze' : 'learn' } });
  else if (key === 'k') desk.hear({ message: { order: 'keep', name: clockTime(now_us / 1e6) } });
  else if (key === 'b' && latest !== undefined) {
    desk.hear({ message: { order: 'roll back', name: latest } });
  }
}
