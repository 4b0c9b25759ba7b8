#include "app/ui/renderer.h"

#include "app/gfx/context.h"
#include "app/gfx/offscreen.h"
#include "app/ui/context.h"

#include <imgui.h>
#include <backends/imgui_impl_opengl3.h>

#include <cstring>

namespace app::ui {

namespace {

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
    std::uint64_t rest = 0;
    if (bytes > 0) std::memcpy(&rest, at, bytes);
    fold(rest);
    return hash;
}

}  // namespace

std::uint64_t fingerprint(const ImDrawData& data, std::uint64_t texture_revision) {
    std::uint64_t hash = mix(texture_revision, &data.DisplaySize, sizeof data.DisplaySize);
    for (int i = 0; i < data.CmdListsCount; ++i) {
        const ImDrawList& list = *data.CmdLists[i];
        for (const ImDrawCmd& command : list.CmdBuffer) {
            // Field by field: the struct has padding.
            hash = mix(hash, &command.ClipRect, sizeof command.ClipRect);
            hash = mix(hash, &command.TextureId, sizeof command.TextureId);
            const unsigned range[] = {command.VtxOffset, command.IdxOffset, command.ElemCount};
            hash = mix(hash, range, sizeof range);
        }
        hash = mix(hash, list.VtxBuffer.Data,
                   static_cast<std::size_t>(list.VtxBuffer.size_in_bytes()));
        hash = mix(hash, list.IdxBuffer.Data,
                   static_cast<std::size_t>(list.IdxBuffer.size_in_bytes()));
    }
    return hash;
}

Renderer::Renderer(Context& ui) : ui_(ui) {
    ui_.make_current();
    ImGui_ImplOpenGL3_Init("#version 330 core");
    ImGui_ImplOpenGL3_NewFrame();  // makes shaders and the font texture
    ui_.on_fonts_rebuilt = [] {
        ImGui_ImplOpenGL3_DestroyFontsTexture();
        ImGui_ImplOpenGL3_CreateFontsTexture();
    };
}

Renderer::~Renderer() {
    ui_.make_current();
    ui_.on_fonts_rebuilt = nullptr;
    ImGui_ImplOpenGL3_Shutdown();
}

void Renderer::paint() {
    const ImDrawData* data = ImGui::GetDrawData();
    const gfx::Rgb panel = ui_.theme().panel.rgb();
    gfx::clear(static_cast<int>(data->DisplaySize.x), static_cast<int>(data->DisplaySize.y),
               panel[0], panel[1], panel[2]);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

gfx::Image render_picture(Context& ui, Renderer& renderer, gfx::Offscreen& target,
                          const std::function<void()>& draw, int frames) {
    const ImVec2 size{static_cast<float>(target.width()), static_cast<float>(target.height())};
    for (int frame = 0; frame < frames || !ui.input().empty(); ++frame) {
        ui.begin_frame(size, 1.0f / 60.0f);
        draw();
        ui.end_frame();
    }
    target.bind();
    renderer.paint();
    return target.read_pixels();
}

}  // namespace app::ui
