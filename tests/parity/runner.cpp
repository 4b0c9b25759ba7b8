// Runs programs of the subset for torch_cases.py and random_models.py: a line of JSON in, a line of
// JSON out, numbers as their bytes in hexadecimal, so that nothing is rounded on the way.
//
//   {"names": {"x": TENSOR, ...}, "program": [STATEMENT, ...]} -> [ANSWER, ...]
//   {"registry": true}                        -> {"torch.nn": ["BatchNorm1d", ...], ...}
//
// A STATEMENT "= expression" is answered by {"value": ...}, "? m" by the state of the module m, any
// other by {"text": what a prompt prints}; one that raises by {"error": its last line}.
#include "engine/base/error.h"
#include "engine/script/native.h"
#include "engine/tensor/views.h"
#include "tests/parity/prompt.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <iostream>
#include <string>

namespace {

using namespace engine;
using Json = nlohmann::ordered_json;
using parity::Prompt;

constexpr DType kDTypes[] = {DType::Float32, DType::Float64, DType::Int64, DType::Bool};
constexpr std::string_view kDigits = "0123456789abcdef";

DType dtype_called(const std::string& name) {
    for (const DType dtype : kDTypes) {
        if (name_of(dtype) == name) return dtype;
    }
    throw std::runtime_error("unknown dtype " + name);
}

Tensor decode(const Json& json) {
    const auto sizes = json.at("shape").get<std::vector<int64_t>>();
    const Tensor x = Tensor::empty(Shape(sizes), dtype_called(json.at("dtype")));
    const auto& hex = json.at("hex").get_ref<const std::string&>();
    auto* bytes = static_cast<unsigned char*>(x.raw_mutable_data());
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes[i / 2] =
            static_cast<unsigned char>(kDigits.find(hex[i]) * 16 + kDigits.find(hex[i + 1]));
    }
    Tensor out = x;
    if (json.contains("apart")) {
        // Elements two places apart along a dimension: the same values, not contiguous.
        const auto dim = json.at("apart").get<int64_t>();
        std::vector<int64_t> wide = sizes;
        wide.insert(wide.begin() + dim, 2);
        out = views::select(Tensor::zeros(Shape(wide), x.dtype()), dim, 1);
        out.copy_(x);
    }
    if (json.value("requires_grad", false)) out.set_requires_grad(true);
    return out;
}

Json encode(const Tensor& tensor) {
    if (!tensor.defined()) return nullptr;
    const Tensor x = tensor.detach().contiguous();
    const auto* bytes = static_cast<const unsigned char*>(x.raw_data());
    const std::size_t count = static_cast<std::size_t>(x.numel()) * itemsize(x.dtype());
    std::string hex;
    for (std::size_t i = 0; i < count; ++i) {
        hex += kDigits[bytes[i] / 16];
        hex += kDigits[bytes[i] % 16];
    }
    Json shape = Json::array();
    for (const int64_t size : x.sizes()) shape.push_back(size);
    return {{"dtype", name_of(x.dtype())},
            {"shape", shape},
            {"hex", hex},
            {"requires_grad", tensor.requires_grad()},
            {"grad_fn", tensor.grad_fn_name()}};
}

Json encode(const nn::Value& value) {
    if (value.is_tensor()) return encode(value.tensor());
    if (const nn::Sequence* sequence = value.sequence()) {
        Json items = Json::array();
        for (const nn::Value& item : sequence->items) items.push_back(encode(item));
        return items;
    }
    if (const auto* dict = std::get_if<std::shared_ptr<nn::Dict>>(&value.data())) {
        Json items = Json::array();
        for (const auto& [key, item] : (*dict)->items) items.push_back({key, encode(item)});
        return {{"dict", items}};
    }
    if (const auto* number = std::get_if<double>(&value.data());
        number != nullptr && std::isfinite(*number)) {
        return *number;
    }
    if (const auto* number = std::get_if<int64_t>(&value.data())) return *number;
    if (const auto* flag = std::get_if<bool>(&value.data())) return *flag;
    if (const std::string* text = value.text()) return *text;
    if (value.is_none()) return nullptr;
    return {{"repr", value.repr()}};
}

Json state_of(const nn::Value& value) {
    nn::Module& module = *std::get<nn::ModulePtr>(value.data());
    Json parameters = Json::array(), gradients = Json::array(), buffers = Json::array();
    for (const auto& [name, parameter] : module.named_parameters()) {
        parameters.push_back({name, encode(parameter)});
        gradients.push_back({name, encode(parameter.grad())});
    }
    for (const auto& [name, buffer] : module.named_buffers()) {
        buffers.push_back({name, encode(buffer)});
    }
    Json flags = Json::array();
    for (const auto& [name, part] : module.named_modules()) flags.push_back({name, part->training});
    return {{"parameters", parameters},
            {"gradients", gradients},
            {"buffers", buffers},
            {"flags", flags}};
}

Json answer(Prompt& prompt, const std::string& statement) {
    try {
        if (statement.starts_with("= ")) {
            prompt.run("value_ = " + statement.substr(2));
            return {{"value", encode(*prompt.names.find("value_"))}};
        }
        if (statement.starts_with("? ")) {
            prompt.run("value_ = " + statement.substr(2));
            return {{"value", state_of(*prompt.names.find("value_"))}};
        }
        const script::Result result = prompt.run(statement);
        return {{"text", result.printed + result.echo}};
    } catch (const Error& error) {
        return {{"error", error.line()}};
    }
}

Json registry() {
    Json out = Json::object();
    const std::pair<const char*, script::Place> places[] = {
        {"torch", script::kTorch},        {"torch.nn", script::kNN},
        {"Tensor", script::kMethod},      {"torch.nn.functional", script::kFunctional},
        {"torch.nn.init", script::kInit}, {"torch.nn.utils", script::kUtils},
    };
    for (const auto& [name, place] : places) {
        Json names = Json::array();
        for (const std::string_view each : script::native_names(place)) names.push_back(each);
        out[name] = names;
    }
    return out;
}

Json run(const Json& request) {
    if (request.contains("registry")) return registry();
    Prompt prompt;
    for (const auto& [name, tensor] : request.at("names").items()) {
        prompt.names.set(name, decode(tensor));
    }
    Json answers = Json::array();
    for (const auto& statement : request.at("program")) {
        answers.push_back(answer(prompt, statement.get<std::string>()));
    }
    return answers;
}

}  // namespace

int main() {
    std::string line;
    while (std::getline(std::cin, line)) {
        std::cout << run(Json::parse(line)).dump(-1, ' ', false, Json::error_handler_t::replace)
                  << std::endl;
    }
}
