/** The binding: the only file that knows where the native addon lies and what it offers. */
import { join } from 'node:path';
import prebuilds from 'pkg-prebuilds';
import { RobotError } from '../errors.js';
import { packageRoot } from '../package.js';
import { formatVersion, type StateArrayName, type stateArrays } from './fields.gen.js';

/** A network as the core holds it; its state lies in `memory`. */
export interface NativeNetwork {
  readonly memory: ArrayBuffer;
  readonly fields: {
    readonly [N in StateArrayName]: {
      readonly offset: number;
      readonly count: number;
      readonly type: (typeof stateArrays)[N]['format'];
    };
  };
  readonly closed: boolean;
  tick(): number;
  run(ticks: number): number;
  settle(): void;
  freeze(): Uint8Array;
  thaw(bytes: Uint8Array): void;
  hash(): string;
  weightsHash(): string;
  close(): void;
}

/** Why the core refuses a model: a code of fields.gen.ts, and where it applies. */
export interface NativeStatus {
  readonly code: number;
  readonly name: string;
  readonly meaning: string;
  readonly index: number;
  readonly value: number;
}

export interface Addon {
  readonly Network: new (
    model: Uint8Array,
    seed: bigint | readonly [number, number],
  ) => NativeNetwork;
  readonly version: number;
  /** Errors are then made by this class. */
  initialize(errorClass: typeof RobotError): void;
  check(model: Uint8Array): NativeStatus | null;
  /** Does nothing: what a crossing alone costs. */
  empty(): number;
}

let loaded: Addon | undefined;

/**
 * The addon: the build of this source tree if there is one, else a prebuilt one.
 * @throws RobotError ADDON_MISSING, with what to do.
 */
export function addon(): Addon {
  loaded ??= load(packageRoot());
  return loaded;
}

/** Loads the addon that belongs to the package in `root`. */
export function load(root: string): Addon {
  let found: Addon;
  try {
    found = prebuilds(root, { name: 'striatum', napi_versions: [8] }) as Addon;
  } catch (error) {
    throw missing((error as Error).message.split('\n')[0] as string, root);
  }
  if (found.version !== formatVersion) {
    throw missing(`an addon for models of version ${found.version}`, root);
  }
  found.initialize(RobotError);
  return found;
}

function missing(got: string, root: string): RobotError {
  return new RobotError({
    code: 'ADDON_MISSING',
    path: join(root, 'build', 'Release', 'striatum.node'),
    got,
    allowed: `the native addon, built for models of version ${formatVersion}`,
    remedy:
      'run `npm run build`; it needs a C++20 compiler and CMake ' +
      '(Debian: apt install build-essential cmake; macOS: xcode-select --install)',
  });
}
