/** Orders over a live broker: which are heard, which are refused, and which are passed over. */
import { afterEach, describe, expect, test } from 'vitest';
import { SimulatedClock, sleep_ms } from '../../src/clock.js';
import type { HeardOrder } from '../../src/control/order-desk.js';
import { mqttTelemetry } from '../../src/telemetry/index.js';
import { OrderReader } from '../../src/telemetry/order-reader.js';
import { BROKERS, passageTo } from './brokers.js';
import { birth, type Onlooker, onlooker, until } from './onlooker.js';

const TOPIC = 'striatum/rover/order';
const leftovers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of leftovers.splice(0).reverse()) await close();
});

/** A robot that listens at this broker; what it hears, in order. */
async function listener(url: string): Promise<HeardOrder[]> {
  const heard: HeardOrder[] = [];
  const telemetry = mqttTelemetry({
    url,
    robot: 'rover',
    clock: new SimulatedClock(),
    backoff: { first_ms: 50, longest_ms: 200 },
    onOrder: (order) => heard.push(order),
  });
  leftovers.push(() => telemetry.close());
  await telemetry.open(birth);
  return heard;
}

async function visitor(url: string): Promise<Onlooker> {
  const watcher = await onlooker(url);
  leftovers.push(() => watcher.close());
  return watcher;
}

/** Waits until the robot's subscription surely stands: an order is heard. */
async function connected(watcher: Onlooker, heard: readonly HeardOrder[]): Promise<void> {
  const before = heard.length;
  for (let attempt = 0; heard.length === before && attempt < 100; attempt++) {
    await watcher.say(TOPIC, '{"order":"learn","id":"first"}');
    await sleep_ms(20);
  }
  expect(heard).toHaveLength(before + 1);
}

const orderOf = (heard: HeardOrder | undefined) =>
  heard && ('message' in heard ? heard.message : { got: heard.error.problems[0]?.got });

describe.each(BROKERS)('against $name', (kind) => {
  const live = test.skipIf(kind.missing);

  live('each is heard as it was sent, in order, and the birth names them', async () => {
    const broker = await kind.start();
    leftovers.push(() => broker.stop());
    const heard = await listener(broker.url);
    const watcher = await visitor(broker.url);
    await until('the birth is heard', () => watcher.texts('/birth').length > 0);
    const { orders } = JSON.parse(watcher.texts('/birth')[0] as string);
    expect(orders).toEqual(['freeze', 'learn', 'keep', 'roll back', 'stop', 'arm', 'disarm']);
    await connected(watcher, heard);
    const sent = [
      { order: 'freeze' },
      { order: 'learn', id: '1' },
      { order: 'keep', name: 'a' },
      { order: 'roll back', name: 'a', id: '2' },
    ];
    for (const order of sent) await watcher.say(TOPIC, JSON.stringify(order));
    await until('all are heard', () => heard.length > sent.length);
    expect(heard.slice(1).map(orderOf)).toEqual(sent);
  });

  live('one that comes twice with one id is heard once', async () => {
    const broker = await kind.start();
    leftovers.push(() => broker.stop());
    const heard = await listener(broker.url);
    const watcher = await visitor(broker.url);
    await connected(watcher, heard);
    for (const dup of [false, true, true]) {
      await watcher.say(TOPIC, '{"order":"keep","name":"a","id":"7"}', { dup });
    }
    await watcher.say(TOPIC, '{"order":"freeze"}');
    await until('the last is heard', () => heard.length >= 3);
    expect(heard.slice(1).map(orderOf)).toEqual([
      { order: 'keep', name: 'a', id: '7' },
      { order: 'freeze' },
    ]);
  });

  live('one left over from yesterday is refused, and so again after a cut', async () => {
    const broker = await kind.start();
    leftovers.push(() => broker.stop());
    const watcher = await visitor(broker.url);
    await watcher.say(TOPIC, '{"order":"freeze","id":"old"}', { retain: true });
    const passage = await passageTo(broker);
    const heard = await listener(passage.url);
    await until('it is refused', () => heard.length > 0);
    await passage.cut();
    await passage.mend();
    await until('it is refused again', () => heard.length > 1, 10_000);
    for (const each of heard) expect(orderOf(each)).toEqual({ got: 'a retained message' });
    // An empty message deletes it, and is no order itself.
    await watcher.say(TOPIC, '', { retain: true });
    await watcher.say(TOPIC, '{"order":"learn"}');
    await until('the next is heard', () => heard.length > 2);
    expect(orderOf(heard[2])).toEqual({ order: 'learn' });
  });

  live('what is none, or is too long, is refused, and the next is heard', async () => {
    const broker = await kind.start();
    leftovers.push(() => broker.stop());
    const heard = await listener(broker.url);
    const watcher = await visitor(broker.url);
    await connected(watcher, heard);
    const long = JSON.stringify({ order: 'keep', name: 'a'.repeat(1100) });
    for (const text of ['{"order":', long, '\0\uffff']) await watcher.say(TOPIC, text);
    await watcher.say(TOPIC, '{"order":"freeze"}');
    await until('the last is heard', () => heard.length > 4);
    expect(heard.slice(1).map(orderOf)).toEqual([
      { got: `'{"order":'` },
      { got: `${long.length} bytes` },
      { got: `'\0\uffff'` },
      { order: 'freeze' },
    ]);
  });
});

