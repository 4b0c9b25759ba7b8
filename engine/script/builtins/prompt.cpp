#include "engine/script/builtins/prompt.h"

#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/call_words.h"
#include "engine/script/machine.h"
#include "engine/script/members.h"

#include <algorithm>
#include <set>

namespace engine::script {

namespace {

using nn::Value;

/// What these print is ours and not Python's, so no file may build on it.
void expect_prompt(Machine& machine, std::string_view name) {
    if (machine.frame().echo) return;
    raise(ErrorKind::NameError, "`{}` is outside the PyTorch subset that Modescope runs", name);
}

Value dir(Machine& machine, Arguments& arguments) {
    expect_prompt(machine, "dir");
    expect_count("dir", arguments, 0, 1);
    std::set<std::string> names;
    if (arguments.positional.empty()) {
        const Environment& environment = machine.environment();
        for (const auto& [name, value] : environment.names) names.insert(name);
        if (environment.model) names.insert("model");
        if (environment.optimizer != nullptr) names.insert("optimizer");
    } else {
        for (const Candidate& member : members_of(machine, arguments.positional[0])) {
            names.insert(member.text);
        }
    }
    std::erase_if(names, [](const std::string& name) { return name.starts_with("__"); });
    return Value::list({names.begin(), names.end()});
}

Value vars(Machine& machine, Arguments& arguments) {
    expect_prompt(machine, "vars");
    expect_count("vars", arguments, 1, 1);
    if (auto dict = machine.find_attribute(arguments.positional[0], "__dict__")) {
        return *std::move(dict);
    }
    raise(ErrorKind::TypeError, "vars() argument must have __dict__ attribute");
}

Value help(Machine& machine, Arguments& arguments) {
    expect_prompt(machine, "help");
    expect_count("help", arguments, 0, 1);
    std::string text;
    const auto add = [&](std::string_view line) {
        if (!line.empty()) text += fmt::format("{}\n", line);
    };
    if (arguments.positional.empty()) {
        add("help(nn.Dropout) says how it is called; dir(model) lists what it has.");
        add("Tab completes names. F1 has the keys of the window.");
    } else {
        const Value& asked = arguments.positional[0];
        add(call_words(asked).text());
        const Value* doc_of = &asked;
        if (const auto* method = as<MethodObject>(asked)) doc_of = &method->function;
        if (const auto* function = as<FunctionObject>(*doc_of)) add(function->code->doc);
        if (const auto* module = std::get_if<nn::ModulePtr>(&asked.data()); module && *module) {
            add((*module)->behaviour().formula);
        }
        if (text.empty()) add(fmt::format("{} object", asked.type_name()));
    }
    machine.environment().print(text);
    return {};
}

Value leave(Machine& machine, Arguments&) {
    expect_prompt(machine, "exit");
    machine.environment().print(std::string(kNoExit) + "\n");
    return {};
}

constexpr Builtin kRows[] = {
    {"dir", dir}, {"vars", vars}, {"help", help}, {"exit", leave}, {"quit", leave}};

}  // namespace

std::span<const Builtin> prompt_functions() {
    return kRows;
}

}  // namespace engine::script
