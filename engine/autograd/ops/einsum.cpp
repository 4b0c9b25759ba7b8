// Einstein's sum, as PyTorch takes it apart: every operand gets all labels as dimensions (size 1
// where it has not), and pairs are multiplied as batches of matrices.
#include <algorithm>
#include <array>
#include <cctype>

#include "engine/autograd/ops.h"
#include "engine/autograd/ops_product.h"
#include "engine/autograd/ops_shape.h"
#include "engine/base/error.h"

namespace engine {

namespace {

constexpr int kEllipsis = -1;
constexpr int kLabels = 52;

int label_index(char label) {
    return std::isupper(static_cast<unsigned char>(label)) ? label - 'A' : label - 'a' + 26;
}
char label_name(int label) {
    return static_cast<char>(label < 26 ? 'A' + label : 'a' + label - 26);
}

int checked_label(char label, size_t at) {
    if (!std::isalpha(static_cast<unsigned char>(label))) {
        raise(ErrorKind::RuntimeError,
              "einsum(): invalid subscript given at index {} in the equation string, subscripts "
              "must be in [a-zA-Z]",
              at);
    }
    return label_index(label);
}

// Two more dots from `at` on.
bool dots_follow(std::string_view text, size_t at) {
    return at + 2 < text.size() && text[at + 1] == '.' && text[at + 2] == '.';
}

using Labels = std::vector<int>;

std::vector<Labels> input_labels(std::string_view left, size_t operands) {
    std::vector<Labels> out(1);
    bool dots = false;
    for (size_t i = 0; i < left.size(); ++i) {
        const size_t operand = out.size() - 1;
        switch (left[i]) {
            case ' ':
                break;
            case '.':
                if (dots) {
                    raise(ErrorKind::RuntimeError,
                          "einsum(): found '.' for operand {} for which an ellipsis was already "
                          "found",
                          operand);
                }
                if (!dots_follow(left, i)) {
                    raise(ErrorKind::RuntimeError,
                          "einsum(): found '.' for operand {} that is not part of any ellipsis",
                          operand);
                }
                out.back().push_back(kEllipsis);
                i += 2;
                dots = true;
                break;
            case ',':
                if (out.size() == operands) {
                    raise(ErrorKind::RuntimeError,
                          "einsum(): fewer operands were provided than specified in the equation");
                }
                out.emplace_back();
                dots = false;
                break;
            default:
                out.back().push_back(checked_label(left[i], i));
        }
    }
    if (out.size() != operands) {
        raise(ErrorKind::RuntimeError,
              "einsum(): more operands were provided than specified in the equation");
    }
    return out;
}

// The dimensions that all operands get: the output's first, then those that are summed.
class Layout {
public:
    Layout(std::string_view equation, std::span<const Tensor> operands) {
        const size_t arrow = equation.find("->");
        inputs_ = input_labels(equation.substr(0, arrow), operands.size());
        measure(operands);
        if (arrow == std::string_view::npos) {
            place_implicit_output();
        } else {
            place_output(equation, arrow + 2);
        }
        output_dims_ = dims_;
        if (dots_at_ < 0) place_dots();
        for (int label = 0; label < kLabels; ++label) {
            if (uses_[static_cast<size_t>(label)] > 0 && places_[static_cast<size_t>(label)] < 0) {
                place(label);
            }
        }
    }

    int64_t dims() const { return dims_; }
    int64_t output_dims() const { return output_dims_; }

    // Operand i with a dimension for every label, in this layout's order.
    Tensor laid_out(size_t i, const Tensor& operand) const {
        Tensor x = operand;
        std::vector<int64_t> from(static_cast<size_t>(dims_), -1);
        int64_t next = 0;
        for (const int label : inputs_[i]) {
            if (label == kEllipsis) {
                const auto own = operand.dim() - static_cast<int64_t>(inputs_[i].size()) + 1;
                for (int64_t k = own; k < dots_dims_; ++k) x = unsqueeze(x, next);
                for (int64_t k = 0; k < dots_dims_; ++k) {
                    from[static_cast<size_t>(dots_at_ + k)] = next++;
                }
                continue;
            }
            int64_t& known = from[static_cast<size_t>(places_[static_cast<size_t>(label)])];
            if (known < 0) {
                known = next++;
                continue;
            }
            // A label twice: its diagonal.
            if (x.size(next) != x.size(known)) {
                raise(ErrorKind::RuntimeError,
                      "einsum(): subscript {} is repeated for operand {} but the sizes don't "
                      "match, {} != {}",
                      label_name(label), i, x.size(next), x.size(known));
            }
            x = movedim(diagonal(x, 0, known, next), Shape{-1}, Shape{known});
        }
        for (int64_t& place : from) {
            if (place >= 0) continue;
            x = unsqueeze(x, -1);
            place = next++;
        }
        return permute(x, from);
    }

