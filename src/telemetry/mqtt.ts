/**
 * A connection to an MQTT broker that is always being kept, and never waited for. The only file
 * that imports mqtt. Each attempt is a fresh client: mqtt.js' own queues, stores and fixed
 * reconnection are off, because they grow without bound, lose what wraps past 65,535 message ids,
 * and bring a whole fleet back at the same instant.
 */
import { connect, type IClientPublishOptions, type MqttClient } from 'mqtt';
import { sleep_ms } from '../clock.js';
import type { Problem } from '../errors.js';
import type { RandomStream } from '../random.js';
import { type Address, redact } from './address.js';
import { Backlog } from './backlog.js';
import { type BackoffLimits, backoff_ms } from './backoff.js';

/** How the connection stands, said once for each change. */
export interface LinkStatus {
  readonly connected: boolean;
  /** The broker's address without credentials. */
  readonly broker: string;
  /** Where it is not connected: why, and what to do. */
  readonly problem?: Problem;
}

export interface LinkOptions {
  readonly address: Address;
  readonly client_id: string;
  /** What the broker publishes, retained, when the connection dies without a goodbye. */
  readonly will: { readonly topic: string; readonly payload: string };
  /** The longest that a connection may take to stand. */
  readonly connect_timeout_ms: number;
  /** Most QoS 0 messages that may wait in the socket's buffer. */
  readonly queue_limit: number;
  readonly backoff: BackoffLimits;
  readonly random: RandomStream;
}

/** One message that the broker passed on. */
export interface LinkMessage {
  readonly topic: string;
  readonly payload: Buffer;
  /** The broker had kept it: it may be of any age. */
  readonly retained: boolean;
  /** Sent again, as QoS 1 allows; the first copy may have arrived. */
  readonly again: boolean;
}

export interface LinkHandlers {
  /** The connection stands. */
  onConnect(): void;
  /** It is gone, and so many QoS 0 messages with it; whatever was not acknowledged is lost, too. */
  onDisconnect(lost: number): void;
  onStatus(status: LinkStatus): void;
  onMessage(message: LinkMessage): void;
}

/** How an acknowledged message ended. */
export type Delivery = 'delivered' | 'refused';

/** Most messages that wait for an acknowledgement; a broker may allow fewer. */
const WINDOW = 16;
const BUFFER_LIMIT_BYTES = 1 << 20;
const KEEPALIVE_S = 10;
/** The largest message that an MQTT 5 broker may pass on to us; nothing that we read is larger. */
const INCOMING_LIMIT_BYTES = 1 << 16;
/** CONNACK codes of MQTT 3.1.1 and 5 that say "not this version". */
const WRONG_VERSION: readonly unknown[] = [1, 132];
/** MQTT 5 only; mqtt.js leaves it out for 3.1.1. */
const PROPERTIES = { contentType: 'application/json' };
const QOS_0: IClientPublishOptions = { qos: 0, properties: PROPERTIES };
const QOS_1: IClientPublishOptions = { qos: 1, properties: PROPERTIES };
const QOS_1_RETAINED: IClientPublishOptions = { qos: 1, retain: true, properties: PROPERTIES };

export class MqttLink {
  connected = false;
  /** Messages that wait for their acknowledgement. */
  in_flight = 0;
  readonly #options: LinkOptions;
  readonly #handlers: LinkHandlers;
  readonly #leaving = new AbortController();
  readonly #backlog: Backlog;
  #client: MqttClient | undefined;
  #version: 4 | 5 = 5;
  #window = WINDOW;
  #said: string | undefined;
  #kept: Promise<void> | undefined;

  constructor(options: LinkOptions, handlers: LinkHandlers) {
    this.#options = options;
    this.#handlers = handlers;
    this.#backlog = new Backlog(options.queue_limit, BUFFER_LIMIT_BYTES);
  }

  /** Resolves when the first connection stands or has failed; goes on trying until close(). */
  open(): Promise<void> {
    return new Promise((resolve) => {
      this.#kept = this.#keep(resolve).finally(resolve);
    });
  }

