#include "engine/session/session_file.h"

#include "engine/base/error.h"
#include "engine/session/model_file.h"
#include "engine/session/session.h"
#include "engine/session/text_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <initializer_list>
#include <vector>

namespace engine::session {

namespace {

using Json = nlohmann::ordered_json;

constexpr int64_t kVersion = 1;
constexpr int64_t kMostSteps = 1'000'000'000;
constexpr int kDeepest = 16;
constexpr std::size_t kMostKeys = 1000;
constexpr std::string_view kKind = "session";

constexpr std::pair<ProbeKind, std::string_view> kProbes[] = {
    {ProbeKind::OneClass, "one_class"},
    {ProbeKind::Shuffled, "shuffled"},
    {ProbeKind::OneSample, "one_sample"},
};
constexpr std::pair<LoopKind, std::string_view> kLoops[] = {
    {LoopKind::KeepsFlags, "keeps_flags"},
    {LoopKind::Textbook, "textbook"},
};

template <class Rows, class Key>
std::string_view word_of(const Rows& rows, Key key) {
    return std::ranges::find(rows, key, [](const auto& row) { return row.first; })->second;
}

// --- Out

/// Lines, where there are several: a file in one string cannot be read.
Json text_json(const std::string& text) {
    if (text.find('\n') == std::string::npos) return text;
    Json lines = Json::array();
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

Json position_json(const Position& position) {
    return {{"step", position.step}, {"entries", position.entries}};
}

Json entry_json(const Entry& entry) {
    Json json = {{"step", entry.step}};
    std::visit(
        [&](const auto& change) {
            using C = std::remove_cvref_t<decltype(change)>;
            if constexpr (std::is_same_v<C, Run>) {
                json["run"] = text_json(change.line);
            } else if constexpr (std::is_same_v<C, Edit>) {
                json["edit"] = text_json(change.source);
            } else if constexpr (std::is_same_v<C, CommitOf>) {
                json["commit"] = {{"probe", word_of(kProbes, change.probe.probe)},
                                  {"class", change.probe.probe_class},
                                  {"brightness", change.probe.brightness}};
            } else {
                json["loop"] = word_of(kLoops, change.loop);
            }
        },
        entry.change);
    return json;
}

// --- In

/// One value of the file, which knows its name for errors: "journal[3].step".
class Field {
public:
    Field(const Json& json, std::string name, std::string_view file)
        : json_(json), name_(std::move(name)), file_(file) {}

    [[noreturn]] void refuse(std::string_view expected) const {
        const std::string where = name_.empty() ? "" : fmt::format("field '{}': ", name_);
        constexpr std::size_t kShown = 60;
        std::string came = json_.dump(-1, ' ', false, Json::error_handler_t::replace);
        if (came.size() > kShown) came = came.substr(0, kShown) + "...";
        raise(ErrorKind::ValueError, "{}: {}expected {}, got {}", file_, where, expected, came);
    }

    bool has(const char* name) const { return json_.contains(name); }
    /// A field of this object.
    Field at(const char* name) const {
        const auto it = json_.find(name);
        if (it == json_.end()) {
            raise(ErrorKind::ValueError, "{}: field '{}' is missing", file_, path(name));
        }
        return {*it, path(name), file_};
    }
    /// Refuses what is not an object or has other fields than these.
    const Field& with(std::initializer_list<std::string_view> names) const {
        if (!json_.is_object()) refuse("an object");
        for (const auto& [name, value] : json_.items()) {
            if (std::ranges::find(names, name) != names.end()) continue;
            raise(ErrorKind::ValueError, "{}: unknown field '{}': expected one of {}", file_,
                  path(name), fmt::join(names, ", "));
        }
        return *this;
    }
    std::vector<Field> items() const {
        if (!json_.is_array()) refuse("a list");
        std::vector<Field> found;
        for (std::size_t i = 0; i < json_.size(); ++i) {
            found.push_back({json_[i], fmt::format("{}[{}]", name_, i), file_});
        }
        return found;
    }
    int64_t integer(int64_t low, int64_t high) const {
        const bool fits = json_.is_number_integer() && json_.get<double>() >= double(low) &&
                          json_.get<double>() <= double(high);
        if (!fits) refuse(fmt::format("an integer from {} to {}", low, high));
        return json_.get<int64_t>();
    }
    double number() const {
        if (!json_.is_number()) refuse("a number");
        return json_.get<double>();
    }
    /// A text, or a list of its lines.
    std::string text() const {
        if (json_.is_string()) return json_.get<std::string>();
        if (!json_.is_array()) refuse("a text or a list of lines");
        std::string text;
        for (std::size_t i = 0; i < json_.size(); ++i) {
            if (!json_[i].is_string()) refuse("a text or a list of lines");
            text += (i > 0 ? "\n" : "") + json_[i].get<std::string>();
        }
        return text;
    }
    template <class Rows>
    auto choice(const Rows& rows) const {
        const std::string word = json_.is_string() ? json_.get<std::string>() : "";
        std::vector<std::string_view> words;
        for (const auto& [key, one] : rows) {
            if (one == word) return key;
            words.push_back(one);
        }
        refuse(fmt::format("one of {}", fmt::join(words, ", ")));
    }
    const Json& json() const { return json_; }

private:
    std::string path(std::string_view name) const {
        return name_.empty() ? std::string(name) : fmt::format("{}.{}", name_, name);
    }

    const Json& json_;
    std::string name_;
    std::string_view file_;
};

Json parse(std::string_view text, std::string_view file) {
    if (text.size() > kLargestSessionFile) {
        raise(ErrorKind::ValueError,
              "{}: too large for a session: expected at most {} bytes, got {}", file,
              kLargestSessionFile, text.size());
    }
    // What nests deeper is no session, and could not even be shown in an error.
    // An object finds its keys one after the other: millions of them would take for ever.
    std::vector<std::size_t> keys;
    const auto too_deep = [file, &keys](int depth, Json::parse_event_t event, Json&) {
        if (event == Json::parse_event_t::object_start) keys.push_back(0);
        if (event == Json::parse_event_t::object_end) keys.pop_back();
        if (event == Json::parse_event_t::key && ++keys.back() > kMostKeys) {
            raise(ErrorKind::ValueError,
                  "{}: not a session of Modescope: an object in it has too many fields", file);
        }
        if (depth <= kDeepest) return true;
        raise(ErrorKind::ValueError, "{}: not a session of Modescope: it nests too deep", file);
    };
    try {
        return Json::parse(text, too_deep);
    } catch (const Json::parse_error& error) {
        const bool ends = error.byte > text.size();
        raise(ErrorKind::ValueError, "{}: not a session of Modescope: {} byte {}", file,
              ends ? "the file ends in its middle, at" : "no JSON from", error.byte);
    } catch (const Json::exception&) {  // a number that no double holds
    }
    raise(ErrorKind::ValueError, "{}: not a session of Modescope: a number in it is too large",
          file);
}

void check_kind(const Field& root) {
    if (!root.json().is_object() || !root.has("modescope") || !root.has("version")) {
        root.refuse("a session of Modescope, an object with the fields 'modescope' and 'version'");
    }
    if (root.at("modescope").json() != kKind) root.at("modescope").refuse("\"session\"");
    const Field version = root.at("version");
    if (version.json().is_number_integer() && version.json() > kVersion) {
        version.refuse(fmt::format("at most {} (a newer Modescope wrote this file)", kVersion));
    }
    version.integer(kVersion, kVersion);
}

Recipe read_recipe(const Field& field, std::string_view file) {
    Json json = field.json();
    if (json.is_object() && json.contains("source")) json["source"] = field.at("source").text();
    try {
        return recipe_from_json(json.dump());
    } catch (const Error& error) {
        raise(ErrorKind::ValueError, "{}: {}", file, error.what());
    }
}

Position read_position(const Field& field) {
    field.with({"step", "entries"});
    return {field.at("step").integer(0, kMostSteps),
            static_cast<std::size_t>(field.at("entries").integer(0, kMostSteps))};
}

StateChange read_change(const Field& field) {
    field.with({"step", "run", "edit", "commit", "loop"});
    if (field.has("run")) return Run{field.at("run").text()};
    if (field.has("edit")) return Edit{field.at("edit").text()};
    if (field.has("loop")) return SetLoop{field.at("loop").choice(kLoops)};
    if (!field.has("commit")) field.refuse("one of run, edit, commit, loop in it");
    const Field commit = field.at("commit").with({"probe", "class", "brightness"});
    Watch probe;
    probe.probe = commit.at("probe").choice(kProbes);
    probe.probe_class = static_cast<int>(commit.at("class").integer(0, 1'000'000));
    probe.brightness = commit.at("brightness").number();
    return CommitOf{probe};
}

void read_journal(const Field& field, SavedSession& session) {
    int64_t last = 0;
    for (const Field& item : field.items()) {
        StateChange change = read_change(item);
        // Nothing is done before what was done before it, or after the last step.
        last = item.at("step").integer(last, session.tip.step);
        session.journal.push_back({last, std::move(change)});
    }
}

void read_runs(const Field& field, SavedSession& session) {
    int64_t last = 0;
    for (const Field& item : field.items()) {
        const auto ends = item.items();
        if (ends.size() != 2) item.refuse("two steps: where the run began and where it ended");
        const int64_t from = ends[0].integer(last, session.tip.step);
        last = ends[1].integer(from + 1, session.tip.step);
        session.runs.emplace_back(from, last);
    }
}

/// Entries before a moment were applied at or before its step, the others at or after it.
void check_position(const Field& field, const Position& position, const SavedSession& session) {
    const auto before = [&](int64_t step) {
        return std::ranges::count_if(session.journal,
                                     [&](const Entry& entry) { return entry.step < step; });
    };
    const int64_t low = before(position.step), high = before(position.step + 1);
    field.at("step").integer(0, session.tip.step);
    field.at("entries").integer(low, high);
}

}  // namespace

Build this_build() {
#if defined(__AVX512F__)
    const char* const kernels = "avx512";
#elif defined(__AVX2__) && defined(__FMA__)
    const char* const kernels = "avx2+fma";
#elif defined(__AVX__)
    const char* const kernels = "avx";
#elif defined(__SSE2__)
    const char* const kernels = "sse2";
#else
    const char* const kernels = "plain";
#endif
    return {MODESCOPE_VERSION, kernels};
}

SavedSession saved(const Session& session) {
    const Timeline& timeline = session.timeline();
    Recipe recipe = session.recipe();
    // Models that ship may change with a version: the file keeps this one's text.
    std::string source = model_source(recipe), file = model_file_name(recipe);
    recipe.source = std::move(source);
    recipe.file = std::move(file);
    SavedSession out{.written_by = this_build(),
                     .recipe = std::move(recipe),
                     .journal = timeline.journal,
                     .runs = {},
                     .tip = timeline.tip,
                     .position = session.position(),
                     .hash = session.state_hash().hex()};
    for (const UndoUnit& unit : timeline.units) {
        if (unit.is_run) out.runs.emplace_back(unit.before.step, unit.after.step);
    }
    return out;
}

std::string to_json(const SavedSession& session) {
    Json json = {{"modescope", kKind}, {"version", kVersion}};
    json["written_by"] = {{"version", session.written_by.version},
                          {"kernels", session.written_by.kernels}};
    json["recipe"] = Json::parse(to_json(session.recipe));
    if (json["recipe"].contains("source")) {
        json["recipe"]["source"] = text_json(session.recipe.source);
    }
    json["journal"] = Json::array();
    for (const Entry& entry : session.journal) json["journal"].push_back(entry_json(entry));
    json["runs"] = session.runs;
    json["tip"] = position_json(session.tip);
    json["position"] = position_json(session.position);
    json["hash"] = session.hash;
    try {
        return json.dump(2) + "\n";
    } catch (const Json::exception&) {
        raise(ErrorKind::ValueError, "a line of this session is not UTF-8: it cannot be saved");
    }
}

SavedSession session_from_json(std::string_view text, std::string_view file) {
    const Json json = parse(text, file);
    const Field root(json, "", file);
    check_kind(root);
    root.with({"modescope", "version", "written_by", "recipe", "journal", "runs", "tip", "position",
               "hash"});
    SavedSession session;
    const Field by = root.at("written_by").with({"version", "kernels"});
    session.written_by = {by.at("version").text(), by.at("kernels").text()};
    session.recipe = read_recipe(root.at("recipe"), file);
    session.tip = read_position(root.at("tip"));
    read_journal(root.at("journal"), session);
    read_runs(root.at("runs"), session);
    root.at("tip").at("entries").integer(std::ssize(session.journal), std::ssize(session.journal));
    session.position = read_position(root.at("position"));
    check_position(root.at("position"), session.position, session);
    session.hash = root.at("hash").text();
    return session;
}

SavedSession read_session(const std::string& file) {
    return session_from_json(read_text_file(file, kLargestSessionFile, "a session"), file);
}

Restart reopen(SavedSession session) {
    auto kept = std::make_shared<const SavedSession>(std::move(session));
    return {.recipe = kept->recipe, .replay = false, .saved = kept};
}

}  // namespace engine::session
