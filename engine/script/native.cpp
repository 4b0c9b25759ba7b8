#include "engine/script/native.h"
#include "engine/script/generator_object.h"

#include "engine/base/error.h"
#include "engine/nn/creation.h"
#include "engine/nn/inherited.h"
#include "engine/script/devices.h"
#include "engine/script/integer_object.h"
#include "engine/script/interpreter.h"
#include "engine/script/told_call.h"
#include "engine/script/uninitialized.h"
#include "engine/tensor/meta_pass.h"

#include <algorithm>

namespace engine::script {

namespace {

[[noreturn]] void refuse_wide() {
    raise(ErrorKind::RuntimeError, "Overflow when unpacking long");
}

}  // namespace

void Call::refuse(std::size_t i, std::string_view wanted) const {
    raise(ErrorKind::TypeError, "{}(): argument '{}' (position {}) must be {}, not {}", name(),
          parameter(i), position(i), wanted, values_[i].type_name());
}

std::size_t Call::position(std::size_t i) const {
    return place_ == kMethod ? i : i + 1;
}

const Tensor& Call::tensor(std::size_t i) const {
    if (!values_[i].is_tensor()) refuse(i, "Tensor");
    return values_[i].tensor();
}

Tensor Call::maybe_tensor(std::size_t i) const {
    return is_none(i) ? Tensor() : tensor(i);
}

std::vector<Tensor> Call::tensors(std::size_t i) const {
    const nn::Sequence* const sequence = values_[i].sequence();
    if (sequence == nullptr) refuse(i, "tuple of Tensors");
    std::vector<Tensor> out;
    for (std::size_t k = 0; k < sequence->items.size(); ++k) {
        const nn::Value& item = sequence->items[k];
        if (!item.is_tensor()) {
            raise(ErrorKind::TypeError, "expected Tensor as element {} in argument {}, but got {}",
                  k, i, item.type_name());
        }
        out.push_back(item.tensor());
    }
    return out;
}

nn::ModulePtr Call::module(std::size_t i) const {
    if (const auto* module = std::get_if<nn::ModulePtr>(&values_[i].data())) return *module;
    raise(ErrorKind::TypeError, "{} is not a Module subclass", values_[i].type_name());
}

double Call::number(std::size_t i) const {
    const nn::Value& value = values_[i];
    if (is_wide(value)) refuse_wide();
    if (value.is_tensor() && value.tensor().numel() == 1) return value.tensor().item<double>();
    if (!value.is_number()) refuse(i, "Number");
    return value.number();
}

std::optional<double> Call::maybe_number(std::size_t i) const {
    if (is_none(i)) return std::nullopt;
    return number(i);
}

int64_t Call::integer(std::size_t i) const {
    const nn::Value& value = values_[i];
    if (is_wide(value)) refuse_wide();
    if (value.is_tensor() && value.tensor().numel() == 1 && !is_floating(value.tensor().dtype())) {
        return value.tensor().item<int64_t>();
    }
    if (!value.is_number() || std::holds_alternative<double>(value.data())) refuse(i, "int");
    return value.integer();
}

std::optional<int64_t> Call::maybe_integer(std::size_t i) const {
    if (is_none(i)) return std::nullopt;
    return integer(i);
}

bool Call::flag(std::size_t i) const {
    const nn::Value& value = values_[i];
    if (!value.is_number()) refuse(i, "bool");
    return value.truth();
}

const std::string& Call::text(std::size_t i) const {
    if (values_[i].text() == nullptr) refuse(i, "str");
    return *values_[i].text();
}

std::vector<int64_t> Call::integers(std::size_t i) const {
    const nn::Sequence* sequence = values_[i].sequence();
    const nn::Value* whole = &values_[i];  // what the first element stands for in an error
    std::vector<int64_t> out;
    const auto take = [&](const nn::Value& value) {
        if (value.is_tensor() && value.tensor().numel() == 1) {
            return out.push_back(value.tensor().item<int64_t>());
        }
        if (value.is_number() && !std::holds_alternative<double>(value.data())) {
            return out.push_back(value.integer());
        }
        if (!out.empty()) {
            raise(ErrorKind::TypeError,
                  "{}(): argument '{}' must be tuple of ints, but found element of type {} at pos "
                  "{}",
                  name(), parameter(i), value.type_name(), out.size() + 1);
        }
        raise(ErrorKind::TypeError,
              "{}(): argument '{}' (position {}) must be tuple of ints, not {}", name(),
              parameter(i), position(i), whole->type_name());
    };
    if (sequence == nullptr) {
        take(values_[i]);
        return out;
    }
    if (signature_.parameters[i].rest && !sequence->items.empty()) {
        // torch.zeros((2, 3)) and torch.zeros(2, 3)
        whole = sequence->items.data();
        if (sequence->items.size() == 1 && whole->sequence() != nullptr) {
            sequence = whole->sequence();
        }
    }
    for (const nn::Value& item : sequence->items) take(item);
    return out;
}

Shape Call::shape(std::size_t i) const {
    const std::vector<int64_t> sizes = integers(i);
    for (const int64_t size : sizes) {
        if (size >= 0) continue;
        raise(ErrorKind::RuntimeError, "Trying to create tensor with negative dimension {}: [{}]",
              size, fmt::join(sizes, ", "));
    }
    if (sizes.size() > Shape::kMaxDims) {
        raise(ErrorKind::RuntimeError, "tensors of more than {} dimensions are not supported",
              Shape::kMaxDims);
    }
    return Shape(std::span<const int64_t>(sizes));
}

std::optional<DType> Call::maybe_dtype(std::size_t i) const {
    if (is_none(i)) return std::nullopt;
    if (const auto* dtype = std::get_if<DType>(&values_[i].data())) return *dtype;
    refuse(i, "torch.dtype");
}

bool Call::meta(std::size_t i) const {
    if (is_none(i)) return false;
    if (is_device(values_[i])) return is_meta_device(values_[i]);
    refuse(i, "torch.device");
}

Generator& Call::generator() const {
    for (std::size_t i = signature_.parameters.size(); i-- > 0;) {
        if (signature_.parameters[i].name != "generator" || is_none(i)) continue;
        if (Generator* const given = find_generator(values_[i], environment_)) return *given;
        raise(ErrorKind::TypeError, "{}(): argument 'generator' must be torch.Generator, not {}",
              name(), values_[i].type_name());
    }
    return environment_.generator;
}

nn::CallContext& Call::context() const {
    return environment_.context;
}

std::string_view Call::name() const {
    return signature_.name;
}

std::string_view Call::parameter(std::size_t i) const {
    return signature_.parameters[i].name;
}

namespace {

std::string plural(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string listed(const std::vector<std::string_view>& names) {
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) out += i + 1 < names.size() ? ", " : names.size() > 2 ? ", and " : " and ";
        out += fmt::format("'{}'", names[i]);
    }
    return out;
}

/// One call's arguments on their way to their parameters, with the errors of either parser.
class Binder {
public:
    Binder(const NativeEntry& entry, Place place)
        : signature_(entry.signature),
          place_(place),
          torch_words_(place == kTorch || place == kMethod || place == kLinalg),
          values_(signature_.parameters.size()) {}

