#include <unistd.h>

#include <cstring>

// Compiled for the oldest x86-64, and run before any constructor of ours: everything else may hold
// instructions that this processor does not have.

namespace {

void say(const char* text) {
    // Nothing more can be done about a closed stderr.
    [[maybe_unused]] const auto written = write(STDERR_FILENO, text, std::strlen(text));
}

__attribute__((constructor(101))) void check_processor() {
#if defined(__x86_64__) && defined(MODESCOPE_NEEDS_V3)
    __builtin_cpu_init();
    const bool fits = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                      __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
    if (fits) return;
    say("modescope: this processor is too old for this build, which needs x86-64-v3 (AVX2 and FMA: "
        "Intel from 2013, AMD from 2015).\n"
        "To build for this machine: cmake --preset release -DMODESCOPE_ARCH=native && cmake "
        "--build --preset release\n");
    _exit(2);
#endif
}

}  // namespace
