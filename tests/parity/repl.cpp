// A prompt without a terminal, for compare_programs.py: reads statements that end with a line of
// one 0x1e, runs them in one session, and prints of each what a Python prompt would, ended alike.
// `parity_repl --open FILE ...` runs files instead, one after another in one session, as when they
// are opened as models; on an error it prints the traceback to standard error and ends with 1, and
// warnings go there, too. `--folder DIR` before either is where torch.save and torch.load work.
#include "engine/base/error.h"
#include "engine/script/script_error.h"
#include "tests/parity/prompt.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

namespace {

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file || !text) {
        std::cerr << "cannot read " << path.string() << '\n';
        std::exit(2);
    }
    return std::move(text).str();
}

int open_files(std::span<char* const> paths, const std::string& folder) {
    engine::script::Standalone session;
    session.environment.folder = folder;
    session.environment.errors = [](std::string_view words) {
        std::cout.flush();
        std::cerr << words;
    };
    session.environment.output = [](std::string_view printed) { std::cout << printed; };
    try {
        for (const std::filesystem::path path : paths) {
            engine::script::run_file(text_of(path), path.string(), session.environment,
                                     path.stem().string());
        }
    } catch (const engine::script::ScriptError& error) {
        std::cout.flush();
        std::cerr << error.traceback();
        return 1;
    }
    return 0;
}

void answer_statements(const std::string& folder) {
    parity::Prompt prompt;
    prompt.environment.folder = folder;
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
    std::span<char* const> arguments(argv, static_cast<std::size_t>(argc));
    arguments = arguments.subspan(1);
    std::string folder;
    if (arguments.size() > 1 && std::string_view(arguments[0]) == "--folder") {
        folder = arguments[1];
        arguments = arguments.subspan(2);
    }
    if (arguments.size() > 1 && std::string_view(arguments[0]) == "--open") {
        return open_files(arguments.subspan(1), folder);
    }
    answer_statements(folder);
}
