/** The package itself: where it lies and which version it is. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json, whether this file runs as source or compiled. */
export function packageRoot(folder = dirname(fileURLToPath(import.meta.url))): string {
  const parent = dirname(folder);
  const isRoot = existsSync(join(folder, 'package.json')) || parent === folder;
  return isRoot ? folder : packageRoot(parent);
}

/** As package.json says, the one place where it is written. */
export function packageVersion(): string {
  const text = readFileSync(join(packageRoot(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** A native program: of the build of this source tree if there is one, else a prebuilt one. */
export function nativeProgram(name: string): string {
  const built = join(packageRoot(), 'build', 'Release', name);
  const target = `striatum-${process.platform}-${process.arch}`;
  return existsSync(built) ? built : join(packageRoot(), 'prebuilds', target, name);
}
