"""Runs one program of the subset in real PyTorch and in our engine, and compares all that comes out, number by number.

The statements are those of runner.cpp: "= expression" gives a value, "? m" the state of a module, any other what a
prompt prints. What differs is named by statement and place. Tolerances are those of pytorch-semantics 7.10.
"""
import contextlib
import io
import json
import math
import os
import subprocess
import sys
import traceback
import warnings

try:
    import torch
except ImportError:
    print("no PyTorch here: scripts/setup --test installs it (python3-torch)")
    sys.exit(1 if os.environ.get("MODESCOPE_REQUIRE_TORCH") else 77)

from torch_1_13 import rewrite

torch.set_num_threads(1)
warnings.simplefilter("ignore")

DTYPES = {torch.float32: ("f", 4), torch.float64: ("d", 8), torch.int64: ("q", 8), torch.bool: ("?", 1)}
NAMED = {str(dtype): dtype for dtype in DTYPES}
# |a - b| <= bound + bound * |b|
BOUNDS = {torch.float32: 1e-5, torch.float64: 1e-9}


# ---------------------------------------------------------------------------------------------- one side: PyTorch

def state_of(module):
    def gradient(parameter):
        return None if parameter.grad is None else parameter.grad.clone()

    def now(tensor):
        lazy = torch.nn.parameter.is_lazy(tensor)  # no elements yet
        return torch.empty(0, dtype=tensor.dtype) if lazy else tensor.detach().clone()
    return {"parameters": [[n, now(p)] for n, p in module.named_parameters()],
            "gradients": [[n, gradient(p)] for n, p in module.named_parameters()],
            "buffers": [[n, now(b)] for n, b in module.named_buffers()],
            "flags": [[n, m.training] for n, m in module.named_modules()]}


def last_line(error):
    return "".join(traceback.format_exception_only(type(error), error)).rstrip("\n")


def in_torch(names, program):
    """The answers of real PyTorch, one a statement: ("value" | "text" | "error", what). `names` gains what it binds."""
    torch.set_grad_enabled(True)
    scope = names
    scope.update(torch=torch, nn=torch.nn, F=torch.nn.functional)
    for statement in program:
        try:
            if statement.startswith("= "):
                yield "value", kept(eval(statement[2:], scope))
            elif statement.startswith("? "):
                yield "value", state_of(eval(statement[2:], scope))
            else:
                out = io.StringIO()
                with contextlib.redirect_stdout(out):
                    exec(compile(statement + "\n", "<program>", "single"), scope)
                yield "text", rewrite(out.getvalue()).rstrip("\n")
        except Exception as error:
            yield "error", rewrite(last_line(error))


