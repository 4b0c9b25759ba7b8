#pragma once

#include "engine/tensor/tensor.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace engine::nn {

class Module;
using ModulePtr = std::shared_ptr<Module>;
class Value;

/// Tuples of a class of their own. What each is called and its places are: tuple_class_info().
enum class TupleClass : uint8_t {
    Plain,
    Size,
    Max,
    Min,
    Median,
    Mode,
    Sort,
    Topk,
    Kthvalue,
    Cummax,
    Cummin,
    Aminmax,
    Nanmedian,
    IncompatibleKeys,
};

struct TupleClassInfo {
    std::string_view name;                     ///< "torch.return_types.max"
    std::span<const std::string_view> fields;  ///< "values", "indices"; none of torch.Size
};
const TupleClassInfo& tuple_class_info(TupleClass tuple_class);

/// A Python tuple or list. Held by pointer, so that a list assigned to two names is one list.
struct Sequence {
    std::vector<Value> items;
    bool is_tuple = true;
    TupleClass tuple_class = TupleClass::Plain;
};

/// A Python dict with string keys, in insertion order.
struct Dict {
    std::vector<std::pair<std::string, Value>> items;
    bool ordered = false;            ///< a collections.OrderedDict
    std::shared_ptr<Dict> metadata;  ///< of a state_dict: its attribute `_metadata`, else null
};

/// torch.device: there are two.
struct Device {
    bool meta = false;  ///< else cpu
    friend bool operator==(const Device&, const Device&) = default;
};

/// `...` in an index.
struct Ellipsis {
    friend bool operator==(const Ellipsis&, const Ellipsis&) = default;
};

/// `start:stop:step` in an index.
struct Slice;

/// An object of a script: a function, a class, an instance, a dict with any keys. Only the script
/// family looks inside.
class Object {
public:
    Object() = default;
    Object(const Object&) = default;
    Object& operator=(const Object&) = default;
    virtual ~Object() = default;
    /// type(x).__name__
    virtual std::string_view type_name() const = 0;
    /// Python's truth of it.
    virtual bool truth() const { return true; }
    /// As repr() prints it, when nothing of the user's has to run for that.
    virtual std::string repr() const = 0;
};
using ObjectPtr = std::shared_ptr<Object>;

/// What a module takes, returns or keeps as a plain attribute: the Python values that models use.
class Value {
public:
    using Variant = std::variant<std::monostate, bool, int64_t, double, std::string, Tensor,
                                 ModulePtr, std::shared_ptr<Sequence>, std::shared_ptr<Dict>, DType,
                                 Device, Ellipsis, std::shared_ptr<Slice>, ObjectPtr>;

    Value() = default;  ///< None
    Value(bool value) : data_(value) {}
    Value(int value) : data_(int64_t{value}) {}
    Value(int64_t value) : data_(value) {}
    Value(double value) : data_(value) {}
    Value(const char* value) : data_(std::string(value)) {}
    Value(std::string value) : data_(std::move(value)) {}
    Value(Tensor value) : data_(std::move(value)) {}
    Value(ModulePtr value) : data_(std::move(value)) {}
    Value(std::shared_ptr<Sequence> value) : data_(std::move(value)) {}
    Value(std::shared_ptr<Dict> value) : data_(std::move(value)) {}
    Value(DType value) : data_(value) {}
    Value(Device value) : data_(value) {}
    Value(Ellipsis value) : data_(value) {}
    Value(std::shared_ptr<Slice> value) : data_(std::move(value)) {}
    Value(ObjectPtr value) : data_(std::move(value)) {}

    static Value tuple(std::vector<Value> items);
    static Value list(std::vector<Value> items);
    /// torch.Size([2, 3])
    static Value size(const Shape& sizes);
    /// A tuple whose places have names: torch.return_types.max(values=..., indices=...).
    static Value named_tuple(TupleClass tuple_class, std::vector<Value> items);

    bool is_none() const { return std::holds_alternative<std::monostate>(data_); }
    bool is_tensor() const { return std::holds_alternative<Tensor>(data_); }
    /// The tuple or list, or null.
    const Sequence* sequence() const;
    /// The text, or null.
    const std::string* text() const { return std::get_if<std::string>(&data_); }
    /// bool, int or float, which Python lets stand for one another.
    bool is_number() const;

    /// The tensor; throws TypeError naming `what` when it is something else.
    const Tensor& tensor(std::string_view what = "value") const;
    /// bool, int or float as a double; throws TypeError otherwise.
    double number(std::string_view what = "value") const;
    /// bool or int as an integer; throws TypeError otherwise.
    int64_t integer(std::string_view what = "value") const;
    /// Python's truth of a bool, number, string, sequence or one-element tensor.
    bool truth() const;

    /// Python's type name: "NoneType", "bool", "int", "float", "str", "Tensor", "tuple", ...
    std::string_view type_name() const;
    /// As Python's repr() prints it: 1e-05, 'text', (2, 2), None, True.
    std::string repr() const;

    const Variant& data() const { return data_; }
    Variant& data() { return data_; }

private:
    Variant data_;
};

struct Slice {
    Value start, stop, step;
};

/// A float as Python's repr prints it: the shortest digits that read back the same.
std::string python_float(double value);

}  // namespace engine::nn
