#include "engine/data/text.h"

#include "engine/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

namespace engine::data {

namespace {

// One line each in the script; joined by blanks.
constexpr std::string_view kLines[] = {
    "a flag is a small thing and it says one word",
    "train says the flag and the mask is drawn anew",
    "half of the cells go dark and the rest shine twice",
    "the batch is weighed and its mean is taken away",
    "and the running mean takes one small step after it",
    "eval says the flag and the mask is put aside",
    "every cell is lit and none of them shines twice",
    "the running mean is read and nothing is written",
    "the same picture gives the same answer again and again",
    "so ask which word the flag says before you read a number",
    "and when you have read it put the flag back as it was",
};

std::string whole_text() {
    std::string text;
    for (const std::string_view line : kLines) {
        if (!text.empty()) text += ' ';
        text += line;
    }
    return text;
}

std::string letters_of(std::string text) {
    std::ranges::sort(text);
    const auto rest = std::ranges::unique(text);
    text.erase(rest.begin(), rest.end());
    return text;
}

Split draw(Generator& generator, const TextOptions& options, const std::vector<int64_t>& ids,
           int64_t count) {
    Split split{.inputs = Tensor::empty({count, options.length}, DType::Int64),
                .targets = Tensor::empty({count, options.length}, DType::Int64)};
    std::vector<int64_t> begin(static_cast<std::size_t>(count));
    generator.randint(begin, 0, std::ssize(ids) - options.length);
    const auto x = split.inputs.mutable_span<int64_t>(), y = split.targets.mutable_span<int64_t>();
    const auto length = static_cast<std::size_t>(options.length);
    for (std::size_t row = 0; row < begin.size(); ++row) {
        const auto* const from = ids.data() + begin[row];
        std::copy_n(from, length, x.begin() + static_cast<std::ptrdiff_t>(row * length));
        std::copy_n(from + 1, length, y.begin() + static_cast<std::ptrdiff_t>(row * length));
    }
    return split;
}

}  // namespace

DatasetPtr text(Generator& generator, const TextOptions& options) {
    if (options.length < 1 || options.length > kLongestText || options.tokens_below < 1 ||
        options.train < 0 || options.validation < 0) {
        raise(ErrorKind::ValueError,
              "small text: expected 1 to {} letters a sample, a table of at least 1 and counts of "
              "at least 0, got length={}, tokens_below={}, train={}, validation={}",
              kLongestText, options.length, options.tokens_below, options.train,
              options.validation);
    }
    const std::string whole = whole_text(), letters = letters_of(whole);
    std::vector<int64_t> ids;
    for (const char c : whole) {
        ids.push_back(static_cast<int64_t>(letters.find(c)) % options.tokens_below);
    }
    auto made = std::make_shared<Dataset>();
    made->id = "text";
    made->title = text_title(options);
    for (const char c : letters.substr(0, static_cast<std::size_t>(options.tokens_below))) {
        made->class_names.emplace_back(1, c);
    }
    made->train = draw(generator, options, ids, options.train);
    made->validation = draw(generator, options, ids, options.validation);
    made->extent = fmt::format("{} pieces of {} letters for training, {} for validation",
                               grouped(options.train), options.length, grouped(options.validation));
    return made;
}

std::string text_source(const TextOptions& options) {
    std::string lines;
    for (const std::string_view line : kLines) {
        lines += fmt::format("    \"{}{}\"\n", line, line == std::end(kLines)[-1] ? "" : " ");
    }
    return fmt::format(R"(import torch

text = (
{0})


def pieces(n):
    """Pieces of the text as numbers of letters, and the letters that follow each of theirs."""
    letters = sorted(set(text))
    ids = torch.tensor([letters.index(letter) % {1} for letter in text])
    begin = torch.randint(0, len(ids) - {2}, (n, 1))
    return ids[begin + torch.arange({2})], ids[begin + 1 + torch.arange({2})]


train_x, train_y = pieces({3})
validation_x, validation_y = pieces({4})
)",
                       lines, options.tokens_below, options.length, options.train,
                       options.validation);
}

std::string text_title(const TextOptions& options) {
    return fmt::format("Small text [{}]", options.length);
}

}  // namespace engine::data
