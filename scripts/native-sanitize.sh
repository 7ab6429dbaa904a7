#!/bin/sh
# Builds the native tests with sanitizers and runs them: all with the address and
# undefined-behaviour sanitizers, those of threads with the thread sanitizer. The fuzzer has the
# former on every path of vector instructions. Exit codes: 0 clean, 1 not, 2 a build failed.
#
#   scripts/native-sanitize.sh
set -u
cd "$(dirname "$0")/.." || exit 2

# build <folder> <sanitizers>
build() {
  mkdir -p "$1" || exit 2
  {
    cmake -S native -B "$1" -DSTRIATUM_TESTS=ON -DSTRIATUM_SANITIZE="$2" &&
      cmake --build "$1" --target striatum-native-test --parallel 2
  } >"$1/build.log" 2>&1 || { cat "$1/build.log" >&2; echo "✖ $2: does not build" >&2; exit 2; }
}

build build/address address,undefined
build/address/striatum-native-test || { echo "✖ address,undefined"; exit 1; }

build build/thread thread
for tests in team crew; do
  build/thread/striatum-native-test $tests || { echo "✖ thread: $tests"; exit 1; }
done
