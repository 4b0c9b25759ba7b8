#!/usr/bin/env python3
"""Runs random models (random_programs.py) in PyTorch and in our engine and compares every number on the way.

usage: random_models.py RUNNER [--seeds 0:300] [--show SEED]

Printed trees, flags, keys, integers and errors are equal; numbers are within 1e-5 + 1e-5 |b| in float32, 1e-9 + 1e-9 |b|
in float64 (pytorch-semantics 7.10). Where they are not, PyTorch is asked how sure it is itself: it runs the program again
with weights, data and what modules give moved by a rounding step (2^-22 of each number, 2^-50 in float64), four times, and
a float32 program in float64. What that moves beyond the bound is ill-conditioned there: a ReLU's or a maximum's near-tie, a variance that is
nearly zero, a cancelling sum. We may then be off by twice as much as PyTorch is from itself. What was moved far (a near-tie
decided otherwise) ends the comparison of this program at that statement; such programs are counted, and more than one in
twenty fail the run.

A seed that differs prints the shortest script that still does. The run fails when a module, loss, optimizer or mix of modes
that the engine has occurred in fewer than five programs (of 300 or more).
"""
import argparse
import ast
import functools
import re
import sys
from collections import Counter
from dataclasses import dataclass

from both import Crash, Runner, answers_differ, in_torch
import torch
import random_layers
import random_programs

STEP = {torch.float32: 2.0 ** -22, torch.float64: 2.0 ** -50}
RUNS = 4
FAR = 100.0            # times the bound: no rounding any more
MOST_UNSTABLE = 0.05
LEAST = 5


# ------------------------------------------------------------------------------------------------ one program

def again(program, made, change):
    """PyTorch's answers when `change(names)` is called once the program has made its model and data."""
    names = {}
    names["change_"] = lambda: change(names)
    answers = list(in_torch(names, program[:made] + ["_ = change_()"] + program[made:]))
    return answers[:made] + answers[made + 1:]


def move(seed, names):
    """All numbers by a rounding step, up or down: weights and data now, what a module gives whenever it is called."""
    generator = torch.Generator().manual_seed(seed)

    def step(value):
        sign = torch.randint(0, 2, value.shape, generator=generator) * 2 - 1
        return 1 + STEP[value.dtype] * sign.to(value.dtype)

    def shake(module, inputs, output):
        if isinstance(output, (tuple, list)):
            return type(output)(shake(module, inputs, item) for item in output)
        floats = isinstance(output, torch.Tensor) and output.dtype in STEP
        return output * step(output) if floats else output

    values = {}
    for value in list(names.values()):
        if isinstance(value, torch.nn.Module):
            values.update((id(p), p) for p in value.parameters())
            values.update((id(m), m) for m in value.modules())
        elif isinstance(value, torch.Tensor) and value.dtype in STEP:
            values[id(value)] = value
    for value in values.values():
        if isinstance(value, torch.nn.Module):
            value.register_forward_hook(shake)
        else:
            value.data.mul_(step(value))


def widen(names):
    """The same numbers in float64: masks are drawn alike in both."""
    for name, value in list(names.items()):
        if isinstance(value, torch.nn.Module):
            value.double()
        elif isinstance(value, torch.Tensor) and value.dtype == torch.float32:
            names[name] = value.double()


def narrowed(value):
    if isinstance(value, torch.Tensor):
        narrow = value.float() if value.dtype == torch.float64 else value
        vars(narrow).update(vars(value))
        return narrow
    if isinstance(value, dict):
        return {key: narrowed(item) for key, item in value.items()}
    return [narrowed(item) for item in value] if isinstance(value, (list, tuple)) else value


def asked_again(program, made):
    """How sure PyTorch is: moved a rounding step, four times, and, of float32, computed in float64."""
    runs = [again(program, made, functools.partial(move, seed)) for seed in range(RUNS)]
    if not any(".double()" in statement for statement in program[:made]):
        runs.append([(kind, narrowed(what)) for kind, what in again(program, made, widen)])
    return runs


