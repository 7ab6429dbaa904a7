#!/bin/sh
# Compiles the golden run in several ways and for several machines, prints each hash, and fails
# unless all are equal. --native leaves the foreign machines out. Exit codes: 0 equal, 1 different,
# 2 a build or run failed, 3 a cross compiler or qemu is missing.
#
#   scripts/native-hashes.sh [--native]
set -u
cd "$(dirname "$0")/.." || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
sources="native/tools/golden.cc $(echo native/core/*.cc)"
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
  hash=$($runner "$work/golden") || { echo "✖ $name does not run"; exit 2; }
  printf '%-32s %s\n' "$name" "$hash"
  first=${first:-$hash}
  [ "$hash" = "$first" ] || { echo "✖ $name differs from the first: $first"; exit 1; }
}

needs() {
  command -v "$1" >/dev/null || { echo "✖ $1 is missing; apt-get install $2"; exit 3; }
}

cxx=${CXX:-c++}
hash_of "-O0" "$cxx" env -O0
hash_of "-O3" "$cxx" env -O3
hash_of "-O3 -fno-tree-vectorize" "$cxx" env -O3 -fno-tree-vectorize
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
