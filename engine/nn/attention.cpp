#include "engine/nn/attention.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/ops/products.h"
#include "engine/base/error.h"
#include "engine/nn/drop.h"
#include "engine/nn/python_checks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace engine::nn {

namespace {

template <class... Arguments>
void check(bool holds, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    if (!holds)
        throw Error(ErrorKind::AssertionError,
                    fmt::format(format, std::forward<Arguments>(arguments)...));
}

/// Whether the input is a batch.
bool check_ranks(const MultiHeadAttention& g) {
    const int64_t rank = g.query.dim();
    check(rank == 2 || rank == 3,
          "query should be unbatched 2D or batched 3D tensor but received {}-D query tensor", rank);
    const std::string_view intro = rank == 3 ? "For batched (3-D)" : "For unbatched (2-D)";
    check(g.key.dim() == rank && g.value.dim() == rank,
          "{} `query`, expected `key` and `value` to be {}-D but found {}-D and {}-D tensors "
          "respectively",
          intro, rank, g.key.dim(), g.value.dim());
    if (g.key_padding_mask.defined()) {
        check(g.key_padding_mask.dim() == rank - 1,
              "{} `query`, expected `key_padding_mask` to be `None` or {}-D but found {}-D tensor "
              "instead",
              intro, rank - 1, g.key_padding_mask.dim());
    }
    if (g.attn_mask.defined()) {
        const int64_t mask_rank = g.attn_mask.dim();
        check(mask_rank == 2 || mask_rank == 3,
              "{} `query`, expected `attn_mask` to be `None`, 2-D or 3-D but found {}-D tensor "
              "instead",
              intro, mask_rank);
        const Shape expected{g.num_heads, g.query.size(0), g.key.size(0)};
        check(rank == 3 || mask_rank == 2 || g.attn_mask.sizes() == expected,
              "Expected `attn_mask` shape to be {} but got {}", python_tuple(expected),
              g.attn_mask.sizes().torch_str());
    }
    return rank == 3;
}

void check_sizes(const MultiHeadAttention& g, const Tensor& query, const Tensor& key,
                 const Tensor& value) {
    if (g.key_padding_mask.defined()) check_key_padding_mask(g.key_padding_mask);
    const int64_t embed_dim = query.size(2);
    check(embed_dim == g.embed_dim, "was expecting embedding dimension of {}, but got {}",
          g.embed_dim, embed_dim);
    if (g.num_heads == 0) {
        raise(ErrorKind::ZeroDivisionError, "integer division or modulo by zero");
    }
    check(embed_dim / g.num_heads * g.num_heads == embed_dim,
          "embed_dim {} not divisible by num_heads {}", embed_dim, g.num_heads);
    if (!g.use_separate_proj_weight) {
        check(key.sizes() == value.sizes(), "key shape {} does not match value shape {}",
              key.sizes().torch_str(), value.sizes().torch_str());
        return;
    }
    const Shape of_key{key.size(0), key.size(1)};
    const Shape of_value{value.size(0), value.size(1)};
    check(of_key == of_value, "key's sequence and batch dims {} do not match value's {}",
          of_key.torch_str(), of_value.torch_str());
}

Tensor rows(const Tensor& x, int64_t first, int64_t last) {
    return x.defined() ? slice(x, 0, first, last) : x;
}

/// q, k and v before they are cut into heads.
std::array<Tensor, 3> projected(const MultiHeadAttention& g, const Tensor& query, const Tensor& key,
                                const Tensor& value) {
    const int64_t e = query.size(-1);
    const Tensor& w = g.in_proj_weight;
    const Tensor& b = g.in_proj_bias;
    const auto bias = [&](int64_t i) { return rows(b, i * e, (i + 1) * e); };
    check(g.use_separate_proj_weight || w.defined(),
          "use_separate_proj_weight is False but in_proj_weight is None");
    if (g.use_separate_proj_weight) {
        const std::array<std::pair<std::string_view, const Tensor*>, 3> weights{
            {{"query", &g.q_proj_weight}, {"key", &g.k_proj_weight}, {"value", &g.v_proj_weight}}};
        const std::array<const Tensor*, 3> inputs{&query, &key, &value};
        for (const auto& [name, weight] : weights) {
            check(weight->defined(), "use_separate_proj_weight is True but {}_proj_weight is None",
                  name.front());
        }
        for (std::size_t i = 0; i < 3; ++i) {
            const Shape expected{e, inputs[i]->size(-1)};
            check(weights[i].second->sizes() == expected,
                  "expecting {} weights shape of {}, but got {}", weights[i].first,
                  python_tuple(expected), weights[i].second->sizes().torch_str());
        }
        return {linear(query, g.q_proj_weight, bias(0)), linear(key, g.k_proj_weight, bias(1)),
                linear(value, g.v_proj_weight, bias(2))};
    }
    // One product for what is one tensor, as PyTorch does it.
    if (query.is(key) && key.is(value)) {
        const Tensor all = linear(query, w, b);
        return {slice(all, -1, 0, e), slice(all, -1, e, 2 * e), slice(all, -1, 2 * e, 3 * e)};
    }
    const Tensor q = linear(query, rows(w, 0, e), bias(0));
    if (key.is(value)) {
        const Tensor both = linear(key, rows(w, e, 3 * e), rows(b, e, 3 * e));
        return {q, slice(both, -1, 0, e), slice(both, -1, e, 2 * e)};
    }
    return {q, linear(key, rows(w, e, 2 * e), bias(1)),
            linear(value, rows(w, 2 * e, 3 * e), bias(2))};
}

/// (1, L, S) or (N · heads, L, S) as it came.
Tensor checked_mask(const MultiHeadAttention& g, int64_t length, int64_t batch, int64_t sources) {
    Tensor mask = g.attn_mask;
    if (!mask.defined()) return mask;
    if (mask.dtype() == DType::UInt8) mask = mask.to(DType::Bool);
    check(is_floating(mask.dtype()) || mask.dtype() == DType::Bool,
          "Only float, byte, and bool types are supported for attn_mask, not {}",
          name_of(mask.dtype()));
    const Shape expected =
        mask.dim() == 2 ? Shape{length, sources} : Shape{batch * g.num_heads, length, sources};
    if (mask.sizes() != expected) {
        raise(ErrorKind::RuntimeError, "The shape of the {}D attn_mask is {}, but should be {}.",
              mask.dim(), mask.sizes().torch_str(), python_tuple(expected));
    }
    return mask.dim() == 2 ? unsqueeze(mask, 0) : mask;
}

/// What is added to the scores: a Boolean mask is −∞ where it is True.
Tensor additive(const Tensor& mask, DType dtype) {
    if (mask.dtype() != DType::Bool) return to(mask, dtype);
    const Tensor added = Tensor::zeros(mask.sizes(), dtype);
    const Tensor packed = mask.contiguous();
    dispatch_floating(dtype, "masked_fill_", [&]<class T>() {
        const auto out = added.mutable_span<T>();
        const auto in = packed.span<bool>();
        for (std::size_t i = 0; i < in.size(); ++i) {
            if (in[i]) out[i] = -std::numeric_limits<T>::infinity();
        }
    });
    return added;
}

/// One more column of zeros: a key that was added is never masked.
Tensor with_column(const Tensor& mask) {
    Shape sizes = mask.sizes();
    sizes[sizes.size() - 1] = 1;
    const std::array<Tensor, 2> parts{mask, Tensor::zeros(sizes, mask.dtype())};
    return cat(parts, -1);
}

/// (T, N, E) -> (N · heads, T, E / heads)
Tensor heads(const Tensor& x, int64_t batch, int64_t num_heads, int64_t head_dim) {
    return transpose(view(contiguous(x), Shape{x.size(0), batch * num_heads, head_dim}), 0, 1);
}

/// Keys or values given as they are: (N · heads, S, E / heads).
const Tensor& checked_static(const Tensor& given, std::string_view name, int64_t batches,
                             int64_t head_dim) {
    check(given.size(0) == batches, "expecting {}.size(0) of {}, but got {}", name, batches,
          given.size(0));
    check(given.size(2) == head_dim, "expecting {}.size(2) of {}, but got {}", name, head_dim,
          given.size(2));
    return given;
}

/// Both masks as one that is added to (N · heads, L, S), or undefined.
class Masks {
public:
    Masks(const MultiHeadAttention& g, int64_t length, int64_t batch, int64_t sources, DType dtype)
        : attention_(checked_mask(g, length, batch, sources)), padding_(g.key_padding_mask) {
        if (padding_.defined() && padding_.dim() == 1) padding_ = unsqueeze(padding_, 0);
        if (attention_.defined()) attention_ = additive(attention_, dtype);
        if (padding_.defined()) padding_ = additive(padding_, dtype);
    }

