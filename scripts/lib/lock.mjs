// One build at a time in a clone. The lock names its holder; a holder that is gone loses it.
import {
  linkSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep_ms } from 'node:timers/promises';
import { at } from './place.mjs';

/** Does the work while holding the lock, having waited for another holder to finish. */
export async function withLock(path, work) {
  const lock = at(path);
  mkdirSync(dirname(lock), { recursive: true });
  for (let waits = 0; !take(lock); waits++) {
    const holder = read(lock);
    if (holder !== null && !isAlive(holder)) breakStale(lock);
    else {
      if (waits === 0) process.stderr.write(`… waiting for the build of process ${holder?.pid}\n`);
      await sleep_ms(200);
    }
  }
  const release = () => rmSync(lock, { force: true });
  process.on('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** A link appears with its content or not at all, so nobody reads a half-written lock. */
function take(lock) {
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }));
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft);
  }
}

function read(lock) {
  try {
    return JSON.parse(readFileSync(lock, 'utf8'));
  } catch {
    return null;
  }
}

/** Process numbers are used again; on Linux the start time tells two holders apart. */
function isAlive({ pid, started }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  return started === startOf(pid);
}

function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return null;
  }
}

/** Only one process at a time may judge a lock stale: two could remove each other's new one. */
function breakStale(lock) {
  const judge = `${lock}.judge`;
  try {
    mkdirSync(judge);
  } catch {
    const age_ms = Date.now() - (statSync(judge, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age_ms > 10_000) rmdirSync(judge);
    return;
  }
  try {
    const holder = read(lock);
    if (holder !== null && !isAlive(holder)) rmSync(lock, { force: true });
  } finally {
    rmdirSync(judge);
  }
}