def kept(value):
    """A value as it is now: later statements may write into its tensors."""
    if isinstance(value, torch.Tensor):
        copy = value.detach().clone()
        copy.grad_fn_name = "" if value.grad_fn is None else rewrite(f"<{type(value.grad_fn).__name__}>")[1:-1]
        copy.would_require_grad = value.requires_grad
        return copy
    if isinstance(value, dict):
        return {key: kept(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [kept(item) for item in value]
    return value


# ---------------------------------------------------------------------------------------------- the other: ours

def encode(tensor, apart=None):
    """`apart`: a dimension along which the elements lie two places apart."""
    plain = tensor.detach().contiguous()
    out = {"dtype": str(tensor.dtype), "shape": list(tensor.shape), "hex": plain.numpy().tobytes().hex(),
           "requires_grad": tensor.requires_grad}
    if apart is not None:
        out["apart"] = apart
    return out


def decode(answer):
    if isinstance(answer, dict) and "hex" in answer:
        dtype = NAMED.get(answer["dtype"])
        if dtype is None:
            return answer
        raw = bytearray.fromhex(answer["hex"])
        tensor = torch.frombuffer(raw, dtype=dtype) if raw else torch.empty(0, dtype=dtype)
        tensor = tensor.reshape(answer["shape"]).clone()
        tensor.grad_fn_name, tensor.would_require_grad = answer["grad_fn"], answer["requires_grad"]
        return tensor
    if isinstance(answer, dict) and "dict" in answer:
        return {key: decode(item) for key, item in answer["dict"]}
    if isinstance(answer, dict):
        return {key: decode(item) for key, item in answer.items()}
    if isinstance(answer, list):
        return [decode(item) for item in answer]
    return answer


class Runner:
    """parity_runner; started again when a program kills it."""

    def __init__(self, path):
        self.path, self.process = path, None

    def ask(self, request):
        if self.process is None:
            self.process = subprocess.Popen([self.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=subprocess.PIPE, text=True)
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
        line = self.process.stdout.readline()
        if line:
            return json.loads(line)
        _, words = self.process.communicate()
        status, self.process = self.process.returncode, None
        raise Crash(f"our engine died with status {status}: {words.strip()[-300:]}")

    def registry(self):
        """Names at each place: {"torch.nn": {"Linear", ...}, ...}."""
        return {place: set(names) for place, names in self.ask({"registry": True}).items()}

    def run(self, names, program, apart=()):
        """`apart`: names of tensors that are handed over with gaps between their elements."""
        tensors = {name: encode(t, first_long(t) if name in apart else None) for name, t in names.items()}
        for answer in self.ask({"names": tensors, "program": program}):
            (kind, what), = answer.items()
            yield kind, decode(what) if kind == "value" else what.rstrip("\n")

    def close(self):
        if self.process is not None:
            self.process.communicate()


class Crash(Exception):
    pass


def first_long(tensor):
    """The dimension behind the first that has more than one element; None where no gap makes a difference."""
    for dim, size in enumerate(tensor.shape):
        if size > 1:
            return dim + 1
    return None


# ---------------------------------------------------------------------------------------------- what differs

def difference(theirs, ours, widen=1.0):
    """None, or where and how two values differ. `widen` multiplies the bounds."""
    if isinstance(theirs, torch.Tensor) and isinstance(ours, torch.Tensor):
        return tensors_differ(theirs, ours, widen)
    if isinstance(theirs, dict) and isinstance(ours, dict):
        if list(theirs) != list(ours):
            return f"keys {list(ours)} instead of {list(theirs)}"
        return first((f"[{key!r}]", difference(item, ours[key], widen)) for key, item in theirs.items())
    if isinstance(theirs, (list, tuple)) and isinstance(ours, list):
        if len(theirs) != len(ours):
            return f"{len(ours)} items instead of {len(theirs)}"
        if theirs and isinstance(theirs[0], (list, tuple)) and isinstance(theirs[0][0], str):
            return first((f".{a[0]}", difference(list(a), b, widen)) for a, b in zip(theirs, ours))
        return first((f"[{i}]", difference(a, b, widen)) for i, (a, b) in enumerate(zip(theirs, ours)))
    if isinstance(theirs, float) and isinstance(ours, (int, float)):
        same = math.isclose(theirs, ours, rel_tol=1e-5 * widen, abs_tol=1e-6 * widen)
        return None if same or theirs == ours else f"{ours!r} instead of {theirs!r}"
    if theirs == ours and type(theirs) is type(ours):
        return None
    return " ".join(f"{ours!r} instead of {theirs!r}".split())[:300]


def first(named):
    for place, words in named:
        if words:
            return f"{place}: {words}".replace("]: [", "][")
    return None


def tensors_differ(theirs, ours, widen):
    if theirs.is_sparse:  # Embedding(sparse=True): our gradients are dense
        theirs = theirs.to_dense()
    if theirs.dtype != ours.dtype:
        return f"dtype {ours.dtype} instead of {theirs.dtype}"
    if theirs.shape != ours.shape:
        return f"shape {list(ours.shape)} instead of {list(theirs.shape)}"
    if getattr(theirs, "would_require_grad", False) != getattr(ours, "would_require_grad", False) and \
            hasattr(theirs, "would_require_grad"):
        return f"requires_grad {ours.would_require_grad}"
    bound = BOUNDS.get(theirs.dtype, 0) * widen
    if bound == 0:
        wrong = theirs != ours
    else:
        wrong = ~((theirs - ours).abs() <= bound + bound * theirs.abs())
        wrong &= ~((theirs == ours) | (theirs.isnan() & ours.isnan()))
    if wrong.any():
        place = tuple(wrong.nonzero()[0].tolist())
        return (f"{int(wrong.sum())} of {theirs.numel()} elements, at {list(place)} {ours[place].item()!r} "
                f"instead of {theirs[place].item()!r}")
    return None


def grad_fns_differ(theirs, ours):
    """The names that print() would show, of tensors and of tuples of them."""
    if isinstance(theirs, torch.Tensor) and isinstance(ours, torch.Tensor):
        a, b = getattr(theirs, "grad_fn_name", ""), getattr(ours, "grad_fn_name", "")
        return None if a == b else f"grad_fn {b or 'None'} instead of {a or 'None'}"
    if isinstance(theirs, (list, tuple)) and isinstance(ours, list):
        return first((f"[{i}]", grad_fns_differ(a, b)) for i, (a, b) in enumerate(zip(theirs, ours)))
    return None


def answers_differ(theirs, ours, widen=1.0):
    """The same for two answers, kind and all."""
    if theirs[0] != ours[0]:
        return f"{short(ours)} instead of {short(theirs)}"
    if theirs[0] == "value":
        return difference(theirs[1], ours[1], widen)
    return None if theirs[1] == ours[1] else f"{ours[1]!r} instead of {theirs[1]!r}"


def short(answer):
    return " ".join(f"{answer[0]} {answer[1]!r}".split())[:200]
