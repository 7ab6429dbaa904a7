/** Telemetry to a live broker: what an onlooker hears, and what happens when the broker goes. */
import { afterEach, describe, expect, test } from 'vitest';
import { SimulatedClock, sleep_ms } from '../../src/clock.js';
import type { Telemetry } from '../../src/control/sink.js';
import type { LinkStatus } from '../../src/telemetry/index.js';
import { type MqttTelemetryOptions, mqttTelemetry } from '../../src/telemetry/index.js';
import { BROKERS, freePort, passageTo, type TestBroker } from './brokers.js';
import { birth, type Onlooker, onlooker, sample, until } from './onlooker.js';

const STREAMS = [
  'sensors',
  'actuators',
  'reward',
  'dopamine',
  'rates',
  'weights',
  'timing',
  'loss',
];
const quick = { first_ms: 50, longest_ms: 200 };
const leftovers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of leftovers.splice(0).reverse()) await close();
});

async function opened(
  url: string,
  options: Partial<MqttTelemetryOptions> = {},
): Promise<{ telemetry: Telemetry; clock: SimulatedClock; said: LinkStatus[] }> {
  const clock = new SimulatedClock();
  const said: LinkStatus[] = [];
  const telemetry = mqttTelemetry({
    url,
    robot: 'rover',
    clock,
    backoff: quick,
    onStatus: (status) => said.push(status),
    ...options,
  });
  leftovers.push(() => telemetry.close());
  await telemetry.open(birth);
  return { telemetry, clock, said };
}

/** One sample on its way: a slot's worth of time, then a call a stream. */
function publishAll(telemetry: Telemetry, clock: SimulatedClock): void {
  clock.advance(100_000);
  for (let call = 0; call <= STREAMS.length; call++) telemetry.publish(sample);
}