    // What a dimension is called in an error.
    [[noreturn]] void refuse_size(int64_t dim, size_t operand, int64_t size, int64_t seen) const {
        if (dim >= dots_at_ && dim < dots_at_ + dots_dims_) {
            raise(ErrorKind::RuntimeError,
                  "einsum(): dimension {} covered by ellipsis in operand {}has size {} which does "
                  "not broadcast with previously seen ellipsis with size {} for the respective "
                  "dimension",
                  dim - dots_at_ - (dots_dims_ - own_dots_[operand]), operand, size, seen);
        }
        const auto it = std::find(places_.begin(), places_.end(), dim);
        raise(ErrorKind::RuntimeError,
              "einsum(): subscript {} has size {} for operand {} which does not broadcast with "
              "previously seen size {}",
              label_name(static_cast<int>(it - places_.begin())), size, operand, seen);
    }

private:
    void measure(std::span<const Tensor> operands) {
        for (size_t i = 0; i < operands.size(); ++i) {
            const bool dots = std::count(inputs_[i].begin(), inputs_[i].end(), kEllipsis) > 0;
            const auto named = static_cast<int64_t>(inputs_[i].size()) - (dots ? 1 : 0);
            const int64_t have = operands[i].dim();
            if (dots ? named > have : named != have) {
                raise(ErrorKind::RuntimeError,
                      "einsum(): the number of subscripts in the equation ({}{} ({}) for operand "
                      "{}{}",
                      named,
                      dots ? ") is more than the number of dimensions"
                           : ") does not match the number of dimensions",
                      have, i, dots ? "" : " and no ellipsis was given");
            }
            own_dots_.push_back(have - named);
            if (dots) dots_dims_ = std::max(dots_dims_, have - named);
            for (const int label : inputs_[i]) {
                if (label != kEllipsis) ++uses_[static_cast<size_t>(label)];
            }
        }
    }

    void place(int label) { places_[static_cast<size_t>(label)] = dims_++; }
    void place_dots() {
        dots_at_ = dims_;
        dims_ += dots_dims_;
    }

    // The dots, then the labels that stand once.
    void place_implicit_output() {
        place_dots();
        for (int label = 0; label < kLabels; ++label) {
            if (uses_[static_cast<size_t>(label)] == 1) place(label);
        }
    }

    void place_output(std::string_view equation, size_t from) {
        for (size_t i = from; i < equation.size(); ++i) {
            if (equation[i] == ' ') continue;
            if (equation[i] == '.') {
                if (dots_at_ >= 0) {
                    raise(ErrorKind::RuntimeError,
                          "einsum(): found '.' for output but an ellipsis (...) was already found");
                }
                if (!dots_follow(equation, i)) {
                    raise(ErrorKind::RuntimeError,
                          "einsum(): found '.' for output that is not part of any ellipsis (...)");
                }
                i += 2;
                place_dots();
                continue;
            }
            const int label = checked_label(equation[i], i);
            if (uses_[static_cast<size_t>(label)] == 0) {
                raise(ErrorKind::RuntimeError,
                      "einsum(): output subscript {} does not appear in the equation for any input "
                      "operand",
                      equation[i]);
            }
            if (places_[static_cast<size_t>(label)] >= 0) {
                raise(ErrorKind::RuntimeError,
                      "einsum(): output subscript {} appears more than once in the output",
                      equation[i]);
            }
            place(label);
        }
    }

