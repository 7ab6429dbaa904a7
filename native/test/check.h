// Tests without a framework: TEST registers a function, CHECK counts what does not hold and goes
// on.
#pragma once

#include <cmath>
#include <cstdio>
#include <vector>

namespace striatum::test {

struct Test {
  const char* name;
  void (*body)();
};

// The tests of every file, and the number of checks that failed in the one that runs.
inline std::vector<Test>& tests() {
  static std::vector<Test> all;
  return all;
}
inline int failures = 0;

struct Registration {
  Registration(const char* name, void (*body)()) { tests().push_back({name, body}); }
};

inline void fail(const char* file, int line, const char* text) {
  // a loop that fails a million times is told once or twice
  if (failures++ < 5) std::printf("  %s:%d: %s\n", file, line, text);
}

}  // namespace striatum::test

#define TEST(function, title)                                                     \
  static void function();                                                         \
  static const striatum::test::Registration register_##function(title, function); \
  static void function()

#define CHECK(condition) \
  ((condition) ? void() : striatum::test::fail(__FILE__, __LINE__, "not so: " #condition))

#define CHECK_NEAR(got, wanted, tolerance)                                                        \
  do {                                                                                            \
    const double got_ = (got), wanted_ = (wanted), tolerance_ = (tolerance);                      \
    if (!(std::fabs(got_ - wanted_) <= tolerance_)) {                                             \
      char text_[200];                                                                            \
      std::snprintf(text_, sizeof text_, "%s is %.9g, not %.9g within %.3g", #got, got_, wanted_, \
                    tolerance_);                                                                  \
      striatum::test::fail(__FILE__, __LINE__, text_);                                            \
    }                                                                                             \
  } while (false)