describe('OrderReader', () => {
  const message = (text: string, again = false) => {
    return { topic: 'order', payload: Buffer.from(text), retained: false, again };
  };
  const refusal = (text: string) => {
    const heard = new OrderReader().read(message(text));
    return heard && 'error' in heard ? [heard.id, ...heard.error.problems] : heard;
  };

  test('says all that is wrong, and whose order it was', () => {
    expect(refusal('{"order":"keep","id":"9","nmae":"a"}')).toEqual([
      '9',
      {
        code: 'ORDER_REFUSED',
        path: 'order › name',
        got: 'nothing',
        allowed: 'a string',
        remedy: 'add it',
      },
      {
        code: 'ORDER_REFUSED',
        path: 'order › nmae',
        got: 'an unknown key',
        allowed: 'order, id, name',
        remedy: "correct or remove `nmae`. Did you mean 'name'?",
      },
    ]);
    expect(refusal('{"order":"freze"}')).toMatchObject([
      undefined,
      { allowed: /^freeze, learn, keep, roll back, stop,/, remedy: /Did you mean 'freeze'/ },
    ]);
  });

  test.each([
    'null',
    '7',
    '[]',
    '["freeze"]',
    '{}',
    '{"order":null}',
    '{"order":["freeze"]}',
    '{"order":"nothing"}',
    '{"order":"freeze","name":"a"}',
    '{"order":"freeze","id":7}',
    '{"order":"freeze","id":""}',
    '{"order":"keep","name":""}',
    '{"order":"keep","name":"\\u001b[2J"}',
    '{"__proto__":{"order":"freeze"}}',
    `${'['.repeat(1000)}`,
    `{"order":"keep","name":"${'a'.repeat(65)}"}`,
  ])('refuses %s', (text) => {
    expect(refusal(text)).toMatchObject([undefined, { code: 'ORDER_REFUSED' }]);
  });

  test('refuses a copy without an id where it would matter', () => {
    const reader = new OrderReader();
    const copy = (text: string) => orderOf(reader.read(message(text, true)));
    expect(copy('{"order":"freeze"}')).toEqual({ order: 'freeze' });
    expect(copy('{"order":"keep","name":"a"}')).toEqual({ got: 'a copy without an id' });
    const first = '{"order":"keep","name":"a","id":"3"}';
    expect(copy(first)).toEqual({ order: 'keep', name: 'a', id: '3' });
    expect(copy(first)).toBeUndefined();
  });

  test('forgets ids after 64 others', () => {
    const reader = new OrderReader();
    const give = (id: number) => reader.read(message(`{"order":"freeze","id":"${id}"}`));
    for (let id = 0; id < 64; id++) expect(give(id)).toBeDefined();
    expect(give(0)).toBeUndefined();
    expect(give(64)).toBeDefined();
    expect(give(0)).toBeDefined();
  });
});
