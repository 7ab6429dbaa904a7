// Prints src/network/fields.gen.ts: the tables of native/core as TypeScript, so that no offset,
// format, limit or code is written down twice.
#include "../core/fields.h"

#include <cstdio>
#include <cstring>

#include "../core/dendrites.h"
#include "../core/kinds.h"
#include "../core/limits.h"
#include "../core/receptors.h"
#include "../core/status.h"

namespace {

const char* typed_array_of(const char* storage) {
  struct Pair {
    const char* storage;
    const char* array;
  };
  static constexpr Pair pairs[] = {
      {"uint8_t", "Uint8Array"},   {"int16_t", "Int16Array"},    {"int32_t", "Int32Array"},
      {"uint32_t", "Uint32Array"}, {"int64_t", "BigInt64Array"}, {"uint64_t", "BigUint64Array"},
  };
  for (const Pair& pair : pairs) {
    if (std::strcmp(pair.storage, storage) == 0) return pair.array;
  }
  return "never";
}

// The text of a count is both languages' at once.
void print_array(const char* format, const char* name, const char* count, const char* unit) {
  const char* parameter = std::strstr(count, "c.") != nullptr ? "c: ModelCounts" : "";
  std::printf("  %s: { format: '%s', count: (%s) => %s, unit: '%s'", name, format, parameter, count,
              unit);
}

void print_formats() {
  std::puts("/** Number formats: raw = real * 2^fraction; the sign bit is not counted. */");
  std::puts("export const formats = {");
#define X(format, storage, fraction)                                      \
  std::printf("  %s: { array: %s, bytes: %d, fraction: %d },\n", #format, \
              typed_array_of(#storage), static_cast<int>(sizeof(storage)), fraction);
  STRIATUM_FORMATS(X)
#undef X
  std::puts("} as const;");
  std::puts("export type Format = keyof typeof formats;\n");
  std::puts("/** The typed array that holds a format. */");
  std::puts(
      "export type ArrayOf<F extends Format> = InstanceType<(typeof formats)[F]['array']>;\n");
}

void print_counts() {
  std::puts("/** The model's counts in the order in which the blob holds them, each a u32. */");
  std::puts("export interface ModelCounts {");
#define X(name, meaning) std::printf("  /** %s */\n  %s: number;\n", meaning, #name);
  STRIATUM_MODEL_COUNTS(X)
#undef X
  std::puts("}\nexport const modelCounts = [");
#define X(name, meaning) std::printf("  '%s',\n", #name);
  STRIATUM_MODEL_COUNTS(X)
#undef X
  std::puts("] as const satisfies readonly (keyof ModelCounts)[];\n");
}

void print_arrays() {
  std::puts("/** The model's arrays in the order in which the blob holds them. */");
  std::puts("export const modelArrays = {");
#define X(format, name, count, unit)         \
  print_array(#format, #name, #count, unit); \
  std::puts(" },");
  STRIATUM_MODEL_ARRAYS(X)
#undef X
  std::puts("} as const;\nexport type ModelArrayName = keyof typeof modelArrays;\n");
  std::puts("/** Every array of a model, by name. */");
  std::puts(
      "export type ModelArrays = {\n  [N in ModelArrayName]: "
      "ArrayOf<(typeof modelArrays)[N]['format']>;\n};\n");
  std::puts("/** The phases of a tick, in order; `settle` runs only when asked. */");
  std::puts("export const phases = [");
#define X(phase) std::printf("  '%s',\n", #phase);
  STRIATUM_PHASES(X)
#undef X
  std::puts("] as const;\n");
  std::puts("/** The state's arrays in arena order. */");
  std::puts("export const stateArrays = {");
#define X(format, name, count, unit, phase, kept)     \
  print_array(#format, #name, #count, unit);          \
  std::printf(", phase: '%s', kept: %s },\n", #phase, \
              std::strcmp(#kept, "kept") == 0 ? "true" : "false");
  STRIATUM_STATE_ARRAYS(X)
#undef X
  std::puts("} as const;\nexport type StateArrayName = keyof typeof stateArrays;\n");
  std::puts("/** Every array of a state, by name. */");
  std::puts(
      "export type StateArrays = {\n  [N in StateArrayName]: "
      "ArrayOf<(typeof stateArrays)[N]['format']>;\n};\n");
}

void print_parameter(const char* name, const char* format, long long least, long long most,
                     const char* unit) {
  std::printf("      %s: { format: '%s', least: %lld, most: %lld, unit: '%s' },\n", name, format,
              least, most, unit);
}

void print_state(const char* name, const char* format, const char* unit) {
  std::printf("      %s: { format: '%s', unit: '%s' },\n", name, format, unit);
}

void print_sum(int first_factor, const char* first, int second_factor, const char* second,
               const char* says) {
  std::printf("      { of: { %s: %d, %s: %d }, says: '%s' },\n", first, first_factor, second,
              second_factor, says);
}

#define PARAMETER(name, format, least, most, unit) \
  print_parameter(#name, #format, least, most, unit);
#define STATE(name, format, unit) print_state(#name, #format, unit);
#define SUM(first_factor, first, second_factor, second, says) \
  print_sum(first_factor, #first, second_factor, #second, says);
#define X(row, number, name, parameters, states, sums, meaning) \
  std::printf("  /** %s */\n  %s: {\n", meaning, #name);        \
  std::printf("    number: %d,\n    parameters: {\n", number);  \
  parameters(PARAMETER);                                        \
  std::puts("    },\n    states: {");                           \
  states(STATE);                                                \
  std::puts("    },\n    sums: [");                             \
  sums(SUM);                                                    \
  std::puts("    ],\n  },");

void print_kinds() {
  std::puts("/**");
  std::puts(" * The kinds of neurons: their numbers, and their words in the pools cell_parameter");
  std::puts(" * and cell_state. Word k of a population of n is the n integers from its first");
  std::puts(" * + k * n on.");
  std::puts(" * Raw parameters lie between least and most; of each sum the magnitudes, times the");
  std::puts(" * numbers beside them, are below 2^31 - 1; an i32 is one for a population.");
  std::puts(" */");
  std::puts("export const kinds = {");
  STRIATUM_KINDS(X)
  std::puts("} as const satisfies Record<string, KindTable>;");
  std::puts("export type KindName = keyof typeof kinds;\n");
  std::puts("/** The kinds of receptors likewise; the words of a port are in the same pools. */");
  std::puts("export const receptors = {");
  STRIATUM_RECEPTORS(X)
  std::puts("} as const satisfies Record<string, KindTable>;");
  std::puts("export type ReceptorName = keyof typeof receptors;\n");
  std::puts("/** The kinds of dendrites likewise. */");
  std::puts("export const dendrites = {");
  STRIATUM_DENDRITES(X)
  std::puts("} as const satisfies Record<string, KindTable>;");
  std::puts("export type DendriteName = keyof typeof dendrites;\n");
  std::puts("/** One row: its number in the model, and its words in order. */");
  std::puts("export interface KindTable {\n  readonly number: number;");
  std::puts("  readonly parameters: Readonly<Record<string, Parameter>>;");
  std::puts("  readonly states: Readonly<Record<string, Word>>;");
  std::puts("  readonly sums: readonly Sum[];\n}\n");
  std::puts("/** One word of a pool: how it is held, and its unit. */");
  std::puts("export interface Word {\n  readonly format: Format;\n  readonly unit: string;\n}\n");
  std::puts("/** A word with the range of its raw values. */");
  std::puts("export interface Parameter extends Word {");
  std::puts("  readonly least: number;\n  readonly most: number;\n}\n");
  std::puts("/** A sum of magnitudes of raw parameters, each times its number; what it says. */");
  std::puts("export interface Sum {\n  readonly of: Readonly<Record<string, number>>;");
  std::puts("  readonly says: string;\n}\n");
}

#undef X
#undef SUM
#undef STATE
#undef PARAMETER

void print_limits_and_codes() {
  std::puts("/** Every maximum of the core. */\nexport const limits = {");
#define X(name, value, reason) std::printf("  /** %s */\n  %s: %d,\n", reason, #name, value);
  STRIATUM_LIMITS(X)
#undef X
  std::puts("} as const;\n");
  std::puts("/** What the core answers, by number. */\nexport const codes = {");
#define X(name, number, meaning) \
  std::printf("  %d: { name: '%s', meaning: '%s' },\n", number, #name, meaning);
  STRIATUM_CODES(X)
#undef X
  std::puts("} as const;\n");
  std::puts("/** Saturations counted in status_count, and what status_last points at. */");
  std::puts("export const saturations = [");
#define X(name, number, index) std::printf("  { name: '%s', index: '%s' },\n", #name, index);
  STRIATUM_SATURATIONS(X)
#undef X
  std::puts("] as const;");
}

}  // namespace

int main() {
  std::puts("// Generated by native/tools/fields.cc from native/core: do not edit.");
  std::puts(
      "// Names every number format, count, array, limit and code of the core; the comment at");
  std::puts("// the top of native/core/fields.h says how a model's bytes are laid out.\n");
  std::printf("export const modelMagic = 0x%08x;\n", striatum::model_magic);
  std::printf("export const formatVersion = %u;\n", striatum::format_version);
  std::printf("export const modelPreambleBytes = %u;\n", striatum::model_preamble_bytes);
  std::printf("export const arrayAlignmentBytes = %u;\n\n", striatum::array_alignment_bytes);
  print_formats();
  print_counts();
  print_arrays();
  print_kinds();
  print_limits_and_codes();
  return 0;
}
