#include "engine/nn/recurrent_cell.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/nn/parameter.h"
#include "engine/nn/python_checks.h"
#include "engine/nn/recurrent_init.h"

namespace engine::nn {

namespace {

constexpr OptionalArgument kOptional[] = {{.name = "hx"}};

/// W_ih x + b_ih and W_hh h + b_hh, (N, gates * hidden).
struct Parts {
    Tensor of_input;
    Tensor of_hidden;
};

// PyTorch calls both states of an LSTM hidden0.
void check_hidden(const Tensor& input, const Tensor& h, int64_t hidden_size) {
    if (input.size(0) != h.size(0)) {
        raise(ErrorKind::RuntimeError, "Input batch size {} doesn't match hidden0 batch size {}",
              input.size(0), h.size(0));
    }
    if (h.size(1) != hidden_size) {
        raise(ErrorKind::RuntimeError, "hidden0 has inconsistent hidden_size: got {}, expected {}",
              h.size(1), hidden_size);
    }
}

Parts parts(const Module& self, const Tensor& input, const Tensor& h, const Tensor& c) {
    const Tensor& w_ih = self.parameter("weight_ih");
    const Tensor& w_hh = self.parameter("weight_hh");
    if (input.size(1) != w_ih.size(1)) {
        raise(ErrorKind::RuntimeError, "input has inconsistent input_size: got {} expected {}",
              input.size(1), w_ih.size(1));
    }
    check_hidden(input, h, w_hh.size(1));
    if (c.defined()) check_hidden(input, c, w_hh.size(1));
    return {linear(input, w_ih, self.parameter("bias_ih")),
            linear(h, w_hh, self.parameter("bias_hh"))};
}

Tensor gate(const Tensor& gates, int64_t place, int64_t hidden) {
    return slice(gates, 1, place * hidden, (place + 1) * hidden);
}

/// The input as (N, in), and hx with a batch as well.
struct Given {
    Tensor input;
    Tensor h;
    Tensor c;  // of an LSTMCell
    bool batched = true;
};

Given given(const Module& self, const Args& args, bool lstm) {
    Given given{.input = tensor_with(args[0], "dim"), .h = {}, .c = {}};
    if (given.input.dim() != 1 && given.input.dim() != 2) {
        raise(ErrorKind::AssertionError,
              "{}: Expected input to be 1-D or 2-D but received {}-D tensor", self.class_name(),
              given.input.dim());
    }
    given.batched = given.input.dim() == 2;
    if (!given.batched) given.input = unsqueeze(given.input, 0);
    if (args[1].is_none()) {
        given.h =
            Tensor::zeros({given.input.size(0), self.integer("hidden_size")}, given.input.dtype());
        if (lstm) given.c = given.h;
        return given;
    }
    if (lstm && !args[1].sequence()) {
        raise(ErrorKind::TypeError,
              "lstm_cell(): argument 'hx' (position 2) must be tuple of Tensors, not {}",
              args[1].type_name());
    }
    if (lstm && given.batched && args[1].sequence()->items.size() != 2) {
        raise(ErrorKind::RuntimeError, "lstm_cell expects two hidden states");
    }
    given.h = lstm ? item_of(args[1], 0) : tensor_with(args[1], "unsqueeze");
    if (lstm) given.c = item_of(args[1], 1);
    if (!given.batched) {
        given.h = unsqueeze(given.h, 0);
        if (lstm) given.c = unsqueeze(given.c, 0);
    }
    return given;
}

Tensor with_rank_of_input(const Given& given, const Tensor& y) {
    return given.batched ? y : squeeze(y, 0);
}

Value rnn_forward(Module& self, const Args& args) {
    const Given from = given(self, args, false);
    const Value& nonlinearity = self.attribute("nonlinearity");
    const std::string* const name = nonlinearity.text();
    const bool relu_wanted = name && *name == "relu";
    if (!relu_wanted && !(name && *name == "tanh")) {
        raise(ErrorKind::RuntimeError, "Unknown nonlinearity: {}",
              name ? *name : nonlinearity.repr());
    }
    const Parts summands = parts(self, from.input, from.h, {});
    const Tensor sum = add(summands.of_input, summands.of_hidden);
    return with_rank_of_input(from, relu_wanted ? relu(sum) : tanh(sum));
}

Value lstm_forward(Module& self, const Args& args) {
    const Given from = given(self, args, true);
    const Parts summands = parts(self, from.input, from.h, from.c);
    const Tensor gates = add(summands.of_hidden, summands.of_input);
    const int64_t hidden = from.h.size(1);
    const Tensor i = sigmoid(gate(gates, 0, hidden));
    const Tensor f = sigmoid(gate(gates, 1, hidden));
    const Tensor g = tanh(gate(gates, 2, hidden));
    const Tensor o = sigmoid(gate(gates, 3, hidden));
    const Tensor c = add(mul(f, from.c), mul(i, g));
    const Tensor h = mul(o, tanh(c));
    return Value::tuple({with_rank_of_input(from, h), with_rank_of_input(from, c)});
}

Value gru_forward(Module& self, const Args& args) {
    const Given from = given(self, args, false);
    const Parts summands = parts(self, from.input, from.h, {});
    const int64_t hidden = from.h.size(1);
    const auto sum = [&](int64_t place) {
        return add(gate(summands.of_input, place, hidden), gate(summands.of_hidden, place, hidden));
    };
    const Tensor r = sigmoid(sum(0));
    const Tensor z = sigmoid(sum(1));
    const Tensor n =
        tanh(add(gate(summands.of_input, 2, hidden), mul(r, gate(summands.of_hidden, 2, hidden))));
    return with_rank_of_input(from, add(mul(sub(from.h, n), z), n));
}

std::string extra_repr(const Module& self) {
    std::string text = fmt::format("{}, {}", self.attribute("input_size").repr(),
                                   self.attribute("hidden_size").repr());
    const bool* const bias = std::get_if<bool>(&self.attribute("bias").data());
    if (!bias || !*bias) text += fmt::format(", bias={}", self.attribute("bias").repr());
    const Value* const nonlinearity = self.attributes.find("nonlinearity");
    if (nonlinearity && nonlinearity->text() && *nonlinearity->text() != "tanh") {
        text += fmt::format(", nonlinearity={}", *nonlinearity->text());
    }
    return text;
}

constexpr Behaviour behaviour(std::string_view class_name,
                              Value (*forward)(Module& self, const Args& args),
                              std::string_view formula) {
    return {
        .class_name = class_name,
        .python_module = "torch.nn.modules.rnn",
        .forward = forward,
        .extra_repr = extra_repr,
        .reset_parameters = reset_recurrent_parameters,
        .formula = formula,
        .optional_arguments = kOptional,
    };
}

constexpr Behaviour kRnnCell =
    behaviour("RNNCell", rnn_forward, "h = tanh(W_ih x + b_ih + W_hh h + b_hh)");
constexpr Behaviour kLstmCell =
    behaviour("LSTMCell", lstm_forward,
              "i, f, o = σ(W x + b + W h + b), g = tanh(…); c = f c + i g, h = o tanh c");
constexpr Behaviour kGruCell = behaviour(
    "GRUCell", gru_forward, "r, z = σ(…), n = tanh(W x + b + r (W h + b)); h = (1 − z) n + z h");

ModulePtr make(const Behaviour& kind, int64_t gates, const RecurrentCellOptions& options,
               Generator& generator) {
    auto module = std::make_shared<Module>(kind);
    module->set_attribute("input_size", options.input_size);
    module->set_attribute("hidden_size", options.hidden_size);
    module->set_attribute("bias", options.bias);
    const int64_t rows = gates * options.hidden_size;
    const bool bias = options.bias.truth();
    module->register_parameter("weight_ih", new_parameter({rows, options.input_size}));
    module->register_parameter("weight_hh", new_parameter({rows, options.hidden_size}));
    module->register_parameter("bias_ih", bias ? new_parameter({rows}) : Tensor());
    module->register_parameter("bias_hh", bias ? new_parameter({rows}) : Tensor());
    reset_recurrent_parameters(*module, generator);
    return module;
}

}  // namespace

ModulePtr RNNCell(RecurrentCellOptions options, Generator& generator) {
    ModulePtr module = make(kRnnCell, 1, options, generator);
    module->set_attribute("nonlinearity", options.nonlinearity);
    return module;
}

ModulePtr LSTMCell(RecurrentCellOptions options, Generator& generator) {
    return make(kLstmCell, 4, options, generator);
}

ModulePtr GRUCell(RecurrentCellOptions options, Generator& generator) {
    return make(kGruCell, 3, options, generator);
}

}  // namespace engine::nn
