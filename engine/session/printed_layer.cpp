#include "engine/session/printed_layer.h"

#include "engine/script/native.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>

namespace engine::session {

namespace {

using script::Signature;

struct Argument {
    std::string name;  ///< empty: by its place
    std::string value;
};

std::string trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \n");
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(" \n") - begin + 1));
}

/// The commas of "3, 8, kernel_size=(3, 3)" that stand in no bracket and no quotes.
std::vector<Argument> arguments_of(std::string_view text) {
    std::vector<Argument> arguments;
    std::string now;
    int depth = 0;
    char quote = 0;
    const auto end = [&] {
        const std::string whole = trimmed(std::exchange(now, {}));
        if (whole.empty()) return;
        const auto equals = whole.find('=');
        const bool named = equals != std::string::npos && equals > 0 &&
                           std::all_of(whole.begin(), whole.begin() + static_cast<long>(equals),
                                       [](unsigned char c) { return std::isalnum(c) || c == '_'; });
        arguments.push_back(named ? Argument{whole.substr(0, equals), whole.substr(equals + 1)}
                                  : Argument{"", whole});
    };
    for (const char c : text) {
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '(' || c == '[' || c == '{') {
            ++depth;
        } else if (c == ')' || c == ']' || c == '}') {
            --depth;
        } else if (c == ',' && depth == 0) {
            end();
            continue;
        }
        now += c;
    }
    end();
    return arguments;
}

bool is_word(std::string_view text) {
    return !text.empty() && std::isalpha(static_cast<unsigned char>(text[0])) &&
           std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

/// Prints leave the quotes of padding=same and padding_mode=reflect out.
std::string as_python(std::string value) {
    constexpr std::string_view kPlain[] = {"True", "False", "None"};
    if (value == "inf" || value == "-inf" || value == "nan") return "float('" + value + "')";
    if (!is_word(value) || std::ranges::find(kPlain, value) != std::end(kPlain)) return value;
    return "'" + value + "'";
}

const script::Signature::Parameter* parameter_named(const Signature& signature,
                                                    std::string_view name) {
    const auto it = std::ranges::find(signature.parameters, name, &Signature::Parameter::name);
    return it == signature.parameters.end() ? nullptr : &*it;
}

std::optional<std::string> value_of(const PrintedModule& module, std::string_view name,
                                    std::size_t place = 99) {
    const auto arguments = arguments_of(module.extra);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i].name == name || (arguments[i].name.empty() && i == place)) {
            return arguments[i].value;
        }
    }
    return std::nullopt;
}

const PrintedModule* child_named(const PrintedModule& module, std::string_view name) {
    const auto it = std::ranges::find(module.children, name, &PrintedModule::name);
    return it == module.children.end() ? nullptr : &*it;
}

using Layer = std::optional<LayerExpression>;

/// An attention's print has its width and not its heads.
constexpr const char* kHeadsNote = "How many heads an attention has is not in a print: 1 is taken.";

Layer attention(const PrintedModule& module) {
    const PrintedModule* const out = child_named(module, "out_proj");
    const auto width = out ? value_of(*out, "out_features") : std::nullopt;
    if (!width) return std::nullopt;
    const bool bias = value_of(*out, "bias").value_or("True") == "True";
    return LayerExpression{
        fmt::format("nn.MultiheadAttention({}, 1{})", *width, bias ? "" : ", bias=False"),
        {kHeadsNote}};
}

/// An encoder or decoder layer: d_model, heads, the hidden width, dropout.
Layer transformer_layer(const PrintedModule& module) {
    const PrintedModule* const hidden = child_named(module, "linear1");
    const PrintedModule* const drop = child_named(module, "dropout");
    const auto width = hidden ? value_of(*hidden, "in_features") : std::nullopt;
    const auto inner = hidden ? value_of(*hidden, "out_features") : std::nullopt;
    if (!width || !inner) return std::nullopt;
    const std::string p = drop ? value_of(*drop, "p").value_or("0.1") : "0.1";
    std::string text = fmt::format("nn.{}({}, 1, dim_feedforward={}, dropout={}", module.class_name,
                                   *width, *inner, p);
    const PrintedModule* const norm = child_named(module, "norm1");
    const auto eps = norm ? value_of(*norm, "eps") : std::nullopt;
    if (eps && *eps != "1e-05") text += ", layer_norm_eps=" + *eps;
    return LayerExpression{text + ")", {kHeadsNote}};
}

