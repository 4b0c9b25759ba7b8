#include "engine/session/shipped_models.h"

#include "engine/base/error.h"

#include <fmt/format.h>

#include <vector>

namespace engine::session {

/// Defined by the build: the files of assets/models (cmake/embed.cmake).
std::span<const unsigned char> embedded_file(std::string_view name);

namespace {

// One more model: one more row here, one more file in assets/models and in CMakeLists.txt.
constexpr std::string_view kFiles[] = {
    "nested_mlp.py",
    "fashion_cnn.py",
    "residual_net.py",
    "demo_net.py",
    "deep_mlp.py",
    "simple_cnn.py",
    "lazy_cnn.py",
    "choice_net.py",
    "branch_net.py",
    "noise_net.py",
    "multi_task_net.py",
    "sequence_lstm.py",
    "tiny_transformer.py",
    "bad_functional_dropout.py",
    "bad_dropout_in_forward.py",
    "bad_plain_list.py",
    "bad_plain_dict.py",
    "bad_frozen_backbone.py",
};

}  // namespace

std::span<const ShippedModel> shipped_models() {
    static const auto models = [] {
        std::vector<ShippedModel> all;
        for (const std::string_view file : kFiles) {
            const auto bytes = embedded_file(file);
            all.push_back({.name = file.substr(0, file.rfind('.')),
                           .file = file,
                           .source = {reinterpret_cast<const char*>(bytes.data()), bytes.size()}});
        }
        return all;
    }();
    return models;
}

const ShippedModel& shipped_model(std::string_view name) {
    std::vector<std::string_view> known;
    for (const ShippedModel& model : shipped_models()) {
        if (model.name == name) return model;
        known.push_back(model.name);
    }
    raise(ErrorKind::ValueError, "unknown model '{}': expected one of {}", name,
          fmt::join(known, ", "));
}

}  // namespace engine::session