    void add_column() {
        if (attention_.defined()) attention_ = with_column(attention_);
        if (padding_.defined()) padding_ = with_column(padding_);
    }

    Tensor merged(int64_t batch, int64_t num_heads, int64_t sources) const {
        if (!padding_.defined()) return attention_;
        const Shape expected{batch, sources};
        check(padding_.sizes() == expected, "expecting key_padding_mask shape of {}, but got {}",
              python_tuple(expected), padding_.sizes().torch_str());
        const Tensor wide = reshape(expand(view(padding_, Shape{batch, 1, 1, sources}),
                                           Shape{batch, num_heads, 1, sources}),
                                    Shape{batch * num_heads, 1, sources});
        return attention_.defined() ? add(attention_, wide) : wide;
    }

private:
    Tensor attention_;
    Tensor padding_;
};

Tensor drop_weights(const Tensor& weights, double p, bool training, CallContext& context,
                    ModeEffect* effect) {
    if (!(p > 0)) return weights;
    // PyTorch looks at p only in train.
    return drop(weights, kDropElements, training ? p : std::min(p, 1.0), training, false, context,
                effect);
}

}  // namespace

void check_key_padding_mask(const Tensor& mask) {
    check(mask.dtype() == DType::Bool || is_floating(mask.dtype()),
          "only bool and floating types of key_padding_mask are supported");
}

