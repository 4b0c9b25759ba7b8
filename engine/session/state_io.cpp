#include "engine/base/error.h"
#include "engine/nn/lazy.h"
#include "engine/nn/release.h"
#include "engine/session/state.h"
#include "engine/session/state_fields.h"
#include "engine/tensor/tensor_impl.h"

#include <cstring>
#include <unordered_map>
#include <unordered_set>

namespace engine::session {

namespace {

constexpr std::string_view kMagic = "MODESCOPE-STATE-1\n";

[[noreturn]] void refuse(std::string_view why) {
    raise(ErrorKind::ValueError, "saved state: {}", why);
}

/// Writes every field. What is met again is written as the number it was met under.
class SaveWalk {
public:
    static constexpr bool kSaves = true;

    template <class T>
    void plain(const T& value) {
        if constexpr (std::is_same_v<T, std::string>) {
            text(value);
        } else {
            static_assert(std::is_trivially_copyable_v<T>);
            raw(&value, sizeof value);
        }
    }
    void kind(const nn::Value& value) { plain(uint64_t{value.data().index()}); }
    void generator(const Generator& generator) {
        const std::vector<uint8_t> state = generator.state();
        raw(state.data(), state.size());
    }
    void order(const std::shared_ptr<const std::vector<int64_t>>& order) {
        plain(order != nullptr);
        if (!order) return;
        plain(uint64_t{order->size()});
        raw(order->data(), order->size() * sizeof(int64_t));
    }

    void tensor(const Tensor& tensor) {
        if (!first(tensor.defined() ? tensor.identity() : nullptr)) return;
        plain(tensor.dtype());
        plain(uint64_t{tensor.sizes().size()});
        for (const int64_t size : tensor.sizes()) plain(size);
        for (const int64_t stride : tensor.strides()) plain(stride);
        plain(tensor.offset());
        if (first(&*tensor.storage())) {
            plain(tensor.is_meta());
            if (!tensor.is_meta()) save_memory(tensor);
        }
        const bool leaf = tensor.is_leaf();
        plain(leaf && tensor.requires_grad());
        plain(tensor.is_parameter());
        plain(tensor.is_uninitialized());
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
        text(pointer->class_name());
        visit(std::as_const(*pointer));
    }
    template <class Visit>
    void object(const nn::ObjectPtr& pointer, const Visit& visit) {
        if (!first(pointer.get())) return;
        auto& object = static_cast<script::ScriptObject&>(*pointer);
        plain(object.kind());
        plain(script::engine_sort(object));
        const std::string* const builtin = script::builtin_class_name(object);
        plain(builtin != nullptr);
        if (builtin != nullptr) {
            text(*builtin);
        } else {
            visit(object);
        }
    }
    template <class Visit>
    void optimizer(const std::shared_ptr<optim::Optimizer>& pointer, Visit visit) {
        if (!first(pointer.get())) return;
        text(pointer->rule().class_name);
        visit(std::as_const(*pointer));
    }
    template <class T, class Visit>
    void map(const nn::OrderedMap<T>& map, Visit visit) {
        plain(uint64_t{map.size()});
        for (const auto& [name, value] : map) {
            text(name);
            visit(value);
        }
    }
    template <class T, class Visit>
    void list(const std::vector<T>& list, Visit visit) {
        plain(uint64_t{list.size()});
        for (const T& item : list) visit(item);
    }

    std::string bytes{kMagic};

private:
    void save_memory(const Tensor& tensor) {
        plain(uint64_t{tensor.storage()->bytes()});
        raw(tensor.storage()->data(), tensor.storage()->bytes());
    }
    void raw(const void* data, std::size_t size) {
        bytes.append(static_cast<const char*>(data), size);
    }
    void text(std::string_view value) {
        plain(uint64_t{value.size()});
        raw(value.data(), value.size());
    }
    bool first(const void* identity) {
        if (!identity) {
            plain(uint64_t{0});
            return false;
        }
        const auto [it, inserted] = numbers_.try_emplace(identity, numbers_.size() + 1);
        plain(uint64_t{it->second});
        return inserted;
    }

    std::unordered_map<const void*, std::size_t> numbers_;
};

/// Reads what SaveWalk wrote into a fork of a state of the same structure, which lends the
/// behaviours of modules and the rule of the optimizer; every tensor is made anew.
class RestoreWalk {
public:
    static constexpr bool kWrites = true;
    static constexpr bool kReads = true;

    explicit RestoreWalk(std::string_view bytes) : left_(bytes) {
        if (!left_.starts_with(kMagic)) refuse("this is no saved state");
        left_.remove_prefix(kMagic.size());
    }

