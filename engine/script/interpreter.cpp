#include "engine/script/interpreter.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/nn/container_protocol.h"
#include "engine/script/arithmetic.h"
#include "engine/script/object.h"
#include "engine/script/parser.h"
#include "engine/script/reaches.h"
#include "engine/script/show.h"
#include "engine/tensor/grad_mode.h"

#include <utility>

namespace engine::script {
namespace {

class Interpreter {
public:
    explicit Interpreter(Environment& environment) : environment_(environment) {}

    Object evaluate(const Expr& expr) {
        switch (expr.kind) {
            case Expr::Kind::Literal:
                return expr.literal;
            case Expr::Kind::Name:
                return name(expr.text);
            case Expr::Kind::Attribute:
                return attribute(evaluate(*expr.items[0]), expr.text);
            case Expr::Kind::Subscript:
                return subscript(evaluate(*expr.items[0]), evaluate(*expr.items[1]));
            case Expr::Kind::Call:
                return call_expression(expr);
            case Expr::Kind::Unary: {
                const Object operand = evaluate(*expr.items[0]);
                if (expr.text == "not") return nn::Value(!truth(operand));
                return negate(expr.text, operand.value());
            }
            case Expr::Kind::Binary: {
                const Object left = evaluate(*expr.items[0]);
                return arithmetic(expr.text, left.value(), evaluate(*expr.items[1]).value());
            }
            case Expr::Kind::Compare: {
                const Object left = evaluate(*expr.items[0]);
                return compare(expr.text, left.value(), evaluate(*expr.items[1]).value());
            }
            case Expr::Kind::And: {
                Object left = evaluate(*expr.items[0]);
                return truth(left) ? evaluate(*expr.items[1]) : left;
            }
            case Expr::Kind::Or: {
                Object left = evaluate(*expr.items[0]);
                return truth(left) ? left : evaluate(*expr.items[1]);
            }
            case Expr::Kind::Tuple:
                return nn::Value::tuple(values(expr));
            case Expr::Kind::List:
                return nn::Value::list(values(expr));
            case Expr::Kind::Slice: {
                std::vector<nn::Value> parts = values(expr);
                return nn::Value(
                    std::make_shared<nn::Slice>(nn::Slice{parts[0], parts[1], parts[2]}));
            }
        }
        return {};
    }

    void assign(const Expr& target, const Object& value) {
        switch (target.kind) {
            case Expr::Kind::Name:
                assign_name(target.text, value);
                return;
            case Expr::Kind::Attribute:
                assign_attribute(evaluate(*target.items[0]), target.text, value);
                return;
            case Expr::Kind::Tuple:
            case Expr::Kind::List: {
                const nn::Sequence* const values = value.value().sequence();
                if (values == nullptr || values->items.size() != target.items.size()) {
                    raise(ErrorKind::ValueError, "not enough values to unpack (expected {})",
                          target.items.size());
                }
                for (std::size_t i = 0; i < target.items.size(); ++i) {
                    assign(*target.items[i], values->items[i]);
                }
                return;
            }
            default:
                assign_subscript(evaluate(*target.items[0]), evaluate(*target.items[1]), value);
        }
    }

private:
    std::vector<nn::Value> values(const Expr& expr) {
        std::vector<nn::Value> items;
        for (const ExprPtr& item : expr.items) items.push_back(evaluate(*item).value());
        return items;
    }

    bool truth(const Object& object) const {
        const auto* value = object.as<nn::Value>();
        return value == nullptr || value->truth();
    }

    Object name(const std::string& text) {
        if (const nn::Value* value = environment_.names.find(text)) return *value;
        if (text == "model") return nn::Value(environment_.model);
        if (text == "optimizer" && environment_.optimizer != nullptr) return OptimizerRef{};
        if (text == "torch") return Namespace{"torch"};
        if (text == "nn") return Namespace{"torch.nn"};
        if (text == "F") return Namespace{"torch.nn.functional"};
        if (const Callable* function = find(builtins(), text)) return Bound{function, nullptr};
        raise(ErrorKind::NameError, "name '{}' is not defined", text);
    }

