#include "engine/base/error.h"
#include "engine/script/reads_training.h"
#include "engine/session/module_summary.h"
#include "engine/session/view_builder.h"

#include <fmt/format.h>

#include <algorithm>

namespace engine::session {

namespace {

bool is_dropout(const nn::Module& module) {
    return module.class_name().find("Dropout") != std::string::npos;
}

bool is_batch_norm(const nn::Module& module) {
    return module.class_name().find("BatchNorm") != std::string::npos;
}

/// The first line of print(module). A module that a line has broken (conv.groups = None) cannot
/// print itself, but must be seen to be mended.
std::string first_line_of(const nn::Module& module) {
    try {
        const std::string repr = module.repr();
        std::string line = repr.substr(0, repr.find('\n'));
        if (line.ends_with('(')) line.pop_back();  // its children have rows of their own
        return line;
    } catch (const Error&) {
        return module.class_name() + "(...)";
    }
}

ModuleView row_of(const std::string& path, nn::Module& module) {
    ModuleView row;
    row.path = path;
    row.name = path.empty() ? "model" : path.substr(path.rfind('.') + 1);
    row.class_name = module.class_name();
    row.summary = module_summary(module);
    row.repr = first_line_of(module);
    row.training = module.training;
    row.reads_training = script::reads_training(module);
    row.is_dropout = is_dropout(module);
    row.is_batch_norm = is_batch_norm(module);
    for (const auto& [name, tensor] : module.named_parameters()) {
        row.parameters += tensor.numel();
        row.requires_grad += tensor.requires_grad() ? 1 : 0;
        ++row.parameter_tensors;
    }
    for (const auto& [name, tensor] : module.named_parameters(false)) {
        row.own_parameters += tensor.numel();
    }
    row.buffers = std::ssize(module.named_buffers());
    return row;
}

/// The row that `index` stands in: of all names that its path begins with, the longest.
int parent_of(const std::vector<ModuleView>& rows, const std::string& path) {
    if (path.empty()) return -1;
    const size_t dot = path.rfind('.');
    return module_at(rows, dot == std::string::npos ? std::string() : path.substr(0, dot));
}

template <class Wanted>
int choose(const std::vector<ModuleView>& modules, std::string_view selected, Wanted wanted) {
    const auto first_in = [&](int from, int to) {
        for (int i = from; i < to; ++i) {
            if (wanted(modules[static_cast<size_t>(i)])) return i;
        }
        return -1;
    };
    if (const int at = module_at(modules, selected); at >= 0) {
        const int below = first_in(at, modules[static_cast<size_t>(at)].subtree_end);
        if (below >= 0) return below;
    }
    return first_in(0, static_cast<int>(modules.size()));
}

}  // namespace

void fill_tree(SessionView& view, const SessionState& state, const Trace* trace,
               const LastWrite& last_write) {
    std::vector<ModuleView>& rows = view.modules;
    rows.clear();
    view.in_eval = 0;
    for (const auto& [path, module] : state.model->named_modules()) {
        ModuleView row = row_of(path, *module);
        row.parent = parent_of(rows, path);
        row.depth = row.parent < 0 ? 0 : rows[static_cast<size_t>(row.parent)].depth + 1;
        if (last_write) row.last_write = last_write(path);
        if (const TraceEvent* const event = trace ? trace->find(path) : nullptr) {
            if (event->finished && event->output.defined()) {
                row.output_shape = event->output.shape.str();
            }
        }
        view.in_eval += row.training ? 0 : 1;
        rows.push_back(std::move(row));
    }
    for (size_t i = rows.size(); i-- > 0;) {
        ModuleView& row = rows[i];
        row.subtree_end = std::max(row.subtree_end, static_cast<int>(i) + 1);
        row.below = row.subtree_end - static_cast<int>(i) - 1;
        if (row.parent < 0) continue;
        ModuleView& above = rows[static_cast<size_t>(row.parent)];
        above.subtree_end = std::max(above.subtree_end, row.subtree_end);
        above.below_in_eval += row.below_in_eval + (row.training ? 0 : 1);
    }
    view.weights = rows.empty() ? 0 : rows[0].parameters;
}

int module_at(const std::vector<ModuleView>& modules, std::string_view path) {
    const auto it = std::find_if(modules.begin(), modules.end(),
                                 [&](const ModuleView& module) { return module.path == path; });
    return it == modules.end() ? -1 : static_cast<int>(it - modules.begin());
}

int choose_dropout(const std::vector<ModuleView>& modules, std::string_view selected) {
    return choose(modules, selected, [](const ModuleView& module) { return module.is_dropout; });
}

int choose_batch_norm(const std::vector<ModuleView>& modules, std::string_view selected) {
    return choose(modules, selected, [](const ModuleView& module) { return module.is_batch_norm; });
}

}  // namespace engine::session
