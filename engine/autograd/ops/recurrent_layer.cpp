#include "engine/autograd/ops.h"
#include "engine/autograd/ops_recurrent.h"
#include "engine/autograd/second_order.h"

#include <algorithm>
#include <array>

#include "engine/autograd/ops/recurrent_checks.h"
#include "engine/autograd/record.h"
#include "engine/kernels/elementwise.h"
#include "engine/kernels/gemm.h"
#include "engine/kernels/recurrent.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

/// Sizes of one layer and the order of its steps.
struct Geometry {
    RecurrentCell cell;
    int64_t steps;
    int64_t batch;
    int64_t inputs;
    int64_t hidden;
    int64_t outputs;  // of h: the projected size, or `hidden`
    bool reverse;

    int64_t gates() const { return gates_of(cell) * hidden; }
    int64_t rows() const { return steps * batch; }
    /// Where the k-th step stands in time.
    int64_t place(int64_t k) const { return reverse ? steps - 1 - k : k; }
};

template <class T>
kernels::MatrixView<T> matrix(const T* data, int64_t rows, int64_t columns) {
    return {data, rows, columns, columns, false};
}
template <class T>
kernels::MatrixView<T> turned(const T* data, int64_t rows, int64_t columns) {
    return {data, columns, rows, columns, true};
}

/// Every row becomes a + b; either may be missing.
template <class T>
void fill_biases(const Tensor& a, const Tensor& b, T* y, int64_t rows, int64_t columns) {
    const Tensor sum = Tensor::zeros({columns}, dtype_of<T>());
    for (const Tensor* bias : {&a, &b}) {
        if (bias->defined()) sum.add_(*bias);
    }
    kernels::fill_rows<T>(sum.data<T>(), y, rows, columns);
}

/// What the forward pass keeps for backward, beside its arguments. Rows are in order of time.
struct Kept {
    Tensor states;  // (steps, batch, outputs): h after each step
    Tensor gates;   // (rows, gates), after sigmoid and tanh
    Tensor parts;   // Gru: (rows, gates) W_hh h + b_hh
    Tensor cells;   // Lstm: (rows, hidden)
    Tensor tanhs;   // of the cells
    Tensor before;  // Lstm with a projection: (rows, hidden) o tanh c
};

template <class T>
class Forward {
public:
    Forward(const Geometry& geometry, const RecurrentWeights& weights, Kept& kept)
        : g_(geometry), weights_(weights), kept_(kept) {}

