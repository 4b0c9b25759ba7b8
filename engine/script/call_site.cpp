#include "engine/script/call_site.h"

#include "engine/script/machine.h"

#include <algorithm>

namespace engine::script {

namespace {

/// The innermost frame whose code stands in a file; null when only typed lines run.
const Frame* frame_of_file(const nn::Host* host) {
    const auto* const machine = dynamic_cast<const Machine*>(host);
    if (machine == nullptr) return nullptr;
    const auto of_file = [](const Program& program) {
        return program.names == nullptr && !program.file.starts_with('<');
    };
    const Frame* frame = machine->innermost();
    while (frame != nullptr && (frame->program == nullptr || !of_file(*frame->program))) {
        frame = frame->outer;
    }
    return frame;
}

}  // namespace

int line_of_call(const nn::Host* host) {
    const Frame* const frame = frame_of_file(host);
    return frame == nullptr ? 0 : frame->here.line;
}

std::string text_of_call(const nn::Host* host) {
    const Frame* const frame = frame_of_file(host);
    if (frame == nullptr) return {};
    const Span& here = frame->here;
    std::string text;
    for (int number = here.line; number <= here.end_line; ++number) {
        std::string_view part = frame->program->line(number);
        if (number == here.end_line)
            part = part.substr(0, static_cast<std::size_t>(here.end_column));
        const std::size_t begin = number == here.line ? static_cast<std::size_t>(here.column)
                                                      : part.find_first_not_of(" \t");
        part.remove_prefix(std::min(part.size(), begin));
        if (number != here.line) text += '\n';
        text += part;
    }
    return text;
}

}  // namespace engine::script
