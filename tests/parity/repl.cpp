// A prompt without a terminal, for compare_programs.py: reads statements that end with a line of
// one 0x1e, runs them in one session, and prints of each what a Python prompt would, ended alike.
#include "engine/base/error.h"
#include "engine/nn/sequential.h"
#include "engine/script/interpreter.h"

#include <iostream>
#include <string>

int main() {
    using namespace engine;
    nn::ModulePtr model = nn::Sequential();
    Generator generator;
    bool grad_enabled = true;
    nn::OrderedMap<nn::Value> names;
    nn::CallContext context{.generator = generator};
    script::Environment environment{.model = model,
                                    .optimizer = nullptr,
                                    .generator = generator,
                                    .grad_enabled = grad_enabled,
                                    .names = names,
                                    .context = context,
                                    .flag_observer = {},
                                    .printed = {}};
    std::string line, statement;
    while (std::getline(std::cin, line)) {
        if (line != "\x1e") {
            statement += line + '\n';
            continue;
        }
        try {
            const script::Result result = script::run(statement, environment);
            std::cout << result.printed;
            if (!result.echo.empty()) std::cout << result.echo << '\n';
        } catch (const Error& error) {
            std::cout << environment.printed << error.line() << '\n';
        }
        std::cout << "\x1e" << std::endl;
        statement.clear();
    }
}
