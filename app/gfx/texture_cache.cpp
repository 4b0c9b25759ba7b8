#include "app/gfx/texture_cache.h"

#include "app/gfx/error.h"
#include "app/gfx/gl.h"
#include "app/gfx/shader.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <string>
#include <vector>

namespace app::gfx {

namespace {

constexpr int kMaxSide = 128;
constexpr std::uint64_t kKeptFrames = 600;
constexpr std::uintptr_t kNoGpuTexture = 1;

/// Mixes bytes eight at a time (multiply and fold): a change detector, not a checksum for files.
std::uint64_t mix(std::uint64_t hash, const void* data, std::size_t bytes) {
    const auto* at = static_cast<const unsigned char*>(data);
    const auto fold = [&hash](std::uint64_t word) {
        hash = (hash ^ word) * 0x9E3779B97F4A7C15ull;
        hash ^= hash >> 29;
    };
    for (; bytes >= 8; at += 8, bytes -= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        fold(word);
    }
    std::uint64_t rest = bytes;
    if (bytes > 0) std::memcpy(&rest, at, bytes);
    fold(rest ^ (static_cast<std::uint64_t>(bytes) << 56));
    return hash;
}

std::uint64_t hash_of(const HeatMap& map) {
    const float range[] = {map.low, map.high};
    const int settings[] = {map.rows,
                            map.cols,
                            map.cell,
                            static_cast<int>(map.colormap),
                            map.struck_out ? 1 : 0,
                            map.mark_zero ? 1 : 0};
    std::uint64_t hash = mix(0x243F6A8885A308D3ull, settings, sizeof settings);
    hash = mix(hash, range, sizeof range);
    hash = mix(hash, map.values.data(), map.values.size_bytes());
    return mix(hash, map.dropped.data(), map.dropped.size_bytes());
}

void check(const HeatMap& map) {
    const auto cells = static_cast<std::size_t>(std::max(map.rows, 0)) *
                       static_cast<std::size_t>(std::max(map.cols, 0));
    if (map.rows < 1 || map.cols < 1 || map.rows > kMaxSide || map.cols > kMaxSide ||
        map.values.size() != cells || (!map.dropped.empty() && map.dropped.size() != cells)) {
        throw Error("A heat map must be 1x1 to 128x128 and have a value for each cell.");
    }
}

}  // namespace

struct TextureCache::Store {
    struct Entry {
        unsigned texture = 0;
        int width = 0;
        int height = 0;
        std::uint64_t hash = 0;
        std::uint64_t palette = 0;
        std::uint64_t last_used = 0;
    };

    Mode mode;
    Palette palette{};
    std::uint64_t palette_revision = 1;
    std::uint64_t texture_revision = 0;
    std::uint64_t frame = 0;
    std::map<std::string, Entry, std::less<>> entries;
    std::map<std::uintptr_t, std::uint64_t> revisions;  // by texture
    // Only with a GPU:
    std::unique_ptr<Shader> shader;
    unsigned values = 0;  // scratch: red the value, green the mask
    unsigned framebuffer = 0;
    unsigned no_vertices = 0;
    std::vector<float> upload;

    explicit Store(Mode wanted) : mode(wanted) {
        if (mode == Mode::LayoutOnly) return;
        shader = std::make_unique<Shader>("heat_map");
        glGenTextures(1, &values);
        glGenFramebuffers(1, &framebuffer);
        glGenVertexArrays(1, &no_vertices);
    }

    ~Store() {
        if (mode == Mode::LayoutOnly) return;
        for (auto& [id, entry] : entries) glDeleteTextures(1, &entry.texture);
        glDeleteTextures(1, &values);
        glDeleteFramebuffers(1, &framebuffer);
        glDeleteVertexArrays(1, &no_vertices);
    }

    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    void upload_values(const HeatMap& map) {
        upload.resize(map.values.size() * 2);
        for (std::size_t i = 0; i < map.values.size(); ++i) {
            upload[2 * i] = map.values[i];
            upload[2 * i + 1] = !map.dropped.empty() && map.dropped[i] != 0 ? 1.0f : 0.0f;
        }
        glActiveTexture(GL_TEXTURE0);
        glBindTexture(GL_TEXTURE_2D, values);
        glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
        glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
        // New storage each time: the driver need not wait for the picture before this one.
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RG32F, map.cols, map.rows, 0, GL_RG, GL_FLOAT,
                     upload.data());
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    }

