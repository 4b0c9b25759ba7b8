// A prompt without a terminal, for compare_programs.py: reads statements that end with a line of
// one 0x1e, runs them in one session, and prints of each what a Python prompt would, ended alike.
#include "engine/base/error.h"
#include "tests/parity/prompt.h"

#include <iostream>
#include <string>

int main() {
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