  /** Sends at most once (QoS 0); false where it was not even tried. */
  send(topic: string, payload: string): boolean {
    const client = this.#client;
    if (!this.connected || !client) return false;
    this.#backlog.settle(client.stream.writableLength);
    if (this.#backlog.full) return false;
    const before = client.stream.writableLength;
    client.publish(topic, payload, QOS_0);
    this.#backlog.add(client.stream.writableLength - before);
    return true;
  }

  /**
   * Sends at least once (QoS 1); false where there is no connection, or no room for it now. `done`
   * is not called when the connection dies first: onDisconnect says that.
   */
  deliver(
    topic: string,
    payload: string,
    keep: 'retain' | 'pass',
    done: (delivery: Delivery) => void,
  ): boolean {
    const client = this.#client;
    if (!this.connected || !client || this.in_flight >= this.#window) return false;
    this.in_flight += 1;
    client.publish(topic, payload, keep === 'retain' ? QOS_1_RETAINED : QOS_1, (error) => {
      if (this.#client !== client || !this.connected) return;
      this.in_flight -= 1;
      this.#backlog.settle(client.stream.writableLength);
      done(error ? 'refused' : 'delivered');
    });
    return true;
  }

  /** Asks for messages on a topic, for as long as this connection stands. */
  subscribe(topic: string): void {
    this.#client?.subscribe(topic, { qos: 1 }, () => {});
  }

  /** Says goodbye where there is someone to hear it; leaves no handle. */
  async close(patience_ms: number): Promise<void> {
    this.#leaving.abort();
    if (this.connected) this.#client?.end();
    else this.#client?.stream.destroy();
    const patience = new AbortController();
    await Promise.race([this.#kept, sleep_ms(patience_ms, patience.signal)]);
    patience.abort();
    this.#client?.stream.destroy();
    await this.#kept;
  }

  /** Connects again and again. */
  async #keep(onFirst: () => void): Promise<void> {
    const { signal } = this.#leaving;
    let failures = 0;
    while (!signal.aborted) {
      const end = await this.#session(onFirst);
      if (end.wrong_version && this.#version === 5) {
        this.#version = 4;
        continue;
      }
      if (end.speechless) this.#version = this.#version === 5 ? 4 : 5;
      failures = end.stood ? 1 : failures + 1;
      if (!signal.aborted) this.#report(end.reason);
      onFirst();
      await sleep_ms(backoff_ms(failures, this.#options.random, this.#options.backoff), signal);
    }
  }

  /** One connection from its first byte to its last. */
  #session(onFirst: () => void): Promise<SessionEnd> {
    const client = this.#connect();
    const end: SessionEnd = {
      stood: false,
      wrong_version: false,
      speechless: true,
      reason: 'the broker hung up',
    };
    this.#client = client;
    client.on('connect', (packet) => {
      end.stood = true;
      end.speechless = false;
      this.connected = true;
      this.in_flight = 0;
      this.#window = Math.min(WINDOW, packet.properties?.receiveMaximum ?? WINDOW);
      this.#said = undefined;
      this.#handlers.onStatus({ connected: true, broker: this.#options.address.shown });
      this.#handlers.onConnect();
      onFirst();
    });
    client.on('message', (topic, payload, { retain, dup }) => {
      this.#handlers.onMessage({ topic, payload, retained: retain, again: dup });
    });
    client.on('error', (error: Error & { code?: unknown }) => {
      end.wrong_version ||= !end.stood && WRONG_VERSION.includes(error.code);
      end.speechless &&= error.code === 'ECONNRESET';
      end.reason = this.#explain(error);
      client.stream.destroy();
    });
    return new Promise((resolve) => {
      client.once('close', () => {
        this.#client = undefined;
        if (this.connected) {
          this.connected = false;
          this.#handlers.onDisconnect(this.#backlog.lose());
        }
        resolve(end);
      });
    });
  }

  #connect(): MqttClient {
    const { address, client_id, will, connect_timeout_ms } = this.#options;
    const client = connect({
      protocol: address.protocol,
      host: address.host,
      port: address.port,
      ...(address.path !== '' && { path: address.path }),
      ...(address.username !== undefined && { username: address.username }),
      ...(address.password !== undefined && { password: address.password }),
      protocolVersion: this.#version,
      ...(this.#version === 5 && { properties: { maximumPacketSize: INCOMING_LIMIT_BYTES } }),
      clientId: client_id,
      clean: true,
      keepalive: KEEPALIVE_S,
      connectTimeout: connect_timeout_ms,
      reconnectPeriod: 0,
      queueQoSZero: false,
      will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: true },
      log: () => {},
    });
    const stream = client.stream as typeof client.stream & { setNoDelay?(on: boolean): void };
    stream.setNoDelay?.(true);
    return client;
  }

  #report(reason: string): void {
    if (reason === this.#said) return;
    this.#said = reason;
    const { shown } = this.#options.address;
    this.#handlers.onStatus({
      connected: false,
      broker: shown,
      problem: {
        code: 'BROKER_UNREACHABLE',
        path: 'telemetry › broker',
        got: `${shown}: ${reason}`,
        allowed: 'an MQTT broker that answers',
        remedy: 'start a broker there or name another with --broker; the robot runs on meanwhile',
      },
    });
  }

  #explain(error: Error & { code?: unknown }): string {
    const words = WORDS[String(error.code)] ?? (error.message || String(error.code ?? error.name));
    return redact(words, this.#options.address);
  }
}

interface SessionEnd {
  stood: boolean;
  wrong_version: boolean;
  /** It hung up without a word, as some brokers answer a version that they do not know. */
  speechless: boolean;
  reason: string;
}

/** What the operating system's codes mean to a person. */
const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'no host of that name is known',
  EHOSTUNREACH: 'no way leads to that host',
  ENETUNREACH: 'no way leads to that network',
  ECONNRESET: 'the broker hung up',
};
