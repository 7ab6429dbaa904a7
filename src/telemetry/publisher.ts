/**
 * Telemetry over MQTT: what a robot says, when, and what it gives up when nobody listens. Streams
 * are sent once and may be lost; the state and the birth are retained; events are kept in a bounded
 * queue until a broker has them. docs/TELEMETRY.md describes topics and payloads.
 */
import { type Clock, machineClock, sleep_ms, wallClock_ms } from '../clock.js';
import type { HeardOrder } from '../control/order-desk.js';
import { ORDERS } from '../control/orders.js';
import type { Birth, EventDetail, ReportedState, Sample, Telemetry } from '../control/sink.js';
import { hashText, RandomStream } from '../random.js';
import { parseAddress } from './address.js';
import { EventQueue } from './event-queue.js';
import { type Delivery, type LinkMessage, MqttLink } from './mqtt.js';
import { type MqttTelemetryOptions, requireUsable } from './options.js';
import { OrderReader } from './order-reader.js';
import { makeStreams, type Stream } from './streams.js';

/** Telemetry to any MQTT broker. Throws RobotError with ARGUMENT_INVALID for what cannot work. */
export function mqttTelemetry(options: MqttTelemetryOptions): Telemetry {
  return new MqttTelemetry(options);
}

/** Parts of the second that close() may take. */
const LAST_EVENTS_MS = 500;
const LAST_WORD_MS = 300;
const GOODBYE_MS = 150;

class MqttTelemetry implements Telemetry {
  readonly counts = { connected: false as boolean, sent: 0, dropped: 0 };
  readonly #link: MqttLink;
  readonly #clock: Clock;
  readonly #interval_us: number;
  readonly #topic: string;
  readonly #events: EventQueue;
  readonly #onOrder: ((heard: HeardOrder) => void) | undefined;
  readonly #orders = new OrderReader();
  #streams: readonly Stream[] = [];
  /** The next stream of the sample in hand; at their number, none is in hand. */
  #next = 0;
  #due_us = 0;
  #seq = 0;
  #event_seq = 0;
  #connections = 0;
  #birth = '';
  #birth_due = false;
  #state: ReportedState = 'connecting';
  #state_due = false;
  #closing: Promise<void> | undefined;
  #onProgress: (() => void) | undefined;

