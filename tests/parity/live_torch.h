#pragma once

#include <string>

namespace parity {

/// Runs a Python program under the real PyTorch of this machine (/usr/bin/python3, one thread,
/// `torch` imported) and puts what it printed into `output`. False when there is no PyTorch.
/// throws  std::runtime_error with what the program printed, when it ends with an error
bool run_torch(const std::string& program, std::string& output);

/// True where a missing PyTorch must not pass unnoticed: MODESCOPE_REQUIRE_TORCH is set (in CI).
bool torch_is_required();

}  // namespace parity

/// For a test that has found no PyTorch: `if (!run_torch(program, output)) NO_LIVE_TORCH();`
/// Skips; fails where PyTorch is required. Such tests carry the label parity-live.
#define NO_LIVE_TORCH()                                                                      \
    do {                                                                                     \
        if (parity::torch_is_required())                                                     \
            FAIL() << "python3-torch is missing, and MODESCOPE_REQUIRE_TORCH is set";        \
        GTEST_SKIP() << "no PyTorch here: scripts/setup --test installs it (python3-torch)"; \
    } while (false)
