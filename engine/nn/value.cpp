#include "engine/nn/value.h"

#include "engine/base/error.h"
#include "engine/nn/depth_guard.h"
#include "engine/nn/module.h"

namespace engine::nn {

namespace {

/// As Python quotes a text: single quotes unless it has one and no double quote.
std::string quoted(std::string_view text) {
    const bool has_single = text.find('\'') != std::string_view::npos;
    const bool has_double = text.find('"') != std::string_view::npos;
    const char quote = has_single && !has_double ? '"' : '\'';
    std::string out(1, quote);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == quote || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\r') {
            out += "\\r";
        } else if (c == '\t') {
            out += "\\t";
        } else if (byte < 0x20 || byte == 0x7f) {
            out += fmt::format("\\x{:02x}", byte);
        } else {
            out += c;
        }
    }
    return out + quote;
}

std::string repr_of(const Sequence& sequence) {
    const DepthGuard guard;
    std::string out(1, sequence.is_tuple ? '(' : '[');
    for (std::size_t i = 0; i < sequence.items.size(); ++i) {
        if (i > 0) out += ", ";
        out += sequence.items[i].repr();
    }
    if (sequence.is_tuple && sequence.items.size() == 1) out += ',';
    return out + (sequence.is_tuple ? ')' : ']');
}

std::string repr_of(const Dict& dict) {
    const DepthGuard guard;
    std::string out = "{";
    for (std::size_t i = 0; i < dict.items.size(); ++i) {
        if (i > 0) out += ", ";
        out += quoted(dict.items[i].first) + ": " + dict.items[i].second.repr();
    }
    return out + '}';
}

bool truth_of(const Tensor& tensor) {
    if (!tensor.defined()) return false;
    if (tensor.numel() == 0) {
        raise(ErrorKind::RuntimeError, "Boolean value of Tensor with no values is ambiguous");
    }
    if (tensor.numel() > 1) {
        raise(ErrorKind::RuntimeError,
              "Boolean value of Tensor with more than one value is ambiguous");
    }
    return tensor.item<double>() != 0;
}

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

}  // namespace

Value Value::tuple(std::vector<Value> items) {
    return std::make_shared<Sequence>(Sequence{std::move(items), true});
}

Value Value::list(std::vector<Value> items) {
    return std::make_shared<Sequence>(Sequence{std::move(items), false});
}

bool Value::is_number() const {
    return std::holds_alternative<bool>(data_) || std::holds_alternative<int64_t>(data_) ||
           std::holds_alternative<double>(data_);
}

const Tensor& Value::tensor(std::string_view what) const {
    if (const auto* tensor = std::get_if<Tensor>(&data_)) return *tensor;
    raise(ErrorKind::TypeError, "{} must be Tensor, not {}", what, type_name());
}

double Value::number(std::string_view what) const {
    if (const auto* value = std::get_if<double>(&data_)) return *value;
    if (const auto* value = std::get_if<int64_t>(&data_)) return static_cast<double>(*value);
    if (const auto* value = std::get_if<bool>(&data_)) return *value ? 1 : 0;
    raise(ErrorKind::TypeError, "{} must be float, not {}", what, type_name());
}

int64_t Value::integer(std::string_view what) const {
    if (const auto* value = std::get_if<int64_t>(&data_)) return *value;
    if (const auto* value = std::get_if<bool>(&data_)) return *value ? 1 : 0;
    raise(ErrorKind::TypeError, "{} must be int, not {}", what, type_name());
}

bool Value::truth() const {
    return std::visit(
        Overloaded{
            [](std::monostate) { return false; },
            [](bool value) { return value; },
            [](int64_t value) { return value != 0; },
            [](double value) { return value != 0; },
            [](const std::string& value) { return !value.empty(); },
            [](const Tensor& value) { return truth_of(value); },
            [](const ModulePtr& value) { return value != nullptr; },
            [](const std::shared_ptr<Sequence>& value) { return value && !value->items.empty(); },
            [](const std::shared_ptr<Dict>& value) { return value && !value->items.empty(); },
        },
        data_);
}

std::string_view Value::type_name() const {
    return std::visit(Overloaded{
                          [](std::monostate) -> std::string_view { return "NoneType"; },
                          [](bool) -> std::string_view { return "bool"; },
                          [](int64_t) -> std::string_view { return "int"; },
                          [](double) -> std::string_view { return "float"; },
                          [](const std::string&) -> std::string_view { return "str"; },
                          [](const Tensor& tensor) -> std::string_view {
                              return tensor.defined() ? "Tensor" : "NoneType";
                          },
                          [](const ModulePtr& module) -> std::string_view {
                              return module ? std::string_view(module->class_name()) : "NoneType";
                          },
                          [](const std::shared_ptr<Sequence>& value) -> std::string_view {
                              return value->is_tuple ? "tuple" : "list";
                          },
                          [](const std::shared_ptr<Dict>&) -> std::string_view { return "dict"; },
                      },
                      data_);
}

std::string Value::repr() const {
    return std::visit(
        Overloaded{
            [](std::monostate) -> std::string { return "None"; },
            [](bool value) -> std::string { return value ? "True" : "False"; },
            [](int64_t value) { return std::to_string(value); },
            [](double value) { return python_float(value); },
            [](const std::string& value) { return quoted(value); },
            [](const Tensor& value) { return value.defined() ? to_string(value) : "None"; },
            [](const ModulePtr& value) { return value ? value->repr() : "None"; },
            [](const std::shared_ptr<Sequence>& value) { return repr_of(*value); },
            [](const std::shared_ptr<Dict>& value) { return repr_of(*value); },
        },
        data_);
}

std::string python_float(double value) {
    // fmt, too, takes the shortest digits and an exponent below 1e-4 and from 1e16 on.
    std::string text = fmt::format("{}", value);
    if (text.find_first_not_of("-0123456789") == std::string::npos) text += ".0";
    return text;
}

}  // namespace engine::nn
