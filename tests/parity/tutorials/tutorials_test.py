#!/usr/bin/env python3
"""Opens every file of this folder in real PyTorch and in our interpreter and compares them.

    tutorials_test.py REPL [FILE.py ...]        (python3-torch; ends with 77 when there is none)

Of each: what it prints when it is opened, the tree, the number of parameters, sums of the initial weights, and what
forward gives in train and in eval. At least 95 % must open unchanged; what does not is listed with its reason.
"""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))

# file -> how its model is made and called
CASES = {
    "cifar_resnet.py": [("ResNetSmall()", "torch.randn(2, 3, 16, 16)"), ("ResNetDeep()", "torch.randn(2, 3, 16, 16)")],
    "preact_resnet.py": [("PreActResNetTiny()", "torch.randn(2, 3, 16, 16)")],
    "vgg.py": [("VGG('VGG_A')", "torch.randn(2, 3, 8, 8)"), ("VGG('VGG_B')", "torch.randn(2, 3, 8, 8)")],
    "densenet.py": [("densenet_cifar()", "torch.randn(2, 3, 8, 8)")],
    "mobilenet.py": [("MobileNet()", "torch.randn(2, 3, 16, 16)")],
    "mobilenetv2.py": [("MobileNetV2()", "torch.randn(4, 3, 16, 16)")],
    "googlenet.py": [("GoogLeNet()", "torch.randn(2, 3, 8, 8)")],
    "resnext.py": [("ResNeXt_4x4d()", "torch.randn(2, 3, 8, 8)")],
    "senet.py": [("SENet()", "torch.randn(2, 3, 8, 8)")],
    "dpn.py": [("DPN_small()", "torch.randn(2, 3, 8, 8)")],
    "shufflenet.py": [("ShuffleNetG2()", "torch.randn(2, 3, 16, 16)")],
    "efficientnet.py": [("EfficientNetTiny()", "torch.randn(3, 3, 8, 8)")],
    "lenet.py": [("LeNet()", "torch.randn(2, 1, 28, 28)")],
    "vae.py": [("VAE()", "torch.rand(2, 1, 28, 28)")],
    "dcgan.py": [("build()", "torch.randn(2, 16, 1, 1)"), ("build_critic()", "torch.randn(2, 3, 16, 16)")],
    "siamese.py": [("SiameseNetwork()", "torch.randn(3, 1, 12, 12), torch.randn(3, 1, 12, 12)")],
    "super_resolution.py": [("Net(upscale_factor=3)", "torch.randn(1, 1, 6, 6)")],
    "word_rnn.py": [
        ("RNNModel('LSTM', 20, 8, 12, 2, 0.2)", "torch.randint(0, 20, (5, 3)), net.init_hidden(3)"),
        ("RNNModel('GRU', 20, 8, 8, 2, 0.2, tie_weights=True)", "torch.randint(0, 20, (5, 3)), net.init_hidden(3)"),
        ("RNNModel('RNN_RELU', 20, 8, 12, 1, 0.0)", "torch.randint(0, 20, (5, 3)), net.init_hidden(3)"),
    ],
    "word_transformer.py": [("TransformerModel(20, 8, 2, 16, 2, 0.2)", "torch.randint(0, 20, (5, 3))")],
    "char_rnn.py": [("build()", "line_to_tensor('ada')[0], net.initHidden()")],
    "logistic_regression.py": [("model", "torch.randn(3, 784)")],
    "feed_forward.py": [("model", "torch.randn(3, 1, 28, 28)")],
    "gpt_style.py": [("build()", "torch.randint(0, 32, (2, 6)), torch.randint(0, 32, (2, 6))")],
    "unet.py": [("UNet(1, 2)", "torch.randn(2, 1, 13, 12)"), ("UNet(1, 2, bilinear=True)", "torch.randn(2, 1, 12, 12)")],
}

TAIL = """
import torch
torch.manual_seed(7)
net = {make}
print(net)
print(sum(p.numel() for p in net.parameters()))
for name, value in net.state_dict().items():
    print(name, tuple(value.shape), value.double().sum().item())
given = ({call},)
_ = net.train()
torch.manual_seed(8)
y = net(*given)
for out in (y if isinstance(y, tuple) else (y,)):
    for part in (out if isinstance(out, tuple) else (out,)):
        print(None if part is None else (tuple(part.shape), part.flatten()[:40].tolist()))
_ = net.eval()
torch.manual_seed(8)
y = net(*given)
for out in (y if isinstance(y, tuple) else (y,)):
    for part in (out if isinstance(out, tuple) else (out,)):
        print(None if part is None else (tuple(part.shape), part.flatten()[:40].tolist()))
"""


def without_main(text):
    """torchvision is not installed beside Debian's PyTorch: an import that nobody uses must not stop the oracle."""
    return "\n".join(line for line in text.split("\n") if "torchvision" not in line)


def main():
    try:
        import torch  # noqa: F401
    except ImportError:
        print("no PyTorch here: scripts/setup --test installs it (python3-torch)")
        return 77
    sys.path.insert(0, os.path.dirname(HERE))
    from compare_programs import same
    from torch_1_13 import rewrite
    repl = sys.argv[1]
    wanted = [os.path.basename(f) for f in sys.argv[2:]] or sorted(CASES)
    listed = {f for f in os.listdir(HERE) if f.endswith(".py") and f != os.path.basename(__file__)}
    assert listed == set(CASES), listed ^ set(CASES)
    good, bad = [], []
    for file in wanted:
        for make, call in CASES[file]:
            text = open(os.path.join(HERE, file)).read()
            tail = TAIL.format(make=make, call=call)
            # `python -` has __name__ == "__main__": a file that is opened as a model has not.
            oracle = "__name__ = 'opened'\n" + without_main(text) + tail
            if "from __future__" in oracle:
                oracle = "from __future__ import print_function\n" + oracle.replace("from __future__ import print_function\n", "")
            theirs = subprocess.run([sys.executable, "-W", "ignore", "-"], input=oracle, capture_output=True, text=True)
            if theirs.returncode != 0:
                raise SystemExit(f"{file} does not run in PyTorch:\n{theirs.stderr}")
            with tempfile.NamedTemporaryFile("w", suffix=".py") as program:
                program.write(text + tail)
                program.flush()
                ours = subprocess.run([repl, "--open", program.name], capture_output=True, text=True, timeout=300)
            ok = ours.returncode == 0 and same(rewrite(theirs.stdout), ours.stdout, 1e-4)
            (good if ok else bad).append((file, make))
            if not ok:
                a, b = rewrite(theirs.stdout).split("\n"), ours.stdout.split("\n")
                where = next((i for i in range(min(len(a), len(b))) if not same(a[i], b[i], 1e-4)), min(len(a), len(b)))
                print(f"{file}: {make}\n  {ours.stderr.strip()[-600:]}\n  PyTorch:   {a[where:where + 1]}\n  Modescope: {b[where:where + 1]}")
    files = {f for f, _ in good} - {f for f, _ in bad}
    print(f"{len(files)} of {len(wanted)} files open unchanged and match, {len(good)} of {len(good) + len(bad)} models")
    return 0 if len(files) >= 0.95 * len(wanted) else 1


if __name__ == "__main__":
    sys.exit(main())
