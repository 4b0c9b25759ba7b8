#include "tests/engine/nn/module_makers.h"

#include "engine/nn/dropout.h"

#include <functional>
#include <map>

namespace engine::test {

namespace {

using namespace nn;

// The expressions of tests/golden/make_modules.py.
const std::map<std::string, std::function<ModulePtr()>> kMakers = {
    {"Dropout(0.3)", [] { return Dropout({.p = 0.3}); }},
    {"Dropout(0.3, inplace=True)", [] { return Dropout({.p = 0.3, .inplace = true}); }},
    {"Dropout1d(0.5)", [] { return Dropout1d({.p = 0.5}); }},
    {"Dropout1d(0.5, inplace=True)", [] { return Dropout1d({.p = 0.5, .inplace = true}); }},
    {"Dropout2d(0.5)", [] { return Dropout2d({.p = 0.5}); }},
    {"Dropout2d(0.5, inplace=True)", [] { return Dropout2d({.p = 0.5, .inplace = true}); }},
    {"Dropout2d(1.0)", [] { return Dropout2d({.p = 1}); }},
    {"Dropout2d(0.0)", [] { return Dropout2d({.p = 0}); }},
    {"Dropout3d(0.4)", [] { return Dropout3d({.p = 0.4}); }},
    {"AlphaDropout(0.3)", [] { return AlphaDropout({.p = 0.3}); }},
    {"AlphaDropout(0.3, inplace=True)", [] { return AlphaDropout({.p = 0.3, .inplace = true}); }},
    {"AlphaDropout(1.0)", [] { return AlphaDropout({.p = 1}); }},
    {"AlphaDropout(0.0)", [] { return AlphaDropout({.p = 0}); }},
    {"FeatureAlphaDropout(0.5)", [] { return FeatureAlphaDropout(); }},
};

}  // namespace

ModulePtr make_module(const std::string& name) {
    const auto it = kMakers.find(name);
    return it == kMakers.end() ? nullptr : it->second();
}

}  // namespace engine::test