  constructor(options: MqttTelemetryOptions) {
    const { url, robot, rate_hz = 10, queue_limit = 256, clock = machineClock } = options;
    requireUsable(robot, rate_hz, queue_limit);
    const address = parseAddress(url, options.environment);
    this.#clock = clock;
    this.#interval_us = 1e6 / rate_hz;
    this.#topic = `striatum/${robot}`;
    this.#events = new EventQueue(queue_limit);
    this.#onOrder = options.onOrder;
    // One id for the life of the process: a broker that still holds a dead connection of ours ends
    // it, will and all, before it lets us in again.
    const identity = hashText(`${robot} ${process.pid} ${wallClock_ms()}`);
    this.#link = new MqttLink(
      {
        address,
        client_id: `striatum-${identity.toString(16)}`,
        will: { topic: `${this.#topic}/state`, payload: 'lost' },
        connect_timeout_ms: options.connect_timeout_ms ?? 2000,
        queue_limit,
        backoff: options.backoff ?? {},
        random: new RandomStream(identity, 'mqtt backoff'),
      },
      {
        onConnect: () => this.#greet(),
        onDisconnect: (lost) => this.#lose(lost),
        onMessage: (message) => this.#hear(message),
        onStatus: (status) => {
          this.counts.connected = status.connected;
          options.onStatus?.(status);
        },
      },
    );
  }

  open(birth: Birth): Promise<void> {
    this.#streams = makeStreams(birth);
    this.#next = this.#streams.length;
    const streams = this.#streams.map(({ name }) => name);
    const orders = this.#onOrder ? ORDERS : [];
    this.#birth = JSON.stringify({ ...birth, streams, orders });
    return this.#link.open();
  }

  publish(take: () => Sample): void {
    if (this.#closing) return;
    const stream = this.#streams[this.#next];
    if (stream) this.#sendStream(stream);
    else if (this.#isDue()) this.#stage(take);
  }

  state(now: 'running' | 'safe'): void {
    if (!this.#closing) this.#say(now);
  }

  event(name: string, time_us: number, detail: EventDetail = {}): void {
    if (this.#closing) return;
    const seq = this.#event_seq++;
    const payload = JSON.stringify({ seq, t_us: time_us, event: name, detail });
    this.counts.dropped += this.#events.push(payload);
    this.#deliverNext();
  }

  close(): Promise<void> {
    this.#closing ??= this.#leave();
    return this.#closing;
  }

  async #leave(): Promise<void> {
    await this.#idle(LAST_EVENTS_MS);
    this.#say('closed');
    await this.#idle(LAST_WORD_MS);
    await this.#link.close(GOODBYE_MS);
    this.counts.dropped += this.#events.clear();
    this.counts.connected = false;
  }

  /** Slots lie on a grid; one that was missed is skipped, never made up for. */
  #isDue(): boolean {
    const now_us = this.#clock.now_us();
    if (now_us < this.#due_us) return false;
    const next_us = this.#due_us + this.#interval_us;
    this.#due_us = next_us > now_us ? next_us : now_us + this.#interval_us;
    return true;
  }

  /** Copies one sample into all streams, or counts it where nobody is there to take it. */
  #stage(take: () => Sample): void {
    const seq = this.#seq++;
    if (!this.#link.connected) {
      this.counts.dropped += this.#streams.length;
      return;
    }
    const sample = take();
    const loss = {
      sent: this.counts.sent,
      dropped: this.counts.dropped,
      events_waiting: this.#events.count,
      connections: this.#connections,
    };
    for (const stream of this.#streams) stream.fill(seq, sample, loss);
    this.#next = 0;
  }

  #sendStream(stream: Stream): void {
    this.#next += 1;
    const text = JSON.stringify(stream.message);
    if (this.#link.send(`${this.#topic}/t/${stream.name}`, text)) this.counts.sent += 1;
    else this.counts.dropped += 1;
  }

  #say(state: ReportedState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#state_due = true;
    this.#deliverNext();
  }

  /** A connection stands: who, how, and what happened meanwhile. */
  #greet(): void {
    this.#connections += 1;
    this.#birth_due = true;
    this.#state_due = true;
    this.#deliverAll();
    this.#link.subscribe(`${this.#topic}/state`);
    if (this.#onOrder) this.#link.subscribe(`${this.#topic}/order`);
  }

  #hear(message: LinkMessage): void {
    if (message.topic === `${this.#topic}/order`) this.#hearOrder(message);
    else if (message.topic === `${this.#topic}/state`) this.#hearState(message.payload.toString());
  }

  /** A will that comes late (power was back within the keepalive) would leave 'lost' standing. */
  #hearState(state: string): void {
    if (state !== 'lost') return;
    this.#state_due = true;
    this.#deliverNext();
  }

  #hearOrder(message: LinkMessage): void {
    const heard = this.#orders.read(message);
    if (heard && !this.#closing) this.#onOrder?.(heard);
  }

  #lose(messages: number): void {
    this.counts.sent -= messages;
    this.counts.dropped += messages;
    this.#events.rewind();
    this.#onProgress?.();
  }

  #deliverAll(): void {
    while (this.#deliverNext());
  }

  /** Sends the most urgent acknowledged message; false where there is none, or no room. */
  #deliverNext(): boolean {
    if (this.#birth_due) {
      const sent = this.#retain('birth', this.#birth);
      this.#birth_due = !sent;
      return sent;
    }
    if (this.#state_due) {
      const sent = this.#retain('state', this.#state);
      this.#state_due = !sent;
      return sent;
    }
    return this.#deliverEvent();
  }

  #retain(topic: string, payload: string): boolean {
    return this.#link.deliver(`${this.#topic}/${topic}`, payload, 'retain', (delivery) =>
      this.#onDelivery(delivery),
    );
  }

  #deliverEvent(): boolean {
    const event = this.#events.next();
    if (!event) return false;
    const topic = `${this.#topic}/evt`;
    event.on_its_way = this.#link.deliver(topic, event.payload, 'pass', (delivery) => {
      this.#events.done(event);
      this.#onDelivery(delivery);
    });
    return event.on_its_way;
  }

  #onDelivery(delivery: Delivery): void {
    if (delivery === 'delivered') this.counts.sent += 1;
    else this.counts.dropped += 1;
    this.#deliverAll();
    this.#onProgress?.();
  }

  /** Resolves when all is acknowledged, the connection is gone, or patience is at its end. */
  async #idle(patience_ms: number): Promise<void> {
    const patience = new AbortController();
    this.#onProgress = () => {
      const waits = this.#events.count > 0 || this.#state_due || this.#link.in_flight > 0;
      if (!waits || !this.#link.connected) patience.abort();
    };
    this.#onProgress();
    await sleep_ms(patience_ms, patience.signal);
    this.#onProgress = undefined;
  }
}
