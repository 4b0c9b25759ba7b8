#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::session {

/// What the first lines of a model's file say of it. The built-in ones have a comment of this form;
/// in files of other people every part may be missing:
///
///     # Nested MLP
///     # Two blocks of Linear, BatchNorm, ReLU and Dropout: small enough to watch every number.
///     # Input: points of shape (N, 2). Suggested data: two moons, 2 classes.
struct ModelHeader {
    std::string title;     ///< "Nested MLP"
    std::string sentence;  ///< without line ends
    std::string input;     ///< "points of shape (N, 2)"
    std::string data;      ///< "two moons, 2 classes"
    /// Of one sample, from `input`: (1, 28, 28) of "(N, 1, 28, 28)". A length that is a name, as
    /// the T of (N, T, 4), is 0.
    std::vector<int64_t> sample_shape;
    int64_t tokens_below = 0;  ///< the input is whole numbers below this; 0: it is not
    int64_t classes = 0;       ///< 0: it does not say
};

/// Reads the comment, or the docstring, that a file begins with. Never throws: what it cannot make
/// sense of stays empty.
ModelHeader read_header(std::string_view source);

}  // namespace engine::session
