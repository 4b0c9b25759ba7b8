#include "app/panels/layout.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace app::panels {
namespace {

constexpr float kTopBar = 40;
constexpr float kGap = 6;
constexpr float kBanner = 62;
constexpr float kTabs = 32;
constexpr float kBottom = 94;        // result line and transport
constexpr float kLowestStrip = 178;  // the result line, two rows and the timeline
constexpr float kWide = 1700;        // console and code stand side by side in the strip
constexpr float kRun = 0.6f;         // share of the strip that makes the session move
constexpr float kRunOfWide = 0.47f;  // the same in a wide window
constexpr float kConsoleOfWide = 0.42f;
constexpr float kPresenterTree = 320;
constexpr float kResultOnly = 44;     // presenter mode
constexpr float kLowestPair = 480;    // two parts over each other need so much
constexpr float kSmallest = 200;      // a column or row is never dragged below
constexpr float kSmallestTree = 260;  // a name beside its switch

/// Builds one Layout; all sizes it is given are logical.
class Arranger {
public:
    explicit Arranger(const LayoutWish& wish)
        : wish_(wish),
          width_(wish.width / wish.scale),
          height_(wish.height / wish.scale),
          extra_(wish.result_extra / wish.scale) {}

    Layout take() {
        if (!wish_.full_screen.empty() && built(wish_.full_screen)) {
            place(wish_.full_screen, {kGap, kGap, width_ - 2 * kGap, height_ - 2 * kGap});
        } else if (wish_.presenter) {
            presenter();
        } else {
            place("top_bar", {0, 0, width_, kTopBar});
            if (wish_.banner && built("banner")) {
                place("banner", {kGap, top_ + kGap, width_ - 2 * kGap, kBanner});
                top_ += kGap + kBanner;
            }
            if (width_ < kNarrow) {
                narrow();
            } else if (wish_.workbench) {
                workbench();
            } else {
                first_screen();
            }
        }
        return std::move(layout_);
    }

private:
    bool built(std::string_view id) const {
        return std::find(wish_.built.begin(), wish_.built.end(), id) != wish_.built.end();
    }

    Box pixels(const Box& logical) const {
        const float x0 = std::round(logical.x * wish_.scale);
        const float y0 = std::round(logical.y * wish_.scale);
        return {x0, y0, std::round(logical.right() * wish_.scale) - x0,
                std::round(logical.bottom() * wish_.scale) - y0};
    }

    void place(std::string_view id, const Box& box, bool under_tabs = false) {
        if (built(id) && box.width > 0 && box.height > 0) {
            layout_.parts.push_back({id, pixels(box), under_tabs});
        }
    }

    void split(std::string_view id, const Box& gap, bool upright, float per_pixel, float low,
               float high) {
        layout_.splitters.push_back({id, pixels(gap), upright, per_pixel, low, high});
    }

    /// Two parts over each other, with a splitter when both are there.
    void stack(std::string_view upper, std::string_view lower, const Box& box, float share,
               std::string_view splitter) {
        if (!built(upper) || !built(lower)) {
            place(built(upper) ? upper : lower, box);
            return;
        }
        const float free = box.height - kGap;
        const float top = std::floor(free * std::clamp(share, 0.25f, 0.75f));
        place(upper, {box.x, box.y, box.width, top});
        place(lower, {box.x, box.y + top + kGap, box.width, free - top});
        split(splitter, {box.x, box.y + top, box.width, kGap}, false, 1 / (free * wish_.scale),
              0.25f, 0.75f);
    }

    void first_screen() {
        const float y = top_ + kGap;
        const float strip = kBottom + extra_;
        const float bottom = height_ - kGap - strip;
        const float column = bottom - kGap - y;
        const Columns columns = three_columns(wish_.splits.left, "left", y, column);
        place("tree", columns.left);
        middle_of_first_screen(columns.middle);
        stack("answers", "curves", columns.right, wish_.splits.answers, "answers");
        place("transport", {kGap, bottom, width_ - 2 * kGap, strip});
    }

    /// A lens with nothing to show gives its room away; with neither, the pass is what there is.
    void middle_of_first_screen(const Box& box) {
        const bool both = wish_.has_dropout && wish_.has_batch_norm;
        if (wish_.has_dropout && !both && built("dropout_lens")) return place("dropout_lens", box);
        if (wish_.has_batch_norm && !both && built("batch_norm_lens")) {
            return place("batch_norm_lens", box);
        }
        if (!both && built("pass")) return place("pass", box);
        stack("dropout_lens", "batch_norm_lens", box, wish_.splits.lenses, "lenses");
    }