    void set_uniforms(const HeatMap& map) const {
        const auto color = [this](const char* name, const Rgb& rgb) {
            glUniform3fv(shader->uniform(name), 1, rgb.data());
        };
        shader->use();
        glUniform1i(shader->uniform("u_values"), 0);
        glUniform2i(shader->uniform("u_size"), map.cols, map.rows);
        glUniform1i(shader->uniform("u_cell"), map.cell);
        glUniform2f(shader->uniform("u_range"), map.low, map.high);
        glUniform3fv(shader->uniform("u_stops"), 9, palette.stops(map.colormap)[0].data());
        glUniform1i(shader->uniform("u_mark_zero"), map.mark_zero ? 1 : 0);
        glUniform1i(shader->uniform("u_struck_out"), map.struck_out ? 1 : 0);
        color("u_zero", palette.zero);
        color("u_hole", palette.hole);
        color("u_cross", palette.cross);
        color("u_nan", palette.not_a_number);
    }

    void paint(Entry& entry, const HeatMap& map) {
        GLint bound = 0;
        GLint viewport[4] = {};
        glGetIntegerv(GL_FRAMEBUFFER_BINDING, &bound);
        glGetIntegerv(GL_VIEWPORT, viewport);

        if (entry.texture == 0) glGenTextures(1, &entry.texture);
        if (entry.width != map.cols * map.cell || entry.height != map.rows * map.cell) {
            entry.width = map.cols * map.cell;
            entry.height = map.rows * map.cell;
            glBindTexture(GL_TEXTURE_2D, entry.texture);
            glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, entry.width, entry.height, 0, GL_RGBA,
                         GL_UNSIGNED_BYTE, nullptr);
            glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
            glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
            glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
            glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
        }
        upload_values(map);
        glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, entry.texture,
                               0);
        glViewport(0, 0, entry.width, entry.height);
        glDisable(GL_SCISSOR_TEST);
        glDisable(GL_BLEND);
        set_uniforms(map);
        glBindVertexArray(no_vertices);
        glDrawArrays(GL_TRIANGLES, 0, 3);
        glBindVertexArray(0);

        glBindFramebuffer(GL_FRAMEBUFFER, static_cast<unsigned>(bound));
        glViewport(viewport[0], viewport[1], viewport[2], viewport[3]);
    }
};

TextureCache::TextureCache(Mode mode) : store_(std::make_unique<Store>(mode)) {}

TextureCache::~TextureCache() = default;

void TextureCache::set_palette(const Palette& palette) {
    if (palette == store_->palette) return;
    store_->palette = palette;
    ++store_->palette_revision;
}

const Palette& TextureCache::palette() const {
    return store_->palette;
}

Texture TextureCache::heat_map(std::string_view id, const HeatMap& map) {
    check(map);
    const std::uint64_t hash = hash_of(map);
    auto found = store_->entries.find(id);
    if (found == store_->entries.end()) {
        found = store_->entries.emplace(std::string(id), Store::Entry{}).first;
    }
    Store::Entry& entry = found->second;
    entry.last_used = store_->frame;
    if (entry.hash != hash || entry.palette != store_->palette_revision) {
        if (store_->mode == Mode::Gpu) store_->paint(entry, map);
        entry.hash = hash;
        entry.palette = store_->palette_revision;
        ++store_->texture_revision;
        // Never forgotten: OpenGL may give the number of a deleted texture to a new one.
        if (entry.texture != 0) store_->revisions[entry.texture] = store_->texture_revision;
    }
    return {store_->mode == Mode::Gpu ? entry.texture : kNoGpuTexture, map.cols * map.cell,
            map.rows * map.cell};
}

std::uint64_t TextureCache::texture_revision() const {
    return store_->texture_revision;
}

std::uint64_t TextureCache::revision_of(std::uintptr_t id) const {
    const auto found = store_->revisions.find(id);
    return found == store_->revisions.end() ? 0 : found->second;
}

void TextureCache::new_frame() {
    ++store_->frame;
    if (store_->frame % 64 != 0) return;
    std::erase_if(store_->entries, [this](auto& item) {
        if (store_->frame - item.second.last_used < kKeptFrames) return false;
        if (item.second.texture != 0) glDeleteTextures(1, &item.second.texture);
        return true;
    });
}

}  // namespace app::gfx
