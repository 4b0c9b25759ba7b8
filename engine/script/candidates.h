#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace engine::script {

/// What a name at the cursor might become.
struct Candidate {
    enum class Kind {
        Argument,  ///< of the call around the cursor: "p="
        Key,       ///< of a dict or place of a list, with its closing bracket: "'lr']"
        Module,
        Parameter,
        Buffer,
        Attribute,  ///< data of any other kind
        Method,
        Function,
        Class,
        Namespace,  ///< torch.nn
        Keyword,    ///< of the language
    };
    std::string text;  ///< takes the place of what stands there
    Kind kind = Kind::Attribute;
    std::string detail;  ///< class, shape or arguments: "Sequential", "Parameter [16, 2]"

    friend bool operator==(const Candidate&, const Candidate&) = default;
};

/// The signature of the call around the cursor.
struct CallHint {
    std::string text;  ///< "Dropout(p=0.5, inplace=False)"; empty: there is no such call
    std::size_t begin = 0, end = 0;  ///< of the argument at the cursor, in `text`

    friend bool operator==(const CallHint&, const CallHint&) = default;
};

/// What a prompt may offer for a text and a cursor in it. Plain data.
struct Completion {
    std::string text;        ///< that was asked for
    std::size_t cursor = 0;  ///< in bytes
    std::size_t from = 0;    ///< the candidates replace what stands from here to the cursor
    std::vector<Candidate> candidates;
    CallHint call;
};

}  // namespace engine::script
