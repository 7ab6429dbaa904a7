/** A controller on a bench: a body of two wires and a mind of one rule, both with a logbook. */
import type { SimulatedBoard } from '../../src/board.js';
import type { Command, Frame } from '../../src/channel.js';
import { SimulatedClock } from '../../src/clock.js';
import { Controller } from '../../src/control/controller.js';
import type { Mind } from '../../src/control/mind.js';

export const TICK_MS = 10;

const robot = {
  name: 'bench',
  tick_ms: TICK_MS,
  sensors: { near: { unit: 'mm', min: 0, max: 100, stale_ms: 50, tolerate_ms: 100 } },
  actuators: { wheel: { unit: 'rad/s', min: -10, max: 10, safe: 0.5, slew_per_s: 100 } },
} as const;

export class BenchBoard implements SimulatedBoard {
  readonly name = 'bench';
  readonly clock = new SimulatedClock();
  readonly driven = new Float64Array(0);
  readonly measures = { names: [], kinds: [], values: new Float64Array(0) };
  /** What the wire gives; nothing while it is undefined. */
  near: number | undefined = 42;
  /** What was last written, NaN after safe(). */
  wheel = Number.NaN;

  constructor(readonly log: string[]) {}

  async open(): Promise<void> {
    this.log.push('open');
  }

  read(frame: Frame): void {
    this.log.push('read');
    if (this.near === undefined) return;
    frame.values[0] = this.near;
    frame.valid_us[0] = this.clock.now_us();
  }

  write(command: Command): void {
    this.log.push('write');
    this.wheel = command.values[0] as number;
  }

  safe(): void {
    this.log.push('safe');
    this.wheel = Number.NaN;
  }

  advance(dt_us: number): void {
    this.log.push('advance');
    this.clock.advance(dt_us);
  }

  async close(): Promise<void> {
    this.log.push('close');
  }
}

export class BenchMind implements Mind {
  learning = true;
  readonly dopamine = 0;
  readonly spikes = 3;
  /** What it last saw. */
  seen = Number.NaN;
  /** What it says next. */
  answer = 1;

  constructor(readonly log: string[]) {}

  think(frame: Frame, command: Command): void {
    this.log.push('think');
    this.seen = frame.values[0] as number;
    command.values[0] = this.answer;
  }

  learn(): number {
    this.log.push('learn');
    return 2;
  }

  hash(): string {
    return '0'.repeat(16);
  }

  close(): void {
    this.log.push('mind closes');
  }
}

/** Everything on the bench, open and armed, its logbook empty. */
export async function bench() {
  const made = closedBench();
  await made.controller.open();
  made.controller.arm();
  made.log.length = 0;
  return made;
}

/** Everything on the bench, before it is opened. */
export function closedBench() {
  const log: string[] = [];
  const board = new BenchBoard(log);
  const mind = new BenchMind(log);
  const controller = new Controller({ robot, board, clock: board.clock, mind });
  /** So many ticks, 10 ms each. */
  const run = (ticks: number) => {
    for (let i = 0; i < ticks; i++) {
      board.clock.advance(TICK_MS * 1000);
      controller.tick();
    }
  };
  return { log, board, mind, controller, run };
}
