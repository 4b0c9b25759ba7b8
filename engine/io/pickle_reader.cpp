#include "engine/io/pickle_reader.h"

#include "engine/io/storage_types.h"
#include "engine/tensor/tensor_impl.h"

#include <fmt/format.h>

#include <bit>
#include <cstring>
#include <span>
#include <unordered_map>
#include <utility>

namespace engine::io {

namespace {

using Kind = Item::Kind;

[[noreturn]] void refuse(const std::string& words) {
    throw PickleError("Weights only load failed. " + words);
}

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

class Reader {
public:
    Reader(std::string_view text, const LoadStorage& load) : left_(text), load_(load) {}

    Document read() {
        while (step()) {
        }
        return std::move(document_);
    }

private:
    // --- Bytes.
    std::string_view take(uint64_t size) {
        if (size > left_.size()) refuse("pickle data was truncated");
        const std::string_view taken = left_.substr(0, size);
        left_.remove_prefix(size);
        return taken;
    }
    template <class T>
    T number() {
        T value{};
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    std::string_view line() {
        const std::size_t end = left_.find('\n');
        if (end == std::string_view::npos) refuse("pickle data was truncated");
        const std::string_view text = take(end);
        left_.remove_prefix(1);
        return text;
    }

    // --- The stack. Nothing below the last mark is touched.
    void push(Item* item) { stack_.push_back(item); }
    Item* make(Kind kind) { return document_.make(kind); }
    Item* top() {
        const std::size_t bottom = marks_.empty() ? 0 : marks_.back();
        if (stack_.size() <= bottom) refuse("unexpected end of its stack");
        return stack_.back();
    }
    Item* pop() {
        Item* const item = top();
        stack_.pop_back();
        return item;
    }
    std::vector<Item*> pop_to_mark() {
        if (marks_.empty()) refuse("a mark is missing");
        const auto from = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
        std::vector<Item*> items(from, stack_.end());
        stack_.erase(from, stack_.end());
        marks_.pop_back();
        return items;
    }
    void push_text(std::string_view text) {
        Item* const item = make(Kind::Text);
        item->text = text;
        push(item);
    }
    void push_integer(int64_t value) {
        Item* const item = make(Kind::Int);
        item->integer = value;
        push(item);
    }
    void push_flag(bool value) {
        Item* const item = make(Kind::Bool);
        item->flag = value;
        push(item);
    }
    void push_tuple(std::size_t count) {
        Item* const item = make(Kind::Tuple);
        item->items.resize(count);
        for (std::size_t i = count; i-- > 0;) item->items[i] = pop();
        push(item);
    }
    void push_known(uint32_t place) {
        const auto it = memo_.find(place);
        if (it == memo_.end()) refuse("Memo value not found at index " + std::to_string(place));
        push(it->second);
    }

    // --- What it may name.
    void global(std::string_view module, std::string_view name) {
        const std::string both = fmt::format("{} {}", module, name);
        if (module == "torch") {
            if (const auto dtype = dtype_named(name)) {
                Item* const item = make(Kind::DType);
                item->dtype = *dtype;
                return push(item);
            }
        }
        if (!is_known(both)) {
            refuse(
                fmt::format("Unsupported class {}.{}: Modescope reads tensors, numbers, texts and "
                            "containers of "
                            "them, and runs nothing that a file names",
                            module, name));
        }
        Item* const item = make(Kind::Global);
        item->text = both;
        push(item);
    }

    static void expect(bool good, std::string_view what) {
        if (!good) refuse(fmt::format("{} is not as PyTorch writes it", what));
    }
    static int64_t integer_of(const Item& item, std::string_view what) {
        expect(item.kind == Kind::Int, what);
        return item.integer;
    }
    static Shape shape_of(const Item& item, std::string_view what) {
        const bool tuple = item.kind == Kind::Tuple || item.kind == Kind::Size;
        expect(tuple && item.items.size() <= Shape::kMaxDims, what);
        Shape shape = Shape::filled(item.items.size(), 0);
        for (std::size_t i = 0; i < item.items.size(); ++i) {
            shape[i] = integer_of(*item.items[i], what);
            expect(shape[i] >= 0, what);
        }
        return shape;
    }

    void persistent(const Item& id) {
        constexpr std::string_view kWhat = "the place of a tensor's memory";
        expect(id.kind == Kind::Tuple && id.items.size() >= 5, kWhat);
        const auto& parts = id.items;
        expect(parts[0]->kind == Kind::Text && parts[0]->text == "storage", kWhat);
        expect(parts[1]->kind == Kind::Global && parts[1]->text.starts_with("torch "), kWhat);
        const auto dtype = dtype_of_storage(std::string_view(parts[1]->text).substr(6));
        expect(dtype && parts[2]->kind == Kind::Text, kWhat);
        Item* const item = make(Kind::Storage);
        item->text = parts[2]->text;
        item->dtype = *dtype;
        item->integer = integer_of(*parts[4], kWhat);
        expect(item->integer >= 0 && item->integer <= int64_t{1} << 48, kWhat);
        push(item);
    }

    void tensor(const std::vector<Item*>& given) {
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
        if (any && !fits) refuse("a tensor reaches beyond its memory");
        int64_t elements = 1;
        for (const int64_t one : sizes) {
            // What repeats by stride 0 may still claim more elements than can be counted.
            if (one > 0 && elements > (int64_t{1} << 40) / one) refuse("a tensor is too large");
            elements *= one;
        }
        const StorageRef storage = load_(memory.text, size);
        if (memory.dtype == DType::Bool) check_bools({storage->data(), size});
        Item* const item = make(Kind::Tensor);
        item->tensor = Tensor(TensorImpl::make(storage, sizes, strides, offset, memory.dtype));
        if (given.size() > 4) {
            expect(given[4]->kind == Kind::Bool, kWhat);
            require_grad(item->tensor, given[4]->flag);
        }
        push(item);
    }
    static void check_bools(std::span<const std::byte> bytes) {
        for (const std::byte one : bytes) {
            if (one > std::byte{1}) refuse("a bool that is neither True nor False");
        }
    }
    static void require_grad(const Tensor& tensor, bool requires_grad) {
        if (requires_grad && !is_floating(tensor.dtype())) {
            refuse("a tensor of integers that requires grad");
        }
        if (requires_grad) tensor.set_requires_grad(true);
    }

    void parameter(const std::vector<Item*>& given) {
        expect(given.size() >= 2 && given[0]->kind == Kind::Tensor && given[1]->kind == Kind::Bool,
               "a parameter");
        Item* const item = make(Kind::Tensor);
        item->tensor = given[0]->tensor.detach();
        require_grad(item->tensor, given[1]->flag);
        item->tensor.mark_parameter();
        push(item);
    }

    void reduce() {
        const Item& given = *pop();
        const Item& function = *pop();
        expect(function.kind == Kind::Global && given.kind == Kind::Tuple, "a call");
        const std::string& name = function.text;
        const auto& arguments = given.items;
        if (name.starts_with("torch._utils _rebuild_tensor")) return tensor(arguments);
        if (name == "torch._utils _rebuild_parameter") return parameter(arguments);
        if (name == "collections OrderedDict") {
            expect(arguments.empty(), "an OrderedDict");
            return push(make(Kind::OrderedDict));
        }
        if (name == "torch device") {
            expect(!arguments.empty() && arguments[0]->kind == Kind::Text, "a device");
            Item* const item = make(Kind::Device);
            item->text = arguments[0]->text;
            return push(item);
        }
        const bool sequence = arguments.size() == 1 && (arguments[0]->kind == Kind::List ||
                                                        arguments[0]->kind == Kind::Tuple);
        if (name == "torch Size" || name.ends_with(" set")) {
            expect(sequence, name == "torch Size" ? "a torch.Size" : "a set");
            Item* const item = make(name == "torch Size" ? Kind::Size : Kind::Set);
            item->items = arguments[0]->items;
            return push(item);
        }
        refuse(fmt::format("`{}` is no function", name));
    }

    void build() {
        Item* const state = pop();
        Item* const object = top();
        expect(object->kind == Kind::OrderedDict && state->kind == Kind::Dict,
               "an object's attributes");
        object->attributes = state;
    }

    void append(const std::vector<Item*>& items, Kind kind) {
        Item* const list = top();
        expect(list->kind == kind, "a list");
        list->items.insert(list->items.end(), items.begin(), items.end());
    }
    void set_items(const std::vector<Item*>& items) {
        Item* const dict = top();
        expect(
            (dict->kind == Kind::Dict || dict->kind == Kind::OrderedDict) && items.size() % 2 == 0,
            "a dict");
        dict->items.insert(dict->items.end(), items.begin(), items.end());
    }

    void long_integer() {
        const std::string_view bytes = take(number<uint8_t>());
        if (bytes.size() > 8) refuse("an int that does not fit into 64 bits");
        uint64_t value = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            value |= uint64_t{static_cast<uint8_t>(bytes[i])} << (8 * i);
        }
        // The highest bit is the sign.
        const bool negative = !bytes.empty() && (static_cast<uint8_t>(bytes.back()) & 0x80) != 0;
        if (negative && bytes.size() < 8) value |= ~uint64_t{0} << (8 * bytes.size());
        push_integer(static_cast<int64_t>(value));
    }
    void real() {
        uint64_t bits = 0;
        for (const char one : take(8)) bits = bits << 8 | static_cast<uint8_t>(one);
        Item* const item = make(Kind::Float);
        item->real = std::bit_cast<double>(bits);
        push(item);
    }

