#include "engine/script/object_operators.h"

#include "engine/base/error.h"
#include "engine/nn/container_protocol.h"
#include "engine/script/builtins.h"
#include "engine/script/engine_object.h"
#include "engine/script/format.h"
#include "engine/script/integer_object.h"
#include "engine/script/iterator.h"
#include "engine/script/machine.h"
#include "engine/script/memory.h"
#include "engine/script/release_parts.h"

#include <algorithm>
#include <utility>

namespace engine::script {

nn::Value fields_of(const InstanceObject& instance) {
    std::vector<nn::Value> values;
    for (const ClassObject::Field& field : instance.type->fields) {
        const nn::Value* value = instance.attributes.find(field.name);
        values.push_back(value != nullptr ? *value : nn::Value());
    }
    return nn::Value::tuple(std::move(values));
}

namespace {

bool is_whole(const nn::Value& value) {
    return value.is_number() && !std::holds_alternative<double>(value.data());
}

nn::Value sequence_like(const nn::Sequence& model, std::vector<nn::Value> items) {
    if (model.tuple_class == nn::TupleClass::Size) {
        const bool whole = std::all_of(items.begin(), items.end(), is_whole);
        if (whole) {
            return nn::make_released<nn::Sequence>(
                nn::Sequence{.items = std::move(items), .tuple_class = nn::TupleClass::Size});
        }
    }
    return model.is_tuple ? nn::Value::tuple(std::move(items)) : nn::Value::list(std::move(items));
}

std::vector<nn::Value> repeated(const std::vector<nn::Value>& items, int64_t times) {
    std::vector<nn::Value> out;
    if (times <= 0 || items.empty()) return out;
    check_size(static_cast<std::size_t>(
        std::min<double>(static_cast<double>(items.size()) * static_cast<double>(times), 1e18)));
    expect_memory(items.size() * static_cast<std::size_t>(times) * sizeof(nn::Value));
    out.reserve(items.size() * static_cast<std::size_t>(times));
    for (int64_t i = 0; i < times; ++i) out.insert(out.end(), items.begin(), items.end());
    return out;
}

std::string repeated(const std::string& text, int64_t times) {
    std::string out;
    if (times <= 0 || text.empty()) return out;
    check_size(static_cast<std::size_t>(
        std::min<double>(static_cast<double>(text.size()) * static_cast<double>(times), 1e18)));
    expect_memory(text.size() * static_cast<std::size_t>(times));
    for (int64_t i = 0; i < times; ++i) out += text;
    return out;
}

std::optional<nn::Value> times(const nn::Value& left, const nn::Value& right) {
    for (const bool swapped : {false, true}) {
        const nn::Value& what = swapped ? right : left;
        const nn::Value& count = swapped ? left : right;
        if (what.text() == nullptr && what.sequence() == nullptr) continue;
        if (!is_whole(count)) {
            if (swapped) continue;
            raise(ErrorKind::TypeError, "can't multiply sequence by non-int of type '{}'",
                  count.type_name());
        }
        if (what.text() != nullptr) return nn::Value(repeated(*what.text(), count.integer()));
        return sequence_like(*what.sequence(), repeated(what.sequence()->items, count.integer()));
    }
    return std::nullopt;
}

std::optional<nn::Value> plus(const nn::Value& left, const nn::Value& right) {
    if (left.text() != nullptr) {
        if (right.text() != nullptr) {
            check_size(left.text()->size() + right.text()->size());
            expect_memory(left.text()->size() + right.text()->size());
            return nn::Value(*left.text() + *right.text());
        }
        if (as<InstanceObject>(right) != nullptr) return std::nullopt;
        raise(ErrorKind::TypeError, "can only concatenate str (not \"{}\") to str",
              right.type_name());
    }
    const nn::Sequence* first = left.sequence();
    if (first == nullptr) return std::nullopt;
    const nn::Sequence* second = right.sequence();
    if (second == nullptr || first->is_tuple != second->is_tuple) {
        if (!first->is_tuple && as<InstanceObject>(right) != nullptr) return std::nullopt;
        const std::string_view kind = first->is_tuple ? "tuple" : "list";
        raise(ErrorKind::TypeError, "can only concatenate {} (not \"{}\") to {}", kind,
              right.type_name(), kind);
    }
    std::vector<nn::Value> items = first->items;
    check_size(items.size() + second->items.size());
    expect_memory((2 * items.size() + second->items.size()) * sizeof(nn::Value));
    items.insert(items.end(), second->items.begin(), second->items.end());
    return sequence_like(*first, std::move(items));
}

/// dict.keys() and dict.items() compare and combine as sets do.
bool is_key_view(const nn::Value& value) {
    const auto* walk = as<IteratorObject>(value);
    return walk != nullptr && (walk->name == "dict_keys" || walk->name == "dict_items");
}

nn::Value set_of(Machine& machine, const nn::Value& view) {
    return machine.instantiate(builtin_class("set"), {.positional = {view}, .keywords = {}});
}

std::optional<nn::Value> set_operator(Machine& machine, Op op, const nn::Value& left,
                                      const nn::Value& right) {
    if (is_key_view(left)) return set_operator(machine, op, set_of(machine, left), right);
    if (as<SetObject>(left) != nullptr && is_key_view(right)) {
        return set_operator(machine, op, left, set_of(machine, right));
    }
    const auto* a = as<SetObject>(left);
    const auto* b = as<SetObject>(right);
    if (a == nullptr || b == nullptr) return std::nullopt;
    auto result = machine.made(make_released<SetObject>());
    result->frozen = a->frozen;
    const auto take = [&](const SetObject& from, auto wanted) {
        for (const Table::Entry& entry : from.table.entries()) {
            if (wanted(entry.key)) result->table.set(entry.key, {});
        }
    };
    const auto in_a = [&](const nn::Value& key) { return a->table.contains(key); };
    const auto in_b = [&](const nn::Value& key) { return b->table.contains(key); };
    const auto any = [](const nn::Value&) { return true; };
    switch (op) {
        case Op::BitAnd:
            take(*a, in_b);
            break;
        case Op::BitOr:
            take(*a, any);
            take(*b, any);
            break;
        case Op::Sub:
            take(*a, [&](const nn::Value& key) { return !in_b(key); });
            break;
        case Op::BitXor:
            take(*a, [&](const nn::Value& key) { return !in_b(key); });
            take(*b, [&](const nn::Value& key) { return !in_a(key); });
            break;
        default:
            return std::nullopt;
    }
    return nn::Value(nn::ObjectPtr(std::move(result)));
}

/// One level of a comparison of lists in lists.
class ComparisonDepth {
public:
    ComparisonDepth() {
        if (depth_ >= kMost) {
            raise(ErrorKind::RecursionError, "maximum recursion depth exceeded in comparison");
        }
        ++depth_;
    }
    ~ComparisonDepth() { --depth_; }
    ComparisonDepth(const ComparisonDepth&) = delete;
    ComparisonDepth& operator=(const ComparisonDepth&) = delete;

private:
    static constexpr int kMost = 900;
    static inline constinit thread_local int depth_ = 0;
};

bool equal_sequences(Machine& machine, const std::vector<nn::Value>& a,
                     const std::vector<nn::Value>& b) {
    if (a.size() != b.size()) return false;
    const ComparisonDepth depth;
    // A user's __eq__ may change what is compared.
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        const nn::Value one = a[i], two = b[i];
        if (!machine.equal(one, two)) return false;
    }
    return a.size() == b.size();
}

nn::Value ordered(Machine& machine, Op op, const std::vector<nn::Value>& a,
                  const std::vector<nn::Value>& b) {
    const ComparisonDepth depth;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        const nn::Value one = a[i], two = b[i];
        if (!machine.equal(one, two)) return machine.compare(op, one, two);
    }
    const auto left = static_cast<int64_t>(a.size()), right = static_cast<int64_t>(b.size());
    return machine.compare(op, left, right);
}

