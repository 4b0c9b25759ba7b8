// What a PyTorch file may name, and what is made of it.
#include "engine/io/pickle_objects.h"

#include "engine/io/storage_types.h"
#include "engine/tensor/tensor_impl.h"

#include <fmt/format.h>

#include <span>

namespace engine::io {

namespace {

using Kind = Item::Kind;

std::optional<DType> dtype_named(std::string_view name) {
    for (const auto& [storage, dtype] : kStorageTypes) {
        if (name_of(dtype).substr(6) == name) return dtype;
    }
    return std::nullopt;
}

bool is_known(std::string_view global) {
    static constexpr std::string_view kKnown[] = {"collections OrderedDict",
                                                  "torch._utils _rebuild_tensor_v2",
                                                  "torch._utils _rebuild_tensor",
                                                  "torch._utils _rebuild_parameter",
                                                  "torch Size",
                                                  "torch device",
                                                  "__builtin__ set",
                                                  "builtins set"};
    for (const std::string_view one : kKnown) {
        if (one == global) return true;
    }
    return global.starts_with("torch ") && dtype_of_storage(global.substr(6));
}

void expect(bool good, std::string_view what) {
    if (!good) refuse_pickle(fmt::format("{} is not as PyTorch writes it", what));
}
int64_t integer_of(const Item& item, std::string_view what) {
    expect(item.kind == Kind::Int, what);
    return item.integer;
}
Shape shape_of(const Item& item, std::string_view what) {
    const bool tuple = item.kind == Kind::Tuple || item.kind == Kind::Size;
    expect(tuple && item.items.size() <= Shape::kMaxDims, what);
    Shape shape = Shape::filled(item.items.size(), 0);
    for (std::size_t i = 0; i < item.items.size(); ++i) {
        shape[i] = integer_of(*item.items[i], what);
        expect(shape[i] >= 0, what);
    }
    return shape;
}

void check_bools(std::span<const std::byte> bytes) {
    for (const std::byte one : bytes) {
        if (one > std::byte{1}) refuse_pickle("a bool that is neither True nor False");
    }
}
void require_grad(const Tensor& tensor, bool requires_grad) {
    if (requires_grad && !is_floating(tensor.dtype())) {
        refuse_pickle("a tensor of integers that requires grad");
    }
    if (requires_grad) tensor.set_requires_grad(true);
}

}  // namespace

void refuse_pickle(const std::string& words) {
    throw PickleError("Weights only load failed. " + words);
}

Item* PickleObjects::global(std::string_view module, std::string_view name) {
    const std::string both = fmt::format("{} {}", module, name);
    if (module == "torch") {
        if (const auto dtype = dtype_named(name)) {
            Item* const item = document_.make(Kind::DType);
            item->dtype = *dtype;
            return item;
        }
    }
    if (!is_known(both)) {
        refuse_pickle(fmt::format(
            "Unsupported class {}.{}: Modescope reads tensors, numbers, texts and containers "
            "of them, and runs nothing that a file names",
            module, name));
    }
    Item* const item = document_.make(Kind::Global);
    item->text = both;
    return item;
}

Item* PickleObjects::storage(const Item& id) {
    constexpr std::string_view kWhat = "the place of a tensor's memory";
    expect(id.kind == Kind::Tuple && id.items.size() >= 5, kWhat);
    const auto& parts = id.items;
    expect(parts[0]->kind == Kind::Text && parts[0]->text == "storage", kWhat);
    expect(parts[1]->kind == Kind::Global && parts[1]->text.starts_with("torch "), kWhat);
    const auto dtype = dtype_of_storage(std::string_view(parts[1]->text).substr(6));
    expect(dtype && parts[2]->kind == Kind::Text, kWhat);
    document_.count(parts[2]->text.size());
    Item* const item = document_.make(Kind::Storage);
    item->text = parts[2]->text;
    item->dtype = *dtype;
    item->integer = integer_of(*parts[4], kWhat);
    expect(item->integer >= 0 && item->integer <= int64_t{1} << 48, kWhat);
    return item;
}

Item* PickleObjects::tensor(const std::vector<Item*>& given) {
    constexpr std::string_view kWhat = "a tensor";
    expect(given.size() >= 4 && given[0]->kind == Kind::Storage, kWhat);
    const Item& memory = *given[0];
    const auto size = static_cast<uint64_t>(memory.integer) * itemsize(memory.dtype);
    const int64_t offset = integer_of(*given[1], kWhat);
    const Shape sizes = shape_of(*given[2], kWhat), strides = shape_of(*given[3], kWhat);
    expect(sizes.size() == strides.size() && offset >= 0, kWhat);
    // Counted down from the room there is, so that nothing can overflow.
    int64_t room = memory.integer - 1 - offset;
    bool any = true, fits = offset < memory.integer;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        any = any && sizes[i] > 0;
        if (!fits || sizes[i] < 2 || strides[i] == 0) continue;
        fits = sizes[i] - 1 <= room / strides[i];
        if (fits) room -= (sizes[i] - 1) * strides[i];
    }
    if (any && !fits) refuse_pickle("a tensor reaches beyond its memory");
    int64_t elements = 1;
    for (const int64_t one : sizes) {
        // What repeats by stride 0 may still claim more elements than can be counted.
        if (one > 0 && elements > (int64_t{1} << 40) / one) refuse_pickle("a tensor is too large");
        elements *= one;
    }
    // A float written through one of the two would be a bool that is neither True nor False.
    Memory& known = memories_.try_emplace(memory.text, Memory{memory.dtype, 0}).first->second;
    if (known.dtype != memory.dtype) refuse_pickle("one memory has two types");
    const StorageRef storage = load_(memory.text, size);
    if (memory.dtype == DType::Bool && size > known.checked) {
        check_bools({storage->data(), size});
        known.checked = size;
    }
    Item* const item = document_.make(Kind::Tensor);
    item->tensor = Tensor(TensorImpl::make(storage, sizes, strides, offset, memory.dtype));
    if (given.size() > 4) {
        expect(given[4]->kind == Kind::Bool, kWhat);
        require_grad(item->tensor, given[4]->flag);
    }
    return item;
}
Item* PickleObjects::parameter(const std::vector<Item*>& given) {
    expect(given.size() >= 2 && given[0]->kind == Kind::Tensor && given[1]->kind == Kind::Bool,
           "a parameter");
    Item* const item = document_.make(Kind::Tensor);
    item->tensor = given[0]->tensor.detach();
    require_grad(item->tensor, given[1]->flag);
    item->tensor.mark_parameter();
    return item;
}

