// `npm start`: sets the clone up, then drives the line rover on the simulated board. Arguments
// go to the run: `npm start -- --seed 7`.
import { build } from './build.mjs';
import { at } from './lib/place.mjs';

await build();
process.chdir(at());
// In this process: a signal reaches the robot itself, and its exit code is ours.
const { striatum } = await import('../bin/striatum.mjs');
process.exitCode = await striatum(['run', 'examples/line-rover', ...process.argv.slice(2)]);
