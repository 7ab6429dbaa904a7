/**
 * Ctrl-C, a polite kill and a lost terminal end a run after the tick in progress; asked again, it
 * ends at once. One Ctrl-C may arrive twice, from the terminal and through npm: that is still one.
 */
import { machineClock } from '../clock.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Signals this close together are one. */
const SAME_SIGNAL_US = 500_000;

export class Interrupt {
  asked = false;
  #asked_us = 0;

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.ask);
  }

  readonly ask = (): void => {
    const now_us = machineClock.now_us();
    if (!this.asked) this.#asked_us = now_us;
    else if (now_us - this.#asked_us > SAME_SIGNAL_US) process.exit(130);
    this.asked = true;
  };

  forget(): void {
    for (const signal of SIGNALS) process.removeListener(signal, this.ask);
  }
}
