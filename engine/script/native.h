#pragma once

#include "engine/nn/context.h"
#include "engine/nn/value.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How a name of torch reaches the engine: one row with Python's own signature and a function.
///
///     Value clamp_(Call& call) { return clamp(call.tensor(0), call.maybe_number(1), ...); }
///     constexpr Native kRows[] = {{kTorch | kMethod, "clamp(input, min=None, max=None)", clamp_}};
///
/// A new table is one more line in native_tables.cpp.
namespace engine::script {

struct Environment;
struct Native;
struct Signature;

/// Where a row's name stands; one row may stand in several places.
enum Place : uint16_t {
    kTorch = 1,             ///< torch.clamp
    kMethod = 2,            ///< Tensor.clamp: self is the first parameter
    kFunctional = 4,        ///< torch.nn.functional.relu
    kNN = 8,                ///< torch.nn.Linear
    kInit = 16,             ///< torch.nn.init.xavier_uniform_
    kUtils = 32,            ///< torch.nn.utils.clip_grad_norm_
    kAutograd = 64,         ///< torch.autograd.grad
    kModuleMethod = 128,    ///< Module.state_dict: self is the first parameter
    kTensorProperty = 256,  ///< Tensor.shape, without brackets
    kLinalg = 512,          ///< torch.linalg.norm
    kOptim = 1024,          ///< torch.optim.SGD
    kScheduler = 2048,      ///< torch.optim.lr_scheduler.StepLR
};

/// The arguments of one call, one for each parameter of the signature; a parameter that was not
/// given holds its default. `*sizes` holds a tuple. Readers throw the TypeError that PyTorch throws
/// ("clamp(): argument 'min' (position 2) must be Number, not str").
class Call {
public:
    Call(const Native& native, const Signature& signature, Place place,
         std::vector<nn::Value> values, Environment& environment)
        : native_(native),
          signature_(signature),
          place_(place),
          values_(std::move(values)),
          environment_(environment) {}

    const nn::Value& operator[](std::size_t i) const { return values_[i]; }
    std::size_t size() const { return values_.size(); }
    bool is_none(std::size_t i) const { return values_[i].is_none(); }

    const Tensor& tensor(std::size_t i) const;
    /// Undefined for None.
    Tensor maybe_tensor(std::size_t i) const;
    /// A list or tuple of tensors.
    std::vector<Tensor> tensors(std::size_t i) const;
    nn::ModulePtr module(std::size_t i) const;
    double number(std::size_t i) const;
    std::optional<double> maybe_number(std::size_t i) const;
    int64_t integer(std::size_t i) const;
    std::optional<int64_t> maybe_integer(std::size_t i) const;
    bool flag(std::size_t i) const;
    const std::string& text(std::size_t i) const;
    /// An int or a sequence of ints; of `*sizes` also one sequence in its place.
    std::vector<int64_t> integers(std::size_t i) const;
    Shape shape(std::size_t i) const;
    std::optional<DType> maybe_dtype(std::size_t i) const;
    /// Whether the argument (a device, "meta", None) asks for the meta device.
    bool meta(std::size_t i) const;

    /// That of an argument called `generator`, or else the default one.
    Generator& generator() const;
    nn::CallContext& context() const;
    Environment& environment() const { return environment_; }
    /// "clamp"
    std::string_view name() const;
    /// The name of parameter i.
    std::string_view parameter(std::size_t i) const;
    /// throws  TypeError "clamp(): argument 'min' (position 2) must be Number, not str"
    [[noreturn]] void refuse(std::size_t i, std::string_view wanted) const;
    /// Of parameter i as error messages count: self is not counted.
    std::size_t position(std::size_t i) const;

private:
    const Native& native_;
    const Signature& signature_;
    Place place_;
    std::vector<nn::Value> values_;
    Environment& environment_;
};

/// A function, method, property or maker: one row in a table. `signature` is what Python's def
/// would say, defaults and all; `*` and `*sizes` as there.
struct Native {
    unsigned places;
    std::string_view signature;
    nn::Value (*run)(Call& call);
};

/// A parsed signature.
struct Signature {
    struct Parameter {
        std::string_view name;
        bool required = true;
        bool keyword_only = false;
        bool rest = false;  ///< *sizes
        nn::Value fallback;
    };
    std::string_view name;
    std::vector<Parameter> parameters;
};

/// One row with its parsed signature.
struct NativeEntry {
    const Native* native;
    Signature signature;
};

/// The row that stands at a place under a name, or null.
const NativeEntry* find_native(Place place, std::string_view name);
/// Every name at a place, sorted: for completion and for the page about the subset.
std::vector<std::string_view> native_names(Place place);

/// Binds as Python binds, and runs. For a method `positional` begins with self.
/// throws  TypeError for arguments that do not fit, in the words of torch's own parser for kTorch
///         and kMethod, in Python's for the others
nn::Value call_native(const NativeEntry& entry, Place place, std::span<const nn::Value> positional,
                      std::span<const std::pair<std::string, nn::Value>> keywords,
                      Environment& environment);

}  // namespace engine::script