AttentionResult multi_head_attention(const MultiHeadAttention& g, CallContext& context,
                                     ModeEffect* effect) {
    const bool batched = check_ranks(g);
    const auto with_batch = [&](const Tensor& x) { return batched ? x : unsqueeze(x, 1); };
    const Tensor query = with_batch(g.query);
    const Tensor key = g.key.is(g.query) ? query : with_batch(g.key);
    const Tensor value = g.value.is(g.key) ? key : with_batch(g.value);
    check_sizes(g, query, key, value);
    const int64_t length = query.size(0);
    const int64_t batch = query.size(1);
    const int64_t head_dim = g.embed_dim / g.num_heads;
    const int64_t batches = batch * g.num_heads;

    auto [q, k, v] = projected(g, query, key, value);
    Masks masks(g, length, batch, key.size(0), q.dtype());
    if (g.bias_k.defined() && g.bias_v.defined()) {
        check(!g.static_k.defined(), "bias cannot be added to static key.");
        check(!g.static_v.defined(), "bias cannot be added to static value.");
        const auto appended = [&](const Tensor& x, const Tensor& bias) {
            const std::array<Tensor, 2> parts{x, expand(bias, Shape{1, batch, g.embed_dim})};
            return cat(parts, 0);
        };
        k = appended(k, g.bias_k);
        v = appended(v, g.bias_v);
        masks.add_column();
    }
    q = heads(q, batch, g.num_heads, head_dim);
    k = g.static_k.defined() ? checked_static(g.static_k, "static_k", batches, head_dim)
                             : heads(k, batch, g.num_heads, head_dim);
    v = g.static_v.defined() ? checked_static(g.static_v, "static_v", batches, head_dim)
                             : heads(v, batch, g.num_heads, head_dim);
    if (g.add_zero_attn) {
        const Tensor zeros = Tensor::zeros({batches, 1, head_dim}, k.dtype());
        k = cat(std::array<Tensor, 2>{k, zeros}, 1);
        v = cat(std::array<Tensor, 2>{v, zeros}, 1);
        masks.add_column();
    }
    const int64_t sources = k.size(1);
    const Tensor mask = masks.merged(batch, g.num_heads, sources);

    Tensor scores = matmul(div(q, std::sqrt(static_cast<double>(head_dim))), transpose(k, -2, -1));
    if (mask.defined()) scores = add(scores, mask);
    Tensor weights = drop_weights(softmax(scores, -1), g.dropout_p, g.training, context, effect);
    Tensor output = contiguous(transpose(matmul(weights, v), 0, 1));
    output = linear(view(output, Shape{length * batch, g.embed_dim}), g.out_proj_weight,
                    g.out_proj_bias);
    output = view(output, Shape{length, batch, output.size(1)});
    if (!batched) output = squeeze(output, 1);
    if (!g.need_weights) return {output, {}};

    weights = view(weights, Shape{batch, g.num_heads, length, sources});
    if (g.average_attn_weights) {
        const int64_t over_heads = 1;
        weights = div(sum(weights, std::span(&over_heads, 1)), static_cast<double>(g.num_heads));
    }
    return {output, batched ? weights : squeeze(weights, 0)};
}

