#include "engine/io/pickle_writer.h"

#include "engine/io/storage_types.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>
#include <map>
#include <span>
#include <string_view>
#include <unordered_map>

namespace engine::io {

namespace {

constexpr std::size_t kBatch = 1000;  // Python's pickler sets so many items at once
constexpr int kMostDepth = 900;       // Python's own limit is near

class Writer {
public:
    explicit Writer(Pickled& out) : out_(out) {}

    void write(const Document& document) {
        out_.text = "\x80\x02";
        save(*document.root);
        op('.');
    }

private:
    using Kind = Item::Kind;

    void op(char code) { out_.text += code; }
    template <class T>
    void raw(T value) {
        char bytes[sizeof value];
        std::memcpy(bytes, &value, sizeof value);
        out_.text.append(bytes, sizeof value);
    }
    void number_op(char small, char large, std::size_t number) {
        if (number <= 0xff) {
            op(small);
            raw(static_cast<uint8_t>(number));
        } else {
            op(large);
            raw(static_cast<uint32_t>(number));
        }
    }
    std::size_t put() {
        number_op('q', 'r', memo_);
        return memo_++;
    }
    void get(std::size_t place) { number_op('h', 'j', place); }

    void text(const std::string& value) {
        if (const auto known = texts_.find(value); known != texts_.end()) {
            return get(known->second);
        }
        op('X');
        raw(static_cast<uint32_t>(value.size()));
        out_.text += value;
        texts_[value] = put();
    }
    void global(const std::string& module, const std::string& name) {
        const std::string both = module + "\n" + name + "\n";
        if (const auto known = globals_.find(both); known != globals_.end()) {
            return get(known->second);
        }
        op('c');
        out_.text += both;
        globals_[both] = put();
    }
    void integer(int64_t value) {
        if (value >= 0 && value <= 0xff) {
            op('K');
            raw(static_cast<uint8_t>(value));
        } else if (value >= 0 && value <= 0xffff) {
            op('M');
            raw(static_cast<uint16_t>(value));
        } else if (value >= std::numeric_limits<int32_t>::min() &&
                   value <= std::numeric_limits<int32_t>::max()) {
            op('J');
            raw(static_cast<int32_t>(value));
        } else {
            std::size_t size = 8;
            const auto byte = [value](std::size_t i) {
                return static_cast<uint8_t>(static_cast<uint64_t>(value) >> (8 * i));
            };
            // The shortest two's complement.
            while (size > 1 && byte(size - 1) == ((byte(size - 2) & 0x80) != 0 ? 0xff : 0)) --size;
            op('\x8a');
            raw(static_cast<uint8_t>(size));
            for (std::size_t i = 0; i < size; ++i) raw(byte(i));
        }
    }
    void flag(bool value) { op(value ? '\x88' : '\x89'); }
    void real(double value) {
        op('G');
        const auto bits = std::bit_cast<uint64_t>(value);
        for (int i = 7; i >= 0; --i) raw(static_cast<uint8_t>(bits >> (8 * i)));
    }

    /// A tuple whose `count` items `write_items` writes.
    template <class WriteItems>
    void tuple(std::size_t count, WriteItems write_items) {
        if (count == 0) return op(')');
        if (count > 3) op('(');
        write_items();
        op(count == 1 ? '\x85' : count == 2 ? '\x86' : count == 3 ? '\x87' : 't');
        put();
    }
    void integers(const Shape& shape) {
        tuple(shape.size(), [&] {
            for (const int64_t one : shape) integer(one);
        });
    }
    void empty_ordered_dict() {
        global("collections", "OrderedDict");
        op(')');
        op('R');
        put();
    }

    /// Items in batches of a thousand, each `one` or (with a mark before it) `many`.
    void batches(std::span<Item* const> items, std::size_t width, char one, char many) {
        for (std::size_t at = 0; at < items.size();) {
            const std::size_t end = std::min(items.size(), at + kBatch * width);
            const bool single = end - at == width;
            if (!single) op('(');
            for (; at < end; ++at) save(*items[at]);
            op(single ? one : many);
        }
    }

