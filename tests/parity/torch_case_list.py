"""PyTorch's own module cases, as programs of the subset: what its test-suite (torch.testing._internal, installed with
python3-torch) makes of nearly every module, and calls it with.

A Case is text: the expression that makes the module (or calls the function), the call, and the tensors these name.
"""
import ast
import itertools
import linecache
import sys
import types
import unittest
from dataclasses import dataclass, field

import torch
from torch import nn


def stub_expecttest():
    """common_utils imports it, Debian does not have it, nothing here uses it."""
    module = types.ModuleType("expecttest")
    module.TestCase, module.ACCEPT = unittest.TestCase, False
    sys.modules.setdefault("expecttest", module)


stub_expecttest()
from torch.testing._internal import common_modules, common_nn  # noqa: E402


@dataclass
class Case:
    name: str
    subject: str                 # "nn.Linear" or "F.softmax": what our engine must have
    make: str                    # "nn.Linear(10, 8)"; "" for a function
    call: str                    # "m(x0)" or "F.softmax(x0, dim=1)"
    dtype: torch.dtype
    names: dict = field(default_factory=dict)
    inplace: str = ""            # the same module with inplace=True, where PyTorch checks that too

    @property
    def complex(self):
        return any(t.is_complex() for t in self.names.values())


class Namer:
    """Writes values as text; tensors get names."""

    def __init__(self, dtype):
        self.dtype, self.tensors = dtype, {}

    def tensor(self, value, prefix):
        name = f"{prefix}{sum(n.startswith(prefix) for n in self.tensors)}"
        plain = value.detach().clone()
        if plain.is_floating_point():
            plain = plain.to(self.dtype)
        elif plain.dtype not in (torch.bool, torch.int64):
            plain = plain.long() if not plain.is_complex() else plain
        self.tensors[name] = plain.requires_grad_(value.requires_grad)
        return name

    def text(self, value, prefix="c"):
        if isinstance(value, torch.Tensor):
            return self.tensor(value, prefix)
        if isinstance(value, torch.Size) or isinstance(value, tuple):
            items = [self.text(item, prefix) for item in value]
            return "(" + ", ".join(items) + ("," if len(items) == 1 else "") + ")"
        if isinstance(value, list):
            return "[" + ", ".join(self.text(item, prefix) for item in value) + "]"
        if isinstance(value, torch.dtype):
            return str(value)
        if callable(value):
            return function_text(value)
        return repr(value)

    def call(self, callee, args, kwargs, prefix="c"):
        given = [self.text(a, prefix) for a in args] + [f"{k}={self.text(v, prefix)}" for k, v in kwargs.items()]
        return f"{callee}({', '.join(given)})"


def function_text(function):
    for module, name in ((torch.nn.functional, "F"), (torch, "torch")):
        if getattr(module, function.__name__, None) is function:
            return f"{name}.{function.__name__}"
    raise ValueError(f"no text for {function!r}")


def lambda_text(function):
    """The source of a lambda's body, by the places that its instructions keep."""
    code = function.__code__
    places = [p for p in code.co_positions() if p[0] is not None and p[2] is not None and p != (p[0], p[0], 0, 0)]
    start = min((p[0], p[2]) for p in places if (p[0], p[2]) > (code.co_firstlineno, 0))
    end = max((p[1], p[3]) for p in places)
    lines = [linecache.getline(code.co_filename, n) for n in range(start[0], end[0] + 1)]
    lines[-1] = lines[-1][:end[1]]
    lines[0] = lines[0][start[1]:]
    text = " ".join(line.strip() for line in lines)
    tree = ast.parse(text, mode="eval").body
    while isinstance(tree, ast.Lambda):
        tree = tree.body
    return ast.unparse(tree)


class Recorder:
    """Notes how the outermost module of torch.nn is made while a constructor runs."""

    def __init__(self):
        self.depth, self.made = 0, None

    def __enter__(self):
        self.old = {}
        public = {c for c in vars(nn).values() if isinstance(c, type) and issubclass(c, nn.Module)}
        for cls in {base for c in public for base in c.__mro__ if issubclass(base, nn.Module)}:
            if "__init__" in vars(cls):
                self.old[cls] = cls.__init__
                cls.__init__ = self.noting(cls, cls.__init__)
        return self

    def noting(self, cls, init):
        def noted(module, *args, **kwargs):
            if self.depth == 0:
                self.made = (type(module), args, kwargs)
            self.depth += 1
            try:
                init(module, *args, **kwargs)
            finally:
                self.depth -= 1
        return noted

    def __exit__(self, *_):
        for cls, init in self.old.items():
            cls.__init__ = init


