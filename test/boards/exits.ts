/** A program of its own: opens a board with the machine's timers, closes it, and must then end. */
import { Bench } from './bench.js';

const bench = new Bench();
await bench.board.open();
for (let tick = 0; tick < 10; tick++) {
  bench.pass();
  await new Promise((resolve) => setTimeout(resolve, 10));
}
await bench.board.close();
process.stdout.write('closed\n');