    void run(const Tensor& x, const Tensor& h, const Tensor& c) {
        const bool gru = g_.cell == RecurrentCell::Gru;
        const bool plain = gates_of(g_.cell) == 1;
        const DType dtype = x.dtype();
        const Shape wide{g_.rows(), g_.gates()};
        kept_.states = Tensor::empty({g_.steps, g_.batch, g_.outputs}, dtype);
        states_ = kept_.states.mutable_data<T>();
        if (!plain) kept_.gates = Tensor::empty(wide, dtype);
        gates_ = plain ? states_ : kept_.gates.mutable_data<T>();
        if (gru) {
            kept_.parts = Tensor::empty(wide, dtype);
            fill_biases<T>(weights_.hidden_bias, {}, kept_.parts.mutable_data<T>(), g_.rows(),
                           g_.gates());
        }
        fill_biases<T>(weights_.input_bias, gru ? Tensor() : weights_.hidden_bias, gates_,
                       g_.rows(), g_.gates());
        kernels::gemm<T>(matrix(x.data<T>(), g_.rows(), g_.inputs),
                         turned(weights_.input.data<T>(), g_.gates(), g_.inputs), gates_,
                         g_.gates(), true);
        if (g_.cell == RecurrentCell::Lstm) {
            const Shape narrow{g_.rows(), g_.hidden};
            kept_.cells = Tensor::empty(narrow, dtype);
            kept_.tanhs = Tensor::empty(narrow, dtype);
            if (weights_.projection.defined()) kept_.before = Tensor::empty(narrow, dtype);
        }
        const T* before = h.data<T>();
        const T* cell_before = c.defined() ? c.data<T>() : nullptr;
        for (int64_t k = 0; k < g_.steps; ++k) {
            const int64_t row = g_.place(k) * g_.batch;
            step(row, before, cell_before);
            before = states_ + row * g_.outputs;
            if (cell_before) cell_before = kept_.cells.data<T>() + row * g_.hidden;
        }
    }

private:
    void step(int64_t row, const T* h, const T* c) {
        T* const gates = gates_ + row * g_.gates();
        T* const y = states_ + row * g_.outputs;
        const auto hidden_product = [&](T* into) {
            kernels::gemm<T>(matrix(h, g_.batch, g_.outputs),
                             turned(weights_.hidden.data<T>(), g_.gates(), g_.outputs), into,
                             g_.gates(), true);
        };
        if (g_.cell == RecurrentCell::Gru) {
            T* const part = kept_.parts.mutable_data<T>() + row * g_.gates();
            hidden_product(part);
            kernels::gru_step<T>(g_.batch, g_.hidden, gates, part, h, y);
            return;
        }
        hidden_product(gates);
        if (g_.cell == RecurrentCell::Lstm) {
            const int64_t at = row * g_.hidden;
            const bool projected = weights_.projection.defined();
            T* const m = projected ? kept_.before.mutable_data<T>() + at : y;
            kernels::lstm_step<T>(g_.batch, g_.hidden, gates, c, kept_.cells.mutable_data<T>() + at,
                                  kept_.tanhs.mutable_data<T>() + at, m);
            if (!projected) return;
            kernels::gemm<T>(matrix<T>(m, g_.batch, g_.hidden),
                             turned(weights_.projection.data<T>(), g_.outputs, g_.hidden), y,
                             g_.outputs);
            return;
        }
        const auto span = std::span(y, static_cast<size_t>(g_.batch * g_.hidden));
        if (g_.cell == RecurrentCell::Tanh) {
            kernels::tanh<T>(span, span);
        } else {
            kernels::relu<T>(span, span);
        }
    }

    const Geometry& g_;
    const RecurrentWeights& weights_;
    Kept& kept_;
    T* states_ = nullptr;
    T* gates_ = nullptr;
};

// Places of the inputs, and of the saved tensors: the inputs that are needed and what was kept.
enum : size_t { kX, kH, kC, kInput, kHidden, kInputBias, kHiddenBias, kProjection, kInputs };
enum : size_t { kStates = kProjection + 1, kGates, kParts, kCells, kTanhs, kBefore };
// Behind them the inputs as they came: for the gradients' own history.
enum : size_t { kGiven = kBefore + 1 };

template <class T>
class Backward {
public:
    Backward(const Geometry& geometry, const Saved& saved, Grads& dx)
        : g_(geometry), saved_(saved), dx_(dx) {}

    void run() {
        const DType dtype = dtype_of<T>();
        const Shape wide{g_.rows(), g_.gates()};
        const bool gru = g_.cell == RecurrentCell::Gru;
        dgates_ = Tensor::empty(wide, dtype);
        dparts_ = gru ? Tensor::empty(wide, dtype) : dgates_;
        dh_ = initial(saved_.dy(1), g_.outputs);
        if (g_.cell == RecurrentCell::Lstm) dc_ = initial(saved_.dy(2), g_.hidden);
        const bool projected = saved_.tensor(kProjection).defined();
        if (projected) {
            projected_ = Tensor::empty({g_.rows(), g_.outputs}, dtype);
            dm_ = Tensor::empty({g_.batch, g_.hidden}, dtype);
        }
        const Tensor dy = saved_.dy(0).defined() ? saved_.dy(0).contiguous() : Tensor();
        for (int64_t k = g_.steps - 1; k >= 0; --k) {
            const int64_t row = g_.place(k) * g_.batch;
            T* const dh = dh_.mutable_data<T>();
            if (dy.defined()) {
                const T* const from = dy.data<T>() + row * g_.outputs;
                for (int64_t i = 0; i < g_.batch * g_.outputs; ++i) dh[i] += from[i];
            }
            step(k, row, dh);
            if (k == 0 && !dx_.wants(kH)) break;
            kernels::gemm<T>(matrix<T>(dparts_.data<T>() + row * g_.gates(), g_.batch, g_.gates()),
                             matrix(saved_.tensor(kHidden).data<T>(), g_.gates(), g_.outputs), dh,
                             g_.outputs, gru);
        }
        if (dx_.wants(kH)) dx_.set(kH, dh_);
        if (dc_.defined() && dx_.wants(kC)) dx_.set(kC, dc_);
        products();
    }

private:
    Tensor initial(const Tensor& gradient, int64_t columns) const {
        return gradient.defined() ? gradient.copy()
                                  : Tensor::zeros({g_.batch, columns}, dtype_of<T>());
    }

