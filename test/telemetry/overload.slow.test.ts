/** Telemetry that is asked for more than the broker takes: bounded, counted, never waited for. */
import { connect, createServer, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test } from 'vitest';
import { nextTurn, SimulatedClock, sleep_ms } from '../../src/clock.js';
import type { Birth, Sample, Telemetry } from '../../src/control/sink.js';
import { embeddedBroker, type LinkStatus, mqttTelemetry } from '../../src/telemetry/index.js';
import { listening } from './brokers.js';
import { birth, type Onlooker, onlooker, sample, until } from './onlooker.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const leftovers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of leftovers.splice(0).reverse()) await close();
});

/** A robot with so many populations that its messages are large. */
const WIDE = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`population_${i}`, 10]));
const wideBirth: Birth = { ...birth, populations: WIDE };
const wideSample: Sample = { ...sample(), rates_hz: new Float64Array(400).fill(1 / 3) };

async function opened(url: string, clock: SimulatedClock, who = birth): Promise<Telemetry> {
  const telemetry = mqttTelemetry({ url, robot: 'rover', clock });
  leftovers.push(() => telemetry.close());
  await telemetry.open(who);
  return telemetry;
}

async function watchedBroker(): Promise<{ url: string; port: number; watcher: Onlooker }> {
  const broker = await embeddedBroker({ port: 0 });
  leftovers.push(() => broker.close());
  const watcher = await onlooker(broker.url);
  leftovers.push(() => watcher.close());
  return { ...broker, watcher };
}

/** Accepts any client with CONNACK of MQTT 3.1.1 or 5, then never reads again. */
async function stalledBroker(): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', (data) => {
      const isVersion5 = data[data.indexOf('MQTT') + 4] === 5;
      socket.write(Buffer.from(isVersion5 ? [0x20, 3, 0, 0, 0] : [0x20, 2, 0, 0]));
      socket.pause();
    });
  });
  const port = await listening(server, 0);
  leftovers.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return `mqtt://127.0.0.1:${port}`;
}

/** Subscribes to everything over a bare socket, then stops reading. */
async function sloth(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  leftovers.push(async () => socket.destroy());
  socket.on('error', () => {});
  const connectPacket = [0x10, 15, 0, 4, ...Buffer.from('MQTT'), 4, 2, 0, 0, 0, 3, 115, 108, 111];
  const subscribePacket = [0x82, 6, 0, 1, 0, 1, ...Buffer.from('#'), 0];
  socket.write(Buffer.from([...connectPacket, ...subscribePacket]));
  socket.resume();
  await until('the subscription is answered', () => socket.bytesRead >= 4 + 5);
  socket.pause();
  return socket;
}

/** Calls publish so often, a slot being due at each; turns the event loop every 1000 calls. */
async function flood(
  telemetry: Telemetry,
  clock: SimulatedClock,
  calls: number,
  one = sample(),
): Promise<void> {
  const take = () => one;
  for (let call = 1; call <= calls; call++) {
    clock.advance(100_000);
    telemetry.publish(take);
    if (call % 1000 === 0) await nextTurn();
  }
}

/** Bytes that are held after the work and were not before. */
async function held_bytes(work: () => Promise<void>): Promise<number> {
  const held = () => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before_bytes = held();
  await work();
  return held() - before_bytes;
}

test('a broker that stopped reading costs bounded memory, and every drop is counted', async () => {
  const clock = new SimulatedClock();
  const telemetry = await opened(await stalledBroker(), clock);
  expect(telemetry.counts.connected).toBe(true);
  const bytes = await held_bytes(async () => {
    await flood(telemetry, clock, 200_000);
    for (let event = 0; event < 5000; event++) telemetry.event('fall', event);
  });
  expect(bytes).toBeLessThan(3e6);
  // Eight streams a sample, each in a call of its own, the sample being taken in a ninth; then the
  // events, of which the queue keeps 256.
  const { sent, dropped } = telemetry.counts;
  expect(sent + dropped).toBe(Math.floor((200_000 * 8) / 9) + 5000 - 256);
  expect(dropped).toBeGreaterThan(100_000);
  const began_ms = performance.now();
  await telemetry.close();
  expect(performance.now() - began_ms).toBeLessThan(1100);
  expect(telemetry.counts.sent + telemetry.counts.dropped).toBe(sent + dropped + 256);
  // What the socket still held is counted as dropped, not as sent.
  expect(telemetry.counts.sent).toBeLessThan(sent);
});