    void storage(const Tensor& tensor) {
        const Storage* const identity = &*tensor.storage();
        const auto [known, first] = keys_.try_emplace(identity, out_.storages.size());
        if (first) {
            out_.storages.push_back(tensor);
        } else if (out_.storages[known->second].dtype() != tensor.dtype()) {
            raise(ErrorKind::RuntimeError,
                  "Cannot save multiple tensors or storages that view the same data as different "
                  "types");
        }
        tuple(5, [&] {
            text("storage");
            global("torch", std::string(storage_of_dtype(tensor.dtype())));
            text(std::to_string(known->second));
            text("cpu");
            integer(static_cast<int64_t>(identity->bytes() / itemsize(tensor.dtype())));
        });
        op('Q');
    }

    void plain_tensor(const Tensor& tensor, bool requires_grad) {
        global("torch._utils", "_rebuild_tensor_v2");
        tuple(6, [&] {
            storage(tensor);
            integer(tensor.offset());
            integers(tensor.sizes());
            integers(tensor.strides());
            flag(requires_grad);
            empty_ordered_dict();
        });
        op('R');
        put();
    }

    void tensor(const Item& item) {
        const Tensor& held = item.tensor;
        if (held.is_uninitialized() || held.is_meta()) {
            raise(ErrorKind::NotImplementedError,
                  "`torch.save` of a tensor without memory is outside the PyTorch subset that "
                  "Modescope runs");
        }
        if (!held.is_parameter()) {
            plain_tensor(held, held.requires_grad());
        } else {
            global("torch._utils", "_rebuild_parameter");
            tuple(3, [&] {
                plain_tensor(held, false);
                flag(held.requires_grad());
                empty_ordered_dict();
            });
            op('R');
            put();
        }
        items_[&item] = memo_ - 1;
    }

    void save(const Item& item) {
        if (const auto known = items_.find(&item); known != items_.end()) {
            return get(known->second);
        }
        struct Level {
            int& depth;
            explicit Level(int& of) : depth(++of) {
                if (depth > kMostDepth) {
                    raise(ErrorKind::RecursionError,
                          "maximum recursion depth exceeded while pickling an object");
                }
            }
            ~Level() { --depth; }
        } level(depth_);
        switch (item.kind) {
            case Kind::None:
                return op('N');
            case Kind::Bool:
                return flag(item.flag);
            case Kind::Int:
                return integer(item.integer);
            case Kind::Float:
                return real(item.real);
            case Kind::Text:
                return text(item.text);
            case Kind::DType:
                return global("torch", std::string(name_of(item.dtype).substr(6)));
            case Kind::Tensor:
                return tensor(item);
            case Kind::Device:
                global("torch", "device");
                tuple(1, [&] { text(item.text); });
                op('R');
                break;
            case Kind::Size:
                global("torch", "Size");
                tuple(1, [&] {
                    tuple(item.items.size(), [&] {
                        for (const Item* const one : item.items) save(*one);
                    });
                });
                op('R');
                break;
            case Kind::Tuple:
                if (item.items.empty()) return op(')');
                tuple(item.items.size(), [&] {
                    for (const Item* const one : item.items) save(*one);
                });
                items_[&item] = memo_ - 1;
                return;
            case Kind::List:
                op(']');
                items_[&item] = put();
                return batches(item.items, 1, 'a', 'e');
            case Kind::Set:
                global("__builtin__", "set");
                tuple(1, [&] {
                    op(']');
                    put();
                    batches(item.items, 1, 'a', 'e');
                });
                op('R');
                break;
            case Kind::Dict:
                op('}');
                items_[&item] = put();
                return batches(item.items, 2, 's', 'u');
            case Kind::OrderedDict:
                global("collections", "OrderedDict");
                op(')');
                op('R');
                items_[&item] = put();
                batches(item.items, 2, 's', 'u');
                if (item.attributes == nullptr) return;
                save(*item.attributes);
                return op('b');
            case Kind::Global:
            case Kind::Storage:
                raise(ErrorKind::RuntimeError, "no object to pickle");
        }
        items_[&item] = put();
    }

    Pickled& out_;
    std::size_t memo_ = 0;
    int depth_ = 0;
    std::unordered_map<const Item*, std::size_t> items_;
    std::map<std::string, std::size_t> texts_, globals_;
    std::unordered_map<const Storage*, std::size_t> keys_;
};

}  // namespace

Pickled write_pickle(const Document& document) {
    Pickled out;
    Writer(out).write(document);
    return out;
}

}  // namespace engine::io
