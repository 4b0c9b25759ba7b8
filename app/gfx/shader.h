#pragma once

#include <string_view>

namespace app::gfx {

/// A linked program made from two files of shaders/. Needs the context that was current when made.
class Shader {
public:
    /// `name` without ending: "heat_map" takes heat_map.vert and heat_map.frag. Throws Error with
    /// the compiler's words.
    explicit Shader(std::string_view name);
    ~Shader();
    Shader(const Shader&) = delete;
    Shader& operator=(const Shader&) = delete;

    void use() const;
    int uniform(const char* name) const;

private:
    unsigned program_ = 0;
};

}  // namespace app::gfx