bool subset(const SetObject& a, const SetObject& b) {
    const auto& entries = a.table.entries();
    return std::all_of(entries.begin(), entries.end(),
                       [&](const Table::Entry& entry) { return b.table.contains(entry.key); });
}

bool equal_dicts(Machine& machine, const DictObject& a, const DictObject& b) {
    if (a.table.size() != b.table.size()) return false;
    const ComparisonDepth depth;
    const bool order = a.sort == DictObject::Sort::Ordered && b.sort == DictObject::Sort::Ordered;
    for (std::size_t i = 0; i < std::min(a.table.size(), b.table.size()); ++i) {
        const Table::Entry entry = a.table.entries()[i];
        if (order && !same_key(entry.key, b.table.entries()[i].key)) return false;
        const nn::Value* other = b.table.find(entry.key);
        if (other == nullptr) return false;
        const nn::Value held = *other;
        if (!machine.equal(entry.value, held)) return false;
    }
    return true;
}

const std::vector<nn::Value>* items_of(const nn::Value& value) {
    if (const nn::Sequence* sequence = value.sequence()) return &sequence->items;
    const auto* instance = as<InstanceObject>(value);
    return instance != nullptr && instance->type->named_tuple ? &instance->items : nullptr;
}

bool is_list(const nn::Value& value) {
    return value.sequence() != nullptr && !value.sequence()->is_tuple;
}

