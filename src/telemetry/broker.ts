/**
 * An MQTT broker inside this process, on loopback, so that telemetry needs no server. For one robot
 * and its onlookers; a fleet wants a broker of its own. The only file that imports aedes.
 */
import type { EventEmitter } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { RobotError } from '../errors.js';

export interface BrokerOptions {
  /**
   * Where to listen; 0 takes any free port, and a port that is taken is refused with PORT_IN_USE.
   * Default: 1883, or any free port where that one is taken.
   */
  readonly port?: number;
  /** Default '127.0.0.1': nobody but this machine. The broker asks for no password. */
  readonly host?: string;
  /** Told of trouble inside the broker; it goes on. */
  readonly onError?: (error: Error) => void;
}

export interface EmbeddedBroker {
  readonly url: string;
  readonly port: number;
  /** What a person should know, e.g. that the usual port was taken. */
  readonly note: string | undefined;
  /** Ends every connection; safe to call twice. */
  close(): Promise<void>;
}

const USUAL_PORT = 1883;
/** An onlooker that reads nothing for so long is cut off, since all others wait for it. */
const DRAIN_TIMEOUT_MS = 3000;
const CONNECTION_LIMIT = 256;

export async function embeddedBroker(options: BrokerOptions = {}): Promise<EmbeddedBroker> {
  const { port, host = '127.0.0.1', onError = () => {} } = options;
  const aedes = await Aedes.createBroker({
    drainTimeout: DRAIN_TIMEOUT_MS,
    // A session that outlives its client would queue events for it without bound.
    preConnect: (_client, packet, done) => {
      packet.clean = true;
      done(null, true);
    },
  });
  // Its types leave 'error' out; without a listener it would end the process.
  (aedes as EventEmitter).on('error', onError);
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    aedes.handle(socket);
  });
  server.maxConnections = CONNECTION_LIMIT;
  try {
    await listenSomewhere(server, port, host);
  } catch (error) {
    await closeBroker(aedes);
    throw error;
  }
  const bound = (server.address() as { port: number }).port;
  let closing: Promise<void> | undefined;
  return {
    url: `mqtt://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    note:
      port === undefined && bound !== USUAL_PORT
        ? `port ${USUAL_PORT} is taken, so the embedded broker listens on ${bound}; ` +
          `to use the broker that is there: --broker mqtt://${host}:${USUAL_PORT}`
        : undefined,
    close: () => {
      closing ??= (async () => {
        await closeBroker(aedes);
        await new Promise<void>((resolve) => {
          server.close(() => resolve());
          for (const socket of sockets) socket.destroy();
        });
      })();
      return closing;
    },
  };
}

function closeBroker(aedes: Aedes): Promise<void> {
  return new Promise((resolve) => aedes.close(resolve));
}

async function listenSomewhere(server: Server, port: number | undefined, host: string) {
  try {
    await listen(server, port ?? USUAL_PORT, host);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const taken = code === 'EADDRINUSE' || code === 'EACCES';
    if (port === undefined && taken) return listen(server, 0, host);
    throw taken ? portInUse(port as number, host, code) : unusable(port, host, message);
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

function portInUse(port: number, host: string, code: string): RobotError {
  const why = code === 'EACCES' ? 'may not be opened by this user' : 'is taken by another program';
  return new RobotError({
    code: 'PORT_IN_USE',
    path: 'telemetry › broker › port',
    got: `port ${port} on ${host} ${why}`,
    allowed: 'a free port, or 0 for any',
    remedy:
      `take another with --broker-port N, use the broker that is there with ` +
      `--broker mqtt://${host}:${port}, or do without: --broker none`,
  });
}

function unusable(port: number | undefined, host: string, message: string): RobotError {
  return new RobotError({
    code: 'ARGUMENT_INVALID',
    path: 'telemetry › broker',
    got: `${host}, port ${port ?? USUAL_PORT}: ${message}`,
    allowed: 'an address of this machine and a port from 0 to 65535',
    remedy: 'leave the host out (127.0.0.1) and correct --broker-port',
  });
}
