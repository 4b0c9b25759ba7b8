#pragma once

#include "engine/base/error.h"
#include "engine/tensor/tensor.h"

#include <cstdint>
#include <deque>
#include <limits>
#include <string>
#include <vector>

namespace engine::io {

/// A Python object of a PyTorch file. Who stands in two places is one object.
struct Item {
    enum class Kind : uint8_t {
        None,
        Bool,
        Int,
        Float,
        Text,
        List,
        Tuple,
        Size,  ///< torch.Size
        Dict,
        OrderedDict,
        Set,
        DType,
        Device,  ///< its name is `text`
        Tensor,  ///< or a Parameter
        // Only inside the reader:
        Global,   ///< `text` is "collections OrderedDict"
        Storage,  ///< `text` is its key, `integer` its number of elements
    };

    Kind kind = Kind::None;
    bool flag = false;
    int64_t integer = 0;
    double real = 0;
    std::string text;
    DType dtype = DType::Float32;
    Tensor tensor;
    std::vector<Item*> items;    ///< of a dict: key, value, key, value, ...
    Item* attributes = nullptr;  ///< of an OrderedDict: a Dict of its own attributes, or null
};

/// pickle.UnpicklingError
class PickleError : public Error {
public:
    explicit PickleError(const std::string& words) : Error(ErrorKind::Raised, words) {}
    std::string line() const override { return std::string("_pickle.UnpicklingError: ") + what(); }
};

/// What one file holds. Owns every item, so that rings among them end with it.
class Document {
public:
    /// What an item counts, where a reference to one counts 1: about its size.
    static constexpr std::size_t kItemCount = 4;

    Item* make(Item::Kind kind) {
        count(kItemCount);
        Item& item = items_.emplace_back();
        item.kind = kind;
        return &item;
    }

    /// While a file is read: a small one may not claim all memory.
    void limit(std::size_t most) { room_ = most; }
    /// What will be made or copied. throws  PickleError beyond the limit
    void count(std::size_t more) {
        if (more > room_) {
            throw PickleError("Weights only load failed. it holds too many objects");
        }
        room_ -= more;
    }

    Item* root = nullptr;

private:
    std::size_t room_ = std::numeric_limits<std::size_t>::max();
    std::deque<Item> items_;
};

}  // namespace engine::io
