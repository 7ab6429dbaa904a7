/** Files as recordings need them: written whole, or an error. */
import { fsyncSync, writeSync } from 'node:fs';

export const wholeFile = {
  /** A file may take less than it was given, on a disk that is nearly full. */
  write(file: number, bytes: Uint8Array): void {
    let done = 0;
    while (done < bytes.length) done += writeSync(file, bytes, done);
  },

  /** Nothing of it is left in the machine's memory alone; a pipe or device has nothing to sync. */
  sync(file: number): void {
    try {
      fsyncSync(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
    }
  },
};
