// Texts and bytes that nobody would write, where a session takes them: the model's file as it is
// edited, opened and pasted, lines of the console, saved sessions, archives of PyTorch. Whatever
// fails is said in words and has changed nothing; what stands can be forked, seen and saved.
//
//   session_fuzz [--seeds FROM:TO] FOLDER ...      the folders hold .py files
//
// Ends with 1 where something crashed, hung or changed what it must not, and where a kind of input,
// or an outcome that a kind must have, never came up.
#include "engine/base/error.h"
#include "engine/base/utf8.h"
#include "engine/io/torch_file.h"
#include "engine/io/zip_reader.h"
#include "engine/io/zip_writer.h"
#include "engine/session/opening.h"
#include "engine/session/session.h"
#include "engine/session/session_file.h"
#include "engine/session/viewer.h"
#include "tests/engine/script/fuzz_grammar.h"
#include "tests/engine/script/fuzz_texts.h"
#include "tests/engine/script/fuzz_watch.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace engine;
using namespace engine::session;
using fuzz::Random;

std::size_t below(Random& random, std::size_t count) {
    return count == 0 ? 0 : static_cast<std::size_t>(random() % count);
}

/// Some bytes exchanged, taken away, doubled, or the end cut off.
std::string damaged(std::string text, Random& random) {
    for (std::size_t i = below(random, 4) + 1; i > 0 && !text.empty(); --i) {
        const std::size_t at = below(random, text.size());
        switch (below(random, 5)) {
            case 0:
                text[at] = static_cast<char>(below(random, 256));
                break;
            case 1:
                text[at] = static_cast<char>(text[at] ^ (1 << below(random, 8)));
                break;
            case 2:
                text.erase(at, below(random, 9) + 1);
                break;
            case 3:
                text.insert(at, text.substr(below(random, text.size()), below(random, 9) + 1));
                break;
            default:
                if (below(random, 4) == 0) text.resize(at);
        }
    }
    return text;
}