@dataclass
class Outcome:
    kind: str        # "same", "rounding" (after asking PyTorch), "unstable" (ended at a near-tie), "different"
    place: int       # of the statement where it ended
    words: str = ""
    raised: int = 0  # statements that raise in PyTorch


def compare(runner, program, made):
    theirs = list(in_torch({}, program))
    raised = sum(kind == "error" for kind, _ in theirs)
    try:
        ours = list(runner.run({}, program))
    except Crash as crash:
        return Outcome("different", len(program) - 1, str(crash))
    kind, others = "same", None
    for place, (a, b) in enumerate(zip(theirs, ours)):
        words = answers_differ(a, b)
        if not words:
            continue
        if place < made or "elements, at" not in words:
            return Outcome("different", place, words)
        others = others or asked_again(program, made)
        spread = widest(a, [other[place] for other in others])
        if spread > FAR:
            return Outcome("unstable", place, words)
        if spread < 0.5 or answers_differ(a, b, widen=1 + 2 * spread):
            return Outcome("different", place, words)
        kind = "rounding"
    return Outcome(kind, len(program), raised=raised)


def widest(answer, others):
    """How many times the bound the runs are apart from the answer: 0 for less than a quarter, beyond FAR for far."""
    widen = 0.25
    while widen <= 2 * FAR:
        if not any(answers_differ(answer, other, widen) for other in others):
            return widen if widen > 0.25 else 0.0
        widen *= 2
    return 2 * FAR


def shortest(runner, program, made):
    """Drops statements, then layers, while the program differs in the same way. The seed stays: without it all differs."""
    found = compare(runner, program, made)

    def still(statements, made):
        now = compare(runner, statements, made)
        return now.kind == "different" and shape_of(now.words) == shape_of(found.words)

    statements = program[:found.place + 1]
    for place in range(len(statements) - 1, 0, -1):
        fewer = statements[:place] + statements[place + 1:]
        if still(fewer, made - (place < made)):
            statements, made = fewer, made - (place < made)
    place = 0
    while place < len(statements):
        for simpler in with_fewer_layers(statements[place]):
            fewer = statements[:place] + [simpler] + statements[place + 1:]
            if still(fewer, made):
                statements = fewer
                break
        else:
            place += 1
    return statements, compare(runner, statements, made)


def shape_of(words):
    """Without numbers, by the first words: a difference is the same as long as these are."""
    return re.sub(r"[-+]?[\d.]+(e[-+]\d+)?", "#", words)[:40]


def with_fewer_layers(statement):
    """The statement `part = nn.Sequential(a, b, c)` with one layer left out."""
    if not re.match(r"part\d+ = nn\.Sequential\(", statement):
        return
    layers = [ast.unparse(layer) for layer in ast.parse(statement).body[0].value.args]
    for layer in range(len(layers) - 1, -1, -1):
        yield f"{statement.split(' = ')[0]} = nn.Sequential({', '.join(layers[:layer] + layers[layer + 1:])})"


def as_script(statements):
    """What can be pasted into Python."""
    lines = ["import torch", "from torch import nn", "from torch.nn import functional as F"]
    for statement in statements:
        if statement.startswith("= "):
            lines.append(f"print({statement[2:]})")
        elif statement.startswith("? "):
            lines.append(f"print([(n, p, p.grad) for n, p in {statement[2:]}.named_parameters()], "
                         f"list({statement[2:]}.named_buffers()))")
        else:
            lines.append(statement)
    return "\n".join("    " + line for line in lines)


# ------------------------------------------------------------------------------------------------ many

