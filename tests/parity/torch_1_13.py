"""What PyTorch 1.13 (the oracle on Debian 12) says otherwise than 2.x, whose words ours are: a line a difference.

`rewrite(text)` turns what 1.13 printed into what 2.x prints. Nothing else in the tests may change 1.13's output. Each line
is a pattern, what stands in its place in 2.x, and an expression that shows it: torch_1_13_test.py runs that on both sides.
"""
import re


def collapsed(match):
    """A printed ModuleList, its runs of children that print alike as "(0-2): 3 x Linear(...)"."""
    indent, head, body = match[1], match[2], match[3]
    runs = []
    for name, child in re.findall(rf"^{indent}  \((\d+)\): (.*(?:\n{indent}  (?:  .*|\)))*)\n", body, re.MULTILINE):
        if runs and runs[-1][2] == child:
            runs[-1][1] = name
        else:
            runs.append([name, name, child])
    lines = ""
    for first, last, child in runs:
        run = f"{indent}  ({first}): {child}\n"
        run = re.sub(MODULE_LIST, collapsed, run, flags=re.MULTILINE)
        if first != last:
            run = run.replace(f"({first}): ", f"({first}-{last}): {int(last) - int(first) + 1} x ", 1)
        lines += run
    return f"{indent}{head}ModuleList(\n{lines}{indent})"


MODULE_LIST = r"^( *)((?:\(\w+\): )?)ModuleList\(\n((?:\1  .*\n)+)\1\)"
DIFFERENCES = [
    (r"alloc_cpu\.cpp:75\]", "alloc_cpu.cpp:117]", "torch.ones(10 ** 13)"),
    (r"Softplus\(beta=1, ", "Softplus(beta=1.0, ", "nn.Softplus()"),
    (r"(Softplus\(beta=\S+, threshold=20)\)", r"\1.0)", "nn.Softplus(2)"),
    (r"ReshapeAliasBackward0", "ViewBackward0", "torch.ones(2, 3, 4, requires_grad=True).flatten(1)"),
    (r"PreluBackward0", "PreluKernelBackward0", "nn.PReLU()(torch.ones(2))"),
    (r"arguments to matmul need to be at least 1D, but they are 0D and 2D",
     "arguments to linear need to be at least 1D, but they are 0D and 2D", "nn.Linear(2, 2)(torch.tensor(1.0))"),
    (r"mat1 and mat2 must have the same dtype$", "mat1 and mat2 must have the same dtype, but got Double and Float",
     "nn.Linear(2, 2)(torch.ones(1, 2, dtype=torch.float64))"),
    (r"tuple of SymInts", "tuple of ints", "torch.ones(2).expand('a')"),
    (MODULE_LIST, collapsed, "nn.ModuleList([nn.ReLU(), nn.ReLU(), nn.ModuleList([nn.Linear(1, 1)])])"),
    (r"must be long, byte or bool tensors", "must be long, int, byte or bool tensors", "torch.ones(2)[torch.tensor([0.5])]"),
    (r"\bFillBackward2\b", "FillBackward0", "torch.ones(2, requires_grad=True).exp().fill_(2)"),
    (r"\bFillBackward3\b", "FillBackward1", "torch.ones(2, requires_grad=True).exp().fill_(torch.tensor(2.0))"),
    (r"SqueezeBackward3", "SqueezeBackward4", "torch.ones(2, requires_grad=True).matmul(torch.ones(2, 2))"),
    (r"SqueezeBackward2", "SqueezeBackward3", "(torch.ones(1, 2, requires_grad=True) * 1).squeeze_()"),
    (r"\bUpsample(\w+)Backward1\b", r"Upsample\1Backward0",
     "F.interpolate(torch.ones(1, 1, 2, requires_grad=True), size=3)"),
]


def rewrite(text):
    for pattern, ours, *_ in DIFFERENCES:
        text = re.sub(pattern, ours, text, flags=re.MULTILINE)
    return text