    void workbench() {
        const float strip = std::clamp(wish_.splits.strip, kLowestStrip, highest_strip()) + extra_;
        const float y = top_ + kGap;
        const float bottom = height_ - kGap - strip;
        const Columns columns = three_columns(wish_.splits.tree, "tree", y, bottom - kGap - y);
        place("tree", columns.left);
        place("inspector", columns.right);
        middle_of_workbench(columns.middle);
        strip_of_workbench(bottom, strip);
        split("strip", {kGap, bottom - kGap, width_ - 2 * kGap, kGap}, false, -1 / wish_.scale,
              kLowestStrip, highest_strip());
    }

    /// What makes the session move, and beside it lines of PyTorch: what was run and the model's
    /// file, next to each other where there is room, else one at a time.
    void strip_of_workbench(float y, float height) {
        std::vector<Tab> tabs = built_of({{"console", "Console"}, {"code", "Code"}});
        const bool wide = width_ >= kWide && tabs.size() > 1;
        const float run = std::floor((width_ - 3 * kGap) * (tabs.empty() ? 1.0f
                                                            : wide       ? kRunOfWide
                                                                         : kRun));
        place("transport", {kGap, y, run, height});
        const Box box{run + 2 * kGap, y, width_ - run - 3 * kGap, height};
        if (wide) {
            const float console = std::floor((box.width - kGap) * kConsoleOfWide);
            place("console", {box.x, y, console, height});
            place("code", {box.x + console + kGap, y, box.width - console - kGap, height});
        } else if (tabs.size() > 1) {
            const std::string_view chosen = choose(tabs, wish_.strip_tab);
            layout_.parts.push_back({.panel = chosen, .box = pixels(box), .tabs = "strip"});
            layout_.tab_rows.push_back({.id = "strip",
                                        .box = pixels({box.x, box.y, box.width, kTabs}),
                                        .in_header = true,
                                        .tabs = std::move(tabs)});
        } else if (!tabs.empty()) {
            place(tabs.front().id, box);
        }
    }

    float highest_strip() const { return std::max(kLowestStrip + 1, height_ * 0.45f); }

    /// The pass, and under it what shares a place by tabs.
    void middle_of_workbench(const Box& box) {
        std::vector<Tab> tabs = built_of({{"curves", "Loss curves"},
                                          {"answers", "Answers"},
                                          {"dropout_lens", "Dropout lens"},
                                          {"batch_norm_lens", "BatchNorm lens"}});
        if (tabs.empty() || !built("pass")) {
            if (tabs.empty()) return place("pass", box);
            return tabbed("lower", wish_.lower_tab, std::move(tabs), box);
        }
        const float free = box.height - kGap;
        // The pass makes room for the banner: what stands under it stays where it is.
        const float banner = top_ - kTopBar;
        const float share = std::clamp(wish_.splits.pass, 0.25f, 0.75f);
        const float top =
            std::max(std::floor((free + banner) * share) - banner, std::floor(free * 0.25f));
        place("pass", {box.x, box.y, box.width, top});
        tabbed("lower", wish_.lower_tab, std::move(tabs),
               {box.x, box.y + top + kGap, box.width, free - top});
        split("pass", {box.x, box.y + top, box.width, kGap}, false, 1 / (free * wish_.scale), 0.25f,
              0.75f);
    }

    void narrow() {
        const bool strip = width_ >= kNarrowest;
        const float bottom = strip ? height_ - kGap - kBottom - extra_ : height_;
        if (strip) place("transport", {kGap, bottom, width_ - 2 * kGap, kBottom + extra_});
        const Box box{kGap, top_ + kGap, width_ - 2 * kGap, bottom - top_ - 2 * kGap};
        const bool pairs = box.height >= kLowestPair;
        std::vector<Tab> tabs = built_of({{"tree", "Modules"}});
        const auto add = [&](std::string_view id, std::string_view title) {
            if (built(id)) tabs.push_back({id, title});
        };
        if (pairs) {
            add("dropout_lens", "Lenses");
            add("answers", "Answers");
        } else {
            add("dropout_lens", "Dropout");
            add("batch_norm_lens", "BatchNorm");
            add("answers", "Answers");
            add("curves", "Loss");
        }
        if (wish_.workbench) {
            add("pass", "Pass");
            add("inspector", "Inspector");
            add("console", "Console");
            add("code", "Code");
        }
        if (tabs.empty()) return;
        const std::string_view chosen = choose(tabs, wish_.narrow_tab);
        const Box under = tab_row("narrow", std::move(tabs), box);
        if (pairs && chosen == "dropout_lens") {
            stack("dropout_lens", "batch_norm_lens", under, wish_.splits.lenses, "lenses");
        } else if (pairs && chosen == "answers") {
            stack("answers", "curves", under, wish_.splits.answers, "answers");
        } else {
            place(chosen, under);
        }
    }

