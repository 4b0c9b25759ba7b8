#!/usr/bin/env python3
"""Opens every file of this folder in real PyTorch and in our interpreter and compares them.

    tutorials_test.py REPL [FILE.py ...]        ends with 77 without PyTorch, with 1 if MODESCOPE_REQUIRE_TORCH is set

Of each: what it prints when it is opened, the tree, the number of parameters, the initial weights, and what
forward gives in train and in eval. At least 95 % must open unchanged; what does not is listed with its reason.
"""
import os
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
    "gan_training.py": [("netG", "torch.randn(3, 4)"), ("netD", "torch.randn(3, 2)")],
    "autoencoder.py": [("build()", "torch.rand(2, 1, 16, 16)")],
    "word_lstm.py": [("build()", "torch.randint(0, ntokens, (4, 3)), net.init_hidden(3)"),
                     ("build(tie=True)", "torch.randint(0, ntokens, (4, 3)), net.init_hidden(3)")],
    "siamese_contrastive.py": [("build()", "torch.rand(2, 1, 8, 8), torch.rand(2, 1, 8, 8)")],
    "lr_finder.py": [("build()", "torch.randn(3, 2)"), ("get_model(4, 3, nn.Tanh)", "torch.randn(3, 2)")],
}

AFTER = """
net = {make}
print(net)
print(sum(p.numel() for p in net.parameters()))
for name, value in net.state_dict().items():
    show(name, value)
given = ({call},)
for mode in (True, False):
    net.train(mode)
    torch.manual_seed(8)
    show("train" if mode else "eval", net(*given))
"""


def main():
    sys.path.insert(0, os.path.dirname(HERE))
    from opened import SHOW, difference
    repl = sys.argv[1]
    wanted = [os.path.basename(f) for f in sys.argv[2:]] or sorted(CASES)
    listed = {f for f in os.listdir(HERE) if f.endswith(".py") and f != os.path.basename(__file__)}
    assert listed == set(CASES), listed ^ set(CASES)
    good, bad = [], []
    with tempfile.TemporaryDirectory() as folder:
        for file, make, call in ((f, *case) for f in wanted for case in CASES[f]):
            path = os.path.join(HERE, file)
            with open(path) as source:
                text = source.read()
            texts = [("before.py", SHOW + "torch.manual_seed(7)\n"), (path, text),
                     ("after.py", AFTER.format(make=make, call=call))]
            found = difference(repl, os.path.splitext(file)[0], texts, folder)
            (bad if found else good).append((file, make))
            if found:
                print(f"{file}: {make}\n{found}")
    files = {f for f, _ in good} - {f for f, _ in bad}
    print(f"{len(files)} of {len(wanted)} files open unchanged and match, {len(good)} of {len(good) + len(bad)} models")
    return 0 if len(files) >= 0.95 * len(wanted) else 1


if __name__ == "__main__":
    sys.exit(main())