test('a broker that stopped reading is given up after one and a half keepalives', async () => {
  const said: LinkStatus[] = [];
  const url = await stalledBroker();
  const telemetry = mqttTelemetry({ url, robot: 'rover', onStatus: (now) => said.push(now) });
  leftovers.push(() => telemetry.close());
  await telemetry.open(birth);
  await until('the silence is noticed', () => said.length >= 2, 17_000);
  expect(said.map(({ connected }) => connected)).toEqual([true, false]);
  expect(said[1]?.problem?.got).toContain('Keepalive timeout');
});

test('a flood of 200,000 publishes is bounded and leaves the connection whole', async () => {
  const clock = new SimulatedClock();
  const { url, watcher } = await watchedBroker();
  const telemetry = await opened(url, clock);
  await until('it says who it is', () => telemetry.counts.sent === 2);
  await watcher.close();
  const bytes = await held_bytes(async () => {
    await flood(telemetry, clock, 200_000);
    await sleep_ms(100);
  });
  expect(bytes).toBeLessThan(3e6);
  const { connected, sent, dropped } = telemetry.counts;
  expect(connected).toBe(true);
  expect(sent).toBeGreaterThan(10_000);
  expect(sent + dropped).toBe(2 + Math.floor((200_000 * 8) / 9));
  const late = await onlooker(url);
  leftovers.push(() => late.close());
  await flood(telemetry, clock, 18);
  await until('it is heard again', () => late.texts('/t/loss').length > 0);
});

test('an onlooker that does not read is cut off, and the others hear on', async () => {
  const clock = new SimulatedClock();
  const { url, port, watcher } = await watchedBroker();
  const asleep = await sloth(port);
  const telemetry = await opened(url, clock, wideBirth);
  const more = async () => {
    const before = watcher.heard.length;
    await flood(telemetry, clock, 900, wideSample);
    await sleep_ms(100);
    return watcher.heard.length - before;
  };
  let stalls = false;
  for (let round = 0; round < 200 && !stalls; round++) stalls = (await more()) === 0;
  expect(stalls).toBe(true);
  const bytes = await held_bytes(() => flood(telemetry, clock, 20_000, wideSample));
  expect(bytes).toBeLessThan(3e6);
  const waits_ms = performance.now();
  while ((await more()) === 0) expect(performance.now() - waits_ms).toBeLessThan(6000);
  expect(telemetry.counts.connected).toBe(true);
  asleep.resume();
  await until('the sloth finds itself cut off', () => asleep.closed);
});

test('a loop that yields every 15 ms starves neither telemetry nor itself', async () => {
  const { url, watcher } = await watchedBroker();
  const telemetry = mqttTelemetry({ url, robot: 'rover' });
  leftovers.push(() => telemetry.close());
  await telemetry.open(birth);
  const one = sample();
  const take = () => one;
  const end_ms = performance.now() + 2000;
  let calls = 0;
  while (performance.now() < end_ms) {
    const batch_end_ms = performance.now() + 15;
    for (; performance.now() < batch_end_ms; calls++) telemetry.publish(take);
    await nextTurn();
  }
  expect(telemetry.counts.dropped).toBe(0);
  expect(calls).toBeGreaterThan(500_000);
  expect(watcher.texts('/t/sensors').length).toBeGreaterThanOrEqual(15);
});
