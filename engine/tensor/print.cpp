// How print(x) writes a tensor, by what torch.set_printoptions set.
#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/tensor/tensor.h"
#include "engine/tensor/tensor_defaults.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

constexpr size_t kIndent = 7;  // of "tensor("

int64_t edge_items() {
    return tensor_defaults().edge_items;
}

bool shortened(int64_t size) {
    return size > 2 * edge_items();
}

// Calls f with every place along a dimension that is written.
template <class F>
void for_each_shown(int64_t size, bool summarize, F&& f) {
    for (int64_t i = 0; i < size; ++i) {
        if (summarize && shortened(size) && i == edge_items()) i = size - edge_items();
        f(i);
    }
}

// The elements that are written, in order; they choose the format.
void collect(const Tensor& x, bool summarize, std::vector<Tensor>& out) {
    if (x.dim() == 0) {
        out.push_back(x);
        return;
    }
    for_each_shown(x.size(0), summarize,
                   [&](int64_t i) { collect(views::select(x, 0, i), summarize, out); });
}

// One way to write numbers that fits all of a tensor's: whole numbers with a point, so many
// decimals, or powers of ten.
class NumberFormat {
public:
    explicit NumberFormat(const std::vector<Tensor>& shown)
        : floating_(is_floating(shown[0].dtype())),
          precision_(static_cast<int>(tensor_defaults().precision)) {
        if (!floating_) {
            for (const Tensor& x : shown) width_ = std::max(width_, plain(x).size());
            return;
        }
        double least = std::numeric_limits<double>::infinity();
        double most = 0;
        std::vector<double> values;
        for (const Tensor& x : shown) {
            const auto value = x.item<double>();
            if (value == 0 || !std::isfinite(value)) continue;
            values.push_back(value);
            least = std::min(least, std::fabs(value));
            most = std::max(most, std::fabs(value));
            whole_ = whole_ && value == std::ceil(value);
        }
        // The width is that of the notation which would do, also where another one is asked for.
        if (values.empty()) return;
        powers_ = most / least > 1000 || most > 1e8 || (!whole_ && least < 1e-4);
        for (const double value : values) width_ = std::max(width_, number(value).size());
        if (tensor_defaults().scientific != 0) powers_ = tensor_defaults().scientific == 1;
    }

    size_t width() const { return width_; }

    std::string operator()(const Tensor& x) const {
        const std::string text = floating_ ? number(x.item<double>()) : plain(x);
        return fmt::format("{:>{}}", text, width_);
    }

private:
    static std::string plain(const Tensor& x) {
        if (x.dtype() == DType::Bool) return x.item<bool>() ? "True" : "False";
        return fmt::format("{}", x.item<int64_t>());
    }

    std::string number(double value) const {
        if (std::isnan(value)) return "nan";
        if (powers_) return fmt::format("{:.{}e}", value, precision_);
        if (!whole_) return fmt::format("{:.{}f}", value, precision_);
        return std::isinf(value) ? fmt::format("{:.0f}", value) : fmt::format("{:.0f}.", value);
    }

    bool floating_;
    int precision_;
    bool whole_ = true;
    bool powers_ = false;
    size_t width_ = 1;
};

std::string vector_text(const Tensor& x, size_t indent, bool summarize,
                        const NumberFormat& format) {
    const int64_t room = tensor_defaults().line_width - static_cast<int64_t>(indent);
    const auto per_line =
        static_cast<size_t>(std::max<int64_t>(1, room / static_cast<int64_t>(format.width() + 2)));
    std::vector<std::string> pieces;
    for_each_shown(x.size(0), summarize, [&](int64_t i) {
        if (summarize && shortened(x.size(0)) && i == x.size(0) - edge_items())
            pieces.emplace_back(" ...");
        pieces.push_back(format(views::select(x, 0, i)));
    });
    std::string text = "[";
    for (size_t i = 0; i < pieces.size(); ++i) {
        if (i > 0 && i % per_line == 0) {
            text += ",\n" + std::string(indent + 1, ' ');
        } else if (i > 0) {
            text += ", ";
        }
        text += pieces[i];
    }
    text += ']';
    return text;
}

std::string nested_text(const Tensor& x, size_t indent, bool summarize,
                        const NumberFormat& format) {
    if (x.dim() == 0) return format(x);
    if (x.dim() == 1) return vector_text(x, indent, summarize, format);
    const std::string between =
        "," + std::string(static_cast<size_t>(x.dim()) - 1, '\n') + std::string(indent + 1, ' ');
    std::string text = "[";
    for_each_shown(x.size(0), summarize, [&](int64_t i) {
        if (i > 0) text += between;
        if (summarize && shortened(x.size(0)) && i == x.size(0) - edge_items())
            text += "..." + between;
        text += nested_text(views::select(x, 0, i), indent + 1, summarize, format);
    });
    text += ']';
    return text;
}

bool shown_by_default(DType dtype) {
    return dtype == default_dtype() || dtype == DType::Int64 || dtype == DType::Bool;
}

// "(2, 0)" and "(0,)": a Python tuple.
std::string tuple(const Shape& sizes) {
    std::string text = "(";
    for (size_t i = 0; i < sizes.size(); ++i) {
        text += fmt::format("{}{}", i > 0 ? ", " : "", sizes[i]);
    }
    text += sizes.size() == 1 ? ",)" : ")";
    return text;
}

}  // namespace

// What is a parameter says so in front of this: Value::repr().
std::string to_string(const Tensor& tensor) {
    if (!tensor.defined()) return "None";
    if (tensor.is_uninitialized()) {
        return tensor.is_parameter() ? "<UninitializedParameter>" : "<UninitializedBuffer>";
    }
    const Tensor x = tensor.detach();
    std::string text = "tensor(";
    std::vector<std::string> suffixes;
    if (x.is_meta()) {
        suffixes.emplace_back("device='meta'");
        suffixes.push_back("size=" + tuple(x.sizes()));
        if (x.dtype() != default_dtype())
            suffixes.push_back(fmt::format("dtype={}", name_of(x.dtype())));
        text += "...";
    } else if (x.numel() == 0) {
        if (x.dim() != 1) suffixes.push_back("size=" + tuple(x.sizes()));
        if (x.dtype() != default_dtype())
            suffixes.push_back(fmt::format("dtype={}", name_of(x.dtype())));
        text += "[]";
    } else {
        if (!shown_by_default(x.dtype()))
            suffixes.push_back(fmt::format("dtype={}", name_of(x.dtype())));
        const bool summarize = static_cast<double>(x.numel()) > tensor_defaults().threshold;
        std::vector<Tensor> shown;
        collect(x, summarize, shown);
        text += nested_text(x, kIndent, summarize, NumberFormat(shown));
    }
    if (!tensor.grad_fn_name().empty()) {
        suffixes.push_back(fmt::format("grad_fn=<{}>", tensor.grad_fn_name()));
    } else if (tensor.requires_grad()) {
        suffixes.emplace_back("requires_grad=True");
    }
    const size_t line_begin = text.rfind('\n');
    size_t last_line =
        line_begin == std::string::npos ? text.size() + 2 : text.size() - line_begin + 1;
    for (const std::string& suffix : suffixes) {
        if (static_cast<int64_t>(last_line + suffix.size()) + 2 > tensor_defaults().line_width) {
            text += ",\n" + std::string(kIndent, ' ') + suffix;
            last_line = kIndent + suffix.size();
        } else {
            text += ", " + suffix;
            last_line += suffix.size() + 2;
        }
    }
    text += ')';
    return text;
}

}  // namespace engine
