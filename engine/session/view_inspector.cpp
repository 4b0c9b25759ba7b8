#include "engine/base/error.h"
#include "engine/session/view_builder.h"

#include <algorithm>
#include <cmath>

namespace engine::session {

namespace {

constexpr size_t kPreview = 8;

/// "float32" of "torch.float32".
std::string short_name(DType dtype) {
    const std::string_view name = name_of(dtype);
    return std::string(name.substr(name.rfind('.') + 1));
}

double norm_of_difference(const Tensor& now, const Tensor& before) {
    if (now.is_meta() || before.is_meta()) return 0;
    const auto a = now.to_vector<double>(), b = before.to_vector<double>();
    double squares = 0;
    for (size_t i = 0; i < a.size(); ++i) squares += (a[i] - b[i]) * (a[i] - b[i]);
    return std::sqrt(squares);
}

TensorView row_of(const std::string& name, const std::string& full_name, const Tensor& tensor,
                  const InspectorPast& past) {
    TensorView row;
    row.name = name;
    row.shape = tensor.sizes().str();
    row.dtype = short_name(tensor.dtype());
    row.requires_grad = tensor.requires_grad();
    row.elements = tensor.numel();
    const Statistics whole = statistics_of(tensor);
    row.mean = whole.mean;
    row.sd = whole.sd;
    row.norm = whole.norm;
    if (const Tensor gradient = tensor.grad(); gradient.defined()) {
        row.gradient_norm = statistics_of(gradient).norm;
    }
    if (past.before_last_step) {
        const auto it = past.before_last_step->find(full_name);
        if (it != past.before_last_step->end() && it->second.defined() &&
            it->second.sizes() == tensor.sizes()) {
            row.last_change = norm_of_difference(tensor, it->second);
        }
    }
    if (!tensor.is_meta()) row.preview = tensor.to_vector<float>();
    row.preview.resize(std::min(row.preview.size(), kPreview));
    return row;
}

}  // namespace

InspectorView fill_inspector(const SessionState& state, const Watch& watch,
                             const InspectorPast& past) {
    InspectorView view;
    nn::ModulePtr module;
    try {
        module = state.model->get_submodule(watch.selected);
    } catch (const Error&) {
        return view;  // the selection names what this model does not have
    }
    view.path = watch.selected;
    view.class_name = module->class_name();
    view.formula = module->behaviour().formula;
    for (const auto& [name, value] : module->attributes) {
        view.options.emplace_back(name, value.repr());
    }
    const std::string prefix = watch.selected.empty() ? "" : watch.selected + ".";
    const auto show = [&](const std::string& name, const Tensor& tensor) {
        if (name != watch.open_tensor) return;
        view.open_tensor = name;
        view.map = weight_map(tensor);
    };
    for (const auto& [name, tensor] : module->parameters) {
        if (!tensor.defined()) continue;
        view.parameters.push_back(row_of(name, prefix + name, tensor, past));
        view.parameters.back().is_parameter = true;
        show(name, tensor);
    }
    for (const auto& [name, buffer] : module->buffers) {
        if (!buffer.tensor.defined()) continue;
        view.buffers.push_back(row_of(name, prefix + name, buffer.tensor, past));
        view.buffers.back().in_state_dict = buffer.persistent;
        show(name, buffer.tensor);
    }
    view.history_step = past.step;
    view.batch_mean_history = past.batch_mean;
    view.running_mean_history = past.running_mean;
    view.history_channel = past.channel;
    return view;
}

}  // namespace engine::session