    const T* before(size_t initial, size_t later, int64_t k, int64_t columns) const {
        return k == 0 ? saved_.tensor(initial).data<T>()
                      : saved_.tensor(later).data<T>() + g_.place(k - 1) * g_.batch * columns;
    }

    void step(int64_t k, int64_t row, T* dh) {
        T* const dgates = dgates_.mutable_data<T>() + row * g_.gates();
        if (g_.cell == RecurrentCell::Gru) {
            kernels::gru_step_backward<T>(g_.batch, g_.hidden,
                                          saved_.tensor(kGates).data<T>() + row * g_.gates(),
                                          saved_.tensor(kParts).data<T>() + row * g_.gates(),
                                          before(kH, kStates, k, g_.outputs), dh, dgates,
                                          dparts_.mutable_data<T>() + row * g_.gates());
            return;
        }
        if (g_.cell == RecurrentCell::Lstm) {
            const T* dm = dh;
            if (projected_.defined()) {
                std::copy_n(dh, g_.batch * g_.outputs,
                            projected_.mutable_data<T>() + row * g_.outputs);
                kernels::gemm<T>(
                    matrix<T>(dh, g_.batch, g_.outputs),
                    matrix(saved_.tensor(kProjection).data<T>(), g_.outputs, g_.hidden),
                    dm_.mutable_data<T>(), g_.hidden);
                dm = dm_.data<T>();
            }
            kernels::lstm_step_backward<T>(
                g_.batch, g_.hidden, saved_.tensor(kGates).data<T>() + row * g_.gates(),
                before(kC, kCells, k, g_.hidden), saved_.tensor(kTanhs).data<T>() + row * g_.hidden,
                dm, dc_.mutable_data<T>(), dgates);
            return;
        }
        const auto count = static_cast<size_t>(g_.batch * g_.hidden);
        const std::span<const T> y(saved_.tensor(kStates).data<T>() + row * g_.hidden, count);
        if (g_.cell == RecurrentCell::Tanh) {
            kernels::tanh_backward<T>(y, {dh, count}, {dgates, count});
        } else {
            kernels::relu_backward<T>(y, {dh, count}, {dgates, count});
        }
    }

    // Those of all steps at once.
    void products() {
        const auto gates = matrix<T>(dgates_.data<T>(), g_.rows(), g_.gates());
        if (dx_.wants(kX)) {
            kernels::gemm<T>(gates, matrix(saved_.tensor(kInput).data<T>(), g_.gates(), g_.inputs),
                             dx_.into<T>(kX).data(), g_.inputs);
        }
        if (dx_.wants(kInput)) {
            kernels::gemm<T>(turned<T>(dgates_.data<T>(), g_.rows(), g_.gates()),
                             matrix(saved_.tensor(kX).data<T>(), g_.rows(), g_.inputs),
                             dx_.into<T>(kInput).data(), g_.inputs);
        }
        if (dx_.wants(kInputBias)) {
            kernels::column_sums<T>(dgates_.data<T>(), g_.rows(), g_.gates(),
                                    dx_.into<T>(kInputBias).data());
        }
        if (dx_.wants(kHiddenBias)) {
            kernels::column_sums<T>(dparts_.data<T>(), g_.rows(), g_.gates(),
                                    dx_.into<T>(kHiddenBias).data());
        }
        if (dx_.wants(kHidden)) hidden_weight(dx_.into<T>(kHidden).data());
        if (dx_.wants(kProjection)) {
            kernels::gemm<T>(turned<T>(projected_.data<T>(), g_.rows(), g_.outputs),
                             matrix(saved_.tensor(kBefore).data<T>(), g_.rows(), g_.hidden),
                             dx_.into<T>(kProjection).data(), g_.hidden);
        }
    }