Item* PickleObjects::called(const Item& function, const Item& given) {
    expect(function.kind == Kind::Global && given.kind == Kind::Tuple, "a call");
    const std::string& name = function.text;
    const auto& arguments = given.items;
    if (name.starts_with("torch._utils _rebuild_tensor")) return tensor(arguments);
    if (name == "torch._utils _rebuild_parameter") return parameter(arguments);
    if (name == "collections OrderedDict") {
        expect(arguments.empty(), "an OrderedDict");
        return document_.make(Kind::OrderedDict);
    }
    if (name == "torch device") {
        expect(!arguments.empty() && arguments[0]->kind == Kind::Text, "a device");
        document_.count(arguments[0]->text.size());
        Item* const item = document_.make(Kind::Device);
        item->text = arguments[0]->text;
        return item;
    }
    const bool sequence = arguments.size() == 1 &&
                          (arguments[0]->kind == Kind::List || arguments[0]->kind == Kind::Tuple);
    if (name == "torch Size" || name.ends_with(" set")) {
        expect(sequence, name == "torch Size" ? "a torch.Size" : "a set");
        document_.count(arguments[0]->items.size());
        Item* const item = document_.make(name == "torch Size" ? Kind::Size : Kind::Set);
        item->items = arguments[0]->items;
        return item;
    }
    refuse_pickle(fmt::format("`{}` is no function", name));
}

}  // namespace engine::io
