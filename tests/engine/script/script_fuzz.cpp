// Texts that nobody would write, through lexer, parser and interpreter: random bytes, random
// tokens, programs of this repository with something missing, doubled or exchanged, and brackets
// without end. After each the session still works, and every refusal is an exception of Python's
// with a line.
//
// Every other text is a program that the grammar allows, of random parts: classes, modules, hooks,
// rings, training, errors in the middle of everything.
//
//   script_fuzz [--seeds FROM:TO] [--seconds-each N] FOLDER ...      the folders hold .py files
//
// Ends with 1 where something crashed, hung or was refused in another way, and where a kind of
// statement, expression or change never came up.
#include "engine/base/error.h"
#include "engine/script/parser.h"
#include "engine/script/script_error.h"
#include "engine/script/standalone.h"
#include "tests/engine/script/fuzz_coverage.h"
#include "tests/engine/script/fuzz_grammar.h"
#include "tests/engine/script/fuzz_texts.h"
#include "tests/engine/script/fuzz_watch.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace engine::script;
using fuzz::Coverage;
using fuzz::Maker;
using fuzz::Random;
using fuzz::Watch;

constexpr uint64_t kSteps = 20'000;

std::string file_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

class Fuzz {
public:
    Fuzz(std::vector<std::string> corpus, int seconds)
        : maker_(std::move(corpus)), watch_(seconds) {}

    void run(uint64_t seed) {
        Random random(seed * 0x9e3779b97f4a7c15ULL + 1);
        // Every other text is one that the grammar allows.
        std::string text;
        if (seed % 2 == 1) {
            fuzz::Grammar grammar(random);
            text = grammar.program();
            ++grammatical_;
            for (std::size_t i = 0; i < things_.size(); ++i) things_[i] += grammar.things[i];
        } else {
            const auto kind = static_cast<std::size_t>(seed / 2 % Maker::kKinds.size());
            text = maker_.make(kind, random);
            ++made_[kind];
        }
        watch_.begin(seed, text);
        if (seed % 16 == 0 || !session_) renew();
        try {
            // Chunk by chunk, as at a prompt: what follows a refusal runs all the same.
            for (const std::string& chunk : chunks(text)) attempt(seed, chunk);
            still_works(seed, text);
        } catch (const std::exception& error) {
            fail(seed, text, error.what());
        }
    }

    bool report(uint64_t from, uint64_t to) const {
        std::cout << "seeds " << from << " to " << to << ": " << ran_
                  << " chunks ran to their end, " << refused_ << " were refused, " << cancelled_
                  << " were stopped\n";
        bool all = true;
        const auto row = [&](std::string_view title, const auto& names, const auto& counts) {
            std::cout << title << ':';
            for (std::size_t i = 0; i < std::size(names); ++i) {
                std::cout << (i > 0 ? ", " : " ") << names[i] << ' ' << counts[i];
                if (counts[i] == 0) {
                    all = false;
                    std::cout << " (never)";
                }
            }
            std::cout << '\n';
        };
        std::cout << grammatical_ << " programs by the grammar\n";
        row("in them", fuzz::Grammar::kThings, things_);
        row("changes", Maker::kKinds, made_);
        row("statements", fuzz::kStatementNames, coverage_.statements);
        row("expressions", fuzz::kExpressionNames, coverage_.expressions);
        std::cout << "exceptions:";
        for (const auto& [name, count] : errors_) std::cout << ' ' << name << ' ' << count << ';';
        std::cout << '\n' << failures_ << " failures\n";
        return failures_ == 0 && all;
    }

private:
    /// Lines at the margin begin a chunk, but for `else` and its like.
    static std::vector<std::string> chunks(const std::string& text) {
        std::vector<std::string> all;
        for (const std::string& line : fuzz::lines_of(text)) {
            const bool goes_on = line.empty() || line[0] == ' ' || line[0] == '\t' ||
                                 line[0] == '#' || line[0] == ')' || line[0] == ']' ||
                                 line[0] == '}' || line.starts_with("el") ||
                                 line.starts_with("except") || line.starts_with("finally");
            const bool decorated = !all.empty() && all.back().starts_with("@");
            if (all.empty() || !(goes_on || decorated)) {
                all.emplace_back();
            }
            all.back() += line + '\n';
        }
        return all;
    }

