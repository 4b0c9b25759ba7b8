#include "engine/session/printed_model.h"

#include "engine/base/error.h"
#include "engine/script/native.h"
#include "engine/session/printed_layer.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace engine::session {

namespace {

std::string indented(int depth) {
    return std::string(static_cast<std::size_t>(depth) * 4, ' ');
}

/// As Python writes a text.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '\n' || c == '\r') {
            out += c == '\n' ? "\\n" : "\\r";
            continue;
        }
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

bool is_numbered(const std::vector<PrintedModule>& children) {
    for (std::size_t i = 0; i < children.size(); ++i) {
        if (children[i].name != std::to_string(i)) return false;
    }
    return true;
}

/// What no forward is known of: classes of torch.nn that only hold, and somebody's own.
bool only_holds(const std::string& class_name) {
    return class_name == "ModuleList" || class_name == "ModuleDict" ||
           class_name == "ParameterList" || class_name == "ParameterDict";
}

class Rebuilder {
public:
    RebuiltModel rebuild(const PrintedModule& tree) {
        const std::string made = expression(tree, 0);
        RebuiltModel out{.source = {}, .without_forward = without_, .notes = std::move(notes_)};
        if (only_holds(tree.class_name)) out.without_forward = tree.class_name;
        out.source =
            "# " + tree.class_name +
            ", from its print\n"
            "# Rebuilt from what print(model) shows: the layers are real, their weights are new.\n";
        for (const std::string& note : out.notes) out.source += "# " + note + "\n";
        out.source += "\n";
        if (ordered_) out.source += "from collections import OrderedDict\n\n";
        if (tensors_) out.source += "import torch\n";
        out.source += "import torch.nn as nn\n";
        for (const auto& [name, extra] : own_) out.source += "\n\n" + own_class(name, extra);
        out.source += (own_.empty() ? "\n" : "\n\n") + ("model = " + made + "\n");
        return out;
    }

private:
    /// The expression that makes a module; `depth` is how far in it stands.
    std::string expression(const PrintedModule& module, int depth) {
        if (module.class_name.empty()) return parameter(module.extra);
        if (module.class_name == "DataParallel" && module.children.size() == 1) {
            notes_.emplace_back("DataParallel was left out: it computes nothing of its own.");
            return expression(module.children.front(), depth);
        }
        if (module.class_name == "Sequential" && module.extra.empty()) {
            return sequential(module, depth);
        }
        if (only_holds(module.class_name) && module.extra.empty()) return holder(module, depth);
        if (auto layer = layer_expression(module)) {
            for (std::string& note : layer->notes) {
                if (std::ranges::find(notes_, note) == notes_.end()) notes_.push_back(note);
            }
            return layer->text;
        }
        return own(module, depth);
    }

    std::string sequential(const PrintedModule& module, int depth) {
        if (module.children.empty()) return "nn.Sequential()";
        if (is_numbered(module.children)) return list("nn.Sequential(", ")", module, depth);
        ordered_ = true;
        std::string out = "nn.Sequential(\n" + indented(depth + 1) + "OrderedDict(\n" +
                          indented(depth + 2) + "[\n";
        for (const PrintedModule& child : module.children) {
            out += indented(depth + 3) + "(" + quoted(child.name) + ", " +
                   expression(child, depth + 3) + "),\n";
        }
        return out + indented(depth + 2) + "]\n" + indented(depth + 1) + ")\n" + indented(depth) +
               ")";
    }

    std::string holder(const PrintedModule& module, int depth) {
        const std::string call = "nn." + module.class_name + "(";
        if (module.children.empty()) return call + ")";
        if (is_numbered(module.children) && module.class_name.ends_with("List")) {
            return list(call + "[", "])", module, depth);
        }
        return parts(call, module, depth) + ")";
    }

    std::string list(const std::string& begin, const char* end, const PrintedModule& module,
                     int depth) {
        std::string out = begin + "\n";
        for (const PrintedModule& child : module.children) {
            out += indented(depth + 1) + expression(child, depth + 1) + ",\n";
        }
        return out + indented(depth) + end;
    }

    /// `begin{"conv1": ..., }`
    std::string parts(const std::string& begin, const PrintedModule& module, int depth) {
        std::string out = begin + "{";
        if (module.children.empty()) return out + "}";
        out += "\n";
        for (const PrintedModule& child : module.children) {
            out += indented(depth + 1) + quoted(child.name) + ": " + expression(child, depth + 1) +
                   ",\n";
        }
        return out + indented(depth) + "}";
    }

    /// A module of somebody's own class, which gets a definition.
    std::string own(const PrintedModule& module, int depth) {
        if (without_.empty()) without_ = module.class_name;
        bool& extra = own_[module.class_name];
        extra = extra || !module.extra.empty();
        std::string out = parts(module.class_name + "(", module, depth);
        if (!module.extra.empty()) out += ", " + quoted(module.extra);
        return out + ")";
    }

    static std::string own_class(const std::string& name, bool extra) {
        std::string out = fmt::format(
            "class {}(nn.Module):\n"
            "    # A print does not show what forward does: this class has none.\n"
            "    def __init__(self, parts{}):\n"
            "        super().__init__()\n",
            name, extra ? ", extra=\"\"" : "");
        if (extra) out += "        self.extra = extra\n";
        out +=
            "        for name, part in parts.items():\n"
            "            self.add_module(name, part)\n";
        if (extra) out += "\n    def extra_repr(self):\n        return self.extra\n";
        return out;
    }

    /// "Parameter containing: [torch.float32 of size 2x3]"
    std::string parameter(const std::string& text) {
        if (text == "None") return "None";
        tensors_ = true;
        const auto size = text.find("of size ");
        std::string sizes;
        if (size != std::string::npos) {
            for (const char c : text.substr(size + 8)) {
                if (c == ']' || c == ' ') break;
                sizes += c == 'x' ? std::string(", ") : std::string(1, c);
            }
        }
        const bool wide = text.find("float64") != std::string::npos ||
                          text.find("DoubleTensor") != std::string::npos;
        return fmt::format(
            "nn.Parameter(torch.zeros(({}){}))",
            sizes.find(',') == std::string::npos && !sizes.empty() ? sizes + "," : sizes,
            wide ? ", dtype=torch.float64" : "");
    }

    std::map<std::string, bool> own_;  ///< classes to define, and whether they have words of theirs
    std::string without_;
    std::vector<std::string> notes_;
    bool ordered_ = false, tensors_ = false;
};

}  // namespace

RebuiltModel rebuild(const PrintedModule& tree) {
    return Rebuilder().rebuild(tree);
}

void read_printed_model(std::string_view text, ModelSource& found) {
    found.form = ModelSource::Form::Printed;
    try {
        bool complete = true;
        const PrintedModule tree = parse_printed(text, complete);
        RebuiltModel rebuilt = rebuild(tree);
        found.source = std::move(rebuilt.source);
        found.without_forward = std::move(rebuilt.without_forward);
        found.notes = std::move(rebuilt.notes);
        if (!complete)
            found.notes.emplace_back("The print ends early: what is missing is left out.");
        found.header = read_header(found.source);
        found.candidates.push_back(
            {.kind = ModelCandidate::Kind::Variable, .name = "model", .parameters = {}});
        found.clear = true;
    } catch (const Error& error) {
        found.form = ModelSource::Form::Nothing;
        found.error = error.line();
    }
}

}  // namespace engine::session
