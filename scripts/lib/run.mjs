// Starts a program and waits for it. A signal to us ends the program and all that it started,
// then us: Ctrl-C works in every step.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './place.mjs';

/** A program that ended badly; `code` is what we exit with in our turn. */
export class RunFailed extends Error {
  constructor(message, code, output = '') {
    super(message);
    this.code = code;
    this.output = output;
  }
}

/**
 * Runs a program from the root of the clone; resolves to its output, throws RunFailed otherwise.
 * Its output is kept back unless `shown`, which hands it our own terminal.
 */
export async function run(command, args, { shown = false, env = {} } = {}) {
  const { code, output } = await outcome(command, args, { shown, env });
  const said = [command, ...args].join(' ').replaceAll(root, '');
  if (code !== 0) throw new RunFailed(`${said} ended with code ${code}`, code, output);
  return output;
}

/**
 * Like run, but resolves to `{ code, output }` whatever the code is. What takes longer than
 * `limit_s` seconds is killed: its code is then 137.
 */
export function outcome(command, args, { shown = false, env = {}, limit_s = 3600 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: shown ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that a signal reaches a compiler behind a make behind a cmake.
      detached: true,
    });
    const limit = setTimeout(() => signalGroup(child, 'SIGKILL'), limit_s * 1000);
    const forget = endWithUs(child);
    const release = () => {
      clearTimeout(limit);
      forget();
    };
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => {
      release();
      reject(new RunFailed(`${command} could not be started: ${error.message}`, 127));
    });
    child.on('close', (code, signal) => {
      release();
      resolve({
        code: code ?? 128 + constants.signals[signal],
        output: Buffer.concat(output).toString(),
      });
    });
  });
}

/** Passes our signals on to the child's group, then exits; the result takes that back. */
function endWithUs(child) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const handlers = signals.map((signal) => () => {
    signalGroup(child, signal);
    child.once('exit', () => process.exit(128 + constants.signals[signal]));
  });
  signals.forEach((signal, i) => {
    process.on(signal, handlers[i]);
  });
  return () =>
    signals.forEach((signal, i) => {
      process.off(signal, handlers[i]);
    });
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended by itself in the meantime.
  }
}
