// The programs that some tests need and npm cannot install. A user may do without them: the tests
// then say what was left out. In CI (CI=true) a missing one is a failure.
import { onPath } from './place.mjs';

/** `foreign` ones serve another kind of machine than this one. */
export const parts = [
  {
    program: 'cmake',
    debian: 'cmake',
    tests: 'the native tests',
  },
  {
    program: 'mosquitto',
    debian: 'mosquitto',
    tests: 'telemetry against a Mosquitto broker with MQTT 5',
  },
  {
    program: 'script',
    debian: 'bsdutils',
    tests: 'the keys of a run, in a terminal',
  },
  {
    program: 'ps',
    debian: 'procps',
    tests: 'the keys of a run, in a terminal',
  },
  {
    program: 'aarch64-linux-gnu-g++',
    debian: 'g++-aarch64-linux-gnu',
    tests: 'the same state hash on arm64',
    foreign: true,
  },
  {
    program: 'arm-linux-gnueabihf-g++',
    debian: 'g++-arm-linux-gnueabihf',
    tests: 'the same state hash on armhf',
    foreign: true,
  },
  {
    program: 'qemu-aarch64-static',
    debian: 'qemu-user-static',
    tests: 'running what was compiled for arm64 and armhf',
    foreign: true,
  },
];

/** Whether all parts are demanded. */
export const inCi = process.env.CI === 'true';

/** The parts that this machine lacks. */
export const missingParts = () => parts.filter(({ program }) => !onPath(program));

/** The line that installs parts on Debian, Ubuntu and Raspberry Pi OS. */
export const installLine = (missing) =>
  `sudo apt-get install ${missing.map(({ debian }) => debian).join(' ')}`;