std::optional<nn::Value> dataclass_equal(Machine& machine, const nn::Value& left,
                                         const nn::Value& right) {
    const auto* a = as<InstanceObject>(left);
    const auto* b = as<InstanceObject>(right);
    if (a == nullptr || b == nullptr || a->type != b->type || !a->type->dataclass ||
        a->type->plain_eq) {
        return std::nullopt;
    }
    return machine.compare(Op::Eq, fields_of(*a), fields_of(*b));
}

/// Of two objects of one @dataclass(order=True) class: as their fields are ordered.
std::optional<nn::Value> dataclass_order(Machine& machine, Op op, const nn::Value& left,
                                         const nn::Value& right) {
    const auto* a = as<InstanceObject>(left);
    const auto* b = as<InstanceObject>(right);
    if (a == nullptr || b == nullptr || a->type != b->type || !a->type->dataclass ||
        a->type->attributes.find("__dataclass_order__") == nullptr) {
        return std::nullopt;
    }
    return machine.compare(op, fields_of(*a), fields_of(*b));
}

}  // namespace

bool is_not_implemented(const nn::Value& value) {
    const auto* instance = as<InstanceObject>(value);
    return instance != nullptr && instance->type->name == "NotImplementedType";
}

std::optional<nn::Value> object_operator(Machine& machine, Op op, const nn::Value& left,
                                         const nn::Value& right) {
    if (auto wide = wide_operator(op, left, right)) return wide;
    if (op == Op::Add) return plus(left, right);
    if (op == Op::Mul) return times(left, right);
    if (op == Op::Mod && left.text() != nullptr) {
        return nn::Value(percent_format(machine, *left.text(), right));
    }
    if (op == Op::BitOr && as<DictObject>(left) != nullptr && as<DictObject>(right) != nullptr) {
        auto merged = machine.made(make_released<DictObject>(*as<DictObject>(left)));
        for (const Table::Entry& entry : as<DictObject>(right)->table.entries()) {
            merged->table.set(entry.key, entry.value);
        }
        return nn::Value(nn::ObjectPtr(std::move(merged)));
    }
    if (op == Op::BitOr && (as<ClassObject>(left) != nullptr || is_annotation(left)) &&
        (right.is_none() || as<ClassObject>(right) != nullptr)) {
        return left;  // int | None, in an annotation
    }
    return set_operator(machine, op, left, right);
}

