#pragma once

#include "engine/base/generator.h"
#include "engine/script/call_words.h"
#include "engine/script/completion.h"
#include "engine/script/machine.h"
#include "engine/script/text_pieces.h"

#include <optional>
#include <span>
#include <string_view>

namespace engine::script {

/// What an expression stands for: a value, or an object of a class that there is not yet.
struct Found {
    std::optional<nn::Value> value;
    ClassPtr instance_of;

    explicit operator bool() const { return value.has_value() || instance_of != nullptr; }
};

/// Finds what the expressions of an unfinished text stand for, by looking only: names, members,
/// subscripts, and what a class will make.
class TextLookup {
public:
    using Pieces = std::span<const Piece>;

    explicit TextLookup(const PromptNames& names);

    /// For look-ups in values; it runs nothing and has nothing of the session's to write to.
    Machine& machine() { return machine_; }
    Found name(std::string_view name);
    /// The primary expression that the pieces end with, and nothing behind it.
    Found primary(Pieces pieces, int depth = 0);
    /// Of the call whose bracket is piece `open`; unknown for `def f(`.
    CallWords words_of_call(Pieces pieces, std::size_t open);

private:
    Found attribute(const Found& base, std::string_view name);
    Found item(const nn::Value& base, Pieces inside);
    Found result_of_call(Pieces callee, int depth);

    const PromptNames& known_;
    nn::ModulePtr model_;
    Generator generator_;
    bool grad_enabled_ = true;
    TensorDefaults tensor_defaults_;
    nn::OrderedMap<nn::Value> names_;
    nn::CallContext context_{generator_};
    Environment environment_;
    Machine machine_;
};

/// Words of the language, sorted.
std::span<const std::string_view> keywords();
bool is_keyword(std::string_view name);

}  // namespace engine::script