Layer transformer_stack(const PrintedModule& module) {
    const PrintedModule* const layers = child_named(module, "layers");
    if (!layers || layers->children.empty()) return std::nullopt;
    auto layer = layer_expression(layers->children.front());
    if (!layer) return std::nullopt;
    layer->text = fmt::format("nn.{}({}, num_layers={}", module.class_name, layer->text,
                              layers->children.size());
    if (const PrintedModule* const norm = child_named(module, "norm")) {
        const auto made = layer_expression(*norm);
        if (!made) return std::nullopt;
        layer->text += ", norm=" + made->text;
    }
    layer->text += ")";
    return layer;
}

Layer transformer(const PrintedModule& module) {
    const PrintedModule* const encoder = child_named(module, "encoder");
    const PrintedModule* const decoder = child_named(module, "decoder");
    if (!encoder || !decoder) return std::nullopt;
    const PrintedModule* const down = child_named(*encoder, "layers");
    const PrintedModule* const up = child_named(*decoder, "layers");
    if (!down || !up || down->children.empty()) return std::nullopt;
    const PrintedModule& first = down->children.front();
    const PrintedModule* const hidden = child_named(first, "linear1");
    const PrintedModule* const drop = child_named(first, "dropout");
    if (!hidden) return std::nullopt;
    return LayerExpression{
        fmt::format("nn.Transformer({}, 1, {}, {}, {}, {})",
                    value_of(*hidden, "in_features").value_or("512"), down->children.size(),
                    up->children.size(), value_of(*hidden, "out_features").value_or("2048"),
                    drop ? value_of(*drop, "p").value_or("0.1") : "0.1"),
        {kHeadsNote}};
}

struct Special {
    std::string_view class_name;
    Layer (*make)(const PrintedModule&);
};
constexpr Special kSpecial[] = {
    {"MultiheadAttention", attention},
    {"TransformerEncoderLayer", transformer_layer},
    {"TransformerDecoderLayer", transformer_layer},
    {"TransformerEncoder", transformer_stack},
    {"TransformerDecoder", transformer_stack},
    {"Transformer", transformer},
};

/// A lazy layer prints what it does not know yet as 0: "LazyConv2d(0, 8, kernel_size=(3, 3))".
void drop_unknown_width(std::vector<Argument>& arguments) {
    if (!arguments.empty() && arguments.front().value == "0" &&
        (arguments.front().name.empty() || arguments.front().name == "in_features")) {
        arguments.erase(arguments.begin());
    }
}

}  // namespace

std::optional<LayerExpression> layer_expression(const PrintedModule& module) {
    std::string name = module.class_name;
    // What an attention makes its last Linear of; it computes as one.
    if (name == "NonDynamicallyQuantizableLinear") name = "Linear";
    const script::NativeEntry* const entry = script::find_native(script::kNN, name);
    if (entry == nullptr) return std::nullopt;
    for (const Special& special : kSpecial) {
        if (special.class_name == name) return special.make(module);
    }
    if (!module.children.empty()) return std::nullopt;  // somebody's own class of that name
    std::vector<Argument> arguments = arguments_of(module.extra);
    if (name.starts_with("Lazy")) drop_unknown_width(arguments);
    const Signature& signature = entry->signature;
    LayerExpression made{"nn." + name + "(", {}};
    std::size_t place = 0;
    std::vector<std::string_view> given;
    for (const Argument& argument : arguments) {
        const Signature::Parameter* parameter = nullptr;
        if (!argument.name.empty()) {
            parameter = parameter_named(signature, argument.name);
            if (parameter == nullptr) continue;  // "mode='bilinear'" of an UpsamplingBilinear2d
        } else if (place < signature.parameters.size()) {
            parameter = &signature.parameters[place++];
        } else {
            return std::nullopt;
        }
        given.push_back(parameter->name);
        if (!made.text.ends_with('(')) made.text += ", ";
        if (!argument.name.empty()) made.text += argument.name + "=";
        made.text += as_python(argument.value);
    }
    for (const Signature::Parameter& parameter : signature.parameters) {
        if (parameter.required && !parameter.rest &&
            std::ranges::find(given, parameter.name) == given.end()) {
            return std::nullopt;
        }
    }
    made.text += ")";
    return made;
}

}  // namespace engine::session
