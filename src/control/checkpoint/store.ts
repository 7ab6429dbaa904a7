/**
 * A state directory that this program writes: each checkpoint whole or not at all, also if power
 * fails, and no more of them than the history keeps.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RobotError } from '../../errors.js';
import { encodeCheckpoint, type Saved } from './file.js';
import { checkpointPath, highestIn, type Listed, listCheckpoints } from './listing.js';
import { DirectoryLock } from './lock.js';

/** Checkpoints without a label; the oldest gives way. */
export const PLAIN_MAX = 8;
/** Checkpoints with a label; they are kept until they are removed. */
export const LABELLED_MAX = 32;

const UNFINISHED = '.unfinished';

export class Store {
  readonly directory: string;
  readonly #lock: DirectoryLock;
  #plain: number[] = [];
  #labelled: number[] = [];
  #highest = 0;

  constructor(directory: string) {
    this.directory = directory;
    this.#lock = new DirectoryLock(directory);
  }

  /**
   * Takes the directory, removes what a killed program left half-written, and looks at what is
   * there. Where it cannot be written, `save()` tries this again.
   * @throws RobotError STATE_LOCKED, FILE_UNWRITABLE.
   */
  open(): void {
    if (this.#lock.isHeld) return;
    try {
      mkdirSync(this.directory, { recursive: true });
      this.#lock.take();
      for (const name of readdirSync(this.directory)) {
        if (name.endsWith(UNFINISHED)) rmSync(join(this.directory, name));
      }
    } catch (error) {
      this.#lock.release();
      throw error instanceof RobotError ? error : unwritable(this.directory, error);
    }
    this.#highest = highestIn(this.directory);
    this.#plain = [];
    this.#labelled = [];
    for (const { number, header } of listCheckpoints(this.directory)) {
      this.#among(header?.label).push(number);
    }
  }

  /** @throws RobotError LIMIT_EXCEEDED if no labelled checkpoint can be added. */
  demandLabelRoom(): void {
    this.#labelled = this.#labelled.filter((n) => existsSync(checkpointPath(this.directory, n)));
    if (this.#labelled.length < LABELLED_MAX) return;
    throw new RobotError({
      code: 'LIMIT_EXCEEDED',
      path: this.directory,
      got: `${this.#labelled.length} labelled checkpoints`,
      allowed: `at most ${LABELLED_MAX}`,
      remedy: 'remove the files of those that are no longer needed',
    });
  }

  /**
   * Writes a checkpoint under the next number, which is returned once it is on the disk: a file
   * beside it, synced, renamed, and the directory synced. What fails leaves nothing behind.
   * @throws RobotError FILE_UNWRITABLE, STATE_LOCKED, LIMIT_EXCEEDED.
   */
  async save(saved: Saved): Promise<number> {
    this.open();
    const { label } = saved.header;
    if (label !== undefined) this.demandLabelRoom();
    const number = this.#highest + 1;
    const path = checkpointPath(this.directory, number);
    const bytes = await encodeCheckpoint({ ...saved, header: { ...saved.header, number } });
    try {
      await writeWhole(path, bytes);
      await syncDirectory(this.directory);
    } catch (error) {
      await rm(path + UNFINISHED, { force: true }).catch(() => {});
      throw unwritable(path, error);
    }
    this.#highest = number;
    this.#among(label).push(number);
    await this.#forgetOldest();
    return number;
  }

  /** A file that is not whole is kept under another name, and never restored. */
  setAside({ path, number }: Listed): string {
    const aside = `${path}.damaged`;
    try {
      renameSync(path, aside);
    } catch (error) {
      throw unwritable(path, error);
    }
    for (const numbers of [this.#plain, this.#labelled]) {
      if (numbers.includes(number)) numbers.splice(numbers.indexOf(number), 1);
    }
    return aside;
  }

  /** Lets go of the directory; safe to call twice. */
  close(): void {
    this.#lock.release();
  }

  #among(label: string | undefined): number[] {
    return label === undefined ? this.#plain : this.#labelled;
  }

  /** One that cannot be removed is tried again with the next. */
  async #forgetOldest(): Promise<void> {
    while (this.#plain.length > PLAIN_MAX) {
      const oldest = checkpointPath(this.directory, this.#plain[0] as number);
      try {
        await rm(oldest, { force: true });
      } catch {
        return;
      }
      this.#plain.shift();
    }
  }
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path + UNFINISHED, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(path + UNFINISHED, path);
}

/** The new name is on the disk only once its directory is. */
async function syncDirectory(directory: string): Promise<void> {
  const opened = await open(directory, 'r');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}

function unwritable(path: string, error: unknown): RobotError {
  return new RobotError({
    code: 'FILE_UNWRITABLE',
    path,
    got: (error as Error).message,
    allowed: 'a state directory with room that can be written',
    remedy: 'make room on its disk or mend its permissions; the next checkpoint tries again',
  });
}
