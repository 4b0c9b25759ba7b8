#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/integer_object.h"
#include "engine/script/key_hooks.h"
#include "engine/script/machine.h"
#include "engine/script/release_parts.h"
#include "engine/tensor/grad_mode.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

namespace engine::script {

namespace {

std::string listed(const std::vector<std::string>& names) {
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) out += i + 1 < names.size() ? ", " : names.size() > 2 ? ", and " : " and ";
        out += "'" + names[i] + "'";
    }
    return out;
}

/// Inference mode as a decorator sets it around a call.
class InferenceScope {
public:
    explicit InferenceScope(bool on) : before_(InferenceMode::enabled()) {
        InferenceMode::set_enabled(on);
    }
    ~InferenceScope() { InferenceMode::set_enabled(before_); }
    InferenceScope(const InferenceScope&) = delete;
    InferenceScope& operator=(const InferenceScope&) = delete;

private:
    bool before_;
};

/// Methods of modules that yield, in PyTorch.
bool is_generator_method(std::string_view name) {
    static constexpr std::string_view kNames[] = {
        "parameters", "named_parameters", "buffers", "named_buffers",
        "children",   "named_children",   "modules", "named_modules"};
    return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

/// The variables of one call. Most functions have a few, which then need no memory of their own.
class Slots {
public:
    explicit Slots(uint32_t count)
        : count_(count), values_(count <= kInPlace ? in_place() : allocator_.allocate(count)) {
        std::uninitialized_fill_n(values_, count_, unbound());
    }
    ~Slots() {
        std::destroy_n(values_, count_);
        if (count_ > kInPlace) allocator_.deallocate(values_, count_);
    }
    Slots(const Slots&) = delete;
    Slots& operator=(const Slots&) = delete;

    nn::Value* data() { return values_; }

private:
    static constexpr uint32_t kInPlace = 10;
    nn::Value* in_place() { return reinterpret_cast<nn::Value*>(place_); }

    alignas(nn::Value) std::byte place_[kInPlace * sizeof(nn::Value)];
    std::allocator<nn::Value> allocator_;
    uint32_t count_;
    nn::Value* values_;
};

[[noreturn]] void missing(const FunctionCode& code, const std::vector<std::string>& names,
                          std::string_view kind) {
    raise(ErrorKind::TypeError, "{}() missing {} required {} argument{}: {}", code.qualified_name,
          names.size(), kind, names.size() == 1 ? "" : "s", listed(names));
}

[[noreturn]] void too_many(const FunctionCode& code, std::size_t given, std::size_t keyword_only) {
    std::size_t most = 0, least = 0;
    for (const Parameter& parameter : code.parameters) {
        if (parameter.kind != Parameter::Kind::Plain) continue;
        ++most;
        if (!parameter.fallback) ++least;
    }
    const std::string takes =
        least == most ? fmt::format("{} positional argument{}", most, most == 1 ? "" : "s")
                      : fmt::format("from {} to {} positional arguments", least, most);
    const std::string extra =
        keyword_only == 0
            ? ""
            : fmt::format(" positional argument{} (and {} keyword-only argument{})",
                          given == 1 ? "" : "s", keyword_only, keyword_only == 1 ? "" : "s");
    raise(ErrorKind::TypeError, "{}() takes {} but {}{} {} given", code.qualified_name, takes,
          given, extra, given == 1 && keyword_only == 0 ? "was" : "were");
}

/// torch.nn.utils.rnn.PackedSequence, which recurrent layers take as its four places.
bool is_packed_sequence(const nn::Value& value) {
    const auto* const instance = as<InstanceObject>(value);
    return instance != nullptr && instance->type->library &&
           instance->type->name == "PackedSequence";
}

/// (output, h_n) of a packed input: the output is packed as it was.
nn::Value packed_again(const nn::Value& packed, nn::Value result) {
    const nn::Sequence* const both = result.sequence();
    if (both == nullptr || both->items.size() != 2 || !both->items[0].is_tensor()) return result;
    auto output = make_released<InstanceObject>(*as<InstanceObject>(packed));
    output->items.at(0) = both->items[0];
    return nn::Value::tuple({nn::ObjectPtr(std::move(output)), both->items[1]});
}

}  // namespace

nn::Value Machine::make_function(const FunctionCode& code) {
    auto function = made(make_released<FunctionObject>());
    function->program = code.program->shared_from_this();
    function->code = &code;
    function->owner = frame_->owner;
    for (const Parameter& parameter : code.parameters) {
        if (parameter.fallback) function->defaults.push_back(evaluate(*parameter.fallback));
    }
    for (const FunctionCode::Free& free : code.free) {
        function->closure.push_back(free.own ? frame_->cells[free.index]
                                             : (*frame_->closure)[free.index]);
    }
    return nn::ObjectPtr(std::move(function));
}