    std::vector<nn::Value> bind(std::span<const nn::Value> positional,
                                std::span<const std::pair<std::string, nn::Value>> keywords) {
        const std::size_t used = take_positional(positional);
        if (used < positional.size()) too_many(positional.size());
        for (const auto& [name, value] : keywords) take_keyword(name, value);
        fill();
        return std::move(values_);
    }

private:
    std::size_t take_positional(std::span<const nn::Value> positional) {
        std::size_t next = 0;
        for (std::size_t i = 0; i < signature_.parameters.size(); ++i) {
            const auto& parameter = signature_.parameters[i];
            if (parameter.keyword_only) break;
            if (parameter.rest) {
                const auto rest = positional.subspan(std::min(next, positional.size()));
                values_[i] = nn::Value::tuple({rest.begin(), rest.end()});
                give(i, !rest.empty());
                return positional.size();
            }
            if (next < positional.size()) {
                values_[i] = positional[next++];
                give(i);
            }
        }
        return next;
    }

    void take_keyword(const std::string& name, const nn::Value& value) {
        const auto& parameters = signature_.parameters;
        const auto find = [&](std::string_view wanted) {
            return std::find_if(parameters.begin(), parameters.end(),
                                [&](const auto& parameter) { return parameter.name == wanted; });
        };
        auto it = find(name);
        // torch takes NumPy's names, too.
        if (it == parameters.end() && torch_words_) {
            if (name == "axis") it = find("dim");
            if (name == "keepdims") it = find("keepdim");
        }
        // **kwargs, which nobody reads: nn.Identity's.
        if (it == parameters.end() && !parameters.empty() &&
            parameters.back().name.starts_with('*'))
            return;
        if (it == parameters.end()) {
            raise(ErrorKind::TypeError, "{}() got an unexpected keyword argument '{}'", shown(),
                  name);
        }
        const auto i = static_cast<std::size_t>(it - parameters.begin());
        if (is_given(i)) {
            raise(ErrorKind::TypeError, "{}() got multiple values for argument '{}'", shown(),
                  name);
        }
        values_[i] = value;
        give(i);
    }

