#include "engine/nn/recurrent.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/ops_recurrent.h"
#include "engine/base/error.h"
#include "engine/base/warning.h"
#include "engine/nn/creation.h"
#include "engine/nn/drop.h"
#include "engine/nn/parameter.h"
#include "engine/nn/python_checks.h"
#include "engine/nn/recurrent_init.h"
#include "engine/nn/recurrent_packed.h"
#include "engine/tensor/memory_limit.h"

#include <algorithm>

namespace engine::nn {

namespace {

constexpr OptionalArgument kOptional[] = {{.name = "hx"}};

RecurrentCell cell_of(const Module& self) {
    const std::string* const mode = self.attribute("mode").text();
    if (mode && *mode == "LSTM") return RecurrentCell::Lstm;
    if (mode && *mode == "GRU") return RecurrentCell::Gru;
    return mode && *mode == "RNN_RELU" ? RecurrentCell::Relu : RecurrentCell::Tanh;
}

int64_t directions(const Module& self) {
    return self.flag("bidirectional") ? 2 : 1;
}

/// "weight_ih_l0_reverse"
std::string weight_name(std::string_view kind, int64_t layer, int64_t direction) {
    return fmt::format("{}_l{}{}", kind, layer, direction == 1 ? "_reverse" : "");
}

RecurrentWeights weights_of(const Module& self, int64_t layer, int64_t direction) {
    const auto find = [&](std::string_view kind) {
        const Tensor* const weight = self.parameters.find(weight_name(kind, layer, direction));
        return weight ? *weight : Tensor();
    };
    const bool bias = self.flag("bias");
    return {.input = self.parameter(weight_name("weight_ih", layer, direction)),
            .hidden = self.parameter(weight_name("weight_hh", layer, direction)),
            .input_bias = bias ? find("bias_ih") : Tensor(),
            .hidden_bias = bias ? find("bias_hh") : Tensor(),
            .projection = find("weight_hr")};
}

/// The input as (T, N, in) or (N, T, in), and the initial states, (layers * directions, N, size).
struct Given {
    Tensor input;
    Tensor h;
    Tensor c;  // of an LSTM
    bool batched = true;
    // Of a PackedSequence, whose data (rows, in) is the input:
    std::vector<int64_t> batch_sizes = {};
    Tensor sorted = {};    // indices that put the states into its order
    Tensor unsorted = {};  // and back
};

void check_rank(const Tensor& h, bool batched) {
    if (h.dim() == (batched ? 3 : 2)) return;
    raise(ErrorKind::RuntimeError,
          "For {0}batched {1}-D input, hx should also be {1}-D but got {2}-D tensor",
          batched ? "" : "un", batched ? 3 : 2, h.dim());
}

void check_ranks(const Tensor& h, const Tensor& c, bool batched) {
    const int64_t rank = batched ? 3 : 2;
    if (h.dim() == rank && c.dim() == rank) return;
    raise(ErrorKind::RuntimeError,
          "For {0}batched {1}-D input, hx and cx should also be {1}-D but got ({2}-D, {3}-D) "
          "tensors",
          batched ? "" : "un", rank, h.dim(), c.dim());
}

void check_size(const Tensor& h, const Shape& expected, std::string_view what) {
    if (h.sizes() == expected) return;
    raise(ErrorKind::RuntimeError, "Expected {} size ({}), got {}", what, fmt::join(expected, ", "),
          h.sizes().str());
}

void check_input(const Module& self, const Tensor& input, int64_t rank = 3) {
    if (input.dim() != rank) {
        raise(ErrorKind::RuntimeError, "input must have {} dimensions, got {}", rank, input.dim());
    }
    const int64_t size = self.integer("input_size");
    if (input.size(-1) != size) {
        raise(ErrorKind::RuntimeError,
              "input.size(-1) must be equal to input_size. Expected {}, got {}", size,
              input.size(-1));
    }
}

/// Sizes of the initial h, or (without a projection) of c.
Shape state_sizes(const Module& self, int64_t batch, bool projected) {
    const int64_t count = self.integer("num_layers") * directions(self);
    const int64_t outputs = projected ? self.integer("proj_size") : 0;
    return {count, batch, outputs > 0 ? outputs : self.integer("hidden_size")};
}

/// A PackedSequence comes as the tuple of its four places.
Given packed_given(const Module& self, const Args& args, const Sequence& packed, bool lstm) {
    Given given{.input = tensor_with(packed.items[0], "dim"), .h = {}, .c = {}};
    const Tensor sizes = tensor_with(packed.items[1], "tolist").to(DType::Int64).contiguous();
    given.batch_sizes.assign(sizes.span<int64_t>().begin(), sizes.span<int64_t>().end());
    if (given.batch_sizes.empty()) raise(ErrorKind::IndexError, "index 0 is out of bounds");
    if (packed.items[2].is_tensor()) given.sorted = packed.items[2].tensor();
    if (packed.items[3].is_tensor()) given.unsorted = packed.items[3].tensor();
    const Shape h_sizes = state_sizes(self, given.batch_sizes[0], true);
    const Shape c_sizes = state_sizes(self, given.batch_sizes[0], false);
    if (args[1].is_none()) {
        given.h = Tensor::zeros(h_sizes, given.input.dtype());
        if (lstm) given.c = Tensor::zeros(c_sizes, given.input.dtype());
    } else {
        const auto in_order = [&](const Tensor& state) {
            return given.sorted.defined() ? index_select(state, 1, given.sorted) : state;
        };
        given.h = in_order(lstm ? item_of(args[1], 0) : tensor_with(args[1], "dim"));
        if (lstm) given.c = in_order(item_of(args[1], 1));
    }
    check_input(self, given.input, 2);
    check_packed_sizes(given.batch_sizes, given.input.size(0));
    check_size(given.h, h_sizes, lstm ? "hidden[0]" : "hidden");
    if (lstm) check_size(given.c, c_sizes, "hidden[1]");
    return given;
}

// In the order of PyTorch's checks.
Given given(const Module& self, const Args& args, bool lstm) {
    if (const Sequence* const packed = args[0].sequence(); packed && packed->items.size() == 4) {
        return packed_given(self, args, *packed, lstm);
    }
    Given given{.input = tensor_with(args[0], "dim"), .h = {}, .c = {}};
    const bool batch_first = self.flag("batch_first");
    given.batched = given.input.dim() == 3;
    if (!given.batched) given.input = unsqueeze(given.input, batch_first ? 0 : 1);
    const int64_t batch = given.input.size(batch_first ? 0 : 1);
    const Shape h_sizes = state_sizes(self, batch, true);
    const Shape c_sizes = state_sizes(self, batch, false);
    if (args[1].is_none()) {
        given.h = Tensor::zeros(h_sizes, given.input.dtype());
        if (lstm) given.c = Tensor::zeros(c_sizes, given.input.dtype());
    } else if (lstm) {
        given.h = item_of(args[1], 0);
        given.c = item_of(args[1], 1);
        check_ranks(given.h, given.c, given.batched);
    } else {
        given.h = tensor_with(args[1], "dim");
        check_rank(given.h, given.batched);
    }
    if (!given.batched && !args[1].is_none()) {
        given.h = unsqueeze(given.h, 1);
        if (lstm) given.c = unsqueeze(given.c, 1);
    }
    check_input(self, given.input);
    check_size(given.h, h_sizes, lstm ? "hidden[0]" : "hidden");
    if (lstm) check_size(given.c, c_sizes, "hidden[1]");
    return given;
}

/// What a layer gives to the next one, in train with elements dropped.
Tensor drop_between(Module& self, const Args& args, const Tensor& x) {
    const double p = self.number("dropout");
    if (p == 0) return x;
    if (self.training && !(p >= 0 && p <= 1)) {
        raise(ErrorKind::RuntimeError,
              "dropout probability has to be between 0 and 1, but got {:g}", p);
    }
    ModeEffect effect;
    const Tensor y = drop(x, kDropElements, std::clamp(p, 0.0, 1.0), self.training, false,
                          args.context(), args.traced() ? &effect : nullptr);
    if (args.traced()) args.report(std::move(effect));
    return y;
}

Value forward(Module& self, const Args& args) {
    const RecurrentCell cell = cell_of(self);
    const bool lstm = cell == RecurrentCell::Lstm;
    const Given from = given(self, args, lstm);
    const bool packed = !from.batch_sizes.empty();
    const bool batch_first = self.flag("batch_first") && !packed;
    const int64_t layers = self.integer("num_layers");
    const int64_t count = directions(self);
    Tensor x = batch_first ? transpose(from.input, 0, 1) : from.input;
    std::vector<Tensor> h;
    std::vector<Tensor> c;
    for (int64_t layer = 0; layer < layers; ++layer) {
        std::vector<Tensor> outputs;
        for (int64_t direction = 0; direction < count; ++direction) {
            const int64_t place = layer * count + direction;
            const Tensor h_0 = select(from.h, 0, place);
            const Tensor c_0 = lstm ? select(from.c, 0, place) : Tensor();
            const RecurrentWeights weights = weights_of(self, layer, direction);
            const bool reverse = direction == 1;
            RecurrentStates states =
                packed ? packed_layer(cell, x, from.batch_sizes, h_0, c_0, weights, reverse)
                       : recurrent_layer(cell, x, h_0, c_0, weights, reverse);
            outputs.push_back(std::move(states.y));
            h.push_back(std::move(states.h));
            if (lstm) c.push_back(std::move(states.c));
        }
        x = count == 1 ? outputs[0] : cat(outputs, -1);
        if (layer + 1 < layers) x = drop_between(self, args, x);
    }
    // An LSTM transposes its result, the others in place: the printed names differ.
    if (batch_first) x = lstm ? transpose(x, 0, 1) : swap_first_dims(x);
    Tensor h_n = stack(h);
    Tensor c_n = lstm ? stack(c) : Tensor();
    if (from.unsorted.defined()) {
        h_n = index_select(h_n, 1, from.unsorted);
        if (lstm) c_n = index_select(c_n, 1, from.unsorted);
    }
    if (!from.batched) {
        x = squeeze(x, batch_first ? 0 : 1);
        h_n = squeeze(h_n, 1);
        if (lstm) c_n = squeeze(c_n, 1);
    }
    if (!lstm) return Value::tuple({x, h_n});
    return Value::tuple({x, Value::tuple({h_n, c_n})});
}

std::string extra_repr(const Module& self) {
    std::string text = fmt::format("{}, {}", self.attribute("input_size").repr(),
                                   self.attribute("hidden_size").repr());
    const auto add = [&](std::string_view name, bool shown) {
        const Value& value = self.attribute(name);
        if (!shown) return;
        text += fmt::format(", {}={}", name, value.text() ? *value.text() : value.repr());
    };
    // PyTorch compares with `is`: bias=1 is shown, though it counts as True.
    const auto is = [&](std::string_view name, bool expected) {
        const bool* const flag = std::get_if<bool>(&self.attribute(name).data());
        return flag && *flag == expected;
    };
    add("proj_size", self.number("proj_size") != 0);
    add("num_layers", self.number("num_layers") != 1);
    add("bias", !is("bias", true));
    add("batch_first", !is("batch_first", false));
    add("dropout", self.number("dropout") != 0);
    add("bidirectional", !is("bidirectional", false));
    return text;
}

bool reads_training(const Module& self) {
    const Value* const p = self.attributes.find("dropout");
    const Value* const layers = self.attributes.find("num_layers");
    return p && p->is_number() && p->number() != 0 && layers && layers->is_number() &&
           layers->number() > 1;
}

constexpr Behaviour behaviour(std::string_view class_name, std::string_view formula) {
    return {
        .class_name = class_name,
        .python_module = "torch.nn.modules.rnn",
        .forward = forward,
        .extra_repr = extra_repr,
        .reset_parameters = reset_recurrent_parameters,
        .reads_training = reads_training,
        .formula = formula,
        .optional_arguments = kOptional,
    };
}

constexpr Behaviour kRnn = behaviour("RNN", "h = tanh(W_ih x + b_ih + W_hh h + b_hh)");
constexpr Behaviour kLstm =
    behaviour("LSTM", "i, f, o = σ(W x + b + W h + b), g = tanh(…); c = f c + i g, h = o tanh c");
constexpr Behaviour kGru =
    behaviour("GRU", "r, z = σ(…), n = tanh(W x + b + r (W h + b)); h = (1 − z) n + z h");

void check_options(const RecurrentOptions& options) {
    const Value& p = options.dropout;
    const bool number = p.is_number() && !std::holds_alternative<bool>(p.data());
    if (p.text()) {
        raise(ErrorKind::ValueError, "could not convert string to float: {}", p.repr());
    }
    if (!number || !(p.number() >= 0 && p.number() <= 1)) {
        raise(ErrorKind::ValueError,
              "dropout should be a number in range [0, 1] representing the probability of an "
              "element being zeroed");
    }
    if (p.number() > 0 && options.num_layers == 1) {
        warn(fmt::format(
            "dropout option adds dropout after all but last recurrent layer, so non-zero dropout "
            "expects num_layers greater than 1, but got dropout={} and num_layers={}",
            p.repr(), options.num_layers));
    }
    if (options.proj_size < 0) {
        raise(ErrorKind::ValueError,
              "proj_size should be a positive integer or zero to disable projections");
    }
    if (options.proj_size >= options.hidden_size) {
        raise(ErrorKind::ValueError, "proj_size has to be smaller than hidden_size");
    }
    // PyTorch looks for the first of its weights.
    if (options.num_layers < 1) raise(ErrorKind::IndexError, "list index out of range");
}

ModulePtr make(const Behaviour& kind, std::string mode, RecurrentCell cell,
               const RecurrentOptions& options, Generator& generator) {
    check_options(options);
    auto module = std::make_shared<Module>(kind);
    const bool bidirectional = options.bidirectional.truth();
    const bool bias = options.bias.truth();
    if (cell == RecurrentCell::Tanh || cell == RecurrentCell::Relu) {
        module->set_attribute("nonlinearity", options.nonlinearity);
    }
    module->set_attribute("mode", std::move(mode));
    module->set_attribute("input_size", options.input_size);
    module->set_attribute("hidden_size", options.hidden_size);
    module->set_attribute("num_layers", options.num_layers);
    module->set_attribute("bias", options.bias);
    module->set_attribute("batch_first", options.batch_first);
    module->set_attribute("dropout", options.dropout.number());
    module->set_attribute("bidirectional", options.bidirectional);
    module->set_attribute("proj_size", options.proj_size);
    const int64_t count = bidirectional ? 2 : 1;
    const int64_t rows = gates_of(cell) * options.hidden_size;
    const int64_t outputs = options.proj_size > 0 ? options.proj_size : options.hidden_size;
    // So many layers are refused before the first; else the allocator says what it cannot hold.
    constexpr int64_t kMany = 1000;
    if (options.num_layers > kMany) {
        const Shape hidden{std::clamp<int64_t>(rows, 0, kMany),
                           std::clamp<int64_t>(outputs, 0, kMany)};
        const uint64_t bytes = static_cast<uint64_t>(hidden.numel()) * itemsize(creation().dtype);
        check_memory(options.num_layers, creation().meta ? 0 : bytes);
    }
    for (int64_t layer = 0; layer < options.num_layers; ++layer) {
        for (int64_t direction = 0; direction < count; ++direction) {
            const auto add = [&](std::string_view name, const Shape& sizes) {
                module->register_parameter(weight_name(name, layer, direction),
                                           new_parameter(sizes));
            };
            add("weight_ih", {rows, layer == 0 ? options.input_size : outputs * count});
            add("weight_hh", {rows, outputs});
            if (bias) add("bias_ih", {rows});
            if (bias) add("bias_hh", {rows});
            if (options.proj_size > 0) add("weight_hr", {options.proj_size, options.hidden_size});
        }
    }
    reset_recurrent_parameters(*module, generator);
    return module;
}

}  // namespace

std::optional<Value> all_weights(const Module& module) {
    if (module.behaviour().forward != forward) return std::nullopt;
    std::vector<Value> all;
    for (int64_t layer = 0; layer < module.integer("num_layers"); ++layer) {
        for (int64_t direction = 0; direction < directions(module); ++direction) {
            std::vector<Value> weights;
            for (const std::string_view kind :
                 {"weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr"}) {
                const Tensor* const one =
                    module.parameters.find(weight_name(kind, layer, direction));
                if (one != nullptr && one->defined()) weights.emplace_back(*one);
            }
            all.push_back(Value::list(std::move(weights)));
        }
    }
    return Value::list(std::move(all));
}

ModulePtr RNN(RecurrentOptions options, Generator& generator) {
    const bool relu = options.nonlinearity == "relu";
    if (!relu && options.nonlinearity != "tanh") {
        raise(ErrorKind::ValueError, "Unknown nonlinearity '{}'", options.nonlinearity);
    }
    return make(kRnn, relu ? "RNN_RELU" : "RNN_TANH",
                relu ? RecurrentCell::Relu : RecurrentCell::Tanh, options, generator);
}

ModulePtr LSTM(RecurrentOptions options, Generator& generator) {
    return make(kLstm, "LSTM", RecurrentCell::Lstm, options, generator);
}

ModulePtr GRU(RecurrentOptions options, Generator& generator) {
    return make(kGru, "GRU", RecurrentCell::Gru, options, generator);
}

}  // namespace engine::nn
