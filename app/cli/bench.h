#pragma once

#include "app/options.h"

#include <iosfwd>

namespace app::cli {

/// `modescope bench`: measures the engine's workloads, or lists them.
///
/// With `serve` it reads lines `NAME SECONDS` until the input ends and answers each with one line
/// of JSON, {"name": "mlp_step", "median_ns": 1234.5} or {"name": "x", "error": "not known"}: so
/// another program can time it in turns with something else.
///
/// Returns the exit code: 2 if no workload has such a name, which it says to `err`.
int run_bench(const BenchOptions& options, std::istream& in, std::ostream& out, std::ostream& err);

}  // namespace app::cli
