/** Brokers to test against: the embedded one and, where it is installed, Mosquitto. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sleep_ms } from '../../src/clock.js';
import { embeddedBroker } from '../../src/telemetry/broker.js';
import { lacks } from '../setup/parts.js';

export interface TestBroker {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

export interface BrokerKind {
  readonly name: string;
  readonly missing: boolean;
  start(port?: number): Promise<TestBroker>;
}

export const BROKERS: readonly BrokerKind[] = [
  { name: 'the embedded broker (MQTT 3.1.1)', missing: false, start: startEmbedded },
  { name: 'Mosquitto (MQTT 5)', missing: lacks('mosquitto'), start: startMosquitto },
];

/** A way to a broker that can be cut while the broker and its onlookers live on. */
export interface Passage {
  readonly url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
}

export async function passageTo(broker: TestBroker): Promise<Passage> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(broker.port, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  const port = await listening(server, 0);
  return {
    url: `mqtt://127.0.0.1:${port}`,
    cut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
    mend: async () => {
      await listening(server, port);
    },
  };
}

export async function listening(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startEmbedded(port = 0): Promise<TestBroker> {
  const broker = await embeddedBroker({ port });
  return { url: broker.url, port: broker.port, stop: () => broker.close() };
}

async function startMosquitto(asked?: number): Promise<TestBroker> {
  const port = asked ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), 'striatum-mosquitto-'));
  const config = join(folder, 'mosquitto.conf');
  writeFileSync(config, `listener ${port} 127.0.0.1\nallow_anonymous true\n`);
  const child = spawn('mosquitto', ['-c', config], { stdio: 'ignore' });
  await answers(port, child);
  return {
    url: `mqtt://127.0.0.1:${port}`,
    port,
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100 && child.exitCode === null; attempt++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (open) return;
    await sleep_ms(50);
  }
  throw new Error(`mosquitto did not answer on port ${port}`);
}
