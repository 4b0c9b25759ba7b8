#!/usr/bin/env python3
"""Shows that check_house.py can fail: every rule is broken once, in a small tree made for it."""

import tempfile
import unittest
from pathlib import Path

import check_house

CASES = [  # path, a line of it, a part of the words (None: allowed)
    ("engine/nn/a.cpp", '#include "imgui.h"', "no screen"),
    ("engine/nn/a.cpp", "#include <GLFW/glfw3.h>", "no screen"),
    ("engine/nn/a.h", "#include <epoxy/gl.h>", "no screen"),
    ("engine/nn/a.cpp", '#include "app/runner.h"', "no screen"),
    ("engine/session/a.cpp", "#include <chrono>", "no clock"),
    ("engine/tensor/a.h", '#include "engine/nn/module.h"', "engine/tensor must not know engine/nn"),
    ("engine/base/a.cpp", '#  include "engine/kernels/gemm.h"', "must not know"),
    ("engine/optim/a.cpp", '#include "engine/data/loader.h"', "must not know"),
    ("engine/session/a.cpp", '#include "engine/script/parser.h"', None),
    ("engine/nn/a.cpp", '#include "engine/nn/module.h"', None),
    ("engine/nn/a.cpp", "#include <Eigen/Core>", None),
    ("engine/nn/a.h", "#include <Eigen/Core>", "too heavy"),
    ("engine/kernels/a.h", "#include <Eigen/Core>", "too heavy"),
    ("engine/kernels/a_impl.h", "#include <Eigen/Core>", None),
    ("engine/kernels/a.cpp", '#include "engine/kernels/a_impl.h"', None),
    ("engine/kernels/a.h", '#include "engine/kernels/a_impl.h"', "for the .cpp files"),
    ("engine/tensor/a.cpp", '#include "engine/kernels/a_impl.h"', "for the .cpp files"),
    ("tests/a.cpp", '#include "engine/kernels/a_impl.h"', "for the .cpp files"),
    ("app/ui/a.cpp", '#include "engine/session/view.h"', "app/ui knows"),
    ("app/ui/a.cpp", '#include "app/panels/tree_panel.h"', "app/ui knows"),
    ("app/ui/a.cpp", '#include "app/ui/theme.h"', None),
    ("app/ui/a.cpp", '#include "app/gfx/image.h"', None),
    ("app/gfx/a.cpp", '#include "app/ui/theme.h"', "app/gfx knows"),
    ("app/gfx/a.cpp", '#include "imgui.h"', "app/gfx knows"),
    ("app/panels/tree_panel.cpp", '#include "app/panels/loss_panel.h"', "includes a panel"),
    ("app/panels/tree_panel.cpp", '#include "app/panels/tree_panel.h"', None),
    ("app/panels/registry.cpp", '#include "app/panels/loss_panel.h"', None),
    ("app/panels/tree_panel.cpp", '#include "engine/session/session.h"', "views and command.h only"),
    ("app/panels/tree_panel.cpp", '#include "engine/session/view.h"', None),
    ("app/panels/tree_panel.cpp", '#include "app/runner.h"', "what holds it"),
    ("app/a.cpp", "int x;  // TO" "DO later", "unfinished"),
    ("shaders/heat.frag", "// FIX" "ME", "unfinished"),
    ("engine/autograd/a.cpp", 'const OpInfo k{.name = "ABackward0", .formula = "y = (x)"};', "has no `.recorded`"),
    ("engine/autograd/a.cpp", 'const OpInfo k{.name = "ABackward0", .formula = "y = x", .recorded = f};', None),
    ("app/a.cpp", "\n" * check_house.MAX_LINES + "int x;", "more than 500"),
    ("app/a.cpp", "\n" * (check_house.MAX_LINES - 1) + "int x;", None),
]


class CheckHouse(unittest.TestCase):
    def test_each_rule_finds_its_breach_and_nothing_else(self):
        for path, line, words in CASES:
            with self.subTest(path=path, line=line.strip()), tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / path
                file.parent.mkdir(parents=True)
                file.write_text(line + "\n", encoding="utf-8")
                found = check_house.breaches(Path(folder))
                if words is None:
                    self.assertEqual(found, [])
                else:
                    self.assertEqual(len(found), 1, found)
                    self.assertIn(words, found[0])
                    self.assertTrue(found[0].startswith(path + ":"), found[0])


if __name__ == "__main__":
    unittest.main()