    std::vector<Labels> inputs_;
    std::array<int, kLabels> uses_{};
    std::array<int64_t, kLabels> places_ = [] {
        std::array<int64_t, kLabels> none;
        none.fill(-1);
        return none;
    }();
    std::vector<int64_t> own_dots_;  // dimensions that the dots of each operand stand for
    int64_t dots_at_ = -1;
    int64_t dots_dims_ = 0;
    int64_t dims_ = 0;
    int64_t output_dims_ = 0;
};

// Multiplies, and sums over `summed`, whose dimensions stay as 1.
Tensor pair_product(const Tensor& a, const Tensor& b, const std::vector<int64_t>& summed) {
    if (summed.empty()) return mul(a, b);
    std::vector<int64_t> both, only_a, only_b;
    int64_t both_size = 1, a_size = 1, b_size = 1, summed_size = 1;
    Shape sizes;
    for (int64_t d = 0; d < a.dim(); ++d) {
        if (std::find(summed.begin(), summed.end(), d) != summed.end()) {
            summed_size *= a.size(d);
        } else if (a.size(d) != 1 && b.size(d) != 1) {
            both.push_back(d);
            both_size *= a.size(d);
        } else if (a.size(d) != 1) {
            only_a.push_back(d);
            a_size *= a.size(d);
        } else {
            only_b.push_back(d);
            b_size *= b.size(d);
        }
    }
    const auto joined = [](std::initializer_list<const std::vector<int64_t>*> parts) {
        std::vector<int64_t> out;
        for (const auto* part : parts) out.insert(out.end(), part->begin(), part->end());
        return out;
    };
    const Tensor left = reshape(permute(a, joined({&both, &only_a, &summed, &only_b})),
                                Shape{both_size, a_size, summed_size});
    const Tensor right = reshape(permute(b, joined({&both, &summed, &only_b, &only_a})),
                                 Shape{both_size, summed_size, b_size});
    for (const int64_t d : both) sizes.push_back(a.size(d));
    for (const int64_t d : only_a) sizes.push_back(a.size(d));
    for (size_t i = 0; i < summed.size(); ++i) sizes.push_back(1);
    for (const int64_t d : only_b) sizes.push_back(b.size(d));
    Shape back = sizes;
    int64_t at = 0;
    for (const int64_t d : joined({&both, &only_a, &summed, &only_b})) {
        back[static_cast<size_t>(d)] = at++;
    }
    return permute(view(bmm(left, right), sizes), back);
}

}  // namespace

Tensor einsum(std::string_view equation, std::span<const Tensor> operands) {
    if (operands.empty()) {
        raise(ErrorKind::RuntimeError, "einsum(): must provide at least one operand");
    }
    const Layout layout(equation, operands);
    std::vector<Tensor> terms;
    std::vector<int64_t> sizes(static_cast<size_t>(layout.dims()), 1);
    // In how many terms a dimension is wider than 1: it is summed with the last of them.
    std::vector<int> wide(sizes.size(), 0);
    for (size_t i = 0; i < operands.size(); ++i) {
        terms.push_back(layout.laid_out(i, operands[i]));
        for (size_t d = 0; d < sizes.size(); ++d) {
            const int64_t size = terms[i].sizes()[d];
            if (size == 1) continue;
            if (sizes[d] != 1 && sizes[d] != size) {
                layout.refuse_size(static_cast<int64_t>(d), i, size, sizes[d]);
            }
            sizes[d] = size;
            ++wide[d];
        }
    }
    const int64_t summed_from = layout.output_dims();
    Tensor result = terms[0];
    for (size_t i = 1; i < terms.size(); ++i) {
        Tensor term = terms[i];
        std::vector<int64_t> of_result, of_term, of_both;
        for (int64_t d = summed_from; d < layout.dims(); ++d) {
            int& left = wide[static_cast<size_t>(d)];
            if (result.size(d) != 1 && term.size(d) != 1) {
                if (--left == 1) {
                    of_both.push_back(d);
                    left = 0;
                }
            } else if (left == 1 && (result.size(d) != 1 || term.size(d) != 1)) {
                (result.size(d) != 1 ? of_result : of_term).push_back(d);
                left = 0;
            }
        }
        if (!of_result.empty()) result = sum(result, of_result, true);
        if (!of_term.empty()) term = sum(term, of_term, true);
        result = pair_product(result, term, of_both);
    }
    if (layout.dims() == summed_from) return result;
    if (operands.size() > 1) {  // all that was to be summed is 1 by now
        return view(result,
                    Shape(std::span(result.sizes().begin(), static_cast<size_t>(summed_from))));
    }
    std::vector<int64_t> rest;
    for (int64_t d = summed_from; d < layout.dims(); ++d) rest.push_back(d);
    return sum(result, rest);
}

}  // namespace engine
