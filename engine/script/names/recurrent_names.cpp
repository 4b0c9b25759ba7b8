// torch.nn's recurrent layers and their cells.
#include "engine/base/error.h"
#include "engine/nn/recurrent.h"
#include "engine/nn/recurrent_cell.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

// The arguments that all three begin with; proj_size is argument 7.
nn::RecurrentOptions options(const Call& call) {
    return {.input_size = call.integer(0),
            .hidden_size = call.integer(1),
            .num_layers = call.integer(2),
            .bias = call[3],
            .batch_first = call[4],
            .dropout = call[5],
            .bidirectional = call[6]};
}

void refuse_projection(const Call& call) {
    if (call.is_none(7)) return;
    raise(ErrorKind::ValueError, "proj_size argument is only supported for LSTM, not RNN or GRU");
}

Value rnn(Call& call) {
    refuse_projection(call);
    nn::RecurrentOptions given = options(call);
    given.nonlinearity = call[10].text() ? *call[10].text() : call[10].repr();
    return nn::RNN(std::move(given), call.generator());
}

Value lstm(Call& call) {
    nn::RecurrentOptions given = options(call);
    given.proj_size = call.integer(7);
    return nn::LSTM(std::move(given), call.generator());
}

Value gru(Call& call) {
    refuse_projection(call);
    return nn::GRU(options(call), call.generator());
}

// Makes the weights one block where there is a GPU.
Value flatten_parameters(Call& call) {
    const nn::ModulePtr self = call.module(0);
    if (!self->attributes.contains("mode") || !self->attributes.contains("proj_size")) {
        raise(ErrorKind::AttributeError, "'{}' object has no attribute '{}'", self->class_name(),
              call.name());
    }
    return {};
}

constexpr Native kRows[] = {
    {kModuleMethod, "flatten_parameters(self)", flatten_parameters},
    {kNN,
     "RNN(input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, "
     "bidirectional=False, proj_size=None, device=None, dtype=None, *, nonlinearity='tanh')",
     rnn},
    {kNN,
     "LSTM(input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, "
     "bidirectional=False, proj_size=0, device=None, dtype=None)",
     lstm},
    {kNN,
     "GRU(input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, "
     "bidirectional=False, proj_size=None, device=None, dtype=None)",
     gru},
    {kNN,
     "RNNCell(input_size, hidden_size, bias=True, nonlinearity='tanh', device=None, dtype=None)",
     [](Call& call) -> Value {
         return nn::RNNCell({.input_size = call.integer(0),
                             .hidden_size = call.integer(1),
                             .bias = call[2],
                             .nonlinearity = call[3].text() ? *call[3].text() : call[3].repr()},
                            call.generator());
     }},
    {kNN, "LSTMCell(input_size, hidden_size, bias=True, device=None, dtype=None)",
     [](Call& call) -> Value {
         return nn::LSTMCell(
             {.input_size = call.integer(0), .hidden_size = call.integer(1), .bias = call[2]},
             call.generator());
     }},
    {kNN, "GRUCell(input_size, hidden_size, bias=True, device=None, dtype=None)",
     [](Call& call) -> Value {
         return nn::GRUCell(
             {.input_size = call.integer(0), .hidden_size = call.integer(1), .bias = call[2]},
             call.generator());
     }},
};

}  // namespace

std::span<const Native> recurrent_names() {
    return kRows;
}

}  // namespace engine::script
