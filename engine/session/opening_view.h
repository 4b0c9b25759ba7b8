#pragma once

#include "engine/session/model_header.h"
#include "engine/session/recipe.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

// What the window sees of a text on its way to become the model: opened, dropped or pasted. Plain
// data, as view.h is; opening.h does the work.

namespace engine::session {

/// A constructor's parameter, as the file writes it.
struct ModelParameter {
    std::string name;        ///< "num_classes"
    std::string fallback;    ///< its default: "10"; empty: it must be given
    std::string annotation;  ///< "int"; empty: none
    std::string proposal;    ///< what to put there first; empty: the default
    bool required() const { return fallback.empty(); }
};

/// One way to get a model out of a file.
struct ModelCandidate {
    enum class Kind {
        Variable,  ///< `net`, which the file makes
        Factory,   ///< `resnet18()`, a function that needs no arguments
        Class,     ///< `ResNet(...)`
    };
    Kind kind = Kind::Class;
    std::string name;  ///< "ResNet"
    std::vector<ModelParameter> parameters;

    /// "ResNet(BasicBlock, [2, 2], num_classes=10)", "resnet18()", "net", from one text for each
    /// parameter; an empty one, and one that is the default, is left out.
    std::string construct(const std::vector<std::string>& values) const;
    /// With every proposal taken.
    std::string construct() const;
    bool needs_arguments() const;
};

/// A text that somebody opened, dropped or pasted, read and never run.
struct ModelSource {
    enum class Form {
        Nothing,     ///< no model in it: `error` says why
        File,        ///< a Python file
        Expression,  ///< `nn.Sequential(...)`
        Printed,     ///< what print(model) shows
    };
    Form form = Form::Nothing;
    std::string source;  ///< a valid Python file: the text, or one made from it
    std::string file;    ///< its name: "my_net.py", or a fitting one for what was pasted
    ModelHeader header;
    /// The likeliest first; never empty but when `error` is set.
    std::vector<ModelCandidate> candidates;
    /// The first candidate is what a person means: there is no reason to ask.
    bool clear = false;
    /// Shapes of the tensors that the file makes to try its model, without the batch axis: (3, 32,
    /// 32) of `torch.randn(2, 3, 32, 32)`.
    std::vector<std::vector<int64_t>> examples;
    /// One line: "SyntaxError: invalid syntax"; and all of it, as Python prints it.
    std::string error, traceback;
    /// Printed: the class whose forward is missing ("ResNet"), and what else was not understood.
    std::string without_forward;
    std::vector<std::string> notes;
};

struct OpeningRequest {
    uint64_t id = 0;        ///< tells answers apart
    std::string text;       ///< as it was brought
    std::string file;       ///< "my_net.py"; empty: pasted
    std::string built_in;   ///< the name of a model that ships, in place of `text`
    std::string construct;  ///< the expression that makes the model; empty: the likeliest
    std::string data;       ///< DataOffer::id; empty: the likeliest
    std::string loss;       ///< LossOffer::title; empty, or not of these data: the likeliest

    friend bool operator==(const OpeningRequest&, const OpeningRequest&) = default;
};

/// A loss that fits what the model answered.
struct LossOffer {
    std::string title;    ///< "MSELoss(output, x)"
    bool likely = false;  ///< the file's own words speak for it
    Recipe recipe;        ///< data, loss, optimizer and loop, for the model in question
};

/// Data that a model could be shown, and what came of trying.
struct DataOffer {
    std::string id;     ///< "two_moons", "noise 3,32,32"
    std::string title;  ///< "Two moons", "Noise [3, 32, 32]"
    bool runs = false;
    bool trains = false;
    std::string output;             ///< "[32, 10]"
    std::string error;              ///< why it does not run, or not train
    std::vector<LossOffer> losses;  ///< the likeliest first; empty: it does not train
    Recipe recipe;                  ///< of the first loss, or of a session that only shows
};

/// What a text is, whether it makes a model, and the recipe of a session of it.
struct Opening {
    OpeningRequest request;
    ModelSource source;
    std::string construct;          ///< what was tried
    bool made = false;              ///< there is a model
    std::string error, traceback;   ///< why not
    std::string summary;            ///< "ResNet: 62 modules, 11,173,962 weights"
    std::vector<DataOffer> offers;  ///< those that were tried and run, and what is used in any case
    int offer = -1;                 ///< index of the one to use; -1 while there is no model
    int loss = 0;                   ///< index of the one of its losses to use
    /// Nothing is open to doubt: the recipe can be opened without a question.
    bool clear = false;
    Recipe recipe;  ///< when `made`
};
using OpeningPtr = std::shared_ptr<const Opening>;

/// A model that ships, as a list shows it.
struct BuiltInModel {
    std::string name;  ///< "nested_mlp"
    std::string file;  ///< "nested_mlp.py"
    ModelHeader header;
};

}  // namespace engine::session
