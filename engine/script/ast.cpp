#include "engine/script/ast.h"

namespace engine::script {

std::string_view symbol_of(Op op) {
    static constexpr std::string_view kSymbols[] = {
        "+",  "-", "*",  "/", "//", "%",  "**",     "@",  "&",      "|", "^", "<<", ">>", "==",
        "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in", "-", "+", "~",  "not"};
    return kSymbols[static_cast<std::size_t>(op)];
}

std::string_view Program::line(int number) const {
    std::string_view rest = text;
    for (int at = 1; at < number; ++at) {
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) return {};
        rest.remove_prefix(end + 1);
    }
    return rest.substr(0, rest.find('\n'));
}

}  // namespace engine::script
