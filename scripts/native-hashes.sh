#!/bin/sh
# Compiles the golden run in several ways and for several machines, runs it on every path of vector
# instructions that this machine has, prints each hash, and fails unless all are equal. --native leaves the foreign machines out. Exit codes: 0 equal, 1 different,
# 2 a build or run failed, 3 a cross compiler or qemu is missing.
#
#   scripts/native-hashes.sh [--native]
set -u
cd "$(dirname "$0")/.." || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
sources="native/tools/golden.cc $(echo native/core/*.cc native/core/*/*.cc)"
common="-std=c++20 -Wall -Wextra -Wconversion -fno-exceptions -ffp-contract=off"
first=

# hash_of <name> <compiler> <runner, or env for none> <flags...>
hash_of() {
  name=$1 compiler=$2 runner=$3
  shift 3
  # word splitting is wanted: sources and flags are lists without spaces inside
  # shellcheck disable=SC2086
  "$compiler" $common "$@" $sources -o "$work/golden" ||
    { echo "✖ $name does not build"; exit 2; }
  equal "$name" "$runner"
}

# equal <name> <runner>: runs what was compiled last and compares its hash with the first
equal() {
  hash=$($2 "$work/golden") || { echo "✖ $1 does not run"; exit 2; }
  printf '%-32s %s\n' "$1" "$hash"
  first=${first:-$hash}
  [ "$hash" = "$first" ] || { echo "✖ $1 differs from the first: $first"; exit 1; }
}

# every path of what was compiled last; the golden run exits with 3 where the machine lacks one
paths() {
  for path in baseline avx2 avx512; do
    STRIATUM_SIMD=$path "$work/golden" >/dev/null
    [ $? = 3 ] || equal "$1, $path" "env STRIATUM_SIMD=$path"
  done
}

needs() {
  command -v "$1" >/dev/null || { echo "✖ $1 is missing; apt-get install $2"; exit 3; }
}

cxx=${CXX:-c++}
hash_of "-O0" "$cxx" env -O0
paths "-O0"
hash_of "-O3" "$cxx" env -O3
paths "-O3"
hash_of "-O3 -fno-tree-vectorize" "$cxx" env -O3 -fno-tree-vectorize
hash_of "-O3 scalar" "$cxx" env -O3 -DSTRIATUM_SCALAR
hash_of "-O3 -march=native" "$cxx" env -O3 -march=native
if [ "${1:-}" != --native ]; then
  needs aarch64-linux-gnu-g++ g++-aarch64-linux-gnu
  needs qemu-aarch64-static qemu-user-static
  hash_of "arm64 -O3" aarch64-linux-gnu-g++ "qemu-aarch64-static -L /usr/aarch64-linux-gnu" -O3
  needs arm-linux-gnueabihf-g++ g++-arm-linux-gnueabihf
  needs qemu-arm-static qemu-user-static
  hash_of "armhf -O3" arm-linux-gnueabihf-g++ "qemu-arm-static -L /usr/arm-linux-gnueabihf" -O3
fi
wanted=$(sed -n 's/.*golden_hash = 0x\([0-9a-f]*\).*/\1/p' native/test/golden.h)
[ "$first" = "$wanted" ] || { echo "✖ native/test/golden.h says $wanted"; exit 1; }
echo "all equal, and as native/test/golden.h says"
