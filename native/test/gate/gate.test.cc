// The gate, step by step: when it drives, what it drives, and what brings it to safe.
#include "../../gate/gate.h"

#include <memory>

#include "../check.h"

using namespace striatum::gate;

namespace {

// One sensor, 0 to 100; two actuators: a wheel that is safe at once, an arm that holds and ramps.
Limits limits() {
  Limits all{};
  all.sensors = 1;
  all.actuators = 2;
  all.tick_us = 10'000;
  all.command_us = 30'000;
  all.heartbeat_us = 30'000;
  all.resume_us = 1'000'000;
  all.sensor[0] = {0, 100, 50'000, 100'000};
  all.actuator[0] = {-10, 10, 0, 1000, 0, static_cast<double>(Reach::at_once)};
  all.actuator[1] = {-1, 3, 1, 10, 40'000, static_cast<double>(Reach::hold_then_ramp)};
  return all;
}

// A program and its gate, in time that the test moves.
struct Rig {
  std::unique_ptr<Memory> memory = std::make_unique<Memory>();
  Gate gate{limits()};
  double now_us = 1e6;
  double stops = 0;

  Rig() {
    prepare(*memory, limits());
    arm();
  }

  void arm() { memory->armed.store(static_cast<uint64_t>(stops) + 1); }
  void sense(double value) {
    Readings readings{};
    readings.value[0] = value;
    readings.valid_us[0] = now_us;
    memory->readings.write(readings);
  }
  void beat() { memory->beat.store(std::bit_cast<uint64_t>(now_us)); }
  void ask(double wheel, double arm) {
    memory->asked.write({.tick = 1, .time_us = now_us, .rests = 0, .value = {wheel, arm}});
  }
  // A tick in which all is well.
  const Done& tick(double wheel = 5, double arm = 2) {
    sense(50);
    beat();
    ask(wheel, arm);
    return step();
  }
  const Done& step(double dt_us = 10'000) {
    const Done& done = gate.step(*memory, now_us);
    stops = done.stops;
    now_us += dt_us;
    return done;
  }
};

unsigned held(const Done& done, size_t actuator) {
  return static_cast<unsigned>(done.held[actuator]);
}

bool is(const Done& done, Reason reason) {
  return done.reason == static_cast<double>(reason);
}

}  // namespace

TEST(gate_drives, "a gate drives what is asked, within range and slew") {
  Rig rig;
  CHECK(is(rig.tick(), Reason::none));
  CHECK_NEAR(rig.tick().value[0], 5, 0);
  const Done& done = rig.tick(1e9, -5);
  CHECK_NEAR(done.value[0], 10, 0);
  CHECK_NEAR(done.value[1], 1.1, 1e-12);
  CHECK(held(done, 0) == held_range);
  CHECK(held(done, 1) == (held_range | held_slew));
}

TEST(gate_not_a_number, "what is no number becomes safe") {
  Rig rig;
  rig.tick(5);
  const Done& done = rig.tick(std::nan(""), std::nan(""));
  CHECK_NEAR(done.value[0], 0, 0);
  CHECK((held(done, 0) & held_not_a_number) != 0);
}

TEST(gate_slew, "more time allows more slew, but never more than a tick's") {
  Rig rig;
  rig.tick(0, 1);
  rig.ask(0, 3);
  rig.now_us -= 9'000;
  CHECK_NEAR(rig.step().value[1], 1.01, 1e-12);
  rig.now_us += 15'000;
  rig.sense(50);
  rig.beat();
  CHECK_NEAR(rig.step().value[1], 1.11, 1e-12);
}

TEST(gate_begins, "a gate is disarmed and safe until it is armed and has a command") {
  Rig rig;
  rig.memory->armed.store(0);
  CHECK(is(rig.step(), Reason::disarmed));
  rig.arm();
  rig.beat();
  CHECK(is(rig.step(), Reason::waiting));
  rig.sense(50);
  rig.beat();
  CHECK(is(rig.step(), Reason::command));
  const Done& done = rig.tick();
  CHECK(is(done, Reason::none));
}

TEST(gate_hangs, "a program that hangs leaves every actuator safe, each in its own way") {
  Rig rig;
  for (int i = 0; i < 20; i++) rig.tick(5, 2);
  const auto hang = [&] {
    rig.sense(50);
    return rig.step(5'000);
  };
  int steps = 0;
  while (is(hang(), Reason::none) && steps < 100) steps++;
  // silent for longer than 30 ms
  CHECK(steps == 5);
  CHECK(is(rig.gate.step(*rig.memory, rig.now_us), Reason::heartbeat));
  CHECK_NEAR(hang().value[0], 0, 0);
  CHECK_NEAR(hang().value[1], 2, 0);
  for (int i = 0; i < 100; i++) hang();
  CHECK_NEAR(hang().value[1], 1, 0);
}

TEST(gate_resumes, "after a short silence it drives on, after a long one it must be armed") {
  Rig rig;
  rig.tick();
  rig.now_us += 500'000;
  CHECK(is(rig.step(), Reason::heartbeat));
  CHECK(is(rig.tick(), Reason::none));
  rig.now_us += 1'500'000;
  rig.step();
  CHECK(is(rig.tick(), Reason::heartbeat));
  CHECK(is(rig.tick(), Reason::heartbeat));
  rig.arm();
  CHECK(is(rig.tick(), Reason::none));
}

TEST(gate_armed_first, "arming is a sign of life, and the only one for as long as any") {
  Rig rig;
  CHECK(is(rig.step(), Reason::waiting));
  for (int i = 0; i < 4; i++) rig.step();
  CHECK(is(rig.step(), Reason::heartbeat));
  rig.arm();
  CHECK(is(rig.tick(), Reason::none));
}

TEST(gate_late, "a command that grows old is not driven") {
  Rig rig;
  rig.tick();
  rig.now_us += 30'000;
  rig.sense(50);
  rig.beat();
  CHECK(is(rig.step(), Reason::command));
}

TEST(gate_rests, "a program that asks for rest gets it") {
  Rig rig;
  rig.tick();
  rig.sense(50);
  rig.beat();
  rig.memory->asked.write({.tick = 2, .time_us = rig.now_us, .rests = 1, .value = {5, 2}});
  const Done& done = rig.step();
  CHECK(is(done, Reason::resting));
  CHECK_NEAR(done.value[0], 0, 0);
}

TEST(gate_senses, "a sensor that grows old, lies or comes from the future leads to safe") {
  for (int kind = 0; kind < 3; kind++) {
    Rig rig;
    for (int i = 0; i < 5; i++) rig.tick();
    const auto bad = [&] {
      Readings readings{};
      readings.value[0] = kind == 1 ? 101 : 50;
      readings.valid_us[0] = kind == 2 ? rig.now_us + 1e9 : kind == 1 ? rig.now_us : 1e6;
      rig.memory->readings.write(readings);
      rig.beat();
      rig.ask(5, 2);
      return rig.step();
    };
    int steps = 0;
    while (is(bad(), Reason::none) && steps < 100) steps++;
    CHECK(steps >= 10 && steps <= 17);
    CHECK(is(bad(), Reason::sensor));
    CHECK(rig.gate.senses().cause == 0);
    CHECK(is(rig.tick(), Reason::none));
  }
}

TEST(gate_stop, "a stop holds until it is armed by the number of that very stop") {
  Rig rig;
  rig.tick();
  rig.memory->stop.fetch_or(stop_command);
  CHECK(is(rig.tick(), Reason::stopped));
  CHECK(is(rig.tick(), Reason::stopped));
  rig.arm();
  CHECK(is(rig.tick(), Reason::none));
  // armed before the program knew of the second stop
  rig.memory->stop.fetch_or(stop_command);
  rig.tick();
  const double known = rig.stops;
  rig.memory->stop.fetch_or(stop_signal);
  rig.memory->armed.store(static_cast<uint64_t>(known) + 1);
  CHECK(is(rig.tick(), Reason::stopped));
  CHECK(is(rig.tick(), Reason::stopped));
  rig.arm();
  CHECK(is(rig.tick(), Reason::none));
}

TEST(gate_input, "while a stop input is held, no arming helps, and its release does not start") {
  Rig rig;
  rig.tick();
  rig.memory->stop.fetch_or(stop_input);
  for (int i = 0; i < 3; i++) {
    CHECK(is(rig.tick(), Reason::stopped));
    rig.arm();
  }
  rig.tick();
  rig.memory->stop.fetch_and(~uint32_t{stop_input});
  CHECK(is(rig.tick(), Reason::stopped));
  rig.arm();
  CHECK(is(rig.tick(), Reason::none));
}

TEST(gate_clock_back, "a clock that goes back drives nothing wild") {
  Rig rig;
  for (int i = 0; i < 5; i++) rig.tick(5, 2);
  rig.now_us -= 1e6;
  const Done& done = rig.tick(-10, 3);
  CHECK(done.value[0] >= -10 && done.value[0] <= 10);
  CHECK_NEAR(done.value[1], rig.gate.reins().value[1], 0);
}

TEST(gate_limits, "limits that no robot can be held to are refused") {
  CHECK(problem_of(limits()) == nullptr);
  const auto refused = [](auto change) {
    Limits all = limits();
    change(all);
    return problem_of(all) != nullptr;
  };
  CHECK(refused([](Limits& all) { all.sensors = 65; }));
  CHECK(refused([](Limits& all) { all.actuators = 1.5; }));
  CHECK(refused([](Limits& all) { all.tick_us = 0; }));
  CHECK(refused([](Limits& all) { all.heartbeat_us = std::nan(""); }));
  CHECK(refused([](Limits& all) { all.actuator[0].safe = 11; }));
  CHECK(refused([](Limits& all) { all.actuator[1].max = -2; }));
  CHECK(refused([](Limits& all) { all.actuator[1].slew_per_s = 0; }));
  CHECK(refused([](Limits& all) { all.actuator[1].reach = 3; }));
  CHECK(refused([](Limits& all) { all.sensor[0].tolerate_us = -1; }));
  CHECK(refused([](Limits& all) { all.sensor[0].min = std::nan(""); }));
}
