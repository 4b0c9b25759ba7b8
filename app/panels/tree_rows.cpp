#include "app/panels/tree_rows.h"

#include "app/panels/words.h"
#include "engine/session/command.h"

#include <algorithm>
#include <cctype>

namespace app::panels {
namespace {

using engine::session::ModuleView;

bool contains(std::string_view words, std::string_view wanted) {
    const auto same = [](unsigned char a, unsigned char b) {
        return std::tolower(a) == std::tolower(b);
    };
    return std::search(words.begin(), words.end(), wanted.begin(), wanted.end(), same) !=
           words.end();
}

std::vector<int> filtered_rows(const std::vector<ModuleView>& modules, std::string_view filter) {
    std::vector<char> wanted(modules.size(), 0);
    for (std::size_t i = 0; i < modules.size(); ++i) {
        if (!contains(row_name(modules[i]), filter) && !contains(modules[i].class_name, filter)) {
            continue;
        }
        for (int at = static_cast<int>(i); at >= 0;
             at = modules[static_cast<std::size_t>(at)].parent) {
            wanted[static_cast<std::size_t>(at)] = 1;
        }
    }
    std::vector<int> rows;
    for (std::size_t i = 0; i < modules.size(); ++i) {
        if (wanted[i]) rows.push_back(static_cast<int>(i));
    }
    return rows;
}

}  // namespace

std::vector<int> visible_rows(const std::vector<ModuleView>& modules,
                              const std::set<std::string>& folded, std::string_view filter) {
    if (!filter.empty()) return filtered_rows(modules, filter);
    std::vector<int> rows;
    for (std::size_t i = 0; i < modules.size();) {
        rows.push_back(static_cast<int>(i));
        const std::size_t end = static_cast<std::size_t>(modules[i].subtree_end);
        i = folded.contains(modules[i].path) ? std::max(end, i + 1) : i + 1;
    }
    return rows;
}

std::string row_name(const ModuleView& module) {
    return module.path.empty() ? "model" : module.path;
}

std::string requires_grad_words(const ModuleView& module) {
    if (module.parameter_tensors == 0) return "·";
    if (module.requires_grad == module.parameter_tensors) return "True";
    if (module.requires_grad == 0) return "False";
    return std::to_string(module.requires_grad) + " of " + std::to_string(module.parameter_tensors);
}

std::string would_write(const ModuleView& module, bool training) {
    const std::string line = engine::session::set_mode(module.path, training).line;
    std::string words =
        "`" + line + "` writes " + counted(module.below + 1, "flag") + ": " + module.name;
    words += module.below > 0 ? " and everything in it." : ".";
    return words;
}

}  // namespace app::panels
