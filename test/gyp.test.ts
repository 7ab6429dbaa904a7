/** node-gyp builds the addon of the same sources as CMake, where CMake is missing. */
import { execSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (name: string) => readFileSync(`${root}${name}`, 'utf8');

it('binding.gyp names every source that CMakeLists.txt does', () => {
  const gyp = read('binding.gyp');
  const listed = [...gyp.matchAll(/<!@\((.*)\)"/g)].flatMap(([, listing]) => {
    const command = (listing as string).replaceAll('\\"', '"');
    return execSync(command, { cwd: root, encoding: 'utf8' }).trim().split(' ');
  });
  const named = [...gyp.matchAll(/"(native\/[^"]+\.cc)"/g)].map(([, name]) => name as string);

  const parts = ['core', 'gate'].flatMap((folder) =>
    readdirSync(`${root}native/${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.cc'))
      .map((name) => `native/${folder}/${name}`),
  );
  const addon = /add_library\(striatum SHARED([^)]*)\)/.exec(read('native/CMakeLists.txt'))?.[1];
  const expected = [
    ...parts,
    ...[...(addon ?? '').matchAll(/\S+\.cc/g)].map(([name]) => `native/${name}`),
  ];
  expect(expected.length).toBeGreaterThan(40);
  expect([...listed, ...named].sort()).toEqual(expected.sort());
});
