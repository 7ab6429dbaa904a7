/** A desk for tests: a simulated IO plugin with johnny-five's Board on it, in simulated time. */
import five from 'johnny-five';
import { SimulatedIo, SimulatedTimers } from '../../sim/index.js';
import { SimulatedClock } from '../../src/clock.js';

export class Desk {
  readonly clock = new SimulatedClock();
  readonly timers = new SimulatedTimers(this.clock);
  readonly io: SimulatedIo;
  readonly board: five.Board;

  /** johnny-five gives parts that name no board the first one made, so there is one at a time. */
  constructor() {
    (five.Board as unknown as { cache: unknown[] }).cache.length = 0;
    const options = { repl: false, debug: false, sigint: false };
    this.io = this.timers.run(() => new SimulatedIo());
    this.board = this.timers.run(() => new five.Board({ io: this.io, ...options }));
  }

  /** Makes and uses parts here, so that their timers are simulated ones. */
  run<T>(work: () => T): T {
    return this.timers.run(work);
  }

  /** Lets so much time pass, a millisecond at a time. */
  wait_ms(ms: number): void {
    for (let i = 0; i < ms; i++) {
      this.timers.advance(1000);
      this.timers.run(() => this.io.advance(this.clock.now_us()));
    }
  }

  /** Puts a level (0 to 1 of the supply) onto a pin. */
  drive(pin: string | number, level: number): void {
    this.io.levels[this.io.normalize(pin)] = level;
  }
}
