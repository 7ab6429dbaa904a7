/** The set-up scripts in a small clone of their own: npm itself runs, the compilers are small. */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at } from '../../scripts/lib/place.mjs';

let clone: string;
const write = (path: string, text: string) => writeFileSync(join(clone, path), text);
const has = (path: string) => existsSync(join(clone, path));

/** Adds a line to a log, so that a test can count how often a step has run. */
const makeAddon = 'mkdir -p build/Release && echo built >> build/Release/striatum.node';

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'striatum-build-'));
  cpSync(at('scripts'), join(clone, 'scripts'), { recursive: true });
  for (const folder of ['native/core', 'src', 'bin', 'tools/bin']) {
    mkdirSync(join(clone, folder), { recursive: true });
  }
  addonBy(makeAddon);
  write('native/core/tick.cc', 'int tick();\n');
  write('src/main.ts', 'export {};\n');
  write('bin/striatum.mjs', '');
  // A package of its own by the compiler's name, which writes what the real one would.
  write('tools/package.json', '{ "name": "typescript", "version": "1.0.0" }\n');
  write(
    'tools/bin/tsc',
    "const fs = require('fs'); fs.mkdirSync('dist/src/cli', { recursive: true });" +
      "fs.appendFileSync('dist/src/cli/main.js', 'built\\n');",
  );
});

afterEach(() => rmSync(clone, { recursive: true, force: true }));

function addonBy(command: string): void {
  const scripts = { 'addon:cmake': command, 'addon:gyp': command };
  const dependencies = { typescript: 'file:tools' };
  write('package.json', JSON.stringify({ name: 'small', version: '1.0.0', scripts, dependencies }));
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function build(): ChildProcess {
  return spawn(process.execPath, ['scripts/build.mjs'], { cwd: clone, stdio: 'pipe' });
}

function ended(child: ChildProcess): Promise<Ended> {
  let output = '';
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

const times = (path: string) => readFileSync(join(clone, path), 'utf8').split('built').length - 1;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Resolves once the condition holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('a build', () => {
  it('does three steps, then nothing, then what changed', async () => {
    const first = await ended(build());
    expect(first.output).toMatch(/npm packages[\s\S]*native addon[\s\S]*TypeScript/);
    expect(first.code).toBe(0);
    expect(has('node_modules/.bin/striatum')).toBe(true);
    expect(await ended(build())).toEqual({ code: 0, output: '' });
    write('native/core/tick.cc', 'int tick(int);\n');
    const third = await ended(build());
    expect(third.output).toContain('native addon');
    expect(third.output).not.toMatch(/npm packages|TypeScript/);
    rmSync(join(clone, 'dist'), { recursive: true });
    expect((await ended(build())).output).toContain('TypeScript');
  });

  it('waits for another one and does not repeat its work', async () => {
    const both = await Promise.all([ended(build()), ended(build())]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(both.filter(({ output }) => output.includes('waiting'))).toHaveLength(1);
    expect(times('build/Release/striatum.node')).toBe(1);
    expect(times('dist/src/cli/main.js')).toBe(1);
  });

  it('takes the lock of a process that is gone', async () => {
    mkdirSync(join(clone, '.striatum'));
    // This process is alive, but the start time tells that it is not the holder.
    write('.striatum/build.lock', JSON.stringify({ pid: process.pid, started: 'long ago' }));
    expect((await ended(build())).code).toBe(0);
    expect(has('.striatum/build.lock')).toBe(false);
  });

  it('tells which step failed, shows its output and has its code', async () => {
    addonBy('echo the compiler says no && exit 42');
    const { code, output } = await ended(build());
    expect(output).toMatch(/✖ building the native addon[\s\S]*the compiler says no/);
    expect(code).toBe(42);
    expect(has('dist')).toBe(false);
    expect(has('.striatum/build.lock')).toBe(false);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends on %s with all that it started', async (signal, expected) => {
    addonBy('echo $$ > shell.pid && sleep 100');
    const child = build();
    const end = ended(child);
    await until(() => has('shell.pid') && readFileSync(join(clone, 'shell.pid')).length > 0);
    child.kill(signal);
    expect((await end).code).toBe(expected);
    const shell = Number(readFileSync(join(clone, 'shell.pid'), 'utf8'));
    await until(() => !isAlive(shell));
    expect(has('.striatum/build.lock')).toBe(false);
    addonBy(makeAddon);
    expect((await ended(build())).code).toBe(0);
  });
});
