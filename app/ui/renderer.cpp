#include "app/ui/renderer.h"

#include "app/gfx/context.h"
#include "app/gfx/offscreen.h"
#include "app/ui/context.h"
#include "app/ui/mix.h"

#include <imgui.h>
#include <backends/imgui_impl_opengl3.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace app::ui {

std::uint64_t fingerprint(const ImDrawData& data, std::uint64_t texture_revision) {
    const float size[] = {data.DisplaySize.x, data.DisplaySize.y};
    std::uint64_t hash = mix(mix(texture_revision, static_cast<std::uint64_t>(size[0])),
                             static_cast<std::uint64_t>(size[1]));
    for (int i = 0; i < data.CmdListsCount; ++i) hash = mix(hash, hash_of(*data.CmdLists[i]));
    return hash;
}

Renderer::Renderer(Context& ui) : ui_(ui) {
    ui_.make_current();
    ImGui_ImplOpenGL3_Init("#version 330 core");
    ImGui_ImplOpenGL3_NewFrame();  // makes shaders and the font texture
    ui_.on_fonts_rebuilt = [this] {
        ImGui_ImplOpenGL3_DestroyFontsTexture();
        ImGui_ImplOpenGL3_CreateFontsTexture();
        dirty_.forget();  // the new texture may have the old one's number
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

void Renderer::paint_changes() {
    ImDrawData& data = *ImGui::GetDrawData();
    const unsigned window = gfx::KeptTarget::bound_framebuffer();
    if (kept_.resize(static_cast<int>(data.DisplaySize.x), static_cast<int>(data.DisplaySize.y))) {
        dirty_.forget();
    }
    if (std::exchange(kept_ground_, ui_.theme().panel.rgb()) != ui_.theme().panel.rgb()) {
        dirty_.forget();
    }
    const gfx::TextureCache& textures = ui_.textures();
    const auto boxes = dirty_.update(data, [&textures](ImTextureID id) {
        return textures.revision_of(reinterpret_cast<std::uintptr_t>(id));
    });
    kept_.bind();
    for (const PixelBox& box : boxes) paint_box(data, box);
    kept_.copy_to(window);
}

void Renderer::paint_box(ImDrawData& data, const PixelBox& box) {
    kept_.clear_box(box.x0, box.y0, box.x1, box.y1, ui_.theme().panel.rgb());
    // Every command is cut to the box; the backend skips those that end up empty.
    std::vector<ImVec4> clips;
    std::vector<ImDrawList*> inside;
    for (int i = 0; i < data.CmdListsCount; ++i) {
        bool any = false;
        for (ImDrawCmd& command : data.CmdLists[i]->CmdBuffer) {
            ImVec4& clip = command.ClipRect;
            clips.push_back(clip);
            clip = {std::max(clip.x, static_cast<float>(box.x0)),
                    std::max(clip.y, static_cast<float>(box.y0)),
                    std::min(clip.z, static_cast<float>(box.x1)),
                    std::min(clip.w, static_cast<float>(box.y1))};
            any = any || (clip.x < clip.z && clip.y < clip.w);
        }
        if (any) inside.push_back(data.CmdLists[i]);
    }
    ImDrawData part = data;
    part.CmdLists = inside.data();
    part.CmdListsCount = static_cast<int>(inside.size());
    ImGui_ImplOpenGL3_RenderDrawData(&part);
    std::size_t next = 0;
    for (int i = 0; i < data.CmdListsCount; ++i) {
        for (ImDrawCmd& command : data.CmdLists[i]->CmdBuffer) command.ClipRect = clips[next++];
    }
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
