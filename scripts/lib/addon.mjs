// Step 2 of a build: the native addon, by cmake-js, or by node-gyp where CMake is missing.
import { existsSync } from 'node:fs';
import { at, filesUnder, onPath } from './place.mjs';
import { RunFailed, run } from './run.mjs';
import { hashOf, isFresh, stamped } from './stamp.mjs';

const product = 'build/Release/striatum.node';
const prebuilt = `prebuilds/striatum-${process.platform}-${process.arch}/node-napi-v8.node`;
const stamp = 'build/Release/striatum.stamp';

export const addon = {
  title: 'building the native addon',
  isFresh: () => isFresh(stamp, hash(), product) || (!hasCompiler() && existsSync(at(prebuilt))),
  work: () => stamped(stamp, hash(), compile),
};

/** What the addon is made from: not its tests, tools and fuzzer. */
function hash() {
  const sources = filesUnder(
    'native',
    (path) => /\.(cc|h|txt|cmake)$/.test(path) && !/^native\/(test|tools|fuzz)\//.test(path),
  );
  return hashOf([...sources, 'binding.gyp', 'package-lock.json'], process.platform, process.arch);
}

async function compile() {
  if (!hasCompiler()) throw new RunFailed(`no C++ compiler and make were found. ${remedy}`, 1);
  if (onPath('cmake')) return await run('npm', ['run', 'addon:cmake']);
  try {
    await run('npm', ['run', 'addon:gyp']);
  } catch (error) {
    error.message += '\nnode-gyp needs Python and headers from the network; CMake does not. ';
    error.message += remedy;
    throw error;
  }
}

const remedy = `Install them:
    Debian, Ubuntu, Raspberry Pi OS   sudo apt-get install g++ make cmake
    Fedora                            sudo dnf install gcc-c++ make cmake
    macOS                             xcode-select --install && brew install cmake`;

const hasCompiler = () => ['c++', 'g++', 'clang++'].some(onPath) && ['make', 'ninja'].some(onPath);
