/** Replay: a recording through the same controller; the first tick that differs is named. */
import type { Board } from '../board.js';
import type { Command, Frame } from '../channel.js';
import type { Clock } from '../clock.js';
import type { Controller, Witness } from './controller.js';
import { ORDER_KINDS, type Order, type OrderKind } from './orders.js';
import type { KeyFramePlace, Recording } from './recording/recording.js';
import { AT, hashOf, type Row, RowComparison, setHash } from './recording/row.js';
import { type StateDifference, stateDifference } from './recording/state-difference.js';
import { RowTaker, resumeGate } from './recording/take-row.js';
import { SpikingMind } from './spiking-mind.js';

export interface Difference {
  readonly tick: number;
  /** The path of the first value that differs, such as `/command/done.wheel_left`. */
  readonly field: string;
  readonly recorded: number | string;
  readonly replayed: number | string;
  /** The first neuron that spiked in one of the two only, in this tick or a later one. */
  readonly spike: { readonly tick: number; readonly neuron: string } | null;
  /** Where the states differed in the next key frame. */
  readonly state: (StateDifference & { readonly tick: number }) | null;
}

/** A board that gives recorded frames, at recorded times, and compares what the controller does. */
export class ReplayBoard implements Board, Witness {
  readonly name = 'replay';
  readonly clock: Clock = { now_us: () => this.#now_us };
  difference: Difference | undefined;
  /** Ticks that were compared. */
  compared = 0;
  /** Ticks that are not in the recording, so that the state was taken from a key frame. */
  missing = 0;
  readonly #comparison: RowComparison;
  readonly #replayed: Row;
  readonly #taker: RowTaker;
  #at = 0;
  #now_us = 0;
  #end: number;
  #searching = true;

  constructor(readonly recording: Recording) {
    const { header, layout, count } = recording;
    this.#comparison = new RowComparison(header, layout, false);
    this.#replayed = layout.row(new ArrayBuffer(layout.bytes));
    this.#taker = new RowTaker(layout);
    this.#end = count;
  }

  /** Whether all was compared, or a difference found and all that can be said of it. */
  get done(): boolean {
    return this.#at >= this.#end || (this.difference !== undefined && !this.#searching);
  }

  /** What was ordered before the tick that comes next. */
  get order(): Order {
    const { doubles } = this.#row;
    const kind = ORDER_KINDS[doubles[AT.order] as number] as OrderKind;
    return { kind, place: doubles[AT.place] as number };
  }

  /** Ends before this tick. */
  until(tick: number): void {
    this.#end = this.recording.find(tick);
  }

  /** Goes on at this tick, or before it: from the last key frame that allows it, or the start. */
  from(tick: number, controller: Controller): void {
    const { recording } = this;
    const first = recording.find(tick);
    const begins = recording.count > 0 && recording.tick(0) > 0;
    const before = recording.key_frames.filter((place) => this.#isEntry(place));
    const place = before.findLast(({ row }) => row < first) ?? (begins ? before[0] : undefined);
    if (place) this.#enter(place, controller);
    else if (begins) this.#at = this.#end;
  }

  /** Slots that were missed before the tick that comes next. */
  get missed(): number {
    return this.#row.doubles[AT.missed] as number;
  }

  open(): Promise<void> {
    if (!this.done) this.#setClock();
    return Promise.resolve();
  }

  read(frame: Frame): void {
    const { values, valid_us, faults } = this.recording.layout;
    const { doubles } = this.#row;
    frame.values.set(doubles.subarray(values, valid_us));
    frame.valid_us.set(doubles.subarray(valid_us, faults));
  }

  write(_command: Command): void {}

  safe(): void {}

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Compares one tick of the controller with its row, then moves on. */
  tick(controller: Controller): void {
    const row = this.#row;
    this.#taker.take(controller, this.#replayed);
    setHash(this.#replayed, hashOf(row) === '' ? '' : controller.mind.hash());
    this.#compare(row, controller);
    this.compared += 1;
    this.#at += 1;
    if (this.done) return;
    this.#mendGap(controller);
    if (!this.done) this.#setClock();
  }

  get #row(): Row {
    return this.recording.row(this.#at);
  }

  #compare(row: Row, controller: Controller): void {
    const { ticks } = controller;
    if (!this.difference) {
      const first = this.#comparison.first(row, this.#replayed);
      if (!first) return;
      const { field, a: recorded, b: replayed } = first;
      this.difference = { tick: ticks, field, recorded, replayed, spike: null, state: null };
    }
    const { spike, state } = this.difference;
    const neuron = spike ? undefined : this.#comparison.neuron(row, this.#replayed, false);
    if (neuron) {
      this.difference = { ...this.difference, spike: { tick: ticks, neuron: neuron.name } };
    }
    if (!state) this.#compareState(controller);
  }

  /** At the first key frame after the difference the search ends. */
  #compareState({ mind, ticks }: Controller): void {
    const place = this.recording.key_frames.find(({ row, kept }) => row === this.#at && !kept);
    if (!place || !this.difference || !(mind instanceof SpikingMind)) return;
    const { checkpoint } = this.recording.keyFrame(place);
    const found = stateDifference(mind.network.compiled, checkpoint, mind.checkpoint());
    if (found) this.difference = { ...this.difference, state: { tick: ticks, ...found } };
    this.#searching = false;
  }

  /** Ticks that were left out: the state goes on from the key frame after them. */
  #mendGap(controller: Controller): void {
    const gap = this.recording.tick(this.#at) - controller.ticks - 1;
    if (gap <= 0) return;
    this.missing += gap;
    const place = this.recording.key_frames.find((one) => {
      return one.row >= this.#at && this.#isEntry(one);
    });
    if (place && !this.difference) this.#enter(place, controller);
    else this.#at = this.#end;
  }

  /** Whether one can go on after it: a gate that trusts everything remembers nothing else. */
  #isEntry({ row, kept }: KeyFramePlace): boolean {
    const { doubles } = this.recording.row(row);
    return kept === 0 && doubles[AT.verdict] === 0 && doubles[AT.reason] === 0;
  }

  #enter({ row, ...place }: KeyFramePlace, controller: Controller): void {
    const { recording } = this;
    for (const one of recording.key_frames) {
      if (one.kept === 0 || one.row > row) continue;
      controller.orders.restore(one.kept - 1, recording.keyFrame(one).checkpoint);
    }
    const { checkpoint, tick } = recording.keyFrame({ row, ...place });
    controller.mind.rollBack?.(checkpoint);
    resumeGate(controller, recording.layout, recording.row(row));
    this.#at = row + 1;
    controller.ticks = this.done ? tick + 1 : recording.tick(this.#at);
    if (!this.done) this.#setClock();
  }

  #setClock(): void {
    this.#now_us = this.#row.doubles[AT.now_us] as number;
  }
}