    // The first step saw the initial state, every other one the step's before it: whose rows stand
    // one step earlier in time, or later.
    void hidden_weight(T* dw) {
        const T* const dparts = dparts_.data<T>();
        const T* const states = saved_.tensor(kStates).data<T>();
        const int64_t first = g_.place(0) * g_.batch;
        kernels::gemm<T>(turned<T>(dparts + first * g_.gates(), g_.batch, g_.gates()),
                         matrix(saved_.tensor(kH).data<T>(), g_.batch, g_.outputs), dw, g_.outputs);
        const int64_t rows = g_.rows() - g_.batch;
        const int64_t shift = g_.batch;
        kernels::gemm<T>(
            turned<T>(dparts + (g_.reverse ? 0 : shift * g_.gates()), rows, g_.gates()),
            matrix<T>(states + (g_.reverse ? shift * g_.outputs : 0), rows, g_.outputs), dw,
            g_.outputs, true);
    }

    const Geometry& g_;
    const Saved& saved_;
    Grads& dx_;
    Tensor dgates_;
    Tensor dparts_;  // of W_hh h + b_hh: not the gates' own in a Gru
    Tensor dh_;
    Tensor dc_;
    Tensor projected_;  // gradients of h at every step, for W_hr
    Tensor dm_;
};

void recurrent_backward(const Saved& saved, const Tensor&, Grads& dx) {
    const auto o = saved.integers();
    const Geometry geometry{.cell = static_cast<RecurrentCell>(o[0]),
                            .steps = o[1],
                            .batch = o[2],
                            .inputs = o[3],
                            .hidden = o[4],
                            .outputs = o[5],
                            .reverse = o[6] != 0};
    dispatch_floating(saved.tensor(kStates).dtype(), "recurrent_layer",
                      [&]<class T>() { Backward<T>(geometry, saved, dx).run(); });
}

// The layer in recorded ops, step by step.
std::vector<Tensor> unrolled(RecurrentCell cell, const std::vector<Tensor>& in, int64_t hidden,
                             bool reverse) {
    const auto weighed = [&](const Tensor& x, size_t weight, size_t bias) {
        return linear(x, in[weight], in[bias]);
    };
    const int64_t steps = in[kX].size(0);
    std::vector<Tensor> outputs(static_cast<size_t>(steps));
    Tensor h = in[kH];
    Tensor c = in[kC];
    for (int64_t k = 0; k < steps; ++k) {
        const int64_t place = reverse ? steps - 1 - k : k;
        const Tensor a = weighed(select(in[kX], 0, place), kInput, kInputBias);
        const Tensor b = weighed(h, kHidden, kHiddenBias);
        const auto part = [&](const Tensor& gates, int64_t i) {
            return slice(gates, 1, i * hidden, (i + 1) * hidden);
        };
        if (cell == RecurrentCell::Gru) {
            const Tensor r = sigmoid(add(part(a, 0), part(b, 0)));
            const Tensor z = sigmoid(add(part(a, 1), part(b, 1)));
            const Tensor n = tanh(add(part(a, 2), mul(r, part(b, 2))));
            h = add(n, mul(z, sub(h, n)));
        } else if (cell == RecurrentCell::Lstm) {
            const Tensor gates = add(a, b);
            const Tensor kept = mul(sigmoid(part(gates, 1)), c);
            c = add(kept, mul(sigmoid(part(gates, 0)), tanh(part(gates, 2))));
            h = mul(sigmoid(part(gates, 3)), tanh(c));
            if (in[kProjection].defined()) h = linear(h, in[kProjection], Tensor());
        } else {
            const Tensor sum = add(a, b);
            h = cell == RecurrentCell::Tanh ? tanh(sum) : relu(sum);
        }
        outputs[static_cast<size_t>(place)] = h;
    }
    return {stack(outputs, 0), h, c};
}