    /// Tree, one lens and the result line: what the back row can read.
    void presenter() {
        const float strip = kResultOnly + extra_;
        const float bottom = height_ - kGap - strip;
        const float column = bottom - 2 * kGap;
        const float left = std::min(kPresenterTree, width_ * 0.5f);
        place("tree", {kGap, kGap, left, column});
        place(presented(), {left + 2 * kGap, kGap, width_ - left - 3 * kGap, column});
        place("transport", {kGap, bottom, width_ - 2 * kGap, strip});
    }

    /// The lens that was asked for; of a model that has nothing for it, what shows something.
    std::string_view presented() const {
        const auto shows = [&](std::string_view id) {
            if (id == "dropout_lens" && !wish_.has_dropout) return false;
            if (id == "batch_norm_lens" && !wish_.has_batch_norm) return false;
            return built(id);
        };
        for (const std::string_view id :
             {wish_.presented, std::string_view("dropout_lens"),
              std::string_view("batch_norm_lens"), std::string_view("pass")}) {
            if (shows(id)) return id;
        }
        return "dropout_lens";
    }

    struct Columns {
        Box left, middle, right;
    };

    Columns three_columns(float left, std::string_view splitter, float y, float height) {
        // The middle never gets under 380: the sides give way first.
        const float sides = std::max(kSmallestTree + kSmallest, width_ - 380 - 4 * kGap);
        float right = std::clamp(wish_.splits.right, kSmallest, sides - kSmallestTree);
        left = std::clamp(left, kSmallestTree, sides - kSmallest);
        if (left + right > sides) {
            const float shrink = sides / (left + right);
            left = std::floor(left * shrink);
            right = std::floor(right * shrink);
        }
        const float middle = width_ - 4 * kGap - left - right;
        split(splitter, {kGap + left, y, kGap, height}, true, 1 / wish_.scale, kSmallestTree,
              sides - kSmallest);
        split("right", {2 * kGap + left + middle, y, kGap, height}, true, -1 / wish_.scale,
              kSmallest, sides - kSmallestTree);
        return {{kGap, y, left, height},
                {2 * kGap + left, y, middle, height},
                {3 * kGap + left + middle, y, right, height}};
    }

    std::vector<Tab> built_of(std::vector<Tab> tabs) const {
        std::erase_if(tabs, [&](const Tab& tab) { return !built(tab.id); });
        return tabs;
    }

    /// Marks the wished tab, or the first, as active and tells its id.
    static std::string_view choose(std::vector<Tab>& tabs, std::string_view wished) {
        auto chosen = std::find_if(tabs.begin(), tabs.end(),
                                   [&](const Tab& tab) { return tab.id == wished; });
        if (chosen == tabs.end()) chosen = tabs.begin();
        chosen->active = true;
        return chosen->id;
    }

    Box tab_row(std::string_view id, std::vector<Tab> tabs, const Box& box) {
        layout_.tab_rows.push_back(
            {.id = id, .box = pixels({box.x, box.y, box.width, kTabs}), .tabs = std::move(tabs)});
        return {box.x, box.y + kTabs, box.width, box.height - kTabs};
    }

    void tabbed(std::string_view id, std::string_view wished, std::vector<Tab> tabs,
                const Box& box) {
        const std::string_view chosen = choose(tabs, wished);
        Box under = tab_row(id, std::move(tabs), box);
        layout_.tab_rows.back().card = pixels(box);
        // Inside the card's outline.
        under.x += 1, under.width -= 2, under.height -= 1;
        place(chosen, under, true);
    }

    const LayoutWish& wish_;
    float width_, height_;  // logical
    float extra_;           // logical, see LayoutWish::result_extra
    float top_ = kTopBar;   // where the columns' space begins, less a gap
    Layout layout_;
};

}  // namespace

const Placed* Layout::find(std::string_view panel) const {
    for (const Placed& part : parts) {
        if (part.panel == panel) return &part;
    }
    return nullptr;
}

Layout arrange(const LayoutWish& wish) {
    return Arranger(wish).take();
}

float* field(Splits& splits, std::string_view id) {
    const std::pair<std::string_view, float*> fields[] = {
        {"left", &splits.left},   {"tree", &splits.tree},     {"right", &splits.right},
        {"strip", &splits.strip}, {"lenses", &splits.lenses}, {"answers", &splits.answers},
        {"pass", &splits.pass},
    };
    for (const auto& [name, value] : fields) {
        if (name == id) return value;
    }
    return nullptr;
}

}  // namespace app::panels
