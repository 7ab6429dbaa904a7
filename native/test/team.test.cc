// Teams of threads: everyone works, and no one goes on before all have met.
#include "../core/team.h"

#include <sys/resource.h>

#include "check.h"

using namespace striatum;

namespace {

constexpr size_t things = 1000;

struct Work {
  Team* team;
  std::vector<int> first = std::vector<int>(things);
  std::vector<int> second = std::vector<int>(things);
};

// Each member fills its part of one list, then reads all of it into its part of the other.
void fill_and_add(void* what, Share share) {
  auto& work = *static_cast<Work*>(what);
  for (size_t i = share.begin(things, 16); i < share.end(things, 16); i++) work.first[i]++;
  work.team->meet();
  int all = 0;
  for (const int value : work.first) all += value;
  for (size_t i = share.begin(things, 1); i < share.end(things, 1); i++) work.second[i] += all;
  work.team->meet();
}

}  // namespace

TEST(share, "shares cover everything once, in whole groups") {
  for (size_t members = 1; members <= 5; members++) {
    for (const size_t count : {0, 1, 15, 16, 17, 255, 256, 1000}) {
      size_t next = 0;
      for (size_t member = 0; member < members; member++) {
        const Share share{member, members};
        CHECK(share.begin(count, 16) == next);
        CHECK(share.begin(count, 16) % 16 == 0 || share.begin(count, 16) == count);
        next = share.end(count, 16);
      }
      CHECK(next == count);
    }
  }
}

TEST(team, "teams of one to five meet thousands of times, and may be hired again") {
  Team team;
  for (const size_t members : {1, 2, 5, 3, 1}) {
    CHECK(team.hire(members));
    CHECK(team.members() == members);
    Work work{&team};
    constexpr int runs = 1000;
    for (int i = 0; i < runs; i++) team.run(fill_and_add, &work);
    // run i adds all of the first list, which is then (i + 1) times its length
    constexpr int wanted = static_cast<int>(things) * runs * (runs + 1) / 2;
    for (const int value : work.second) CHECK(value == wanted);
  }
}

// The sanitizers map more than this limit leaves.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST(no_thread, "a team stays alone where the system gives no thread") {
  rlimit before{};
  CHECK(getrlimit(RLIMIT_AS, &before) == 0);
  const rlimit none{1 << 20, before.rlim_max};
  Team team;
  CHECK(setrlimit(RLIMIT_AS, &none) == 0);
  const bool hired = team.hire(32);  // the C library keeps the stacks of some
  CHECK(setrlimit(RLIMIT_AS, &before) == 0);
  CHECK(!hired && team.members() == 1);
  CHECK(team.hire(2) && team.members() == 2);
}
#endif
