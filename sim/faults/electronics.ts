/** What faults do to a simulated board beside its samples, when they begin and when they end. */
import type { Fault } from '../../src/fault.js';
import type { SimulatedIo } from '../io.js';
import type { World } from '../world.js';

/** What of a simulated board may fail. */
export interface Electronics {
  readonly io: SimulatedIo;
  readonly world: World;
  /** Its clock goes on from somewhere else. */
  jump(us: number): void;
}

export function begin(fault: Fault, pins: readonly number[], board: Electronics): void {
  switch (fault.kind) {
    case 'stuck':
      for (const pin of pins) board.io.stick(pin);
      break;
    case 'silent':
      board.io.i2c.silence(fault.address);
      break;
    case 'unplug':
      board.io.cut();
      break;
    case 'brown-out':
      if (board.io.isPowered) board.io.restart();
      break;
    case 'clock':
      board.jump(fault.ms * 1000);
      break;
    case 'push':
      board.world.push(fault.value);
  }
}

export function end(fault: Fault, pins: readonly number[], board: Electronics): void {
  if (fault.kind === 'stuck') for (const pin of pins) board.io.loosen(pin);
  if (fault.kind === 'silent') board.io.i2c.speak(fault.address);
  if (fault.kind === 'unplug') board.io.restart();
}
