#include "engine/session/model_proposals.h"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace engine::session {

namespace {

struct Rule {
    std::string_view part;  ///< of the name, in small letters
    std::string_view proposal;
    bool whole = false;  ///< the name is this and nothing more
};

// The first that fits counts, so the narrow ones come first.
constexpr Rule kRules[] = {
    {"rnn_type", "'LSTM'"},
    {"norm_layer", "nn.BatchNorm2d"},
    {"act", "nn.ReLU()", true},
    {"num_classes", "10"},
    {"n_classes", "10"},
    {"nclasses", "10"},
    {"num_labels", "10"},
    {"classes", "10"},
    {"vocab", "64"},
    {"ntoken", "64"},
    {"num_embeddings", "64"},
    {"num_tokens", "64"},
    {"n_token", "64"},
    {"nhead", "4"},
    {"n_head", "4"},
    {"num_heads", "4"},
    {"heads", "4"},
    {"nlayers", "2"},
    {"n_layer", "2"},
    {"num_layers", "2"},
    {"num_blocks", "[2, 2, 2, 2]"},
    {"nblocks", "[2, 2, 2, 2]"},
    {"layers", "[2, 2, 2, 2]"},
    {"depth", "2"},
    {"growth", "12"},
    {"reduction", "0.5"},
    {"dropout", "0.1"},
    {"drop", "0.1"},
    {"prob", "0.1"},
    {"p", "0.5", true},
    {"kernel", "3"},
    {"stride", "1"},
    {"padding", "1"},
    {"dilation", "1"},
    {"groups", "1"},
    {"image_size", "32"},
    {"img_size", "32"},
    {"patch", "4"},
    {"max_len", "64"},
    {"seq_len", "16"},
    {"block_size", "16"},
    {"upscale", "2"},
    {"latent", "16"},
    {"z_dim", "16"},
    {"nz", "16", true},
    {"in_planes", "16"},
    {"planes", "16"},
    {"out_channels", "16"},
    {"in_channel", "3"},
    {"input_channel", "3"},
    {"channels", "3"},
    {"nc", "3", true},
    {"hidden", "16"},
    {"nhid", "16"},
    {"embed", "32"},
    {"emb", "32"},
    {"ninp", "32"},
    {"d_model", "32"},
    {"width", "16"},
    {"output", "10"},
    {"out", "10"},
    {"input", "2"},
    {"in_features", "2"},
    {"in_dim", "2"},
    {"n_features", "2"},
    {"features", "16"},
    {"dim", "16"},
    {"size", "16"},
    {"bias", "True"},
    {"activation", "nn.ReLU()"},
    {"device", "'cpu'"},
};

struct TypeRule {
    std::string_view annotation;
    std::string_view proposal;
};
constexpr TypeRule kTypes[] = {
    {"int", "16"},
    {"float", "0.1"},
    {"bool", "True"},
    {"str", "''"},
    {"list[int]", "[2, 2]"},
    {"sequence[int]", "[2, 2]"},
    {"tuple[int,int]", "(2, 2)"},
};

std::string small(std::string_view text) {
    std::string all;
    for (const char c : text) {
        if (c != ' ') all += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return all;
}

/// The class that is most likely what `block` means.
std::string block_of(const std::vector<std::string>& classes) {
    for (const char* const part : {"basicblock", "block", "bottleneck", "layer"}) {
        for (const std::string& name : classes) {
            if (small(name).find(part) != std::string::npos) return name;
        }
    }
    return classes.empty() ? std::string() : classes.front();
}

}  // namespace

std::string proposal_for(std::string_view name, std::string_view annotation,
                         const ProposalFacts& facts) {
    const std::string key = small(name);
    if (std::ranges::find(facts.variables, name) != facts.variables.end()) return std::string(name);
    const bool config = key == "config" || key == "cfg" || key == "args" || key == "hparams" ||
                        key == "opt" || key == "params";
    for (const std::string& each : facts.configs) {
        if (config || annotation == each) return each + "()";
    }
    if (config) return "{}";
    if (key == "block" || key.ends_with("_block") || annotation.starts_with("Type[")) {
        return block_of(facts.module_classes);
    }
    for (const Rule& rule : kRules) {
        if (rule.whole ? key == rule.part : key.find(rule.part) != std::string::npos) {
            // "layers: int" is a count, and "channels: list" a list.
            const std::string type = small(annotation);
            if (type == "int" && rule.proposal.starts_with('[')) return "2";
            if (type.starts_with("list") && !rule.proposal.starts_with('[')) {
                return "[" + std::string(rule.proposal) + "]";
            }
            return std::string(rule.proposal);
        }
    }
    const std::string type = small(annotation);
    const auto* const found = std::ranges::find(kTypes, type, &TypeRule::annotation);
    return found == std::end(kTypes) ? std::string() : std::string(found->proposal);
}

}  // namespace engine::session