std::optional<nn::Value> object_in_place(Machine& machine, Op op, const nn::Value& left,
                                         const nn::Value& right) {
    if (is_list(left)) {
        const auto& list = std::get<std::shared_ptr<nn::Sequence>>(left.data());
        auto& items = list->items;
        if (op == Op::Add) {
            std::vector<nn::Value> more = machine.items(right);
            check_size(items.size() + more.size());
            expect_memory((2 * items.size() + more.size()) * sizeof(nn::Value));
            for (const nn::Value& item : more) machine.given(list, item);
            items.insert(items.end(), more.begin(), more.end());
            return left;
        }
        if (op == Op::Mul && is_whole(right)) {
            items = repeated(items, right.integer());
            return left;
        }
    }
    if (const auto* module = std::get_if<nn::ModulePtr>(&left.data()); module && *module) {
        if (op == Op::Add) nn::add_in_place(**module, to_native(machine, right));
        if (op == Op::Mul) nn::multiply_in_place(**module, right);
        if (op == Op::Add || op == Op::Mul) return left;
    }
    if (auto* dict = as<DictObject>(left); dict != nullptr && op == Op::BitOr) {
        if (const auto* other = as<DictObject>(right)) {
            for (const Table::Entry& entry : other->table.entries()) {
                dict->table.set(entry.key, entry.value);
            }
            return left;
        }
    }
    if (auto* set = as<SetObject>(left); set != nullptr && !set->frozen) {
        if (auto result = set_operator(machine, op, left, right)) {
            set->table = as<SetObject>(*result)->table;
            return left;
        }
    }
    return std::nullopt;
}

std::optional<nn::Value> object_comparison(Machine& machine, Op op, const nn::Value& left,
                                           const nn::Value& right) {
    if (auto wide = wide_comparison(op, left, right)) return wide;
    const bool equality = op == Op::Eq || op == Op::Ne;
    const auto answer = [&](bool equal) { return nn::Value(equal == (op == Op::Eq)); };
    if (left.text() != nullptr && right.text() != nullptr) {
        const int order = left.text()->compare(*right.text());
        switch (op) {
            case Op::Lt:
                return nn::Value(order < 0);
            case Op::Le:
                return nn::Value(order <= 0);
            case Op::Gt:
                return nn::Value(order > 0);
            case Op::Ge:
                return nn::Value(order >= 0);
            default:
                return answer(order == 0);
        }
    }
    if (is_key_view(left) || is_key_view(right)) {
        const bool both = (is_key_view(left) || as<SetObject>(left) != nullptr) &&
                          (is_key_view(right) || as<SetObject>(right) != nullptr);
        if (both) return machine.compare(op, set_of(machine, left), set_of(machine, right));
    }
    const std::vector<nn::Value>* a = items_of(left);
    const std::vector<nn::Value>* b = items_of(right);
    if (a != nullptr && b != nullptr && is_list(left) == is_list(right)) {
        return equality ? answer(equal_sequences(machine, *a, *b)) : ordered(machine, op, *a, *b);
    }
    if (const auto* one = as<DictObject>(left), *two = as<DictObject>(right);
        one != nullptr && two != nullptr && equality) {
        return answer(equal_dicts(machine, *one, *two));
    }
    if (const auto* one = as<SetObject>(left), *two = as<SetObject>(right);
        one != nullptr && two != nullptr) {
        const bool same = one->table.size() == two->table.size();
        switch (op) {
            case Op::Lt:
                return nn::Value(!same && subset(*one, *two));
            case Op::Le:
                return nn::Value(subset(*one, *two));
            case Op::Gt:
                return nn::Value(!same && subset(*two, *one));
            case Op::Ge:
                return nn::Value(subset(*two, *one));
            default:
                return answer(same && subset(*one, *two));
        }
    }
    if (const auto* one = as<RangeObject>(left), *two = as<RangeObject>(right);
        one != nullptr && two != nullptr && equality) {
        const int64_t size = one->size();
        return answer(
            size == two->size() &&
            (size == 0 || (one->start == two->start && (size == 1 || one->step == two->step))));
    }
    if (!equality) return dataclass_order(machine, op, left, right);
    if (auto equal = dataclass_equal(machine, left, right)) return answer(equal->truth());
    if (left.data().index() == right.data().index()) {
        if (const auto* dtype = std::get_if<DType>(&left.data())) {
            return answer(*dtype == std::get<DType>(right.data()));
        }
        if (const auto* device = std::get_if<nn::Device>(&left.data())) {
            return answer(*device == std::get<nn::Device>(right.data()));
        }
        const auto *m = as<MethodObject>(left), *n = as<MethodObject>(right);
        if (m != nullptr && n != nullptr) {
            return answer(same_key(m->self, n->self) && same_key(m->function, n->function));
        }
    }
    return std::nullopt;
}

}  // namespace engine::script
