#include "engine/script/native_tables.h"

#include "engine/script/signature.h"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <unordered_map>
#include <utility>

namespace engine::script {

namespace {

/// Every table; one more is one more line.
std::vector<std::span<const Native>> tables() {
    // One a line, so that two who add one do not meet.
    // clang-format off
    return {
        activation_function_names(),
        activation_names(),
        attention_names(),
        autograd_names(),
        binary_names(),
        class_margin_loss_names(),
        container_names(),
        conv_names(),
        conversion_names(),
        creation_names(),
        default_names(),
        distance_names(),
        embedding_names(),
        fractional_pool_names(),
        functional_mode_names(),
        generator_names(),
        index_names(),
        hook_names(),
        init_names(),
        join_names(),
        layer_names(),
        lazy_names(),
        linalg_names(),
        loss_names(),
        margin_loss_names(),
        mode_layer_names(),
        module_names(),
        optimizer_names(),
        pool_names(),
        product_names(),
        random_names(),
        recurrent_names(),
        reduction_names(),
        shape_layer_names(),
        shape_names(),
        sort_names(),
        state_dict_names(),
        subscript_names(),
        tensor_attribute_names(),
        typed_tensor_names(),
        unary_names(),
    };
    // clang-format on
}

constexpr Place kPlaces[] = {kTorch,          kMethod, kFunctional, kNN,
                             kInit,           kUtils,  kAutograd,   kModuleMethod,
                             kTensorProperty, kLinalg, kOptim,      kScheduler};

class Registry {
public:
    Registry() {
        for (const auto table : tables()) {
            for (const Native& native : table) add(native);
        }
    }

    const NativeEntry* find(Place place, std::string_view name) const {
        const auto it = entries_.find(Key(place, name));
        return it == entries_.end() ? nullptr : &it->second;
    }

    std::vector<std::string_view> names(Place place) const {
        std::vector<std::string_view> out;
        for (const auto& [key, entry] : entries_) {
            if (key.first == place) out.push_back(key.second);
        }
        std::sort(out.begin(), out.end());
        return out;
    }

private:
    void add(const Native& native) {
        for (const Place place : kPlaces) {
            if ((native.places & place) == 0) continue;
            Signature signature = parse_signature(native.signature);
            const Key key(place, signature.name);
            if (!entries_.emplace(key, NativeEntry{&native, std::move(signature)}).second) {
                throw std::logic_error("two rows of one name: " + std::string(native.signature));
            }
        }
    }

    using Key = std::pair<Place, std::string_view>;
    struct Hash {
        std::size_t operator()(const Key& key) const {
            return std::hash<std::string_view>()(key.second) + key.first;
        }
    };
    std::unordered_map<Key, NativeEntry, Hash> entries_;
};

const Registry& registry() {
    static const Registry all;
    return all;
}

}  // namespace

const NativeEntry* find_native(Place place, std::string_view name) {
    return registry().find(place, name);
}

std::vector<std::string_view> native_names(Place place) {
    return registry().names(place);
}

}  // namespace engine::script