    void renew() {
        session_ = std::make_unique<Standalone>();
        session_->environment.step_limit = kSteps;
        session_->environment.output = [](std::string_view) {};
        session_->context.cancel = &watch_.cancel;
        run_quietly(
            "import torch, math, copy\nfrom torch import nn\nx = torch.ones(2, 3)\n"
            "a, b, n = [3, 1, 2], {'k': 1}, 5\n");
    }

    void run_quietly(std::string_view text) {
        static_cast<void>(engine::script::run(text, session_->environment));
    }

    void attempt(uint64_t seed, const std::string& chunk) {
        try {
            coverage_.add(*parse(chunk));
            run_quietly(chunk);
            ++ran_;
        } catch (const ScriptError& error) {
            ++refused_;
            const std::string line = error.line();
            ++errors_[line.substr(0, line.find(':'))];
            if (error.trace.empty() || error.trace.front().span.line < 1) {
                fail(seed, chunk, "refused without a line: " + line);
            }
            if (error.traceback().find(line.substr(0, line.find('\n'))) == std::string::npos) {
                fail(seed, chunk, "a traceback without its last line: " + line);
            }
        } catch (const engine::Error& error) {
            if (error.kind() != engine::ErrorKind::Cancelled) {
                fail(seed, chunk, "no exception of the script's: " + error.line());
            }
            ++cancelled_;
        }
        watch_.cancel.store(false);
    }

    void still_works(uint64_t seed, const std::string& text) {
        const Result result =
            engine::script::run("(lambda v: [v, v + 1][1] * 2)(20)", session_->environment);
        if (result.echo != "42") fail(seed, text, "afterwards the session says " + result.echo);
    }

    void fail(uint64_t seed, const std::string& text, const std::string& words) {
        ++failures_;
        std::cerr << "seed " << seed << ": " << words << "\n--- the text\n" << text << "\n---\n";
    }

    Maker maker_;
    Watch watch_;
    std::unique_ptr<Standalone> session_;
    Coverage coverage_;
    std::array<std::size_t, Maker::kKinds.size()> made_{};
    std::array<std::size_t, fuzz::Grammar::kThings.size()> things_{};
    std::size_t grammatical_ = 0;
    std::map<std::string, std::size_t> errors_;
    std::size_t ran_ = 0, refused_ = 0, cancelled_ = 0, failures_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    uint64_t from = 0, to = 600;
    int seconds = 20;
    std::vector<std::string> corpus;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--seeds" && i + 1 < argc) {
            const std::string range = argv[++i];
            const std::size_t colon = range.find(':');
            from = std::strtoull(range.c_str(), nullptr, 10);
            to = colon == std::string::npos ? from + 1
                                            : std::strtoull(range.c_str() + colon + 1, nullptr, 10);
        } else if (argument == "--seconds-each" && i + 1 < argc) {
            seconds = std::max(1, std::atoi(argv[++i]));
        } else {
            std::vector<std::filesystem::path> files;
            for (const auto& entry : std::filesystem::directory_iterator(argument)) {
                if (entry.path().extension() == ".py") files.push_back(entry.path());
            }
            std::sort(files.begin(), files.end());
            for (const auto& file : files) corpus.push_back(file_text(file));
        }
    }
    if (corpus.empty()) {
        std::cerr << "usage: script_fuzz [--seeds FROM:TO] [--seconds-each N] FOLDER ...\n";
        return 2;
    }
    Fuzz fuzz(std::move(corpus), seconds);
    for (uint64_t seed = from; seed < to; ++seed) fuzz.run(seed);
    return fuzz.report(from, to) ? 0 : 1;
}