void Machine::bind_arguments(const FunctionObject& function, Arguments& arguments, Frame& frame) {
    const FunctionCode& code = *function.code;
    std::size_t next = 0, fallback = 0, keyword_only_given = 0;
    std::vector<bool> used(arguments.keywords.size(), false);
    std::vector<std::string> missing_plain, missing_keyword;
    bool has_rest = false, has_keywords = false;
    const auto keyword = [&](const std::string& name) -> nn::Value* {
        for (std::size_t i = 0; i < arguments.keywords.size(); ++i) {
            if (arguments.keywords[i].first != name) continue;
            used[i] = true;
            return &arguments.keywords[i].second;
        }
        return nullptr;
    };
    for (const Parameter& parameter : code.parameters) {
        const nn::Value* standard = parameter.fallback ? &function.defaults[fallback++] : nullptr;
        switch (parameter.kind) {
            case Parameter::Kind::Plain: {
                nn::Value* const named = keyword(parameter.name);
                if (next < arguments.positional.size()) {
                    if (named != nullptr) {
                        raise(ErrorKind::TypeError, "{}() got multiple values for argument '{}'",
                              code.qualified_name, parameter.name);
                    }
                    place(frame, parameter.binding, std::move(arguments.positional[next++]));
                } else if (named != nullptr) {
                    place(frame, parameter.binding, std::move(*named));
                } else if (standard != nullptr) {
                    place(frame, parameter.binding, *standard);
                } else {
                    missing_plain.push_back(parameter.name);
                }
                break;
            }
            case Parameter::Kind::Rest: {
                has_rest = true;
                const auto from =
                    arguments.positional.begin() +
                    static_cast<std::ptrdiff_t>(std::min(next, arguments.positional.size()));
                place(frame, parameter.binding,
                      nn::Value::tuple({from, arguments.positional.end()}));
                next = arguments.positional.size();
                break;
            }
            case Parameter::Kind::KeywordOnly: {
                if (nn::Value* const named = keyword(parameter.name)) {
                    ++keyword_only_given;
                    place(frame, parameter.binding, std::move(*named));
                } else if (standard != nullptr) {
                    place(frame, parameter.binding, *standard);
                } else {
                    missing_keyword.push_back(parameter.name);
                }
                break;
            }
            case Parameter::Kind::Keywords: {
                has_keywords = true;
                auto rest = made(make_released<DictObject>());
                for (std::size_t i = 0; i < arguments.keywords.size(); ++i) {
                    if (used[i]) continue;
                    rest->table.set(arguments.keywords[i].first, arguments.keywords[i].second);
                }
                place(frame, parameter.binding, nn::ObjectPtr(std::move(rest)));
                break;
            }
        }
    }
    if (!has_keywords) {
        for (std::size_t i = 0; i < used.size(); ++i) {
            if (used[i]) continue;
            raise(ErrorKind::TypeError, "{}() got an unexpected keyword argument '{}'",
                  code.qualified_name, arguments.keywords[i].first);
        }
    }
    if (!has_rest && next < arguments.positional.size()) {
        too_many(code, arguments.positional.size(), keyword_only_given);
    }
    if (!missing_plain.empty()) missing(code, missing_plain, "positional");
    if (!missing_keyword.empty()) missing(code, missing_keyword, "keyword-only");
}

nn::Value Machine::call_function(const std::shared_ptr<FunctionObject>& function,
                                 Arguments& arguments) {
    const FunctionCode& code = *function->code;
    const SetGradEnabled keep(GradMode::enabled());
    const bool grad_before = environment_.grad_enabled;
    if (function->grad_mode) set_grad_mode(*function->grad_mode);
    struct PutBack {
        bool& mode;
        bool before;
        bool active;
        ~PutBack() {
            if (active) mode = before;
        }
    } put_back{environment_.grad_enabled, grad_before, function->grad_mode.has_value()};
    std::optional<InferenceScope> inference;
    if (function->grad_mode) {
        if (const nn::Value* on = function->attributes.find("__inference_mode__")) {
            inference.emplace(on->truth());
        }
    }

    Slots slots(code.slots);
    Frame frame;
    frame.program = function->program.get();
    frame.code = &code;
    frame.function = function.get();
    frame.slots = slots.data();
    frame.closure = &function->closure;
    frame.owner = function->owner.lock();
    frame.here = code.span;
    frame.cells.reserve(code.cells);
    for (uint32_t i = 0; i < code.cells; ++i) {
        frame.cells.push_back(made(make_released<CellObject>()));
    }
    const std::size_t given = arguments.positional.size();
    if (code.simple && arguments.keywords.empty() && given == code.parameters.size()) {
        for (std::size_t i = 0; i < given; ++i) {
            frame.slots[code.parameters[i].binding.slot] = std::move(arguments.positional[i]);
        }
    } else {
        bind_arguments(*function, arguments, frame);
    }
    return code.yields ? make_generator(function, frame) : run_code(code, frame);
}

