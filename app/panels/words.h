#pragma once

#include "engine/session/view.h"

#include <cstdint>
#include <string>
#include <string_view>

// Numbers and names as the window writes them.

namespace app::panels {

/// "1,536"
std::string grouped(int64_t number);
/// "5 flags", "1 flag"
std::string counted(int64_t number, std::string_view noun);
/// Two digits after the point: "0.20".
std::string two_digits(double number);
/// Shortest form with at most four significant digits: "0.01", "1e-05".
std::string short_number(double number);
/// "you", "the loop", "construction"
std::string_view name_of(engine::session::Writer writer);
/// "train" or "eval"
std::string_view mode_word(bool training);
/// "train, written by model.backbone.train() · step 150 · you"
std::string written_by(const engine::session::FlagWrite& write);

}  // namespace app::panels