Tensor scaled_dot_product_attention(const Tensor& query, const Tensor& key, const Tensor& value,
                                    const Tensor& attn_mask, double dropout_p, bool is_causal,
                                    std::optional<double> scale, CallContext& context,
                                    ModeEffect* effect) {
    if (is_causal && attn_mask.defined()) {
        raise(ErrorKind::RuntimeError,
              "_scaled_dot_product_attention: Explicit attn_mask should not be set when "
              "is_causal=True");
    }
    if (query.dim() < 2 || key.dim() < 2 || value.dim() < 2) {
        raise(ErrorKind::RuntimeError,
              "scaled_dot_product_attention: Expected query, key, and value to all be  at least 2 "
              "dimensional, but got query dim: {}, key dim: {} and value dim: {} instead.",
              query.dim(), key.dim(), value.dim());
    }
    if (query.dtype() != key.dtype() || key.dtype() != value.dtype()) {
        raise(ErrorKind::RuntimeError,
              "Expected query, key, and value to have the same dtype, but got query.dtype: {} "
              "key.dtype: {} and value.dtype: {} instead.",
              raw::c_name(query.dtype()), raw::c_name(key.dtype()), raw::c_name(value.dtype()));
    }
    // Half of the scale to each factor, so that neither grows large.
    const double factor =
        std::sqrt(scale.value_or(1 / std::sqrt(static_cast<double>(query.size(-1)))));
    Tensor mask = attn_mask;
    if (is_causal) {
        const int64_t length = query.size(-2);
        const int64_t sources = key.size(-2);
        mask = Tensor::zeros({length, sources}, DType::Bool);
        if (!mask.is_meta()) {
            const auto allowed = mask.mutable_span<bool>();
            for (int64_t i = 0; i < length * sources; ++i) {
                allowed[static_cast<std::size_t>(i)] = i % sources <= i / sources;
            }
        }
    }
    Tensor scores = matmul(mul(query, factor), mul(transpose(key, -2, -1), factor));
    if (mask.defined()) {
        const bool allows = mask.dtype() == DType::Bool;
        scores = add(scores, additive(allows ? eq(mask, Tensor::zeros({}, DType::Bool)) : mask,
                                      query.dtype()));
    }
    return matmul(drop_weights(softmax(scores, -1), dropout_p, true, context, effect), value);
}

}  // namespace engine::nn