    template <class T>
    void plain(T& value) {
        if constexpr (std::is_same_v<T, std::string>) {
            value = text();
        } else if constexpr (std::is_same_v<T, bool>) {
            value = take(1)[0] != 0;
        } else {
            std::memcpy(&value, take(sizeof value).data(), sizeof value);
        }
    }
    void kind(nn::Value& value) {
        const uint64_t index = number();
        // The module that stands here lends its behaviour; all else is made anew.
        if (index == value.data().index()) return;
        switch (index) {
            case 0:
                value = nn::Value();
                break;
            case 1:
                value = false;
                break;
            case 2:
                value = int64_t{0};
                break;
            case 3:
                value = 0.0;
                break;
            case 4:
                value = std::string();
                break;
            case 5:
                value = Tensor();
                break;
            case 6:
                value = nn::ModulePtr();
                break;
            case 7:
                value = std::shared_ptr<nn::Sequence>();
                break;
            case 8:
                value = std::shared_ptr<nn::Dict>();
                break;
            case 9:
                value = DType::Float32;
                break;
            case 10:
                value = nn::Device{};
                break;
            case 11:
                value = nn::Ellipsis{};
                break;
            case 12:
                value = std::shared_ptr<nn::Slice>();
                break;
            case 13:
                value = nn::ObjectPtr();
                break;
            default:
                refuse("unknown kind of value");
        }
    }
    void generator(Generator& generator) {
        const std::string_view state = take(Generator::kStateBytes);
        generator.set_state({reinterpret_cast<const uint8_t*>(state.data()), state.size()});
    }
    void order(std::shared_ptr<const std::vector<int64_t>>& order) {
        order = nullptr;
        if (take(1)[0] == 0) return;
        const uint64_t count = number();
        if (count > left_.size() / sizeof(int64_t)) refuse("it is cut short");
        auto indices = std::make_shared<std::vector<int64_t>>(count);
        std::memcpy(indices->data(), take(count * sizeof(int64_t)).data(), count * sizeof(int64_t));
        order = std::move(indices);
    }

    void tensor(Tensor& tensor) {
        const uint64_t index = number();
        if (index == 0) {
            tensor = Tensor();
            return;
        }
        if (const auto known = tensors_.find(index); known != tensors_.end()) {
            tensor = known->second;
            return;
        }
        tensor = read_tensor(index);
    }

    template <class T, class Visit>
    void shared(std::shared_ptr<T>& pointer, Visit visit) {
        const uint64_t index = number();
        if (index == 0) {
            pointer = nullptr;
            return;
        }
        auto [it, first] = shared_.try_emplace(index);
        if (first) {
            it->second = pointer =
                pointer ? nn::make_maybe_released<T>(*pointer) : nn::make_maybe_released<T>();
            visit(*pointer);
        } else {
            pointer = std::static_pointer_cast<T>(it->second);
        }
    }
    template <class Visit>
    void module(nn::ModulePtr& pointer, Visit visit) {
        const uint64_t index = number();
        if (index == 0) {
            pointer = nullptr;
            return;
        }
        const auto known = shared_.find(index);
        if (known != shared_.end()) {
            pointer = std::static_pointer_cast<nn::Module>(known->second);
            return;
        }
        const std::string class_name = text();
        const nn::Behaviour* const before =
            pointer ? nn::lazy_counterpart(pointer->behaviour(), class_name) : nullptr;
        if (before == nullptr && (!pointer || pointer->class_name() != class_name)) {
            refuse(fmt::format("a module of class {} was expected where it has {}",
                               pointer ? pointer->class_name() : "None", class_name));
        }
        // One module may stand in two places where two were saved: only the first gets it.
        if (!lent_.insert(pointer.get()).second) pointer = std::make_shared<nn::Module>(*pointer);
        if (before != nullptr) pointer->set_behaviour(*before);
        shared_[index] = pointer;
        visit(*pointer);
    }
    template <class Visit>
    void object(nn::ObjectPtr& pointer, const Visit& visit) {
        const uint64_t index = number();
        if (index == 0) {
            pointer = nullptr;
            return;
        }
        if (const auto known = shared_.find(index); known != shared_.end()) {
            pointer = std::static_pointer_cast<nn::Object>(known->second);
            return;
        }
        script::ObjectKind kind{};
        plain(kind);
        script::EngineSort sort{};
        plain(sort);
        bool builtin = false;
        plain(builtin);
        if (builtin) {
            shared_[index] = pointer = script::class_that_all_share(text());
            return;
        }
        pointer = script::empty_object(kind, sort);
        shared_[index] = pointer;
        visit(static_cast<script::ScriptObject&>(*pointer));
    }
    template <class Visit>
    void optimizer(std::shared_ptr<optim::Optimizer>& pointer, Visit visit) {
        const uint64_t index = number();
        if (index == 0) {
            pointer = nullptr;
            return;
        }
        if (const auto known = shared_.find(index); known != shared_.end()) {
            pointer = std::static_pointer_cast<optim::Optimizer>(known->second);
            return;
        }
        const std::string class_name = text();
        if (pointer && pointer->rule().class_name != class_name) {
            refuse(fmt::format("it was trained by another optimizer: {}", class_name));
        }
        if (!pointer) pointer = std::make_shared<optim::Optimizer>(optim::rule_of(class_name));
        shared_[index] = pointer;
        visit(*pointer);
    }
    template <class T, class Visit>
    void map(nn::OrderedMap<T>& map, Visit visit) {
        nn::OrderedMap<T> read;
        for (uint64_t left = number(); left > 0; --left) {
            const std::string name = text();
            T* const old = map.find(name);
            visit(read.set(name, old ? *old : T{}));
        }
        map = std::move(read);
    }
    template <class T, class Visit>
    void list(std::vector<T>& list, Visit visit) {
        const uint64_t count = number();
        if (count > left_.size()) refuse("it is cut short");
        list.resize(count);
        for (T& item : list) visit(item);
    }

