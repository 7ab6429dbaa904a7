/** The embedded broker: where it listens, what it refuses, how it ends. */
import { connect, createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { RobotError } from '../../src/errors.js';
import { type EmbeddedBroker, embeddedBroker } from '../../src/telemetry/index.js';
import { freePort, listening } from './brokers.js';
import { onlooker, until } from './onlooker.js';

const leftovers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of leftovers.splice(0).reverse()) await close();
});

async function started(options: Parameters<typeof embeddedBroker>[0]): Promise<EmbeddedBroker> {
  const broker = await embeddedBroker(options);
  leftovers.push(() => broker.close());
  return broker;
}

test('a port that is asked for and taken is refused, with what to do', async () => {
  const port = await freePort();
  await started({ port });
  const error = await embeddedBroker({ port }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(RobotError);
  expect((error as RobotError).exit_code).toBe(5);
  expect((error as RobotError).problems).toEqual([
    {
      code: 'PORT_IN_USE',
      path: 'telemetry › broker › port',
      got: `port ${port} on 127.0.0.1 is taken by another program`,
      allowed: 'a free port, or 0 for any',
      remedy:
        'take another with --broker-port N, use the broker that is there with ' +
        `--broker mqtt://127.0.0.1:${port}, or do without: --broker none`,
    },
  ]);
});

test('the usual port, or a free one and a note where that is taken', async () => {
  const squatter = createServer();
  const gotIt = await new Promise<boolean>((resolve) => {
    squatter.once('error', () => resolve(false));
    squatter.listen(1883, '127.0.0.1', () => resolve(true));
  });
  if (gotIt) leftovers.push(() => new Promise((resolve) => squatter.close(resolve)));
  const broker = await started({});
  expect(broker.port).not.toBe(1883);
  expect(broker.note).toContain(
    `port 1883 is taken, so the embedded broker listens on ${broker.port}`,
  );
  const watcher = await onlooker(broker.url);
  await watcher.close();
});

test('a host that is not ours is refused', async () => {
  await expect(embeddedBroker({ port: 0, host: '192.0.2.1' })).rejects.toThrowError(
    /ARGUMENT_INVALID.*192\.0\.2\.1/,
  );
});

test('close() ends every connection, spoken or not, and may be called twice', async () => {
  const broker = await embeddedBroker({ port: 0 });
  const silent = connect(broker.port, '127.0.0.1');
  silent.on('error', () => {});
  const watcher = await onlooker(broker.url);
  await Promise.all([broker.close(), broker.close()]);
  await until('the silent one is cut off', () => silent.resume().closed);
  await watcher.close();
  const again = createServer();
  await listening(again, broker.port);
  await new Promise((resolve) => again.close(resolve));
});

test('neither a port scanner nor garbage disturbs it', async () => {
  const broker = await started({ port: 0 });
  const watcher = await onlooker(broker.url, '#');
  leftovers.push(() => watcher.close());
  for (const bytes of [[0], [0x10, 0xff, 0xff, 0xff, 0xff, 0xff], [...Buffer.from('GET / HTTP')]]) {
    const socket = connect(broker.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.end(Buffer.from(bytes));
    await until('it is cut off', () => socket.resume().closed);
  }
  await watcher.say('hello', 'world');
  await until('messages still pass', () => watcher.texts('hello').includes('world'));
});
