// What x[...] and x[...] = value call.
#include "engine/autograd/indexing.h"
#include "engine/script/native_tables.h"

#include <algorithm>

namespace engine::script {

namespace {

using nn::Value;

[[noreturn]] void refuse_index(const Value& value) {
    raise(ErrorKind::IndexError,
          "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are "
          "valid indices (got {})",
          value.type_name());
}

const nn::Slice* slice_of(const Value& value) {
    const auto* slice = std::get_if<std::shared_ptr<nn::Slice>>(&value.data());
    return slice == nullptr ? nullptr : slice->get();
}

// A list of numbers (of lists ...) as a tensor: bool if all are, else int64.
class ListTensor {
public:
    explicit ListTensor(const Value& list) {
        measure(list);
        read(list, 0);
    }

    Tensor tensor() const {
        const Tensor whole = Tensor::from(std::span<const int64_t>(values_), sizes_);
        return bools_ && !values_.empty() ? whole.to(DType::Bool) : whole;
    }

private:
    void measure(const Value& list) {
        const Value* at = &list;
        while (const nn::Sequence* sequence = at->sequence()) {
            sizes_.push_back(static_cast<int64_t>(sequence->items.size()));
            if (sequence->items.empty()) return;
            at = &sequence->items[0];
        }
    }

    void read(const Value& value, std::size_t depth) {
        const nn::Sequence* const sequence = value.sequence();
        if (sequence == nullptr) return read_number(value);
        if (depth == sizes_.size()) refuse_index(value);
        const auto size = static_cast<int64_t>(sequence->items.size());
        if (size != sizes_[depth]) {
            raise(ErrorKind::ValueError, "expected sequence of length {} at dim {} (got {})",
                  sizes_[depth], depth, size);
        }
        for (const Value& item : sequence->items) read(item, depth + 1);
    }

    void read_number(const Value& value) {
        if (value.is_tensor() && value.tensor().numel() == 1) {
            values_.push_back(value.tensor().item<int64_t>());
            bools_ &= value.tensor().dtype() == DType::Bool;
            return;
        }
        if (!value.is_number()) {
            raise(ErrorKind::TypeError, "new(): invalid data type '{}'", value.type_name());
        }
        bools_ &= std::holds_alternative<bool>(value.data());
        values_.push_back(std::holds_alternative<double>(value.data())
                              ? static_cast<int64_t>(value.number())
                              : value.integer());
    }

    Shape sizes_;
    std::vector<int64_t> values_;
    bool bools_ = true;
};

// A list counts as a tuple if it is short and begins with what no list of numbers has.
bool reads_as_tuple(const nn::Sequence& sequence) {
    if (sequence.is_tuple) return true;
    if (sequence.items.size() >= 32) return false;
    return std::any_of(sequence.items.begin(), sequence.items.end(), [](const Value& item) {
        return item.is_tensor() || item.sequence() != nullptr || item.is_none() ||
               slice_of(item) != nullptr || std::holds_alternative<nn::Ellipsis>(item.data());
    });
}

int64_t bound(const Value& value, int64_t fallback) {
    if (value.is_none()) return fallback;
    if (value.is_tensor() && value.tensor().numel() == 1 && !is_floating(value.tensor().dtype())) {
        return value.tensor().item<int64_t>();
    }
    if (!value.is_number() || std::holds_alternative<double>(value.data())) {
        raise(ErrorKind::TypeError,
              "slice indices must be integers or None or have an __index__ method");
    }
    return value.integer();
}

IndexRange range_of(const nn::Slice& slice) {
    IndexRange range;
    range.step = bound(slice.step, 1);
    if (range.step == 0) raise(ErrorKind::ValueError, "slice step cannot be zero");
    range.start = bound(slice.start, 0);
    range.stop = bound(slice.stop, range.stop);
    if (range.step < 0) raise(ErrorKind::ValueError, "step must be greater than zero");
    return range;
}

IndexPart part_of(const Value& value) {
    if (value.is_none()) return NewAxis{};
    if (std::holds_alternative<nn::Ellipsis>(value.data())) return AllOthers{};
    if (const nn::Slice* slice = slice_of(value)) return range_of(*slice);
    if (const auto* flag = std::get_if<bool>(&value.data())) return *flag;
    if (const auto* number = std::get_if<int64_t>(&value.data())) return *number;
    if (value.is_tensor()) return value.tensor();
    if (value.sequence() != nullptr) return ListTensor(value).tensor();
    if (value.text() != nullptr) {
        raise(ErrorKind::TypeError, "new(): invalid data type 'str'");
    }
    refuse_index(value);
}

std::vector<IndexPart> parts_of(const Value& index) {
    const nn::Sequence* const sequence = index.sequence();
    if (sequence == nullptr || !reads_as_tuple(*sequence)) return {part_of(index)};
    std::vector<IndexPart> parts;
    for (const Value& item : sequence->items) parts.push_back(part_of(item));
    return parts;
}

Tensor assigned(const Tensor& x, const Value& value) {
    if (value.is_tensor()) return value.tensor();
    if (!value.is_number()) {
        raise(ErrorKind::TypeError, "can't assign a {} to a {}", value.type_name(),
              legacy_name(x.dtype()));
    }
    if (const auto* number = std::get_if<int64_t>(&value.data())) {
        return Tensor::from(std::span(number, 1), {}).to(x.dtype());
    }
    return Tensor::scalar(value.number(), x.dtype());
}

constexpr Native kRows[] = {
    {kMethod, "__getitem__(self, index)",
     [](Call& call) -> Value { return index(call.tensor(0), parts_of(call[1])); }},
    {kMethod, "__setitem__(self, index, value)",
     [](Call& call) -> Value {
         assign_index(call.tensor(0), parts_of(call[1]), assigned(call.tensor(0), call[2]));
         return {};
     }},
};

}  // namespace

std::span<const Native> subscript_names() {
    return kRows;
}

}  // namespace engine::script