describe.each(BROKERS)('against $name', (kind) => {
  const live = test.skipIf(kind.missing);

  async function watched(port?: number): Promise<{ broker: TestBroker; watcher: Onlooker }> {
    const broker = await kind.start(port);
    leftovers.push(() => broker.stop());
    const watcher = await onlooker(broker.url);
    leftovers.push(() => watcher.close());
    return { broker, watcher };
  }

  live('the state and the birth are retained; close() says so', async () => {
    const { broker, watcher } = await watched();
    const { telemetry } = await opened(broker.url);
    await until('connecting is said', () => watcher.texts('/state').includes('connecting'));
    telemetry.state('running');
    telemetry.state('running');
    telemetry.state('safe');
    await until('safe is said', () => watcher.texts('/state').includes('safe'));
    const late = await onlooker(broker.url);
    leftovers.push(() => late.close());
    await until('a late onlooker knows both', () => late.heard.length >= 2);
    expect(late.texts('/state')).toEqual(['safe']);
    expect(late.heard.every(({ retained }) => retained)).toBe(true);
    expect(JSON.parse(late.texts('rover/birth')[0] as string)).toEqual({
      ...birth,
      streams: STREAMS,
      orders: [],
    });
    await telemetry.close();
    await until('closed is said', () => watcher.texts('/state').includes('closed'));
    await sleep_ms(50);
    expect(watcher.texts('/state')).toEqual(['connecting', 'running', 'safe', 'closed']);
    expect(telemetry.counts).toEqual({ connected: false, sent: 5, dropped: 0 });
  });

  live('streams carry values by name, one message a call', async () => {
    const { broker, watcher } = await watched();
    const { telemetry, clock } = await opened(broker.url);
    publishAll(telemetry, clock);
    telemetry.publish(sample);
    publishAll(telemetry, clock);
    const streamed = () => watcher.heard.filter(({ topic }) => topic.includes('/t/'));
    await until('two samples are heard', () => streamed().length >= 2 * STREAMS.length);
    expect(streamed().map(({ topic }) => topic)).toEqual(
      [...STREAMS, ...STREAMS].map((name) => `striatum/rover/t/${name}`),
    );
    const first = (name: string) => JSON.parse(watcher.texts(`/t/${name}`)[0] as string);
    const at = { seq: 0, t_us: 1_000_000 };
    expect(first('sensors')).toEqual({
      ...at,
      values: { nose_0: 12.5, nose_1: null },
      ages_us: { nose_0: 2000, nose_1: null },
    });
    expect(first('actuators')).toEqual({ ...at, values: { left: -40 } });
    expect(first('reward')).toEqual({ ...at, values: { reward: 0.25 } });
    expect(first('dopamine')).toEqual({ ...at, values: { dopamine: -0.125 } });
    expect(first('rates')).toEqual({ ...at, values: { eye: 20, drive: 31.5 } });
    expect(first('weights').values).toEqual({
      min_mv: -1,
      mean_mv: 0.5,
      max_mv: 4,
      learning: 1,
    });
    expect(first('timing').values).toEqual({
      tick_us_p50: 8.1,
      tick_us_p99: 14.2,
      tick_us_max: 90,
      overruns: 3,
    });
    expect(first('loss').values).toMatchObject({ dropped: 0, connections: 1 });
    expect(JSON.parse(watcher.texts('/t/reward')[1] as string).seq).toBe(1);
    publishAll(telemetry, clock);
    await telemetry.close();
    // With the birth and two states; nothing that a clean end took along counts as dropped.
    expect(telemetry.counts).toEqual({ connected: false, sent: 3 * 8 + 3, dropped: 0 });
  });

  live('events arrive in order, more than the window holds', async () => {
    const { broker, watcher } = await watched();
    const { telemetry } = await opened(broker.url);
    for (let fall = 1; fall <= 60; fall++) telemetry.event('fall', fall * 1000, { fall });
    await until('all are heard', () => watcher.texts('/evt').length >= 60);
    const events = watcher.texts('/evt').map((text) => JSON.parse(text));
    expect(events[0]).toEqual({ seq: 0, t_us: 1000, event: 'fall', detail: { fall: 1 } });
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, i) => i));
  });

  live('what happens while the way is cut is delivered or counted, and said', async () => {
    const { broker, watcher } = await watched();
    const passage = await passageTo(broker);
    const { telemetry, clock, said } = await opened(passage.url);
    telemetry.state('running');
    await until('running is said', () => watcher.texts('/state').at(-1) === 'running');
    await passage.cut();
    await until('the loss is noticed', () => !telemetry.counts.connected);
    await until('the will is heard', () => watcher.texts('/state').at(-1) === 'lost');
    const dropped_before = telemetry.counts.dropped;
    // With nobody there a call sends nothing, so each waits for a slot of its own.
    for (let slot = 0; slot < 5; slot++) publishAll(telemetry, clock);
    expect(telemetry.counts.dropped).toBe(dropped_before + 5 * STREAMS.length);
    telemetry.event('fall', 42, { fall: 1 });
    telemetry.state('safe');
    await passage.mend();
    await until('the event arrives', () => watcher.texts('/evt').length > 0, 10_000);
    publishAll(telemetry, clock);
    await until('the loss is published', () => watcher.texts('/t/loss').length > 0);
    expect(watcher.texts('/state').at(-1)).toBe('safe');
    expect(watcher.texts('rover/birth')).toHaveLength(2);
    expect(JSON.parse(watcher.texts('/evt')[0] as string).detail).toEqual({ fall: 1 });
    const { dropped, connections } = JSON.parse(watcher.texts('/t/loss')[0] as string).values;
    expect({ dropped, connections }).toEqual({
      dropped: dropped_before + 5 * STREAMS.length,
      connections: 2,
    });
    const changes = said.filter((now, i) => now.connected !== said[i - 1]?.connected);
    expect(changes.map(({ connected }) => connected)).toEqual([true, false, true]);
  });

  live('a broker that is stopped and started again learns everything anew', async () => {
    const first = await kind.start();
    const { telemetry } = await opened(first.url);
    telemetry.state('running');
    await first.stop();
    await until('the loss is noticed', () => !telemetry.counts.connected);
    const second = await kind.start(first.port);
    leftovers.push(() => second.stop());
    await until('it is back', () => telemetry.counts.connected, 10_000);
    const watcher = await onlooker(second.url);
    leftovers.push(() => watcher.close());
    await until('both are known', () => watcher.heard.length >= 2);
    expect(watcher.texts('/state').at(-1)).toBe('running');
    expect(watcher.texts('rover/birth')).toHaveLength(1);
  });

  live('a will that comes late does not stand', async () => {
    const { broker, watcher } = await watched();
    const { telemetry } = await opened(broker.url);
    telemetry.state('running');
    await until('running is said', () => watcher.texts('/state').includes('running'));
    const ghost = await onlooker(broker.url);
    leftovers.push(() => ghost.close());
    await ghost.say('striatum/rover/state', 'lost', { retain: true });
    await until('lost is corrected', () => watcher.texts('/state').length >= 4);
    expect(watcher.texts('/state')).toEqual(['connecting', 'running', 'lost', 'running']);
  });
});

test('a dead broker is said at once, and the robot runs on', async () => {
  const { telemetry, clock, said } = await opened(`mqtt://127.0.0.1:${await freePort()}`);
  expect(telemetry.counts.connected).toBe(false);
  expect(said).toHaveLength(1);
  expect(said[0]?.problem).toMatchObject({ code: 'BROKER_UNREACHABLE' });
  expect(said[0]?.problem?.got).toContain('nothing listens there');
  publishAll(telemetry, clock);
  expect(telemetry.counts.dropped).toBe(STREAMS.length);
  await sleep_ms(300);
  expect(said).toHaveLength(1);
  await telemetry.close();
});

test('close() without open() and twice is harmless', async () => {
  const telemetry = mqttTelemetry({ url: 'mqtt://127.0.0.1:1', robot: 'rover', environment: {} });
  await telemetry.close();
  await telemetry.close();
});

test('what cannot work is refused at once, all of it', () => {
  const make = () => mqttTelemetry({ url: 'mqtt://h', robot: 'a/b', rate_hz: 0, queue_limit: 0.5 });
  expect(make).toThrowErrorMatchingInlineSnapshot(`
    [RobotError: ✖ ARGUMENT_INVALID  robot 'a/b'; allowed: a name without / + # and space.
        at  telemetry › mqtt
        do  give the robot a name that can stand in a topic, e.g. line-rover
    ✖ ARGUMENT_INVALID  rate_hz 0; allowed: above 0, up to 1,000,000.
        at  telemetry › mqtt
        do  give samples per second, e.g. 10
    ✖ ARGUMENT_INVALID  queue_limit 0.5; allowed: a whole number from 1 to 65,536.
        at  telemetry › mqtt
        do  give how many messages may wait, e.g. 256]
  `);
});
