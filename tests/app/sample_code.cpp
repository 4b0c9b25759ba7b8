#include "engine/session/code_reader.h"
#include "tests/app/sample_parts.h"

#include <algorithm>

namespace app::test {

using namespace engine::session;

namespace {

constexpr const char* kSource = R"py(# Nested MLP
# Two blocks and a head, nested enough that a mode can be set at every level of the tree.

from collections import OrderedDict

from torch import nn


def block(in_features, out_features):
    return nn.Sequential(
        OrderedDict(
            fc=nn.Linear(in_features, out_features, bias=False),
            bn=nn.BatchNorm1d(out_features),
            act=nn.ReLU(),
            drop=nn.Dropout(0.5),
        )
    )


class NestedMLP(nn.Module):
    """Two blocks and a head."""

    def __init__(self):
        super().__init__()
        self.backbone = nn.Sequential(OrderedDict(block1=block(2, 16), block2=block(16, 16)))
        self.head = nn.Linear(16, 2)

    def forward(self, x):
        x = self.backbone(x)
        return self.head(x)


model = NestedMLP()
)py";

}  // namespace

void add_code(SessionView& view) {
    view.code.text = read_code(view.model_file, kSource);
    const int forward = view.code.text->classes.back().forward;
    for (CardView& card : view.pass.cards) {
        if (card.line == 0) card.line = card.path == "head" ? forward + 2 : forward + 1;
        view.code.ran.push_back(card.line);
    }
    auto& ran = view.code.ran;
    std::sort(ran.begin(), ran.end());
    ran.erase(std::unique(ran.begin(), ran.end()), ran.end());
    if (!ran.empty()) {
        view.code.notes = {{ran.front(), true, "batch stats used"},
                           {ran.front(), true, "259 of 512 dropped"}};
    }
    if (view.pass.error_card >= 0) view.code.problem = {forward + 1, 12, 28, view.pass.error};
}

}  // namespace app::test