    void fill() {
        std::vector<std::string_view> missing;
        for (std::size_t i = 0; i < values_.size(); ++i) {
            if (is_given(i)) continue;
            if (signature_.parameters[i].required) missing.push_back(signature_.parameters[i].name);
            if (!signature_.parameters[i].rest) values_[i] = signature_.parameters[i].fallback;
        }
        if (missing.empty()) return;
        if (torch_words_) {
            std::string names;
            for (const auto name : missing) {
                names += names.empty() ? "" : ", ";
                names += name;
            }
            raise(ErrorKind::TypeError, "{}() missing {} required positional arguments: \"{}\"",
                  shown(), missing.size(), names);
        }
        raise(ErrorKind::TypeError, "{}() missing {} required positional argument{}: {}", shown(),
              missing.size(), missing.size() == 1 ? "" : "s", listed(missing));
    }

    [[noreturn]] void too_many(std::size_t given) const {
        std::size_t least = self(), most = self();
        for (const auto& parameter : signature_.parameters) {
            if (parameter.keyword_only) break;
            ++most;
            if (parameter.required) ++least;
        }
        if (torch_words_) {
            raise(ErrorKind::TypeError, "{}() takes {} but {} {} given", shown(),
                  plural(most, "positional argument"), given, given == 1 ? "was" : "were");
        }
        const std::string takes =
            least == most ? plural(most, "positional argument")
                          : fmt::format("from {} to {} positional arguments", least, most);
        raise(ErrorKind::TypeError, "{}() takes {} but {} {} given", shown(), takes, given + self(),
              given + self() == 1 ? "was" : "were");
    }

    /// The name that error messages say: a class's name stands before its own constructor.
    std::string shown() const {
        const std::string_view name = signature_.name;
        if (place_ == kNN) return fmt::format("{}.__init__", nn::class_of_init(name).name);
        if (makes_object()) return fmt::format("{}.__init__", name);
        if (place_ == kModuleMethod) return fmt::format("Module.{}", name);
        return std::string(name);
    }

    /// How many arguments Python counts that a call does not write.
    std::size_t self() const {
        if (place_ == kNN) return 1 + nn::class_of_init(signature_.name).hidden;
        return makes_object() ? 1 : 0;
    }

    bool makes_object() const { return place_ == kOptim || place_ == kScheduler; }
    bool is_given(std::size_t i) const { return (given_ >> i & 1) != 0; }
    void give(std::size_t i, bool given = true) { given_ |= uint64_t{given} << i; }

