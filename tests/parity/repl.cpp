// A prompt without a terminal, for compare_programs.py: reads statements that end with a line of
// one 0x1e, runs them in one session, and prints of each what a Python prompt would, ended alike.
// `parity_repl --open FILE` runs a file in place of that, as when it is opened as a model.
#include "engine/base/error.h"
#include "engine/script/script_error.h"
#include "tests/parity/prompt.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

namespace {

int open_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        std::cerr << "cannot read " << path.string() << '\n';
        return 1;
    }
    std::ostringstream text;
    text << file.rdbuf();
    parity::Prompt prompt;
    prompt.model = nullptr;  // `model` is a name like any other in a file
    prompt.environment.output = [](std::string_view printed) { std::cout << printed; };
    try {
        engine::script::run_file(text.str(), path.string(), prompt.environment,
                                 path.stem().string());
    } catch (const engine::script::ScriptError& error) {
        std::cout.flush();
        std::cerr << error.traceback();
        return 1;
    }
    return 0;
}

void answer_statements() {
    parity::Prompt prompt;
    std::string line, statement;
    while (std::getline(std::cin, line)) {
        if (line != "\x1e") {
            statement += line + '\n';
            continue;
        }
        try {
            const engine::script::Result result = prompt.run(statement);
            std::cout << result.printed;
            if (!result.echo.empty()) std::cout << result.echo << '\n';
        } catch (const engine::Error& error) {
            std::cout << prompt.environment.printed << error.line() << '\n';
        }
        std::cout << "\x1e" << std::endl;
        statement.clear();
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 3 && std::string_view(argv[1]) == "--open") return open_file(argv[2]);
    answer_statements();
}
