#include "engine/script/key_hooks.h"

#include "engine/base/error.h"
#include "engine/nn/depth_guard.h"
#include "engine/script/builtins.h"
#include "engine/script/constant_object.h"
#include "engine/script/integer_object.h"
#include "engine/script/machine.h"
#include "engine/script/object_operators.h"

#include <functional>
#include <tuple>
#include <utility>

namespace engine::script {

namespace {

constinit thread_local Machine* running = nullptr;

[[noreturn]] void unhashable(std::string_view name) {
    raise(ErrorKind::TypeError, "unhashable type: '{}'", name);
}

/// The first class of the line that has __hash__ or __eq__ decides, as in Python: one that has only
/// __eq__ takes the hash away.
const nn::Value* own_hash(const ClassObject& type) {
    const auto look = [&](const ClassObject& one) -> std::pair<bool, const nn::Value*> {
        if (const nn::Value* hash = one.attributes.find("__hash__")) return {true, hash};
        return {one.attributes.find("__eq__") != nullptr, nullptr};
    };
    auto [found, hash] = look(type);
    for (const ClassPtr& one : type.mro) {
        if (found) break;
        std::tie(found, hash) = look(*one);
    }
    if (found && (hash == nullptr || hash->is_none())) unhashable(type.name);
    return hash;
}

std::size_t frozen_hash(const SetObject& set) {
    const nn::DepthGuard guard;
    std::size_t sum = 0x5e7;  // no order
    for (const Table::Entry& entry : set.table.entries()) {
        const std::size_t one = hash_of(entry.key);
        sum += (one ^ (one << 16) ^ 89869747UL) * 3644798167UL;
    }
    return sum;
}

}  // namespace

KeyHooks::KeyHooks(Machine& machine) : before_(std::exchange(running, &machine)) {}

KeyHooks::~KeyHooks() {
    running = before_;
}

std::size_t KeyHooks::hash(const nn::ObjectPtr& object) {
    const nn::Value value(object);
    if (const BigInteger* wide = wide_integer(value)) {
        return static_cast<std::size_t>(hash_of_wide(*wide));
    }
    if (as<DictObject>(value) != nullptr) unhashable(object->type_name());
    if (const auto* set = as<SetObject>(value)) {
        if (!set->frozen) unhashable(object->type_name());
        return frozen_hash(*set);
    }
    if (const auto* range = as<RangeObject>(value)) {
        const int64_t size = range->size();
        return hash_of(nn::Value::tuple({size, size > 0 ? nn::Value(range->start) : nn::Value(),
                                         size > 1 ? nn::Value(range->step) : nn::Value()}));
    }
    if (const auto* instance = as<InstanceObject>(value)) {
        const ClassObject& type = *instance->type;
        if (const nn::Value* own = own_hash(type); own != nullptr && running != nullptr) {
            const nn::Value made =
                running->call(running->bind_member(*own, value, instance->type), Arguments{});
            if (!made.is_number() || std::holds_alternative<double>(made.data())) {
                raise(ErrorKind::TypeError, "__hash__ method should return an integer");
            }
            return static_cast<std::size_t>(made.integer());
        }
        if (type.named_tuple) return hash_of(nn::Value::tuple(instance->items));
        if (type.dataclass && !type.plain_eq) {
            if (!type.frozen) unhashable(type.name);
            return hash_of(fields_of(*instance));
        }
    }
    if (const auto constant = constant_of(value)) return constant->hash();
    return std::hash<const void*>()(object.get());
}

bool KeyHooks::same(const nn::Value& a, const nn::Value& b) {
    if (const auto wide = wide_comparison(Op::Eq, a, b)) return wide->truth();
    const auto* left = as<InstanceObject>(a);
    const auto* right = as<InstanceObject>(b);
    const auto* one = std::get_if<nn::ObjectPtr>(&a.data());
    const auto* two = std::get_if<nn::ObjectPtr>(&b.data());
    if (one != nullptr && two != nullptr && *one == *two) return true;
    if (same_constant(a, b)) return true;
    const auto decides = [](const InstanceObject* object) {
        return object != nullptr && (object->type->named_tuple || object->type->dataclass ||
                                     object->type->find("__eq__") != nullptr);
    };
    const bool sets = as<SetObject>(a) != nullptr && as<SetObject>(b) != nullptr;
    const bool ranges = as<RangeObject>(a) != nullptr && as<RangeObject>(b) != nullptr;
    if (running == nullptr || !(decides(left) || decides(right) || sets || ranges)) return false;
    const nn::Value x = a, y = b;  // what is called may change the table that holds them
    return running->truth(running->compare(Op::Eq, x, y));
}

}  // namespace engine::script