/// Bytes that are not UTF-8 somewhere in it.
std::string other_encoding(std::string text, Random& random) {
    static constexpr std::string_view kBytes[] = {
        "\xff", "\xe9", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x82"};
    text.insert(below(random, text.size() + 1), kBytes[below(random, std::size(kBytes))]);
    return text;
}

/// One number, word or text of a JSON text exchanged for another.
std::string other_value(const std::string& text, Random& random) {
    static constexpr std::string_view kValues[] = {
        "null", "true", "-1", "1e308", "9223372036854775807", "\"\"", "[]", "{}", "[[[]]]", "0.5"};
    std::string out = text;
    const std::size_t colon = out.find(": ", below(random, out.size()));
    if (colon == std::string::npos) return out;
    const std::size_t end = out.find_first_of(",\n", colon);
    return out.replace(colon + 2, end - colon - 2, kValues[below(random, std::size(kValues))]);
}

std::span<const std::byte> bytes_of(const std::string& text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

Recipe small() {
    Recipe recipe;
    recipe.train_limit = 64;
    recipe.batch_size = 16;
    recipe.validation_samples = 16;
    recipe.start_step = 0;
    return recipe;
}

struct Kind {
    std::string_view name;
    bool works, refuses;  ///< some inputs must be taken, some refused
};
constexpr std::array<Kind, 11> kKinds = {{
    {"edit: a file changed", true, true},
    {"edit: not UTF-8", false, true},
    {"console: by the grammar", true, true},
    {"console: bytes", true, true},
    {"saved session: bytes", true, true},
    {"saved session: a value", true, true},
    {"opening: a file changed", true, true},
    {"opening: bytes", false, true},
    {"opening: a printed model", true, true},
    {"archive: bytes", true, true},
    {"archive: its objects", true, true},
}};

class Fuzz {
public:
    explicit Fuzz(std::vector<std::string> corpus) : corpus_(corpus), maker_(std::move(corpus)) {
        Session session(small());
        session.apply(Advance{3});
        session.apply(session::Run{"kept = [1, {'a': model.backbone}]"});
        session.apply(session::Commit{});
        session.apply(Advance{2});
        saved_ = to_json(saved(session));
    }

    void run(uint64_t seed) {
        Random random(seed * 0x9e3779b97f4a7c15ULL + 1);
        // Whether it was taken.
        constexpr std::array<bool (Fuzz::*)(Random&), kKinds.size()> kRuns = {
            &Fuzz::edit,          &Fuzz::edit_bytes,     &Fuzz::console,
            &Fuzz::console_bytes, &Fuzz::session_bytes,  &Fuzz::session_value,
            &Fuzz::opening,       &Fuzz::opening_bytes,  &Fuzz::opening_printed,
            &Fuzz::archive_bytes, &Fuzz::archive_objects};
        const std::size_t kind = seed % kKinds.size();
        seed_ = seed;
        input_.clear();
        watch_.begin(seed, std::string(kKinds[kind].name));
        if (seed % 8 == 0 || !session_) session_ = std::make_unique<Session>(small());
        try {
            ++((this->*kRuns[kind])(random) ? worked_ : refused_)[kind];
        } catch (const std::exception& error) {
            fail(error.what());
        }
    }

    bool report() const {
        bool all = true;
        for (std::size_t i = 0; i < kKinds.size(); ++i) {
            const Kind& kind = kKinds[i];
            std::cout << kind.name << ": " << worked_[i] << " taken, " << refused_[i] << " refused";
            const bool lacks =
                (kind.works && worked_[i] == 0) || (kind.refuses && refused_[i] == 0);
            std::cout << (lacks ? " (never one of them)\n" : "\n");
            all = all && !lacks;
        }
        std::cout << looked_ << " times looked at, " << failures_ << " failures\n";
        return all && failures_ == 0;
    }

private:
    void fail(const std::string& words) {
        ++failures_;
        std::cerr << "seed " << seed_ << " (" << kKinds[seed_ % kKinds.size()].name
                  << "): " << words << "\n--- the input\n"
                  << input_.substr(0, 4000) << "\n---\n";
    }

    bool apply(const Command& command) {
        const Hash128 before = session_->state_hash();
        const SessionState fork = session_->state().fork();
        const Outcome outcome = session_->apply(command, &watch_.cancel);
        if (!outcome.ok && session_->state_hash() != before) {
            fail("it failed and changed the state: " + outcome.error);
        }
        if (fork.hash() != before) fail("a fork of before has changed");
        if (!outcome.ok && outcome.error.find("Error") == std::string::npos &&
            outcome.error.find("Exception") == std::string::npos &&
            outcome.error.find("StopIteration") == std::string::npos) {
            fail("refused in no words of Python's: " + outcome.error);
        }
        for (const ConsoleLine& line : session_->console()) {
            if (!is_utf8(line.text)) fail("the console shows what is not UTF-8");
        }
        look();
        return outcome.ok;
    }

    /// What stands there can be seen and saved, and looking changes nothing.
    void look() {
        ++looked_;
        const Hash128 before = session_->state_hash();
        Watch watch = default_watch(session_->dataset());
        watch.selected = "";
        watch.cards = watch.inspector = true;
        watch.compare = CompareWith::AllEval;
        static_cast<void>(viewer_.view(*session_, {.watch = watch}));
        if (session_->state_hash() != before) fail("looking has changed the state");
        static_cast<void>(to_json(saved(*session_)));
    }

    bool edit(Random& random) {
        const auto kind = below(random, fuzz::Maker::kKinds.size());
        input_ = below(random, 3) == 0 ? session_->source() + "\nchanged = 1\n"
                                       : maker_.make(kind, random);
        return apply(Edit{input_});
    }
    bool edit_bytes(Random& random) {
        input_ = other_encoding(session_->source(), random);
        return apply(Edit{input_});
    }
    bool console(Random& random) {
        fuzz::Grammar grammar(random);
        input_ = grammar.program();
        bool any = false;
        for (const std::string& line : fuzz::lines_of(input_)) {
            const bool goes_on = line.empty() || line[0] == ' ' || line.starts_with("el") ||
                                 line.starts_with("except") || line.starts_with("finally");
            if (chunks_.empty() || !(goes_on || chunks_.back().starts_with("@"))) {
                chunks_.emplace_back();
            }
            chunks_.back() += line + '\n';
        }
        for (const std::string& chunk : std::exchange(chunks_, {})) {
            any = apply(session::Run{chunk}) || any;
        }
        return any && below(random, 8) != 0;
    }
    bool console_bytes(Random& random) {
        input_ = below(random, 2) == 0 ? maker_.make(below(random, 2), random)
                                       : damaged("y = model(x)[0].sum().item()", random);
        if (below(random, 3) == 0) input_ = "# " + fuzz::lines_of(input_ + "\n").front();
        return apply(session::Run{input_});
    }
    bool reopened(const std::string& text) {
        input_ = text;
        SavedSession session;
        try {
            session = session_from_json(text, "x.modescope");
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::ValueError) throw;
            return false;
        }
        const Hash128 before = session_->state_hash();
        // What would take minutes is right and beside the point.
        if (session.tip.step > 100 || session.recipe.train_limit > 1000) return true;
        const Outcome outcome = session_->apply(reopen(std::move(session)), &watch_.cancel);
        if (!outcome.ok && session_->state_hash() != before)
            fail("it failed and changed the state");
        look();
        return outcome.ok;
    }
    bool session_bytes(Random& random) {
        return reopened(below(random, 10) == 0 ? saved_ + " " : damaged(saved_, random));
    }
    bool session_value(Random& random) { return reopened(other_value(saved_, random)); }

    bool opened(std::string text) {
        input_ = std::move(text);
        OpeningRequest request;
        request.text = input_;
        request.file = "x.py";
        const Opening opening = prepare_opening(request, &watch_.cancel);
        for (const std::string* words : {&opening.source.error, &opening.source.traceback}) {
            if (!is_utf8(*words)) fail("an error that is not UTF-8");
        }
        return opening.source.error.empty();
    }
    bool opening(Random& random) {
        return opened(maker_.make(2 + below(random, fuzz::Maker::kKinds.size() - 3), random));
    }
    bool opening_bytes(Random& random) {
        return opened(other_encoding(corpus_[below(random, corpus_.size())], random));
    }
    bool opening_printed(Random& random) {
        const std::string printed = session_->state().model->repr();
        return opened(below(random, 4) == 0 ? printed : damaged(printed, random));
    }

    /// A state_dict of the session's model.
    std::string archive() {
        io::Document document;
        document.root = document.make(io::Item::Kind::OrderedDict);
        for (auto& [name, tensor] : session_->state().model->named_parameters()) {
            io::Item* const key = document.make(io::Item::Kind::Text);
            key->text = name;
            io::Item* const held = document.make(io::Item::Kind::Tensor);
            held->tensor = tensor;
            document.root->items.push_back(key);
            document.root->items.push_back(held);
        }
        return io::write_torch_file(document, "archive");
    }
    bool read(const std::string& bytes) {
        input_ = bytes;
        try {
            const io::Document document = io::read_torch_file(bytes_of(bytes));
            return document.root != nullptr;
        } catch (const Error& error) {
            if (std::string_view(error.what()).empty()) fail("refused without a word");
            return false;
        }
    }
    bool archive_bytes(Random& random) {
        return read(below(random, 8) == 0 ? archive() : damaged(archive(), random));
    }
    /// Other objects with the right sums: what the archive's own checks do not see.
    bool archive_objects(Random& random) {
        const std::string whole = archive();
        io::ZipReader reader(bytes_of(whole));
        io::ZipWriter writer;
        for (const std::string& name : reader.names()) {
            const auto data = reader.read(name);
            std::string text(reinterpret_cast<const char*>(data.data()), data.size());
            if (name.ends_with("data.pkl")) text = damaged(text, random);
            if (name.ends_with("data/0") && below(random, 8) == 0) text = damaged(text, random);
            writer.add(name, text);
        }
        return read(writer.finish());
    }

    std::vector<std::string> corpus_;
    fuzz::Maker maker_;
    fuzz::Watch watch_{30};
    std::string saved_, input_;
    std::vector<std::string> chunks_;
    std::unique_ptr<Session> session_;
    Viewer viewer_;
    std::array<std::size_t, kKinds.size()> worked_{}, refused_{};
    std::size_t looked_ = 0, failures_ = 0;
    uint64_t seed_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    uint64_t from = 0, to = 220;
    std::vector<std::string> corpus;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--seeds" && i + 1 < argc) {
            const std::string range = argv[++i];
            const std::size_t colon = range.find(':');
            from = std::strtoull(range.c_str(), nullptr, 10);
            to = colon == std::string::npos ? from + 1
                                            : std::strtoull(range.c_str() + colon + 1, nullptr, 10);
            continue;
        }
        std::vector<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator(argument)) {
            if (entry.path().extension() == ".py") files.push_back(entry.path());
        }
        std::sort(files.begin(), files.end());
        for (const auto& file : files) {
            std::ostringstream text;
            text << std::ifstream(file, std::ios::binary).rdbuf();
            corpus.push_back(std::move(text).str());
        }
    }
    if (corpus.empty()) {
        std::cerr << "usage: session_fuzz [--seeds FROM:TO] FOLDER ...\n";
        return 2;
    }
    Fuzz fuzz(std::move(corpus));
    for (uint64_t seed = from; seed < to; ++seed) fuzz.run(seed);
    return fuzz.report() ? 0 : 1;
}
