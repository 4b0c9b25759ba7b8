#include "app/ui/context.h"

#include "app/ui/fonts.h"
#include "app/ui/ground.h"
#include "app/ui/plot_store.h"

#include <algorithm>

namespace app::ui {

namespace {

const char* get_clipboard(void* clipboard) {
    return static_cast<std::string*>(clipboard)->c_str();
}
void set_clipboard(void* clipboard, const char* text) {
    *static_cast<std::string*>(clipboard) = text;
}

}  // namespace

Context::Context(const Options& options)
    : imgui_(ImGui::CreateContext()),
      wanted_theme_(options.theme),
      reduced_motion_(options.reduced_motion),
      textures_(std::make_unique<gfx::TextureCache>(options.textures)),
      plots_(std::make_unique<PlotStore>()) {
    set_scale(options.scale);
    make_current();
    ImGuiIO& io = ImGui::GetIO();
    io.UserData = this;
    io.IniFilename = nullptr;  // the text is kept in our own settings
    io.LogFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    io.ConfigWindowsMoveFromTitleBarOnly = true;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    io.ClipboardUserData = &clipboard_;
    io.GetClipboardTextFn = get_clipboard;
    io.SetClipboardTextFn = set_clipboard;
    set_key_map(io);
    theme_.scale = 0.0f;  // no theme yet: the first wish always applies
    apply_wishes();
}

Context::~Context() {
    ImGuiContext* others = ImGui::GetCurrentContext();
    ImGui::DestroyContext(imgui_);
    if (others != imgui_) ImGui::SetCurrentContext(others);
}

void Context::make_current() {
    ImGui::SetCurrentContext(imgui_);
}

void Context::set_scale(float scale) {
    wanted_scale_ = std::clamp(scale, 1.0f, 3.0f);
}

void Context::apply_wishes() {
    const bool rescaled = theme_.scale != wanted_scale_;
    if (!rescaled && theme_.id == wanted_theme_) return;
    theme_ = make_theme(wanted_theme_, wanted_scale_);
    apply(theme_, ImGui::GetStyle());
    textures_->set_palette(theme_.values);
    if (!rescaled) return;
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    build_fonts(atlas, theme_.scale);
    atlas.SetTexID(reinterpret_cast<ImTextureID>(std::uintptr_t{1}));  // until a renderer has it
    if (on_fonts_rebuilt) on_fonts_rebuilt();
}

void Context::begin_frame(ImVec2 size, float seconds) {
    make_current();
    apply_wishes();
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = size;
    io.DeltaTime = std::clamp(seconds, 1e-4f, 0.1f);
    clock_ += seconds;
    if (!rested_asked_) rested_id_ = 0;
    rested_asked_ = false;
    input_.apply(io);
    anchors_.begin_frame();
    textures_->new_frame();
    panels_.clear();
    ImGui::NewFrame();
}

void Context::end_frame() {
    paint_ground(*ImGui::GetBackgroundDrawList(), ImGui::GetIO().DisplaySize, panels_, theme_);
    ImGui::Render();
}

void Context::animate_for(double seconds) {
    if (reduced_motion_) return;
    animate_until_ = std::max(animate_until_, clock_ + seconds);
}

bool Context::animating() const {
    return clock_ < animate_until_;
}

void Context::wake_after(double seconds) {
    const double at = clock_ + seconds;
    wake_at_ = wake_at_ < clock_ ? at : std::min(wake_at_, at);
}

double Context::next_wake() const {
    return wake_at_ < clock_ ? -1.0 : wake_at_ - clock_;
}

double Context::rested_on(ImGuiID id) {
    if (rested_id_ != id) {
        rested_id_ = id;
        rested_since_ = clock_;
        rested_pressed_ = false;
    }
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) rested_pressed_ = true;
    if (rested_pressed_) rested_since_ = clock_;
    rested_asked_ = true;
    return clock_ - rested_since_;
}

void Context::add_panel_box(ImVec2 min, ImVec2 max) {
    panels_.emplace_back(min.x, min.y, max.x, max.y);
}

Context& current() {
    return *static_cast<Context*>(ImGui::GetIO().UserData);
}

}  // namespace app::ui
