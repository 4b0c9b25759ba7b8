#pragma once

#include "engine/script/object.h"

#include <string>
#include <string_view>
#include <vector>

namespace engine::script {

/// A signature as a person reads it, without self: "Dropout", {"p=0.5", "inplace=False"}.
struct CallWords {
    std::string name;
    std::vector<std::string> parameters;  ///< a lone "*" and "/" are among them

    /// "Dropout(p=0.5, inplace=False)"; no name: nothing is known.
    std::string text() const;
    bool known() const { return !name.empty(); }
};

/// Of a function, method, class, or module (its forward). Runs nothing.
CallWords call_words(const nn::Value& callable);
/// Of a row without a signature: Python's own functions and methods. "" when it has none here.
std::string_view builtin_signature(std::string_view table, std::string_view name);

/// The parameters of "name(a, b=(1, 2), *, c=None)", cut at commas outside brackets and quotes.
CallWords read_signature(std::string_view signature);

}  // namespace engine::script
