#include "tests/app/sample_parts.h"

#include <cmath>

namespace app::test {

using namespace engine::session;

namespace {

struct Row {
    const char* path;
    const char* class_name;
    const char* summary;
    const char* repr;
    int64_t parameters;  // own
    int parameter_tensors, buffers;
    const char* shape;
};

std::string repr_of_batch_norm(int channels, int dims) {
    return "BatchNorm" + std::to_string(dims) + "d(" + std::to_string(channels) +
           ", eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)";
}

void add_modules(SessionView& view, std::initializer_list<Row> rows) {
    for (const Row& row : rows) {
        ModuleView module;
        module.path = row.path;
        const size_t dot = module.path.rfind('.');
        module.name = module.path.empty() ? "model" : module.path.substr(dot + 1);
        module.class_name = row.class_name;
        module.summary = row.summary;
        module.repr = row.repr;
        module.is_dropout = module.class_name.starts_with("Dropout");
        module.is_batch_norm = module.class_name.starts_with("BatchNorm");
        module.reads_training = module.is_dropout || module.is_batch_norm;
        module.own_parameters = row.parameters;
        module.parameter_tensors = row.parameter_tensors;
        module.buffers = row.buffers;
        module.output_shape = row.shape;
        module.last_write = {0, true, Writer::Loop, "model.train()"};
        if (!module.path.empty()) {
            const std::string above = dot == std::string::npos ? "" : module.path.substr(0, dot);
            for (size_t i = 0; i < view.modules.size(); ++i) {
                if (view.modules[i].path == above) module.parent = static_cast<int>(i);
            }
            module.depth = view.modules[static_cast<size_t>(module.parent)].depth + 1;
        }
        view.modules.push_back(module);
    }
    for (size_t i = view.modules.size(); i-- > 0;) {
        ModuleView& module = view.modules[i];
        module.parameters += module.own_parameters;
        if (module.subtree_end == 0) module.subtree_end = static_cast<int>(i) + 1;
        module.below = module.subtree_end - static_cast<int>(i) - 1;
        module.requires_grad = module.parameter_tensors;
        if (module.parent < 0) continue;
        ModuleView& above = view.modules[static_cast<size_t>(module.parent)];
        above.parameters += module.parameters;
        above.parameter_tensors += module.parameter_tensors;
        above.buffers += module.buffers;
        above.subtree_end = std::max(above.subtree_end, module.subtree_end);
    }
    view.weights = view.modules[0].parameters;
}

}  // namespace

void write_flags(SessionView& view, std::string_view path, const std::string& line, bool training) {
    for (size_t i = 0; i < view.modules.size(); ++i) {
        if (view.modules[i].path != path) continue;
        const auto end = static_cast<size_t>(view.modules[i].subtree_end);
        for (size_t k = i; k < end; ++k) {
            view.modules[k].training = training;
            view.modules[k].last_write = {view.step, training, Writer::Person, line};
        }
    }
    view.in_eval = 0;
    for (ModuleView& module : view.modules) {
        const auto i = static_cast<size_t>(&module - view.modules.data());
        module.below_in_eval = 0;
        for (size_t k = i + 1; k < static_cast<size_t>(module.subtree_end); ++k) {
            module.below_in_eval += view.modules[k].training ? 0 : 1;
        }
        view.in_eval += module.training ? 0 : 1;
    }
}

void add_two_moons_modules(SessionView& view) {
    const std::string norm = repr_of_batch_norm(16, 1);
    const char* drop = "Dropout(p=0.5, inplace=False)";
    const char* fc1 = "Linear(in_features=2, out_features=16, bias=False)";
    const char* fc2 = "Linear(in_features=16, out_features=16, bias=False)";
    const char* head = "Linear(in_features=16, out_features=2, bias=True)";
    const char* wide = "[32, 16]";
    add_modules(
        view,
        {
            {"", "NestedMLP", "NestedMLP", "NestedMLP(", 0, 0, 0, "[32, 2]"},
            {"backbone", "Sequential", "Sequential", "Sequential(", 0, 0, 0, wide},
            {"backbone.block1", "Sequential", "Sequential", "Sequential(", 0, 0, 0, wide},
            {"backbone.block1.fc", "Linear", "Linear(2→16)", fc1, 32, 1, 0, wide},
            {"backbone.block1.bn", "BatchNorm1d", "BatchNorm1d(16)", norm.c_str(), 32, 2, 3, wide},
            {"backbone.block1.act", "ReLU", "ReLU", "ReLU()", 0, 0, 0, wide},
            {"backbone.block1.drop", "Dropout", "Dropout(0.5)", drop, 0, 0, 0, wide},
            {"backbone.block2", "Sequential", "Sequential", "Sequential(", 0, 0, 0, wide},
            {"backbone.block2.fc", "Linear", "Linear(16→16)", fc2, 256, 1, 0, wide},
            {"backbone.block2.bn", "BatchNorm1d", "BatchNorm1d(16)", norm.c_str(), 32, 2, 3, wide},
            {"backbone.block2.act", "ReLU", "ReLU", "ReLU()", 0, 0, 0, wide},
            {"backbone.block2.drop", "Dropout", "Dropout(0.5)", drop, 0, 0, 0, wide},
            {"head", "Linear", "Linear(16→2)", head, 34, 2, 0, "[32, 2]"},
        });
}

void add_cnn_modules(SessionView& view) {
    const std::string norm1 = repr_of_batch_norm(8, 2), norm2 = repr_of_batch_norm(16, 2);
    const char* pool = "MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)";
    const char* conv1 =
        "Conv2d(1, 8, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), bias=False)";
    const char* conv2 =
        "Conv2d(8, 16, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), bias=False)";
    const char *wide = "[32, 8, 28, 28]", *half = "[32, 16, 14, 14]", *flat = "[32, 784]";
    const char* drop = "Dropout(p=0.5, inplace=False)";
    add_modules(
        view,
        {
            {"", "SmallCNN", "SmallCNN", "SmallCNN(", 0, 0, 0, "[32, 10]"},
            {"features", "Sequential", "Sequential", "Sequential(", 0, 0, 0, "[32, 16, 7, 7]"},
            {"features.0", "Conv2d", "Conv2d(1→8, 3×3)", conv1, 72, 1, 0, wide},
            {"features.1", "BatchNorm2d", "BatchNorm2d(8)", norm1.c_str(), 16, 2, 3, wide},
            {"features.2", "ReLU", "ReLU", "ReLU()", 0, 0, 0, wide},
            {"features.3", "MaxPool2d", "MaxPool2d(2)", pool, 0, 0, 0, "[32, 8, 14, 14]"},
            {"features.4", "Conv2d", "Conv2d(8→16, 3×3)", conv2, 1152, 1, 0, half},
            {"features.5", "BatchNorm2d", "BatchNorm2d(16)", norm2.c_str(), 32, 2, 3, half},
            {"features.6", "ReLU", "ReLU", "ReLU()", 0, 0, 0, half},
            {"features.7", "MaxPool2d", "MaxPool2d(2)", pool, 0, 0, 0, "[32, 16, 7, 7]"},
            {"classifier", "Sequential", "Sequential", "Sequential(", 0, 0, 0, "[32, 10]"},
            {"classifier.0", "Flatten", "Flatten", "Flatten(start_dim=1, end_dim=-1)", 0, 0, 0,
             flat},
            {"classifier.1", "Dropout", "Dropout(0.5)", drop, 0, 0, 0, flat},
            {"classifier.2", "Linear", "Linear(784→10)",
             "Linear(in_features=784, out_features=10, bias=True)", 7850, 2, 0, "[32, 10]"},
        });
}

float wobble(int seed, int i) {
    const double x = std::sin(12.9898 * i + 78.233 * seed) * 43758.5453;
    return static_cast<float>(2 * (x - std::floor(x)) - 1);
}

HeatMap sample_map(int rows, int columns, int seed) {
    HeatMap map;
    map.rows = rows;
    map.columns = columns;
    for (int i = 0; i < rows * columns; ++i) map.values.push_back(wobble(seed, i));
    map.low = -1;
    map.high = 1;
    map.fingerprint =
        static_cast<uint64_t>(seed) * 1000003 + static_cast<uint64_t>(rows * 1000 + columns);
    return map;
}

}  // namespace app::test
