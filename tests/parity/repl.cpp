// A prompt without a terminal, for compare_programs.py: reads statements that end with a line of
// one 0x1e, runs them in one session, and prints of each what a Python prompt would, ended alike.
// `parity_repl --open FILE ...` runs files instead, one after another in one session, as when they
// are opened as models; on an error it prints the traceback to standard error and ends with 1.
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

int open_files(std::span<char* const> paths) {
    engine::script::Standalone session;
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
    if (argc > 2 && std::string_view(argv[1]) == "--open") {
        return open_files(std::span(argv, static_cast<std::size_t>(argc)).subspan(2));
    }
    answer_statements();
}
