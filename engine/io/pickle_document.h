#pragma once

#include "engine/base/error.h"
#include "engine/tensor/tensor.h"

#include <cstdint>
#include <deque>
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

/// What one file holds. Owns every item, so that rings among them end with it.
class Document {
public:
    Item* make(Item::Kind kind) {
        Item& item = items_.emplace_back();
        item.kind = kind;
        return &item;
    }

    Item* root = nullptr;

private:
    std::deque<Item> items_;
};

/// pickle.UnpicklingError
class PickleError : public Error {
public:
    explicit PickleError(const std::string& words) : Error(ErrorKind::Raised, words) {}
    std::string line() const override { return std::string("_pickle.UnpicklingError: ") + what(); }
};

}  // namespace engine::io
