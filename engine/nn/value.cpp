#include "engine/nn/value.h"

#include "engine/autograd/history.h"
#include "engine/base/error.h"
#include "engine/nn/depth_guard.h"
#include "engine/nn/module.h"
#include "engine/nn/release.h"

#include <algorithm>

namespace engine::nn {

namespace {

constexpr std::string_view kValuesIndices[] = {"values", "indices"};
constexpr std::string_view kMinMax[] = {"min", "max"};
constexpr std::string_view kKeys[] = {"missing_keys", "unexpected_keys"};
constexpr TupleClassInfo kTupleClasses[] = {
    {"tuple", {}},
    {"torch.Size", {}},
    {"torch.return_types.max", kValuesIndices},
    {"torch.return_types.min", kValuesIndices},
    {"torch.return_types.median", kValuesIndices},
    {"torch.return_types.mode", kValuesIndices},
    {"torch.return_types.sort", kValuesIndices},
    {"torch.return_types.topk", kValuesIndices},
    {"torch.return_types.kthvalue", kValuesIndices},
    {"torch.return_types.cummax", kValuesIndices},
    {"torch.return_types.cummin", kValuesIndices},
    {"torch.return_types.aminmax", kMinMax},
    {"torch.return_types.nanmedian", kValuesIndices},
    {"_IncompatibleKeys", kKeys},
};

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

/// Two empty lists: load_state_dict's good news.
bool is_empty_pair(const Sequence& sequence) {
    return std::all_of(sequence.items.begin(), sequence.items.end(),
                       [](const Value& item) { return !item.truth(); });
}

std::string named_repr(const Sequence& sequence) {
    const TupleClassInfo& info = tuple_class_info(sequence.tuple_class);
    // Those of torch stand a line each, a collections.namedtuple in one.
    const bool of_torch = info.name.starts_with("torch.");
    if (sequence.tuple_class == TupleClass::IncompatibleKeys && is_empty_pair(sequence)) {
        return "<All keys matched successfully>";
    }
    std::string out = std::string(info.name) + (of_torch ? "(\n" : "(");
    for (std::size_t i = 0; i < sequence.items.size(); ++i) {
        if (i > 0) out += of_torch ? ",\n" : ", ";
        out += fmt::format("{}={}", info.fields[i], sequence.items[i].repr());
    }
    return out + ')';
}

std::string repr_of(const Sequence& sequence) {
    const DepthGuard guard(kGettingRepr);
    if (sequence.tuple_class == TupleClass::Size) {
        return "torch.Size(" + repr_of(Sequence{sequence.items, false}) + ')';
    }
    if (sequence.tuple_class != TupleClass::Plain) return named_repr(sequence);
    std::string out(1, sequence.is_tuple ? '(' : '[');
    for (std::size_t i = 0; i < sequence.items.size(); ++i) {
        if (i > 0) out += ", ";
        out += sequence.items[i].repr();
    }
    if (sequence.is_tuple && sequence.items.size() == 1) out += ',';
    return out + (sequence.is_tuple ? ')' : ']');
}

std::string repr_of(const Dict& dict) {
    const DepthGuard guard(kGettingRepr);
    if (dict.ordered && dict.items.empty()) return "OrderedDict()";
    std::string out = dict.ordered ? "OrderedDict([" : "{";
    for (std::size_t i = 0; i < dict.items.size(); ++i) {
        const std::string key = quoted(dict.items[i].first), value = dict.items[i].second.repr();
        if (i > 0) out += ", ";
        out += dict.ordered ? fmt::format("({}, {})", key, value) : key + ": " + value;
    }
    return out + (dict.ordered ? "])" : "}");
}

std::string repr_of(const Tensor& tensor) {
    if (tensor.defined()) refresh_history(tensor);
    const std::string words = to_string(tensor);
    const bool named = tensor.defined() && tensor.is_parameter() && !tensor.is_uninitialized();
    return named ? "Parameter containing:\n" + words : words;
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
    return make_released<Sequence>(Sequence{std::move(items), true});
}

Value Value::list(std::vector<Value> items) {
    return make_released<Sequence>(Sequence{std::move(items), false});
}

Value Value::size(const Shape& sizes) {
    std::vector<Value> items;
    for (const int64_t size : sizes) items.emplace_back(size);
    return make_released<Sequence>(
        Sequence{.items = std::move(items), .tuple_class = TupleClass::Size});
}

Value Value::named_tuple(TupleClass tuple_class, std::vector<Value> items) {
    return make_released<Sequence>(Sequence{.items = std::move(items), .tuple_class = tuple_class});
}

const TupleClassInfo& tuple_class_info(TupleClass tuple_class) {
    return kTupleClasses[static_cast<std::size_t>(tuple_class)];
}

const Sequence* Value::sequence() const {
    const auto* held = std::get_if<std::shared_ptr<Sequence>>(&data_);
    return held ? held->get() : nullptr;
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
            [](const ObjectPtr& value) { return value && value->truth(); },
            [](const auto&) { return true; },
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
                              if (!tensor.defined()) return "NoneType";
                              return tensor.is_parameter() ? "Parameter" : "Tensor";
                          },
                          [](const ModulePtr& module) -> std::string_view {
                              return module ? std::string_view(module->class_name()) : "NoneType";
                          },
                          [](const std::shared_ptr<Sequence>& value) -> std::string_view {
                              if (!value->is_tuple) return "list";
                              const std::string_view name =
                                  tuple_class_info(value->tuple_class).name;
                              return name.substr(name.rfind('.') + 1);
                          },
                          [](const std::shared_ptr<Dict>& value) -> std::string_view {
                              return value && value->ordered ? "OrderedDict" : "dict";
                          },
                          [](DType) -> std::string_view { return "dtype"; },
                          [](Device) -> std::string_view { return "device"; },
                          [](Ellipsis) -> std::string_view { return "ellipsis"; },
                          [](const std::shared_ptr<Slice>&) -> std::string_view { return "slice"; },
                          [](const ObjectPtr& value) -> std::string_view {
                              return value ? value->type_name() : "NoneType";
                          },
                      },
                      data_);
}

