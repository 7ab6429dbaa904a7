/** Restores a mind from the newest whole checkpoint of its state directory. */
import { RobotError } from '../../errors.js';
import type { SpikingMind } from '../spiking-mind.js';
import { type Carried, carryWeights } from './carry.js';
import type { Saved } from './file.js';
import { type Header, secondsOf } from './header.js';
import { type Listed, listCheckpoints, readCheckpoint } from './listing.js';
import type { Store } from './store.js';
import type { Origin } from './take.js';

export interface Restored {
  /** The checkpoint that was taken; undefined where there was none, and the mind begins anew. */
  readonly header: Header | undefined;
  /** Files that were damaged and passed over. */
  readonly damaged: readonly RobotError[];
  /** Weights that went to a changed robot; undefined where the whole mind was restored. */
  readonly carried: Carried | undefined;
  /** What happened, a line each. */
  readonly log: readonly string[];
}

/**
 * The mind becomes what it was: the whole of it where robot, seed and model are the same, else the
 * weights of every projection that is still there.
 * @throws RobotError STATE_REFUSED with every reason, FILE_MISSING.
 */
export function restore(store: Store, mind: SpikingMind, origin: Origin): Restored {
  const all = listCheckpoints(store.directory);
  const newest = all.findLast(({ header }) => header);
  const damaged = all.filter(({ number, problem }) => problem && number > (newest?.number ?? 0));
  const log = damaged.map((one) => passOver(store, one, newest?.header));
  const problems = damaged.flatMap(({ problem }) => problem ?? []);
  if (!newest) return { header: undefined, damaged: problems, carried: undefined, log };
  const saved = readCheckpoint(newest.path);
  const carried = giveTo(mind, saved, origin, newest.path);
  const { header } = saved;
  return { header, damaged: problems, carried, log: [...log, ...tell(header, carried)] };
}

/** @returns what was carried, where that was not everything. */
function giveTo(mind: SpikingMind, saved: Saved, origin: Origin, path: string) {
  const { header } = saved;
  if (header.robot !== origin.robot) throw ofAnother(path, header.robot, origin.robot);
  const isSame =
    header.model_checksum === mind.network.compiled.checksum &&
    header.seed === origin.seed &&
    header.parts.join() === mind.partLengths.join();
  if (!isSame) return carryWeights(saved, mind, path);
  mind.rollBack(saved);
  mind.ticks_before = header.tick;
  return undefined;
}

/** Says what is lost with it, as far as it can still be read. */
function passOver(store: Store, damaged: Listed, instead: Header | undefined): string {
  let place = damaged.path;
  try {
    place = store.setAside(damaged);
  } catch {
    // A directory that cannot be written keeps it where it is.
  }
  const what = `checkpoint ${damaged.number} is damaged`;
  return `${what}: ${lossOf(damaged, instead)}; it is kept as ${place}`;
}

function lossOf({ said_tick }: Listed, instead: Header | undefined): string {
  if (!instead) return 'none before it is whole, so what was learned is lost';
  const after = `after tick ${instead.tick} (${secondsOf(instead)} s)`;
  if (said_tick === undefined) return `what was learned ${after} is lost`;
  const ticks = said_tick - instead.tick;
  const lost_s = secondsOf({ tick: ticks, tick_ms: instead.tick_ms });
  return `${ticks} ticks (${lost_s} s) ${after} are lost`;
}

function tell(header: Header, carried: Carried | undefined): string[] {
  const { number, tick } = header;
  const at = `checkpoint ${number}, tick ${tick}, ${secondsOf(header)} s`;
  if (!carried) return [`restored from ${at}`];
  return [
    `the robot has changed since ${at}: its weights are carried over, the rest begins anew`,
    `carried: ${carried.carried.join('; ') || 'nothing'}`,
    `new: ${carried.fresh.join('; ') || 'nothing'}`,
  ];
}

function ofAnother(path: string, got: string, robot: string): RobotError {
  return new RobotError({
    code: 'STATE_REFUSED',
    path,
    got: `a state of robot '${got}'`,
    allowed: `one of '${robot}'`,
    remedy: 'give each robot a --state directory of its own',
  });
}
