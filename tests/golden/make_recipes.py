#!/usr/bin/env python3
"""Writes recipes.json, the losses of fifty steps of each shipped recipe in real PyTorch, for
tests/parity/recipes_golden_test.cpp.

    python3 tests/golden/make_recipes.py        (PyTorch 1.13 to 2.6, without MKL, processor with AVX2)

See tests/parity/recipe_runs.h for which seeds and why.
"""
import json
import pathlib
import sys

import torch

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "parity"))
import recipes  # noqa: E402

SEEDS = {"two_moons": (7, 0, 1), "fashion_mnist": (3, 0, 1, 2), "residual": (20, 16, 23, 29)}
STEPS = 50

torch.set_num_threads(1)
runs = [{"recipe": recipe, "seed": seed, "losses": recipes.train(str(ROOT), recipe, seed, STEPS)}
        for recipe, seeds in SEEDS.items() for seed in seeds]
golden = {"made_by": f"tests/golden/make_recipes.py, PyTorch {torch.__version__}", "runs": runs}
path = pathlib.Path(__file__).with_name("recipes.json")
path.write_text(json.dumps(golden) + "\n")
print(path)
