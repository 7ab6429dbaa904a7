/** A directory belongs to one program at a time: a file that names it, taken over if it is dead. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RobotError } from '../../errors.js';

const NAME = 'lock';

export class DirectoryLock {
  readonly #path: string;
  #own: string | undefined;

  constructor(directory: string) {
    this.#path = join(directory, NAME);
  }

  get isHeld(): boolean {
    return this.#own !== undefined;
  }

  /**
   * Takes the directory, also from a program that died.
   * @throws RobotError STATE_LOCKED while another holds it; the system's error if it is unwritable.
   */
  take(): void {
    if (this.isHeld) return;
    const own = `${process.pid} ${startOf(process.pid)}\n`;
    const temporary = `${this.#path}.${process.pid}`;
    try {
      writeFileSync(temporary, own);
      while (!this.#claim(temporary)) this.#removeStale();
      this.#own = own;
    } finally {
      rmSync(temporary, { force: true });
    }
  }

  /** Safe to call twice. */
  release(): void {
    if (this.#own !== undefined && read(this.#path) === this.#own) rmSync(this.#path);
    this.#own = undefined;
  }

  /** A link is made whole or not at all, so that no one reads a lock without a name. */
  #claim(temporary: string): boolean {
    try {
      linkSync(temporary, this.#path);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }

  #removeStale(): void {
    const holder = read(this.#path);
    if (holder === undefined) return;
    if (isAlive(holder)) throw locked(this.#path, holder);
    const aside = `${this.#path}.${process.pid}.stale`;
    renameSync(this.#path, aside);
    // Another may have taken over between the look and the move: it gets its lock back.
    if (read(aside) !== holder) linkSync(aside, this.#path);
    rmSync(aside, { force: true });
  }
}

/** The program that holds a directory, if one does. */
export function holderOf(directory: string): string | undefined {
  const holder = read(join(directory, NAME));
  return holder !== undefined && isAlive(holder) ? holder.split(' ')[0] : undefined;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isAlive(holder: string): boolean {
  const [pid = '', start = ''] = holder.trim().split(' ');
  if (!/^[1-9]\d*$/.test(pid)) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return startOf(Number(pid)) === start;
}

/** When a process began, where the system says it: a number may be given to another later. */
function startOf(pid: number): string {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function locked(path: string, holder: string): RobotError {
  return new RobotError({
    code: 'STATE_LOCKED',
    path,
    got: `a state directory that process ${holder.split(' ')[0]} uses`,
    allowed: 'one program at a time',
    remedy: 'end that program, or name another directory',
  });
}
