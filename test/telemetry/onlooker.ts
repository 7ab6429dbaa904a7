/** An onlooker at a broker: an MQTT client that keeps what it hears, in order. */
import { connectAsync } from 'mqtt';
import { sleep_ms } from '../../src/clock.js';
import type { Birth, Sample } from '../../src/control/sink.js';

export interface Heard {
  readonly topic: string;
  readonly text: string;
  readonly retained: boolean;
}

interface Flags {
  readonly retain?: boolean;
  readonly dup?: boolean;
}

export interface Onlooker {
  readonly heard: Heard[];
  /** Texts heard on a topic that ends so. */
  texts(end: string): string[];
  /** Publishes as a stranger; `dup` says that it is a copy. */
  say(topic: string, text: string, flags?: Flags): Promise<void>;
  close(): Promise<void>;
}

export async function onlooker(url: string, filter = 'striatum/#'): Promise<Onlooker> {
  const client = await connectAsync(url, { reconnectPeriod: 0, protocolVersion: 4 });
  const heard: Heard[] = [];
  client.on('error', () => {});
  client.on('message', (topic, payload, packet) => {
    heard.push({ topic, text: payload.toString(), retained: packet.retain });
  });
  await client.subscribeAsync(filter, { qos: 1 });
  return {
    heard,
    texts: (end) => heard.filter(({ topic }) => topic.endsWith(end)).map(({ text }) => text),
    say: async (topic, text, flags = {}) => {
      await client.publishAsync(topic, text, { qos: 1, ...flags });
    },
    close: () => client.endAsync(true),
  };
}

/** Waits until something holds; fails, naming it, when it takes too long. */
export async function until(what: string, holds: () => boolean, patience_ms = 5000): Promise<void> {
  for (let waited_ms = 0; waited_ms < patience_ms; waited_ms += 10) {
    if (holds()) return;
    await sleep_ms(10);
  }
  throw new Error(`waited ${patience_ms} ms in vain until ${what}`);
}

export const birth: Birth = {
  robot: 'line-rover',
  versions: { striatum: '0.1.0', node: process.version, model_checksum: '1a2b3c4d' },
  seed: 7,
  tick_ms: 2,
  sensors: {
    nose_0: { unit: '%', min: 0, max: 100 },
    nose_1: { unit: '%', min: 0, max: 100 },
  },
  actuators: { left: { unit: 'mm/s', min: -200, max: 200 } },
  populations: { eye: 16, drive: 8 },
};

export function sample(): Sample {
  return {
    tick: 500,
    time_us: 1_000_000,
    sensors: Float64Array.of(12.5, Number.NaN),
    sensor_age_us: Float64Array.of(2000, Number.POSITIVE_INFINITY),
    actuators: Float64Array.of(-40),
    reward: 0.25,
    dopamine: -0.125,
    rates_hz: Float64Array.of(20, 31.5),
    weights_mv: Float64Array.of(-1, 0.5, 4),
    learning: true,
    timing: Float64Array.of(8.1, 14.2, 90, 3),
  };
}