def abilities_of(runner):
    """Asked by trying: what torch.optim has is not in the registry's tables."""
    def works(*program):
        return all(kind != "error" for kind, _ in runner.run({}, ["m = nn.Linear(1, 1)", *program]))

    def classes(module, base):
        return [n for n, c in vars(module).items() if isinstance(c, type) and issubclass(c, base) and c is not base]

    optim = torch.optim
    optimizers = {n for n in classes(optim, optim.Optimizer) if works(f"o = torch.optim.{n}(m.parameters(), lr=0.1)")}
    schedulers = {n for n, arguments in random_programs.SCHEDULERS.items()
                  if works("o = torch.optim.SGD(m.parameters(), lr=0.1)",
                           f"s = torch.optim.lr_scheduler.{n}(o, {arguments})")}
    return random_programs.Abilities(runner.registry(), optimizers, schedulers, works("= [[k, v] for k, v in m.state_dict().items()]"))


def occurrences(maker, programs):
    """{what: {name: in how many programs}} of everything that the run claims to cover."""
    claimed = {"modules": list(maker.layers), "losses": maker.losses, "optimizers": maker.optimizers,
               "schedulers": maker.schedulers, "mixes": random_programs.MIXES, "extras": maker.extras}
    out = {}
    for what, names in claimed.items():
        used = Counter(name for p in programs for name in set(getattr(p, what)))
        out[what] = {name: used[name] for name in names}
    return out


def report(maker, programs, outcomes):
    """Prints what occurred how often; gives what was too rare."""
    rare = []
    for what, counts in occurrences(maker, programs).items():
        print(f"{what}: " + ", ".join(f"{name} {count}" for name, count in counts.items()))
        rare += [f"{what} {name}" for name, count in counts.items() if count < LEAST]
    batches = Counter(b for p in programs for b in p.batches)
    print("batch size: " + ", ".join(f"{size} {count}" for size, count in sorted(batches.items())))
    counts = Counter(outcomes)
    print(f"{len(programs)} programs, {sum(len(p.statements) for p in programs)} statements: {counts['same']} the same, "
          f"{counts['rounding']} after asking PyTorch how sure it is, {counts['unstable']} ended at a near-tie, "
          f"{counts['different']} different")
    return rare


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("runner")
    parser.add_argument("--seeds", default="0:300")
    parser.add_argument("--show", type=int, help="print a seed's program, as a script")
    parser.add_argument("--shorten", type=int, default=5, help="how many failing programs to make short")
    options = parser.parse_args()
    runner = Runner(options.runner)
    maker = random_programs.Maker(abilities_of(runner))
    if options.show is not None:
        print(as_script(maker.program(options.show).statements))
        return 0
    begin, end = map(int, options.seeds.split(":"))
    programs, outcomes, shown, raised = [], [], 0, 0
    for seed in range(begin, end):
        program = maker.program(seed)
        outcome = compare(runner, program.statements, program.made)
        programs.append(program)
        outcomes.append(outcome.kind)
        raised += outcome.raised
        where = f"seed {seed}: {program.statements[min(outcome.place, len(program.statements) - 1)]}: {outcome.words}"[:400]
        if outcome.kind == "unstable":
            print(f"near-tie at {where}")
        if outcome.kind == "different":
            print(where, flush=True)
            shown += 1
        if outcome.kind == "different" and shown <= options.shorten:
            statements, last = shortest(runner, program.statements, program.made)
            print(f"  shortest script:\n{as_script(statements)}\n  its last line: {last.words}", flush=True)
    rare = report(maker, programs, outcomes)
    print(f"{raised} statements raised, word for word alike unless told above")
    runner.close()
    failed = bool("different" in outcomes)
    if outcomes.count("unstable") > MOST_UNSTABLE * len(outcomes):
        print("more near-ties than one in twenty programs: the models or the bounds are wrong")
        failed = True
    if len(programs) >= 300 and rare:
        print(f"in fewer than {LEAST} programs: {', '.join(rare)}")
        failed = True
    if maker.unknown:
        print(f"{random_layers.__name__}.py has no row for: {', '.join(maker.unknown)}")
        failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