void recorded_recurrent(const Saved& saved, const Tensor&, Grads& dx) {
    const auto o = saved.integers();
    const auto cell = static_cast<RecurrentCell>(o[0]);
    std::vector<Tensor> inputs;
    for (size_t i = 0; i < kInputs; ++i) inputs.push_back(saved.tensor(kGiven + i));
    differentiate(saved, dx, inputs, [&](const std::vector<Tensor>& in) {
        std::vector<Tensor> made = unrolled(cell, in, o[4], o[6] != 0);
        if (cell != RecurrentCell::Lstm) made.pop_back();
        return made;
    });
}

Tensor packed(const Tensor& x) {
    return x.defined() ? x.contiguous() : x;
}

}  // namespace

RecurrentStates recurrent_layer(RecurrentCell cell, const Tensor& x, const Tensor& h,
                                const Tensor& c, const RecurrentWeights& weights, bool reverse) {
    static constexpr OpInfo info{.name = "StackBackward0",
                                 .formula = "h_t = cell(W_ih x_t + b_ih, W_hh h_(t-1) + b_hh)",
                                 .recorded = recorded_recurrent};
    const std::array<Tensor, kInputs> inputs{x,
                                             h,
                                             c,
                                             weights.input,
                                             weights.hidden,
                                             weights.input_bias,
                                             weights.hidden_bias,
                                             weights.projection};
    check_recurrent_layer(cell, x, h, c, weights);
    const Geometry geometry{.cell = cell,
                            .steps = x.size(0),
                            .batch = x.size(1),
                            .inputs = x.size(2),
                            .hidden = weights.input.size(0) / gates_of(cell),
                            .outputs = weights.hidden.size(1),
                            .reverse = reverse};
    const RecurrentWeights dense{packed(weights.input), packed(weights.hidden), weights.input_bias,
                                 weights.hidden_bias, packed(weights.projection)};
    const Tensor rows = packed(x);
    const Tensor first = packed(h);
    const Tensor first_cell = packed(c);
    Kept kept;
    if (MetaPass::active()) {
        kept.states = Tensor::empty({geometry.steps, geometry.batch, geometry.outputs}, x.dtype());
        kept.cells = Tensor::empty({geometry.rows(), geometry.hidden}, x.dtype());
    }
    dispatch_floating(x.dtype(), "recurrent_layer", [&]<class T>() {
        Forward<T>(geometry, dense, kept).run(rows, first, first_cell);
    });
    const int64_t last = geometry.place(geometry.steps - 1);
    std::array<Tensor, 3> outputs{kept.states, views::select(kept.states, 0, last).copy(), {}};
    if (cell == RecurrentCell::Lstm) {
        const int64_t row = last * geometry.batch;
        outputs[2] = views::slice(kept.cells, 0, row, row + geometry.batch).copy();
    }
    // Whoever writes into y does not disturb backward: PyTorch's y is a copy as well.
    const Tensor states = kept.states.snapshot();
    record_many(info, inputs, std::span(outputs).first(cell == RecurrentCell::Lstm ? 3 : 2),
                {.tensors = {rows,
                             first,
                             first_cell,
                             kept_if(needs_grad(x), dense.input),
                             dense.hidden,
                             Tensor(),
                             Tensor(),
                             dense.projection,
                             states,
                             kept.gates,
                             kept.parts,
                             kept.cells,
                             kept.tanhs,
                             kept.before,
                             x,
                             h,
                             c,
                             weights.input,
                             weights.hidden,
                             weights.input_bias,
                             weights.hidden_bias,
                             weights.projection},
                 .integers = {static_cast<int64_t>(cell), geometry.steps, geometry.batch,
                              geometry.inputs, geometry.hidden, geometry.outputs, reverse}},
                recurrent_backward);
    return {outputs[0], outputs[1], outputs[2]};
}

}  // namespace engine