    static Object bound(const Callable& callable, const Object& self) {
        return Bound{&callable, std::make_shared<const Object>(self)};
    }

    [[noreturn]] void no_attribute(const Object& object, std::string_view text) const {
        raise(ErrorKind::AttributeError, "'{}' object has no attribute '{}'",
              object.type_name(environment_), text);
    }

    Object attribute(const Object& object, const std::string& text) {
        if (const auto module = object.module()) {
            // What the object holds hides the method of its class, as in Python.
            const bool own = module->parameters.contains(text) || module->buffers.contains(text) ||
                             module->children.contains(text) || module->attributes.contains(text);
            const Callable* method = own ? nullptr : find(module_methods(), text);
            if (method != nullptr) return bound(*method, object);
            const NativeEntry* entry = own ? nullptr : find_native(kModuleMethod, text);
            if (entry && (!nn::is_container_method(text) || nn::offers_method(*module, text))) {
                return NativeBound{entry, kModuleMethod, std::make_shared<const Object>(object)};
            }
            return module->get_attribute(text);
        }
        if (const Tensor* tensor = object.tensor()) {
            if (const NativeEntry* entry = find_native(kTensorProperty, text)) {
                return call_native(*entry, kTensorProperty, std::vector{object.value()}, {},
                                   environment_);
            }
            if (const NativeEntry* entry = find_native(kMethod, text)) {
                return NativeBound{entry, kMethod, std::make_shared<const Object>(object)};
            }
            return tensor_attribute(object, *tensor, text);
        }
        if (object.as<OptimizerRef>() != nullptr) {
            if (text == "param_groups") return GroupsRef{};
            if (const Callable* method = find(optimizer_methods(), text)) {
                return bound(*method, object);
            }
        }
        if (const auto* space = object.as<Namespace>()) {
            return space_attribute(space->name, text);
        }
        if (const auto* value = object.as<nn::Value>()) {
            if (const nn::Sequence* sequence = value->sequence()) {
                const auto fields = nn::tuple_class_info(sequence->tuple_class).fields;
                for (std::size_t i = 0; i < fields.size(); ++i) {
                    if (fields[i] == text) return sequence->items[i];
                }
            }
        }
        no_attribute(object, text);
    }

    static Object space_attribute(std::string_view space, const std::string& text) {
        struct Space {
            std::string_view name;
            Place place;
        };
        static constexpr Space kSpaces[] = {
            {"torch", kTorch},
            {"torch.nn", kNN},
            {"torch.nn.functional", kFunctional},
            {"torch.nn.init", kInit},
            {"torch.nn.utils", kUtils},
            {"torch.autograd", kAutograd},
            {"torch.linalg", kLinalg},
        };
        const std::string full = fmt::format("{}.{}", space, text);
        for (const Space& known : kSpaces) {
            if (known.name == full) return Namespace{known.name};
            if (known.name != space) continue;
            if (const NativeEntry* entry = find_native(known.place, text)) {
                return NativeBound{entry, known.place, nullptr};
            }
        }
        if (space == "torch") {
            for (const DType dtype :
                 {DType::Float32, DType::Float64, DType::Int64, DType::Bool, DType::Int32,
                  DType::Int16, DType::Int8, DType::UInt8, DType::Half, DType::BFloat16}) {
                if (name_of(dtype) == full) return nn::Value(dtype);
            }
            if (text == "double") return nn::Value(DType::Float64);
            if (text == "float") return nn::Value(DType::Float32);
            if (text == "long") return nn::Value(DType::Int64);
            if (const Callable* function = find(torch_functions(), text)) {
                return Bound{function, nullptr};
            }
        }
        raise(ErrorKind::AttributeError, "`{}` is outside the PyTorch subset that Modescope runs",
              full);
    }

