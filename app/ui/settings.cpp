#include "app/ui/settings.h"

#include <nlohmann/json.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>

namespace app::ui {

namespace {

using Json = nlohmann::json;

/// Calls `take` with the entry when it is there and of the wanted type.
template <typename T, typename Take>
void read(const Json& json, const char* name, Take take) {
    const auto found = json.find(name);
    if (found == json.end()) return;
    if constexpr (std::is_same_v<T, bool>) {
        if (found->is_boolean()) take(found->get<bool>());
    } else if constexpr (std::is_arithmetic_v<T>) {
        if (found->is_number()) take(found->get<T>());
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (found->is_string()) take(found->get<std::string>());
    } else {
        if (found->is_object()) take(*found);
    }
}

Settings from_json(const Json& json) {
    Settings settings;
    read<std::string>(json, "theme", [&](const std::string& name) {
        if (name == name_of(ThemeId::Dark)) settings.theme = ThemeId::Dark;
    });
    read<double>(json, "scale", [&](double scale) {
        if (scale >= 1.0 && scale <= 3.0) settings.scale = static_cast<float>(scale);
    });
    read<bool>(json, "reduced_motion", [&](bool reduced) { settings.reduced_motion = reduced; });
    const auto side = [](double pixels, int& into) {
        if (pixels >= 200 && pixels <= 32768) into = static_cast<int>(pixels);
    };
    read<double>(json, "window_width", [&](double w) { side(w, settings.window_width); });
    read<double>(json, "window_height", [&](double h) { side(h, settings.window_height); });
    read<Json>(json, "layout", [&](const Json& sizes) {
        for (const auto& [name, size] : sizes.items()) {
            if (size.is_number() && std::abs(size.get<double>()) < 1e5) {
                settings.layout[name] = size.get<float>();
            }
        }
    });
    read<Json>(json, "choices", [&](const Json& choices) {
        for (const auto& [name, choice] : choices.items()) {
            if (choice.is_string()) settings.choices[name] = choice.get<std::string>();
        }
    });
    read<std::string>(json, "imgui_ini",
                      [&](std::string ini) { settings.imgui_ini = std::move(ini); });
    return settings;
}

}  // namespace

std::filesystem::path settings_path() {
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::filesystem::path(value == nullptr ? "" : value);
    };
    // The XDG specification: a relative path is invalid and to be ignored.
    std::filesystem::path base = variable("XDG_CONFIG_HOME");
    if (!base.is_absolute()) {
        base = variable("HOME");
        if (!base.is_absolute()) return {};
        base /= ".config";
    }
    return base / "modescope" / "settings.json";
}

Settings load_settings(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) return {};
    const Json json = Json::parse(in, nullptr, false);
    return json.is_object() ? from_json(json) : Settings{};
}

bool save_settings(const std::filesystem::path& file, const Settings& settings) {
    if (file.empty()) return false;
    const Json json{{"theme", name_of(settings.theme)},
                    {"scale", settings.scale},
                    {"reduced_motion", settings.reduced_motion},
                    {"window_width", settings.window_width},
                    {"window_height", settings.window_height},
                    {"layout", settings.layout},
                    {"choices", settings.choices},
                    {"imgui_ini", settings.imgui_ini}};
    std::error_code failed;
    std::filesystem::create_directories(file.parent_path(), failed);
    const std::filesystem::path fresh = file.string() + ".new";
    {
        std::ofstream out(fresh);
        out << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
        if (!out.flush()) return false;
    }
    std::filesystem::rename(fresh, file, failed);
    return !failed;
}

}  // namespace app::ui