    /// One instruction; false at the end.
    bool step() {
        const auto code = number<uint8_t>();
        switch (code) {
            case 0x80: {  // PROTO
                const auto protocol = number<uint8_t>();
                if (protocol < 2 || protocol > 5) {
                    refuse(fmt::format("unsupported pickle protocol: {}", protocol));
                }
                return true;
            }
            case 0x95:  // FRAME
                take(8);
                return true;
            case '.':
                document_.root = pop();
                if (document_.root->kind == Kind::Global || document_.root->kind == Kind::Storage) {
                    refuse("it holds no value");
                }
                return false;
            case '(':
                marks_.push_back(stack_.size());
                return true;
            case '0':
                pop();
                return true;
            case 'N':
                push(make(Kind::None));
                return true;
            case 0x88:
            case 0x89:
                push_flag(code == 0x88);
                return true;
            case 'K':
                push_integer(number<uint8_t>());
                return true;
            case 'M':
                push_integer(number<uint16_t>());
                return true;
            case 'J':
                push_integer(number<int32_t>());
                return true;
            case 0x8a:
                long_integer();
                return true;
            case 'G':
                real();
                return true;
            case 'X':
                push_text(take(number<uint32_t>()));
                return true;
            case 0x8c:
            case 'U':
                push_text(take(number<uint8_t>()));
                return true;
            case 0x8d:
                push_text(take(number<uint64_t>()));
                return true;
            case ']':
                push(make(Kind::List));
                return true;
            case '}':
                push(make(Kind::Dict));
                return true;
            case 0x8f:
                push(make(Kind::Set));
                return true;
            case ')':
                push_tuple(0);
                return true;
            case 0x85:
            case 0x86:
            case 0x87:
                push_tuple(code - 0x84U);
                return true;
            case 't': {
                auto items = pop_to_mark();
                Item* const tuple = make(Kind::Tuple);
                tuple->items = std::move(items);
                push(tuple);
                return true;
            }
            case 'a': {
                Item* const item = pop();
                append({item}, Kind::List);
                return true;
            }
            case 'e':
                append(pop_to_mark(), Kind::List);
                return true;
            case 0x90:
                append(pop_to_mark(), Kind::Set);
                return true;
            case 's': {
                Item* const value = pop();
                Item* const key = pop();
                set_items({key, value});
                return true;
            }
            case 'u':
                set_items(pop_to_mark());
                return true;
            case 'c': {
                const std::string_view module = line();
                global(module, line());
                return true;
            }
            case 0x93: {
                const Item& name = *pop();
                const Item& module = *pop();
                expect(name.kind == Kind::Text && module.kind == Kind::Text, "a name");
                global(module.text, name.text);
                return true;
            }
            case 'R':
                reduce();
                return true;
            case 'b':
                build();
                return true;
            case 'Q':
                persistent(*pop());
                return true;
            case 'h':
                push_known(number<uint8_t>());
                return true;
            case 'j':
                push_known(number<uint32_t>());
                return true;
            case 'q':
                memo_[number<uint8_t>()] = top();
                return true;
            case 'r':
                memo_[number<uint32_t>()] = top();
                return true;
            case 0x94:
                memo_[static_cast<uint32_t>(memo_.size())] = top();
                return true;
            default:
                refuse(fmt::format("Unsupported operand {}", code));
        }
    }

    std::string_view left_;
    const LoadStorage& load_;
    Document document_;
    std::vector<Item*> stack_;
    std::vector<std::size_t> marks_;
    std::unordered_map<uint32_t, Item*> memo_;
};

}  // namespace

Document read_pickle(std::string_view text, const LoadStorage& load) {
    return Reader(text, load).read();
}

}  // namespace engine::io
