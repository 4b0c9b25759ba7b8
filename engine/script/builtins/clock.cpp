// time and sys: what a program asks the machine it runs on.
#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/builtins/surroundings.h"
#include "engine/script/machine.h"

namespace engine::script {

namespace {

using nn::Value;

constexpr double kSecondsAStep = 1e-6;

/// The engine has no clock: it asks whoever runs the lines. In a session time goes by steps, so
/// that the same lines print the same again.
double now(Machine& machine) {
    const Environment& environment = machine.environment();
    if (environment.clock) return environment.clock();
    return static_cast<double>(machine.steps()) * kSecondsAStep;
}

Value seconds(Machine& machine, Arguments& arguments) {
    expect_count("time", arguments, 0, 0);
    machine.step();
    return now(machine);
}

Value nanoseconds(Machine& machine, Arguments& arguments) {
    expect_count("time_ns", arguments, 0, 0);
    machine.step();
    return static_cast<int64_t>(now(machine) * 1e9);
}

/// Nobody waits here.
Value sleep(Machine&, Arguments& arguments) {
    expect_count("sleep", arguments, 1, 1);
    const Value& length = arguments.positional[0];
    if (!length.is_number()) {
        raise(ErrorKind::TypeError, "'{}' object cannot be interpreted as an integer",
              length.type_name());
    }
    if (length.number() < 0) raise(ErrorKind::ValueError, "sleep length must be non-negative");
    return {};
}

Value write(Machine& machine, Arguments& arguments) {
    expect_count("write", arguments, 2, 2);
    Environment& environment = machine.environment();
    const std::string& text = *arguments.positional[1].text();
    if (*arguments.positional[0].text() == "<stdout>") {
        environment.print(text);
    } else if (environment.errors) {
        environment.errors(text);
    }
    return {};
}

Value exit(Machine& machine, Arguments& arguments) {
    expect_count("exit", arguments, 0, 1);
    Arguments given{.positional = arguments.positional, .keywords = {}};
    machine.raise_object(machine.instantiate(builtin_class("SystemExit"), std::move(given)));
}

constexpr Builtin kTime[] = {
    {"time", seconds},         {"perf_counter", seconds}, {"monotonic", seconds},
    {"process_time", seconds}, {"time_ns", nanoseconds},  {"perf_counter_ns", nanoseconds},
    {"sleep", sleep},
};
constexpr Builtin kSys[] = {
    {"exit", exit},
    {"_write", write},
};

}  // namespace

std::span<const Builtin> time_functions() {
    return kTime;
}
std::span<const Builtin> sys_functions() {
    return kSys;
}

}  // namespace engine::script