nn::Value Machine::run_code(const FunctionCode& code, Frame& frame) {
    check_depth();
    const FrameScope scope(*this, frame);
    try {
        if (code.value) return evaluate(*code.value);
        const Flow flow = block(code.body);
        return flow == Flow::Return ? std::exchange(returned_, {}) : nn::Value();
    } catch (ScriptError& error) {
        trace(error, frame);
        throw;
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Cancelled) throw;
        ScriptError placed(error.kind(), error.what());
        trace(placed, frame);
        throw placed;
    }
}

namespace {

/// An int that no parameter of torch's holds; where sizes stand their own words say it.
void refuse_wide(const NativeEntry& entry, const Arguments& arguments) {
    const auto& parameters = entry.signature.parameters;
    for (std::size_t i = 0; i < arguments.positional.size(); ++i) {
        if (!is_wide(arguments.positional[i])) continue;
        const auto& parameter = parameters[std::min(i, parameters.size() - 1)];
        if (!parameter.rest && parameter.name != "size") {
            raise(ErrorKind::RuntimeError, "Overflow when unpacking long");
        }
    }
}

}  // namespace

nn::Value Machine::call_native_row(const NativeEntry& entry, Place place, Arguments& arguments) {
    if (place == kTorch || place == kMethod) refuse_wide(entry, arguments);
    for (nn::Value& value : arguments.positional) value = to_native(*this, std::move(value));
    for (auto& [name, value] : arguments.keywords) value = to_native(*this, std::move(value));
    nn::Value result = from_native(
        *this, call_native(entry, place, arguments.positional, arguments.keywords, environment_));
    if (place != kModuleMethod || !is_generator_method(entry.signature.name)) return result;
    const IteratorPtr walk = iterate(result);
    walk->name = "generator";
    return nn::ObjectPtr(walk);
}

nn::Value Machine::call(const nn::Value& callable, Arguments arguments) {
    check_depth();
    if (const auto* module = std::get_if<nn::ModulePtr>(&callable.data()); module && *module) {
        nn::Value packed;
        if ((*module)->python_class == nullptr) {
            if (!arguments.positional.empty() && is_packed_sequence(arguments.positional[0])) {
                packed = arguments.positional[0];
            }
            for (nn::Value& value : arguments.positional)
                value = to_native(*this, std::move(value));
        }
        const nn::ModulePtr held = *module;
        nn::Value result = from_native(
            *this, nn::call(*held, environment_.context, arguments.positional, arguments.keywords));
        return packed.is_none() ? result : packed_again(packed, std::move(result));
    }
    if (const auto function = shared_as<FunctionObject>(callable)) {
        return call_function(function, arguments);
    }
    if (const auto method = shared_as<MethodObject>(callable)) {
        arguments.positional.insert(arguments.positional.begin(), method->self);
        return call(method->function, std::move(arguments));
    }
    if (const auto builtin = shared_as<BuiltinObject>(callable)) {
        if (builtin->bound) {
            arguments.positional.insert(arguments.positional.begin(), builtin->self);
        }
        return builtin->row->run(*this, arguments);
    }
    if (const auto native = shared_as<NativeObject>(callable)) {
        if (native->bound) {
            arguments.positional.insert(arguments.positional.begin(), native->self);
        }
        return call_native_row(*native->entry, native->place, arguments);
    }
    if (const auto type = shared_as<ClassObject>(callable)) {
        return instantiate(type, std::move(arguments));
    }
    if (const auto context = shared_as<ContextObject>(callable)) {
        return decorate_with(*this, *context, arguments);
    }
    if (as<InstanceObject>(callable) != nullptr) {
        if (auto result = call_special(callable, "__call__", std::move(arguments))) {
            return *std::move(result);
        }
    }
    if (const auto* space = as<NamespaceObject>(callable)) {
        if (space->missing) refuse_missing(*space);
        // TypeVar('T'): read and ignored, as annotations are.
        if (space->name.starts_with("typing.")) return callable;
    }
    raise(ErrorKind::TypeError, "'{}' object is not callable", callable.type_name());
}

nn::Value Machine::call(const nn::Value& callable, std::span<const nn::Value> args) {
    const KeyHooks hooks(*this);
    return call(callable, {.positional = {args.begin(), args.end()}, .keywords = {}});
}

nn::Value Machine::call_method(const nn::Value& value, std::string_view name, Arguments arguments) {
    return call(get_attribute(value, name), std::move(arguments));
}

std::optional<nn::Value> Machine::call_special(const nn::Value& value, std::string_view name,
                                               Arguments arguments) {
    ClassPtr type;
    if (const auto* instance = as<InstanceObject>(value)) {
        type = instance->type;
    } else if (const auto* module = std::get_if<nn::ModulePtr>(&value.data()); module && *module) {
        type = std::static_pointer_cast<ClassObject>((*module)->python_class);
    } else if (const auto* dict = as<DictObject>(value)) {
        type = dict->type;
    }
    if (!type) return std::nullopt;
    const nn::Value* member = type->find(name);
    if (member == nullptr) return std::nullopt;
    return call(bind_member(*member, value, type), std::move(arguments));
}

}  // namespace engine::script