std::string Value::repr() const {
    return std::visit(Overloaded{
                          [](std::monostate) -> std::string { return "None"; },
                          [](bool value) -> std::string { return value ? "True" : "False"; },
                          [](int64_t value) { return std::to_string(value); },
                          [](double value) { return python_float(value); },
                          [](const std::string& value) { return quoted(value); },
                          [](const Tensor& value) { return repr_of(value); },
                          [](const ModulePtr& value) { return value ? value->repr() : "None"; },
                          [](const std::shared_ptr<Sequence>& value) { return repr_of(*value); },
                          [](const std::shared_ptr<Dict>& value) { return repr_of(*value); },
                          [](DType value) { return std::string(name_of(value)); },
                          [](Device value) {
                              return fmt::format("device(type='{}')", value.meta ? "meta" : "cpu");
                          },
                          [](Ellipsis) -> std::string { return "Ellipsis"; },
                          [](const std::shared_ptr<Slice>& value) {
                              const DepthGuard guard(kGettingRepr);
                              return fmt::format("slice({}, {}, {})", value->start.repr(),
                                                 value->stop.repr(), value->step.repr());
                          },
                          [](const ObjectPtr& value) { return value ? value->repr() : "None"; },
                      },
                      data_);
}

std::string python_float(double value) {
    if (value != value) return "nan";  // Python's has no sign
    // fmt, too, takes the shortest digits and an exponent below 1e-4 and from 1e16 on.
    std::string text = fmt::format("{}", value);
    if (text.find_first_not_of("-0123456789") == std::string::npos) text += ".0";
    return text;
}

}  // namespace engine::nn
