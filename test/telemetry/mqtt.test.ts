/** The first bytes of a connection: version, credentials, refusals, and what is said of them. */
import { createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { sleep_ms } from '../../src/clock.js';
import type { Telemetry } from '../../src/control/sink.js';
import { type LinkStatus, mqttTelemetry } from '../../src/telemetry/index.js';
import { listening } from './brokers.js';
import { birth, until } from './onlooker.js';

const leftovers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of leftovers.splice(0).reverse()) await close();
});

interface Strict {
  readonly url: string;
  /** The CONNECT packets that came, in order. */
  readonly connects: Buffer[];
}

/** Answers each CONNECT as told; undefined hangs up. */
async function strictBroker(answer: (version: number) => number[] | undefined): Promise<Strict> {
  const connects: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', (data) => {
      connects.push(data);
      const bytes = answer(versionOf(data));
      if (bytes) socket.write(Buffer.from(bytes));
      else socket.destroy();
    });
  });
  const port = await listening(server, 0);
  leftovers.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return { url: `mqtt://ann:s3cret@127.0.0.1:${port}`, connects };
}

const versionOf = (connectPacket: Buffer) => connectPacket[connectPacket.indexOf('MQTT') + 4] ?? 0;

async function opened(url: string): Promise<{ telemetry: Telemetry; said: LinkStatus[] }> {
  const said: LinkStatus[] = [];
  const telemetry = mqttTelemetry({
    url,
    robot: 'rover',
    connect_timeout_ms: 300,
    backoff: { first_ms: 50, longest_ms: 50 },
    onStatus: (status) => said.push(status),
  });
  leftovers.push(() => telemetry.close());
  await telemetry.open(birth);
  return { telemetry, said };
}

test.each([
  ['3.1.1 style', [0x20, 2, 0, 1]],
  ['5 style', [0x20, 3, 0, 132, 0]],
])('MQTT 5 is tried first; refused (%s), 3.1.1 follows at once', async (_, refusal) => {
  const broker = await strictBroker((version) => (version === 5 ? refusal : [0x20, 2, 0, 0]));
  const { telemetry, said } = await opened(broker.url);
  expect(telemetry.counts.connected).toBe(true);
  expect(broker.connects.map(versionOf)).toEqual([5, 4]);
  expect(said.map(({ connected }) => connected)).toEqual([true]);
});

test('a broker that hangs up on MQTT 5 without a word is asked again with 3.1.1', async () => {
  const broker = await strictBroker((version) => (version === 5 ? undefined : [0x20, 2, 0, 0]));
  const { telemetry, said } = await opened(broker.url);
  await until('it is connected', () => telemetry.counts.connected);
  expect(broker.connects.map(versionOf)).toEqual([5, 4]);
  expect(said[0]?.problem?.got).toContain('the broker hung up');
});

test('credentials reach the broker and nobody else', async () => {
  const broker = await strictBroker(() => [0x20, 3, 0, 135, 0]);
  const { said } = await opened(broker.url);
  expect(broker.connects[0]?.includes('s3cret')).toBe(true);
  expect(said).toHaveLength(1);
  expect(said[0]?.problem?.got).toMatch(/Not authorized/);
  expect(JSON.stringify(said)).not.toMatch(/ann|s3cret/);
  await until('it tries again', () => broker.connects.length >= 3);
  expect(said).toHaveLength(1);
});

test('a broker that accepts and says nothing is given up after the time allowed', async () => {
  const broker = await strictBroker(() => []);
  const began_ms = performance.now();
  const { telemetry, said } = await opened(broker.url);
  expect(performance.now() - began_ms).toBeLessThan(1500);
  expect(said[0]?.problem?.got).toContain('connack timeout');
  const closing_ms = performance.now();
  await telemetry.close();
  expect(performance.now() - closing_ms).toBeLessThan(500);
});

test('what answers but is no broker is said, and tried again', async () => {
  const broker = await strictBroker(() => [...Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')]);
  const { said } = await opened(broker.url);
  expect(said[0]?.connected).toBe(false);
  await until('it tries again', () => broker.connects.length >= 2);
  await sleep_ms(20);
});