    Object tensor_attribute(const Object& object, const Tensor& tensor,
                            const std::string& text) const {
        if (text == "requires_grad") return nn::Value(tensor.requires_grad());
        if (text == "is_leaf") return nn::Value(tensor.is_leaf());
        if (text == "data") return nn::Value(tensor.detach());
        if (text == "grad") {
            const Tensor gradient = tensor.grad();
            return gradient.defined() ? nn::Value(gradient) : nn::Value();
        }
        if (text == "shape") {
            std::vector<nn::Value> sizes;
            for (const int64_t size : tensor.sizes()) sizes.emplace_back(size);
            return nn::Value::tuple(std::move(sizes));
        }
        no_attribute(object, text);
    }

    Object subscript(const Object& object, const Object& index) {
        if (const auto module = object.module()) return nn::get_item(*module, index.value());
        if (const Tensor* tensor = object.tensor()) {
            if (const NativeEntry* entry = find_native(kMethod, "__getitem__")) {
                return call_native(*entry, kMethod, std::vector{object.value(), index.value()}, {},
                                   environment_);
            }
            return nn::Value(select(*tensor, 0, index.value().integer("index")));
        }
        if (object.as<GroupsRef>() != nullptr) {
            const auto count = static_cast<int64_t>(environment_.optimizer->groups.size());
            return GroupRef{position(index.value(), count, "list index out of range")};
        }
        if (const auto* group = object.as<GroupRef>()) return *group_option(*group, index.value());
        if (const auto* items =
                object.as<nn::Value>() == nullptr
                    ? nullptr
                    : std::get_if<std::shared_ptr<nn::Sequence>>(&object.value().data())) {
            const auto& sequence = **items;
            const auto count = static_cast<int64_t>(sequence.items.size());
            return sequence.items[position(
                index.value(), count,
                sequence.is_tuple ? "tuple index out of range" : "list index out of range")];
        }
        raise(ErrorKind::TypeError, "'{}' object is not subscriptable",
              object.type_name(environment_));
    }

    static std::size_t position(const nn::Value& index, int64_t count, std::string_view message) {
        const int64_t given = index.integer("index");
        const int64_t place = given < 0 ? given + count : given;
        if (place < 0 || place >= count) raise(ErrorKind::IndexError, "{}", message);
        return static_cast<std::size_t>(place);
    }

    nn::Value* group_option(const GroupRef& group, const nn::Value& key) const {
        const auto* name = std::get_if<std::string>(&key.data());
        nn::Value* option = name == nullptr
                                ? nullptr
                                : environment_.optimizer->groups[group.index].options.find(*name);
        if (option == nullptr) raise(ErrorKind::KeyError, "{}", key.repr());
        return option;
    }

    Object call_expression(const Expr& expr) {
        const Object callee = evaluate(*expr.items[0]);
        std::vector<Object> positional;
        for (std::size_t i = 1; i < expr.items.size(); ++i) {
            positional.push_back(evaluate(*expr.items[i]));
        }
        std::vector<std::pair<std::string, Object>> keywords;
        for (const auto& [key, value] : expr.keywords) keywords.emplace_back(key, evaluate(*value));

        if (const auto* function = callee.as<Bound>()) {
            return call(*function, positional, keywords, environment_);
        }
        if (const auto* function = callee.as<NativeBound>()) {
            std::vector<nn::Value> given;
            if (function->self) given.push_back(function->self->value());
            for (const Object& object : positional) given.push_back(object.value());
            std::vector<std::pair<std::string, nn::Value>> named;
            for (const auto& [key, value] : keywords) named.emplace_back(key, value.value());
            return call_native(*function->entry, function->place, given, named, environment_);
        }
        if (const auto module = callee.module()) {
            std::vector<nn::Value> args;
            for (const Object& object : positional) args.push_back(object.value());
            std::vector<nn::Keyword> named;
            for (const auto& [key, value] : keywords) named.emplace_back(key, value.value());
            return nn::call(*module, environment_.context, std::span<const nn::Value>(args), named);
        }
        raise(ErrorKind::TypeError, "'{}' object is not callable", callee.type_name(environment_));
    }