    const Signature& signature_;
    Place place_;
    bool torch_words_;
    std::vector<nn::Value> values_;
    uint64_t given_ = 0;  // one bit a parameter: no signature has 64
};

/// What a maker's own `dtype=` and `device=` say of the parameters that it makes.
nn::Creation creation_for(const Signature& signature, const Call& call) {
    nn::Creation creation = nn::creation();
    for (std::size_t i = 0; i < signature.parameters.size(); ++i) {
        const std::string_view name = signature.parameters[i].name;
        if (name == "dtype") creation.dtype = call.maybe_dtype(i).value_or(creation.dtype);
        if (name == "device" && !call.is_none(i)) creation.meta = call.meta(i);
    }
    return creation;
}

/// Whether a row is a step of a pass: what makes modules, asks or saves is none.
bool is_step(Place place, std::string_view name) {
    constexpr unsigned kSteps = kTorch | kMethod | kFunctional | kTensorProperty | kLinalg;
    return (place & kSteps) != 0 && !(place == kTensorProperty && name == "grad");
}

/// What PyTorch's users write: "torch.cat", "F.relu", "view".
std::string written_name(Place place, std::string_view name) {
    if (name == "__getitem__") return "[...]";
    if (name == "__setitem__") return "[...] =";
    const std::string_view space = place == kTorch        ? "torch."
                                   : place == kFunctional ? "F."
                                   : place == kLinalg     ? "torch.linalg."
                                                          : "";
    return fmt::format("{}{}", space, name);
}

bool on_meta(const nn::Value& value) {
    if (value.is_tensor()) return value.tensor().defined() && value.tensor().is_meta();
    const nn::Sequence* const sequence = value.sequence();
    return sequence != nullptr && std::any_of(sequence->items.begin(), sequence->items.end(),
                                              [](const nn::Value& item) { return on_meta(item); });
}

/// Whether a function computes shapes only: one of its tensors is of the meta device, or it makes
/// one that shall be.
bool on_meta(Place place, const Signature& signature, const Call& call) {
    if ((place & (kTorch | kMethod | kFunctional | kTensorProperty | kLinalg | kInit)) == 0) {
        return false;
    }
    // What reads its elements from Python's numbers does so on any device.
    const bool reads = signature.name == "tensor" || signature.name == "as_tensor" ||
                       signature.name == "new_tensor" || signature.name == "scalar_tensor";
    for (std::size_t i = 0; i < call.size() && !reads; ++i) {
        if (on_meta(call[i])) return true;
        if (signature.parameters[i].name == "device" && signature.name != "Generator" &&
            !call.is_none(i) && call.meta(i)) {
            return true;
        }
    }
    return false;
}

}  // namespace

nn::Value call_native(const NativeEntry& entry, Place place, std::span<const nn::Value> positional,
                      std::span<const std::pair<std::string, nn::Value>> keywords,
                      Environment& environment) {
    Binder binder(entry, place);
    Call call(*entry.native, entry.signature, place, binder.bind(positional, keywords),
              environment);
    check_initialized(place, entry.signature.name, call);
    const nn::HostScope host(environment.context.host);  // backward may meet a script's hooks
    const MetaScope meta(on_meta(place, entry.signature, call));
    if (environment.context.tracer != nullptr && is_step(place, entry.signature.name)) {
        ToldCall told(environment.context);
        for (const nn::Value& value : positional) told.given(value);
        for (const auto& [name, value] : keywords) told.given(value);
        if (entry.signature.name == "__setitem__") told.shows(call[0]);
        return told.run(written_name(place, entry.signature.name),
                        [&] { return entry.native->run(call); });
    }
    if (place != kNN) return entry.native->run(call);
    const nn::CreationScope scope(creation_for(entry.signature, call));
    return entry.native->run(call);
}

}  // namespace engine::script
