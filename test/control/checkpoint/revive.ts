/** A process of its own: restores two eyes from a directory, lives on, says commands and hash. */
import { restore } from '../../../src/control/checkpoint/restore.js';
import { Store } from '../../../src/control/checkpoint/store.js';
import { twoEyesRobot } from '../../fixtures/two-eyes.js';
import { live, makeMind, originOf } from './minds.js';

const [directory = '', seed, ticks] = process.argv.slice(2);
const mind = makeMind(twoEyesRobot, Number(seed));
const store = new Store(directory);
store.open();
restore(store, mind, originOf(twoEyesRobot));
const commands = live(mind, twoEyesRobot, Number(ticks), 2 * Number(ticks));
process.stdout.write(JSON.stringify({ commands, hash: mind.hash() }));
store.close();