    void assign_name(const std::string& text, const Object& value) {
        if (text == "model" || text == "optimizer" || text == "torch") {
            raise(ErrorKind::RuntimeError,
                  "'{}' belongs to the session: change it in place, or choose another model", text);
        }
        environment_.names.set(text, value.value());
    }

    static void put(nn::Module& module, const std::string& name, const nn::Value& value) {
        refuse_ring(value, module);
        module.set_attribute(name, value);
    }

    void assign_attribute(const Object& object, const std::string& text, const Object& value) {
        if (const auto module = object.module()) {
            if (text == "training") {
                const bool before = module->training;
                module->set_attribute(text, value.value());
                if (environment_.flag_observer) environment_.flag_observer(*module, before);
                return;
            }
            put(*module, text, value.value());
            return;
        }
        if (const Tensor* tensor = object.tensor()) {
            if (text == "requires_grad") {
                tensor->set_requires_grad(value.value().truth());
                return;
            }
            if (text == "grad") {
                // A gradient with a history of its own would hold this tensor for ever.
                const nn::Value& given = value.value();
                const Tensor grad = given.is_none() ? Tensor() : given.tensor("grad");
                tensor->set_grad(grad.defined() && !grad.is_leaf() ? grad.detach() : grad);
                return;
            }
        }
        no_attribute(object, text);
    }

    void assign_subscript(const Object& object, const Object& index, const Object& value) {
        if (const auto* group = object.as<GroupRef>()) {
            *group_option(*group, index.value()) = checked_option(index.value(), value.value());
            return;
        }
        if (const Tensor* tensor = object.tensor()) {
            if (const NativeEntry* entry = find_native(kMethod, "__setitem__")) {
                call_native(*entry, kMethod,
                            std::vector{object.value(), index.value(), value.value()}, {},
                            environment_);
                return;
            }
            const Tensor row = select(*tensor, 0, index.value().integer("index"));
            if (value.value().is_tensor()) {
                copy_(row, value.value().tensor());
            } else {
                fill_(row, value.value().number("value"));
            }
            return;
        }
        if (const auto module = object.module()) {
            refuse_ring(value.value(), *module);
            nn::set_item(*module, index.value(), value.value());
            return;
        }
        raise(ErrorKind::TypeError, "'{}' object does not support item assignment",
              object.type_name(environment_));
    }

    // PyTorch checks these in the constructor only; a session would carry NaN for ever.
    static nn::Value checked_option(const nn::Value& key, const nn::Value& value) {
        const std::string& name = std::get<std::string>(key.data());
        if (name == "lr" && !(value.number("lr") >= 0)) {
            raise(ErrorKind::ValueError, "Invalid learning rate: {}", value.repr());
        }
        return value;
    }

    Environment& environment_;
};

// model.eval() at a prompt would print the whole model; a console shows the result line instead.
bool echoes(const Expr& expr) {
    if (expr.kind != Expr::Kind::Call || expr.items[0]->kind != Expr::Kind::Attribute) return true;
    const Callable* method = find(module_methods(), expr.items[0]->text);
    return method == nullptr || !method->returns_self;
}

}  // namespace

Result run(std::string_view line, Environment& environment) {
    const Statement statement = parse(line);
    Result result;
    if (!statement.value) return result;

    const SetGradEnabled mode(environment.grad_enabled);
    environment.printed.clear();
    Interpreter interpreter(environment);
    Object value = interpreter.evaluate(*statement.value);
    if (statement.target) {
        if (!statement.op.empty()) {
            const Object old = interpreter.evaluate(*statement.target);
            value = arithmetic_inplace(statement.op, old.value(), value.value());
        }
        interpreter.assign(*statement.target, value);
    } else {
        const auto* plain = value.as<nn::Value>();
        const bool none = plain != nullptr && plain->is_none();
        if (!none && echoes(*statement.value)) result.echo = repr(value, environment);
    }
    result.printed = std::move(environment.printed);
    return result;
}

}  // namespace engine::script
