/**
 * The thread that writes recordings: it takes rows from the ring and messages from a port, and
 * never makes the control thread wait for a disk. Its loop sleeps in Atomics.wait, not in events.
 */
import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { wholeFile } from './disk.js';
import type { RecordingHeader } from './header.js';
import { McapOutput } from './mcap-output.js';
import {
  type KeyFrame,
  packEvent,
  packKeyFrame,
  type RecordedEvent,
  RowMessages,
} from './messages.js';
import { Ring, type RingMemory } from './ring.js';
import { AT, Layout, type Row } from './row.js';

export interface ThreadData {
  readonly header: RecordingHeader;
  readonly memory: RingMemory;
  readonly port: MessagePort;
  /** An open file. */
  readonly file: number;
}

/** What comes through the port. */
export type Posted = { readonly key_frame: KeyFrame } | { readonly event: RecordedEvent };

/** How long rows may lie in the ring. */
const LOOK_MS = 20;

class Scribe {
  readonly #ring: Ring;
  readonly #port: MessagePort;
  readonly #messages: RowMessages;
  readonly #output: McapOutput;
  #posted = 0;
  #tick = 0;
  #now_us = 0;

  constructor(ring: Ring, layout: Layout, { header, port, file }: ThreadData) {
    this.#ring = ring;
    this.#port = port;
    this.#messages = new RowMessages(header, layout);
    this.#output = new McapOutput(header, (bytes) => wholeFile.write(file, bytes));
  }

  /** Until the writing side closes the ring. */
  run(): void {
    while (this.#ring.state === 'open') {
      this.#drain();
      this.#ring.sleep(LOOK_MS);
    }
    this.#drain();
    while (this.#receive());
    this.#output.end();
  }

  #drain(): void {
    for (let row = this.#ring.waiting(); row; row = this.#ring.waiting()) {
      this.#write(row);
      this.#ring.take();
    }
  }

  #write(row: Row): void {
    const now_us = row.doubles[AT.now_us] as number;
    const tick = row.doubles[AT.tick] as number;
    this.#now_us = now_us;
    this.#tick = tick;
    this.#output.turn(now_us);
    this.#messages.write(row, (topic, bytes) => this.#output.message(topic, tick, now_us, bytes));
    while (this.#posted < (row.doubles[AT.posted] as number)) {
      if (!this.#receive()) this.#ring.sleep(1);
    }
  }

  /** Writes what came through the port next; false if nothing did. */
  #receive(): boolean {
    const found = receiveMessageOnPort(this.#port);
    if (!found) return false;
    this.#posted += 1;
    const posted = found.message as Posted;
    if ('key_frame' in posted) {
      const bytes = packKeyFrame(posted.key_frame);
      this.#output.message('/keyframe', this.#tick, this.#now_us, bytes);
    } else {
      const { event } = posted;
      this.#output.message('/event', this.#tick, event.time_us, packEvent(event));
    }
    return true;
  }
}

function main(data: ThreadData): void {
  const layout = new Layout(data.header);
  const ring = new Ring(layout, data.memory);
  try {
    new Scribe(ring, layout, data).run();
    wholeFile.sync(data.file);
    ring.state = 'closed';
  } catch (error) {
    data.port.postMessage((error as Error).message);
    ring.state = 'failed';
  }
}

main(workerData as ThreadData);
