#!/usr/bin/env python3
"""Runs PyTorch's own module cases (torch_case_list.py) in PyTorch and in our engine: what prints, initial values, outputs,
gradients of inputs and parameters, buffers afterwards and the place of the generator, in both modes and both dtypes.

usage: torch_cases.py RUNNER [--update | --check] [--only WORD] [-v]
       --check compares the counts with tests/parity/README.md, --update writes them there

What our engine has no class or function for, and complex inputs, is "not applicable"; all else counts.
"""
import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

from both import Crash, Runner, answers_differ, difference, grad_fns_differ, in_torch
import torch
import torch_case_list

README = Path(__file__).with_name("README.md")
MARKS = ("<!-- torch_cases: begin -->", "<!-- torch_cases: end -->")
SHARE = 0.8
PLACES = {"nn": "torch.nn", "F": "torch.nn.functional", "torch": "torch"}


def upstream(shape, dtype):
    flat = torch.arange(max(1, int(torch.Size(shape).numel())), dtype=torch.float64)
    values = ((flat * 3571) % 1009 / 504.5 - 1)[:torch.Size(shape).numel()]
    return values.reshape(shape).to(dtype)


def outputs(value, path="y"):
    """(path, tensor) of every floating output: y, or y[0], y[1][0], ..."""
    if isinstance(value, torch.Tensor):
        return [(path, value)] if value.is_floating_point() else []
    if isinstance(value, (tuple, list)):
        return [pair for i, item in enumerate(value) for pair in outputs(item, f"{path}[{i}]")]
    return []


def start(case, training, inplace):
    program = ["_ = torch.manual_seed(7)"]
    if case.make:
        program += [f"m = {case.inplace if inplace else case.make}"]
        program += ["m = m.double()"] if case.dtype == torch.float64 else []
        program += [f"m = m.train({training})", "print(m)", "? m"]
    call = case.call.replace("m(x0", "m(x0.clone()", 1) if inplace else case.call
    return program + ["_ = torch.manual_seed(8)", f"y = {call}", "= y"]


def whole(case, training, inplace):
    """The program of a case and the tensors it names: the upstream gradients come from a first pass in PyTorch."""
    program, names = start(case, training, inplace), dict(case.names)
    copies = {n: t.detach().clone().requires_grad_(t.requires_grad) for n, t in names.items()}
    made = list(in_torch(copies, program))[-1]
    terms = []
    for path, tensor in outputs(made[1], "y") if made[0] == "value" else []:
        if tensor.would_require_grad:
            name = f"u{len(terms)}"
            names[name] = upstream(tensor.shape, tensor.dtype)
            terms.append(f"({path} * {name}).sum()")
    if terms:
        program += [f"loss = {' + '.join(terms)}", "loss.backward()"]
        program += [f"= {name}.grad" for name, t in case.names.items() if t.requires_grad]
    if case.make:
        program.append("? m")
    return program + ["= torch.rand(1)"], names


def run_case(runner, case, training, inplace=False, apart=False):
    """None, or what was different first."""
    program, names = whole(case, training, inplace)
    copies = {n: t.detach().clone().requires_grad_(t.requires_grad) for n, t in names.items()}
    theirs = list(in_torch(copies, program))
    gaps = {n for n, t in names.items() if apart and n.startswith("x") and t.dim()}
    try:
        ours = list(runner.run(names, program, gaps))
    except Crash as crash:
        return str(crash)
    for statement, a, b in zip(program, theirs, ours):
        words = answers_differ(a, b)
        if words is None and statement == "= y":
            # Gaps make PyTorch copy first, in ways that releases differ in; only then other names may show.
            words = dropped_differ(case, a[1], b[1]) or (None if apart else grad_fns_differ(a[1], b[1]))
        if words:
            return f"{statement}: {words}"
    return None


def dropped_differ(case, theirs, ours):
    if "Drop" not in case.subject or not isinstance(theirs, torch.Tensor):
        return None
    return difference(theirs == 0, ours == 0)


def variants(dtype):
    """(case, training, words, options): both modes; in place and with gapped inputs where that is a thing."""
    for training in (True, False):
        for case in torch_case_list.cases(dtype, training):
            mode = f"{str(dtype)[6:]}, {'train' if training else 'eval'}"
            yield case, training, mode, {}
            if training and dtype == torch.float32:
                yield case, training, f"{mode}, inputs with gaps", {"apart": True}
            if case.inplace:
                yield case, training, f"{mode}, in place", {"inplace": True}


def count(runner, only, verbose):
    registry = runner.registry()
    counts, failures = defaultdict(Counter), []
    for dtype in (torch.float32, torch.float64):
        for case, training, words, options in variants(dtype):
            if only and only not in f"{case.subject} {case.name}":
                continue
            place, _, name = case.subject.partition(".")
            if name not in registry[PLACES[place]] or case.complex:
                counts[case.subject]["not applicable"] += 1
                continue
            different = run_case(runner, case, training, **options)
            counts[case.subject]["failed" if different else "passed"] += 1
            if different:
                failures.append((case, words, different))
                if verbose:
                    print(f"{case.name} ({words}): {case.make or case.call}\n    {different}", flush=True)
    return counts, failures


def summary(counts):
    """Lines of a table that README.md keeps, and whether enough passed."""
    total = Counter()
    lines = ["| class or function | passed | failed |", "|---|---|---|"]
    absent = []
    for subject, count in sorted(counts.items()):
        total.update(count)
        if count["passed"] + count["failed"]:
            lines.append(f"| `{subject}` | {count['passed']} | {count['failed']} |")
        if not count["passed"] + count["failed"]:
            absent.append(f"`{subject}` ({count['not applicable']})")
    run = total["passed"] + total["failed"]
    share = total["passed"] / run if run else 0
    head = [f"{run} cases run, {total['passed']} passed, {total['failed']} failed ({100 * share:.1f} % passed); "
            f"{total['not applicable']} are not applicable.", ""]
    tail = ["", "Not applicable, for our engine has no such class or function (or the inputs are complex): "
            + (", ".join(absent) or "none") + "."]
    return head + lines + tail, share


def in_readme(lines, update):
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(MARKS[0])
    kept, after = rest.split(MARKS[1])
    written = "\n" + "\n".join(lines) + "\n"
    if update:
        README.write_text(before + MARKS[0] + written + MARKS[1] + after, encoding="utf-8")
        return True
    return kept == written


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("runner")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    runner = Runner(options.runner)
    counts, failures = count(runner, options.only, options.verbose)
    runner.close()
    lines, share = summary(counts)
    print("\n".join(lines))
    for case, words, different in failures:
        print(f"FAILED {case.name} ({words}): {case.make or case.call}\n    {different}")
    if share < SHARE:
        print(f"less than {100 * SHARE:.0f} % of the cases passed")
        return 1
    if (options.check or options.update) and not in_readme(lines, options.update):
        print(f"{README}: the counts there are not these; torch_cases.py RUNNER --update writes them")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
