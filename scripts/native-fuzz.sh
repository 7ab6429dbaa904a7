#!/bin/sh
# Builds the fuzzer with the address and undefined-behaviour sanitizers and runs it: random networks,
# damaged models and damaged states, on every path of vector instructions that this machine has.
# Exit codes: 0 nothing broke, 1 something did (the arguments that repeat it are printed), 2 the
# build failed or an argument is wrong.
#
#   scripts/native-fuzz.sh [--seed N] [--seconds 60] [--inputs N]
#   scripts/native-fuzz.sh --seed N --input N [--damages MASK] [--stimuli MASK] [--ticks N]
set -u
cd "$(dirname "$0")/.." || exit 2
build=build/fuzz
log=$build/build.log
mkdir -p "$build" || exit 2
{
  cmake -S native -B "$build" -DSTRIATUM_FUZZ=ON -DCMAKE_BUILD_TYPE=Release &&
    cmake --build "$build" --target striatum-fuzz --parallel 2
} >"$log" 2>&1 || { cat "$log" >&2; echo "✖ the fuzzer does not build" >&2; exit 2; }
exec "$build/striatum-fuzz" "$@"
