#pragma once

#include "engine/session/session.h"

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace engine::test {

/// A line for the console, and of which sort it is.
struct RandomLine {
    std::string_view sort;
    std::string text;
};

/// Lines as people type them on a session's model, right, nearly right and wrong; the same ones for
/// the same seed.
class RandomLines {
public:
    explicit RandomLines(unsigned seed) : random_(seed) {}

    /// Every sort that next() makes, in its order.
    static std::vector<std::string_view> sorts();
    RandomLine next(const session::Session& session);

private:
    struct Sort;
    static const std::vector<Sort>& table();

    template <class T>
    const T& one_of(const std::vector<T>& items) {
        return items[random_() % items.size()];
    }
    bool chance(unsigned percent) { return random_() % 100 < percent; }

    std::string module();
    std::string tensor();
    std::string number();
    std::string value();
    std::string expression(int depth);
    std::string plausible();

    std::mt19937 random_;
    std::vector<std::string> modules_, tensors_, attributes_;  // of the model as it is now
};

}  // namespace engine::test
