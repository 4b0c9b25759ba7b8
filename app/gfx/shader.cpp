#include "app/gfx/shader.h"

#include "app/gfx/embedded.h"
#include "app/gfx/error.h"
#include "app/gfx/gl.h"

#include <string>

namespace app::gfx {

namespace {

unsigned compile(unsigned kind, const std::string& file) {
    const auto source = embedded_file(file);
    if (source.empty()) throw Error("No shader is called " + file + ".");
    const unsigned shader = glCreateShader(kind);
    const char* text = reinterpret_cast<const char*>(source.data());
    const int length = static_cast<int>(source.size());
    glShaderSource(shader, 1, &text, &length);
    glCompileShader(shader);
    int compiled = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &compiled);
    if (compiled == 0) {
        char log[1024] = "";
        glGetShaderInfoLog(shader, sizeof log, nullptr, log);
        glDeleteShader(shader);
        throw Error("Shader " + file + ": " + log);
    }
    return shader;
}

}  // namespace

Shader::Shader(std::string_view name) {
    const unsigned vertex = compile(GL_VERTEX_SHADER, std::string(name) + ".vert");
    const unsigned fragment = compile(GL_FRAGMENT_SHADER, std::string(name) + ".frag");
    program_ = glCreateProgram();
    glAttachShader(program_, vertex);
    glAttachShader(program_, fragment);
    glLinkProgram(program_);
    glDeleteShader(vertex);
    glDeleteShader(fragment);
    int linked = 0;
    glGetProgramiv(program_, GL_LINK_STATUS, &linked);
    if (linked == 0) {
        char log[1024] = "";
        glGetProgramInfoLog(program_, sizeof log, nullptr, log);
        glDeleteProgram(program_);
        throw Error("Shader " + std::string(name) + ": " + log);
    }
}

Shader::~Shader() {
    glDeleteProgram(program_);
}

void Shader::use() const {
    glUseProgram(program_);
}

int Shader::uniform(const char* name) const {
    return glGetUniformLocation(program_, name);
}

}  // namespace app::gfx
