#include "engine/session/state.h"

#include "engine/nn/release.h"
#include "engine/session/state_fields.h"

#include <algorithm>
#include <type_traits>
#include <unordered_map>

namespace engine::session {

namespace {

/// Walks a shallow copy and puts a copy in the place of everything that it shares with the original
/// and that can be written.
class ForkWalk {
public:
    static constexpr bool kWrites = true;

    explicit ForkWalk(script::Heap& heap) : heap_(heap) {}

    template <class T>
    void plain(T&) {}
    void kind(nn::Value&) {}
    void generator(Generator&) {}
    void order(std::shared_ptr<const std::vector<int64_t>>&) {}  // never written

    void tensor(Tensor& tensor) { tensor = tensors_.fork(tensor); }

    template <class T, class Visit>
    void shared(std::shared_ptr<T>& pointer, Visit visit) {
        if (!pointer) return;
        const auto [it, first] = copies_.try_emplace(pointer.get());
        if (!first) {
            pointer = std::static_pointer_cast<T>(it->second);
            return;
        }
        pointer = nn::make_maybe_released<T>(*pointer);
        it->second = pointer;
        visit(*pointer);
        if constexpr (std::is_same_v<T, nn::Sequence>) {
            const auto is_sequence = [](const nn::Value& item) {
                return item.sequence() != nullptr;
            };
            if (!pointer->is_tuple && std::ranges::any_of(pointer->items, is_sequence)) {
                heap_.watch(pointer);
            }
        }
    }
    template <class Visit>
    void module(nn::ModulePtr& pointer, Visit visit) {
        shared(pointer, visit);
    }
    template <class Visit>
    void object(nn::ObjectPtr& pointer, const Visit& visit) {
        if (!pointer) return;
        const auto [it, first] = copies_.try_emplace(pointer.get());
        if (!first) {
            pointer = std::static_pointer_cast<nn::Object>(it->second);
            return;
        }
        const nn::ObjectPtr copy = script::copy_of(pointer);
        it->second = copy;
        if (copy == pointer) return;
        pointer = copy;
        heap_.watch(copy);
        visit(static_cast<script::ScriptObject&>(*copy));
    }
    template <class Visit>
    void optimizer(std::shared_ptr<optim::Optimizer>& pointer, Visit visit) {
        shared(pointer, visit);
    }
    template <class T, class Visit>
    void map(nn::OrderedMap<T>& map, Visit visit) {
        for (auto& [name, value] : map) visit(value);
    }
    template <class T, class Visit>
    void list(std::vector<T>& list, Visit visit) {
        for (T& item : list) visit(item);
    }

private:
    script::Heap& heap_;
    ForkMemo tensors_;
    std::unordered_map<const void*, std::shared_ptr<void>> copies_;
};

/// Adds every field. What is met again adds the number it was met under, so that tied and equal
/// differ.
class HashWalk {
public:
    template <class T>
    void plain(const T& value) {
        if constexpr (std::is_same_v<T, std::string>) {
            hasher.add(std::string_view(value));
        } else {
            hasher.add(value);
        }
    }
    void kind(const nn::Value& value) { hasher.add(value.data().index()); }
    void generator(const Generator& generator) { generator.hash_into(hasher); }
    void order(const std::shared_ptr<const std::vector<int64_t>>& order) {
        hasher.add(order != nullptr);
        if (!order) return;
        hasher.add(order->size());
        hasher.add_bytes(order->data(), order->size() * sizeof(int64_t));
    }

    void tensor(const Tensor& tensor) {
        if (!first(tensor.defined() ? tensor.identity() : nullptr)) return;
        // Which part of which memory: views of equal rows are not the same view.
        first(&*tensor.storage());
        hasher.add(tensor.offset());
        hasher.add(tensor.is_parameter());
        hasher.add(tensor.is_uninitialized());
        for (const int64_t stride : tensor.strides()) hasher.add(stride);
        // A fork keeps the value of a result and forgets how it was made.
        const bool leaf = tensor.is_leaf();
        (leaf ? tensor : tensor.detach()).hash_into(hasher);
        const Tensor grad = leaf ? tensor.grad() : Tensor();
        this->tensor(grad);
    }

    template <class T, class Visit>
    void shared(const std::shared_ptr<T>& pointer, Visit visit) {
        if (first(pointer.get())) visit(std::as_const(*pointer));
    }
    template <class Visit>
    void module(const nn::ModulePtr& pointer, Visit visit) {
        if (!first(pointer.get())) return;
        hasher.add(std::string_view(pointer->class_name()));
        visit(std::as_const(*pointer));
    }
    template <class Visit>
    void object(const nn::ObjectPtr& pointer, const Visit& visit) {
        if (!first(pointer.get())) return;
        auto& object = static_cast<script::ScriptObject&>(*pointer);
        hasher.add(object.kind());
        hasher.add(script::engine_sort(object));
        const std::string* const builtin = script::builtin_class_name(object);
        if (builtin != nullptr) {
            hasher.add(std::string_view(*builtin));
        } else {
            visit(object);
        }
    }
    template <class Visit>
    void optimizer(const std::shared_ptr<optim::Optimizer>& pointer, Visit visit) {
        if (!first(pointer.get())) return;
        hasher.add(pointer->rule().class_name);
        visit(std::as_const(*pointer));
    }
    template <class T, class Visit>
    void map(const nn::OrderedMap<T>& map, Visit visit) {
        hasher.add(map.size());
        for (const auto& [name, value] : map) {
            hasher.add(std::string_view(name));
            visit(value);
        }
    }
    template <class T, class Visit>
    void list(const std::vector<T>& list, Visit visit) {
        hasher.add(list.size());
        for (const T& item : list) visit(item);
    }

    Hasher hasher;

private:
    /// Whether it is met for the first time; adds its number, 0 for null.
    bool first(const void* identity) {
        if (!identity) {
            hasher.add(0);
            return false;
        }
        const auto [it, inserted] = numbers_.try_emplace(identity, numbers_.size() + 1);
        hasher.add(it->second);
        return inserted;
    }

    std::unordered_map<const void*, std::size_t> numbers_;
};

}  // namespace

SessionState SessionState::fork() const {
    SessionState copy = *this;
    copy.heap = std::make_shared<script::Heap>();
    ForkWalk walk(*copy.heap);
    visit_state(walk, copy);
    return copy;
}

SessionState SessionState::fork_for_pass() const {
    SessionState copy = *this;
    copy.heap = std::make_shared<script::Heap>();
    copy.optimizer = nullptr;
    ForkWalk walk(*copy.heap);
    visit_module(walk, copy.model);
    walk.map(copy.names, [&](nn::Value& value) { visit_value(walk, value); });
    return copy;
}

Hash128 SessionState::hash() const {
    HashWalk walk;
    visit_state(walk, *this);
    return walk.hasher.digest();
}

}  // namespace engine::session
