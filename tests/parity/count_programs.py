#!/usr/bin/env python3
"""Counts the programs that run in both: at least 150, and no fewer than the README says."""
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LEAST = 150


def programs(folder):
    return [name for name in os.listdir(os.path.join(HERE, folder)) if name.endswith(".py")]


def main():
    language, engine = len(programs("lang")), len(programs("programs"))
    print(f"{language + engine} programs: {language} of the language, {engine} of the engine")
    with open(os.path.join(HERE, "README.md")) as file:
        said = int(re.search(r"^At least (\d+) such programs run in both", file.read(), re.M)[1])
    return 0 if LEAST <= said <= language + engine else 1


if __name__ == "__main__":
    sys.exit(main())