    void finish() const {
        if (!left_.empty()) refuse("it goes on after its end");
    }

private:
    std::string_view take(std::size_t size) {
        if (size > left_.size()) refuse("it is cut short");
        const std::string_view taken = left_.substr(0, size);
        left_.remove_prefix(size);
        return taken;
    }
    uint64_t number() {
        uint64_t value = 0;
        plain(value);
        return value;
    }
    int64_t integer() {
        int64_t value = 0;
        plain(value);
        return value;
    }
    std::string text() { return std::string(take(number())); }

    Tensor read_tensor(uint64_t index) {
        DType dtype{};
        plain(dtype);
        if (dtype > DType::BFloat16) refuse("unknown dtype");
        const uint64_t dims = number();
        if (dims > Shape::kMaxDims) refuse("a tensor of too many dimensions");
        Shape sizes = Shape::filled(dims, 0), strides = sizes;
        for (int64_t& size : sizes) size = integer();
        for (int64_t& stride : strides) stride = integer();
        const int64_t offset = integer();
        const StorageRef storage = read_storage();

        // The last element that is reached lies within the storage.
        // Counted down from the room there is, so that nothing can overflow.
        auto room = static_cast<int64_t>(storage->bytes() / itemsize(dtype)) - 1;
        bool fits = storage->is_meta() || (offset >= 0 && offset <= room);
        bool any = true;
        for (std::size_t i = 0; i < dims; ++i) {
            if (sizes[i] < 0 || strides[i] < 0) refuse("a tensor of negative size");
            any = any && sizes[i] > 0;
            if (storage->is_meta()) continue;
            fits = fits && (sizes[i] < 2 || strides[i] == 0 || (sizes[i] - 1 <= room / strides[i]));
            if (fits && sizes[i] > 1) room -= (sizes[i] - 1) * strides[i];
        }
        const bool within = storage->is_meta() || (fits && offset <= room);
        if (any && !within) refuse("a tensor reaches beyond its memory");

        const Tensor tensor(TensorImpl::make(storage, sizes, strides, offset, dtype));
        tensors_[index] = tensor;
        bool requires_grad = false;
        plain(requires_grad);
        if (requires_grad) tensor.set_requires_grad(true);
        bool is_parameter = false;
        plain(is_parameter);
        if (is_parameter) tensor.mark_parameter();
        bool is_uninitialized = false;
        plain(is_uninitialized);
        tensor.mark_uninitialized(is_uninitialized);
        Tensor grad;
        this->tensor(grad);
        if (grad.defined()) tensor.set_grad(grad);
        return tensor;
    }

    StorageRef read_storage() {
        const uint64_t index = number();
        const auto known = storages_.find(index);
        if (known != storages_.end()) return known->second;
        bool meta = false;
        plain(meta);
        if (meta) return storages_[index] = Storage::make_meta();
        const uint64_t size = number();
        const std::string_view bytes = take(size);
        StorageRef storage = Storage::make(size);
        if (size > 0) std::memcpy(storage->writable(), bytes.data(), size);
        return storages_[index] = storage;
    }

    std::string_view left_;
    std::unordered_map<uint64_t, Tensor> tensors_;
    std::unordered_map<uint64_t, StorageRef> storages_;
    std::unordered_map<uint64_t, std::shared_ptr<void>> shared_;
    std::unordered_set<const nn::Module*> lent_;
};

}  // namespace

std::string SessionState::save() const {
    SaveWalk walk;
    visit_state(walk, *this);
    return std::move(walk.bytes);
}

SessionState SessionState::restore(std::string_view bytes, const SessionState& like) {
    SessionState state = like.fork();
    RestoreWalk walk(bytes);
    visit_state(walk, state);
    walk.finish();
    return state;
}

}  // namespace engine::session
