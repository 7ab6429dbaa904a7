/** Where a broker is and who we are to it; credentials are kept apart from what is shown. */
import { didYouMean, RobotError } from '../errors.js';

export interface Address {
  readonly protocol: Protocol;
  readonly host: string;
  readonly port: number;
  /** Path of a websocket, e.g. '/mqtt'; empty elsewhere. */
  readonly path: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** The address as it may be shown: without credentials. */
  readonly shown: string;
}

const DEFAULT_PORTS = { mqtt: 1883, mqtts: 8883, ws: 80, wss: 443 } as const;
export type Protocol = keyof typeof DEFAULT_PORTS;
const PROTOCOLS = Object.keys(DEFAULT_PORTS) as Protocol[];

/** Used where the URL names no user, so that a password need not stand in the list of processes. */
export const USERNAME_VARIABLE = 'STRIATUM_MQTT_USERNAME';
export const PASSWORD_VARIABLE = 'STRIATUM_MQTT_PASSWORD';

/** Reads `mqtt://[user:password@]host[:port]`, also mqtts, ws, wss; refuses: ARGUMENT_INVALID. */
export function parseAddress(url: string, environment: NodeJS.ProcessEnv = process.env): Address {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const protocol = parsed?.protocol.slice(0, -1) as Protocol;
  if (!parsed || !PROTOCOLS.includes(protocol) || parsed.hostname === '') throw refused(url);
  const port = parsed.port === '' ? DEFAULT_PORTS[protocol] : Number(parsed.port);
  const isWeb = protocol === 'ws' || protocol === 'wss';
  const path = isWeb ? parsed.pathname : '';
  return {
    protocol,
    host: parsed.hostname.replace(/^\[|\]$/g, ''),
    port,
    path,
    username: parsed.username ? decode(parsed.username) : environment[USERNAME_VARIABLE],
    password: parsed.username ? decode(parsed.password) : environment[PASSWORD_VARIABLE],
    shown: `${protocol}://${parsed.hostname}:${port}${path}`,
  };
}

/** The text with this address's user and password blotted out, plain and percent-encoded. */
export function redact(text: string, address: Address): string {
  let clean = text;
  for (const secret of [address.password, address.username]) {
    if (!secret) continue;
    clean = clean.replaceAll(secret, '***').replaceAll(encodeURIComponent(secret), '***');
  }
  return clean;
}

/** A lone '%' in a password is taken as it stands. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function refused(url: string): RobotError {
  const shown = url.replace(/\/\/.*@/, '//***@');
  const scheme = url.split(':')[0] as string;
  return new RobotError({
    code: 'ARGUMENT_INVALID',
    path: 'telemetry › broker',
    got: `'${shown}'`,
    allowed: PROTOCOLS.map((name) => `${name}://host[:port]`).join(', '),
    remedy: `give the broker as a URL, e.g. mqtt://127.0.0.1:1883.${didYouMean(scheme, PROTOCOLS)}`,
  });
}
