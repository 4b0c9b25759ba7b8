#!/usr/bin/env python3
"""Every line of the table of version differences is needed: its pattern is found in what 1.13 says to the line's
expression, and our engine says what the table makes of that.

usage: torch_1_13_test.py REPL    ends with 77 without PyTorch (1 if MODESCOPE_REQUIRE_TORCH is set)
"""
import re
import sys

import both  # ends here without PyTorch
from torch_1_13 import DIFFERENCES, rewrite
from compare_programs import raw_in_torch, under_ours


def problems(repl):
    examples = [row[2] if len(row) > 2 else "" for row in DIFFERENCES]
    ours = under_ours(repl, examples)
    for (pattern, *_), example, answer, said in zip(DIFFERENCES, examples, ours, raw_in_torch(examples)):
        if not example:
            yield f"{pattern}: no expression that shows it"
        elif not re.search(pattern, said, re.MULTILINE):
            yield f"{pattern}: not in what PyTorch says to {example}: {said!r}"
        elif rewrite(said) != answer:
            yield f"{pattern}: {example} gives {answer!r} and not {rewrite(said)!r}"


def main():
    if not both.torch.__version__.startswith("1.13"):
        print(f"PyTorch here is {both.torch.__version__}: the table is about 1.13")
        return 77
    found = list(problems(sys.argv[1]))
    print("\n".join(found) or f"{len(DIFFERENCES)} differences, all of them needed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