def class_text(cls):
    """ao.nn.quantized.MaxPool2d is nn.MaxPool2d under another name."""
    for base in cls.__mro__:
        if getattr(nn, base.__name__, None) is base:
            return f"nn.{base.__name__}"
    return cls.__name__


def module_infos(dtype, training):
    """Cases of common_modules.module_db."""
    for info in common_modules.module_db:
        torch.manual_seed(3)
        inputs = info.module_inputs_func(info, device="cpu", dtype=dtype, requires_grad=True, training=training)
        subject = class_text(info.module_cls)
        for number, each in enumerate(inputs):
            namer = Namer(dtype)
            make = namer.call(subject, each.constructor_input.args, each.constructor_input.kwargs)
            call = namer.call("m", each.forward_input.args, each.forward_input.kwargs, "x")
            name = f"module_db {info.name} {number}" + (f" {each.desc}" if each.desc else "")
            yield Case(name, subject, make, call, dtype, namer.tensors)


def functional_case(name, fn, kwargs, inputs, dtype):
    namer = Namer(dtype)
    if fn.__name__ != "<lambda>":
        text = function_text(fn)
        return Case(name, text, "", namer.call(text, inputs, kwargs, "x"), dtype, namer.tensors)
    text = lambda_text(fn)
    bound = [namer.text(value, "x") for value in inputs]
    closed = dict(zip(fn.__code__.co_freevars, (c.cell_contents for c in fn.__closure__ or ())))
    values = {parameter: bound[i] for i, parameter in enumerate(fn.__code__.co_varnames[:len(bound)])}
    makers = {variable: value for variable, value in closed.items() if isinstance(value, types.FunctionType)}
    values.update({v: namer.text(value) for v, value in closed.items() if v not in makers})

    class Substitute(ast.NodeTransformer):
        def visit_Name(self, node):
            return ast.parse(values[node.id], mode="eval").body if node.id in values else node

        def visit_Call(self, node):
            # F.nll_loss(i, t, **kwargs(i.data)): what kwargs, a function of the test, gives for this input
            for keyword in [k for k in node.keywords if k.arg is None]:
                node.keywords.remove(keyword)
                for key, value in makers[keyword.value.func.id](inputs[0].data).items():
                    node.keywords.append(ast.keyword(key, ast.parse(namer.text(value), mode="eval").body))
            self.generic_visit(node)
            for keyword in node.keywords:  # str({'reduction': 'none'}['reduction'])
                if {n.id for n in ast.walk(keyword.value) if isinstance(n, ast.Name)} <= {"int", "str"}:
                    keyword.value = ast.Constant(eval(ast.unparse(keyword.value)))
            return node

    tree = Substitute().visit(ast.parse(text, mode="eval"))
    called = [ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)]
    subject = next((c for c in called if c.startswith(("F.", "torch."))), called[0])
    return Case(name, subject, "", ast.unparse(tree), dtype, namer.tensors)


def old_tests(dtype):
    """Cases of common_nn: module_tests, new_module_tests and criterion_tests."""
    listed = [(common_nn.NewModuleTest, t) for t in common_nn.module_tests + common_nn.new_module_tests]
    listed += [(common_nn.CriterionTest, t) for t in common_nn.criterion_tests]
    seen = {}
    for number, (kind, params) in enumerate(listed):
        params = dict(params)
        if "constructor" not in params:
            params["constructor"] = getattr(nn, params.pop("module_name"))
        torch.manual_seed(number)
        test = kind(**params)
        name = test.get_name().removeprefix("test_")
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            name += f" ({seen[name]})"
        inputs = test._get_input()
        inputs = tuple(inputs) if isinstance(inputs, tuple) else (inputs,)
        if kind is common_nn.CriterionTest:
            inputs += (test._get_target(), *test.extra_args)
        with Recorder() as recorder:
            made = test.constructor(*test.constructor_args)
        if type(made).__name__ == "FunctionalModule":
            cells = dict(zip(made.forward.__func__.__code__.co_freevars,
                             (c.cell_contents for c in made.forward.__func__.__closure__)))
            yield functional_case(name, cells["fn"], cells["kwargs"], inputs, dtype)
            continue
        cls, args, kwargs = recorder.made
        subject = class_text(cls)
        namer = Namer(dtype)
        make = namer.call(subject, args, kwargs)
        call = namer.call("m", inputs, {}, "x")
        inplace = namer.call(subject, args, {**kwargs, "inplace": True}) if params.get("check_inplace") else ""
        yield Case(name, subject, make, call, dtype, namer.tensors, inplace)


def cases(dtype, training):
    return itertools.chain(module_infos(dtype, training), old_tests(dtype))
