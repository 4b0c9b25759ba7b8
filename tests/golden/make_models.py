#!/usr/bin/env python3
"""Writes models.json: what real PyTorch (1.13.1 of Debian 12, CPU) makes of assets/models/*.py.

usage: /usr/bin/python3 tests/golden/make_models.py
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "parity"))
import torch_models  # noqa: E402

# One model a line.
text = "[\n" + ",\n".join(json.dumps(case) for case in torch_models.all_cases()) + "\n]"
(HERE / "models.json").write_text(text + "\n", encoding="utf-8")
