// One line a step, on standard error, with the time it takes: standard output is the program's.

/** Runs the work of a step and shows that it goes on; a failure passes through. */
export async function step(title, work) {
  const started = performance.now();
  const seconds = () => ((performance.now() - started) / 1000).toFixed(1);
  const live = process.stderr.isTTY === true;
  const show = (text) => process.stderr.write(live ? `\r\x1b[K${text}` : `${text}\n`);
  show(`… ${title}`);
  const timer = setInterval(() => show(`… ${title} (${seconds()} s)`), live ? 1000 : 15_000);
  try {
    const result = await work();
    show(`✔ ${title} (${seconds()} s)`);
    return result;
  } catch (error) {
    show(`✖ ${title} (${seconds()} s)`);
    throw error;
  } finally {
    clearInterval(timer);
    if (live) process.stderr.write('\n');
  }
}

/** Tells what failed, shows its output, and exits with its code. */
export function fail(error) {
  if (error.output) process.stderr.write(`${error.output.trimEnd()}\n`);
  process.stderr.write(`✖ ${error.code === undefined ? error.stack : error.message}\n`);
  process.exit(Number.isInteger(error.code) ? error.code : 1);
}
