"""What random models are made of: for each class of torch.nn, how to write one for a tensor of a given shape.

A maker gets a random.Random and the shape that comes in and returns the constructor's arguments as text, or None where
the class does not fit. What comes out is seen by calling it. Classes without a row that need no arguments and keep the
shape (activations, mostly) are found by trying.
"""
import torch
from torch import nn

DIMENSIONS = {"1d": 3, "2d": 4, "3d": 5}


def probability(r):
    return r.choice(["0.1", "0.25", "0.5", "0.8", "p=0.3", "p=0.3", "0.0", "1.0"])


def divisor(r, n):
    return r.choice([k for k in range(1, n + 1) if n % k == 0])


def kernel(r, shape, largest=3):
    """One number, or one a dimension."""
    sizes = [r.randint(1, min(largest, size)) for size in shape[2:]]
    return str(min(sizes)) if r.random() < 0.6 or len(sizes) == 1 else f"({', '.join(map(str, sizes))})"


def conv(r, shape, transposed=False):
    groups = r.choice([1, 1, 1, divisor(r, shape[1])])
    options = [str(shape[1]), str(groups * r.randint(1, 3)), kernel(r, shape)]
    if r.random() < 0.4:
        options.append("stride=2")
    elif r.random() < 0.2 and not transposed:
        options.append("padding='same'")
    if r.random() < 0.5 and "padding='same'" not in options:
        options.append("padding=1")
        if transposed and "stride=2" in options and r.random() < 0.5:
            options.append("output_padding=1")
    if r.random() < 0.2:
        options.append("dilation=2")
    if groups > 1:
        options.append(f"groups={groups}")
    if r.random() < 0.2:
        options.append("bias=False")
    if r.random() < 0.2 and not transposed and any(o.startswith("padding") for o in options):
        options.append(f"padding_mode='{r.choice(['reflect', 'replicate', 'circular'])}'")
    return ", ".join(options)


def max_pool(r, shape):
    return kernel(r, shape) + r.choice(["", "", ", stride=1", ", stride=2", ", ceil_mode=True", ", dilation=2"])


def avg_pool(r, shape):
    size = kernel(r, shape)
    more = ["", ", stride=1", ", ceil_mode=True"]
    if size not in ("1",) and "(" not in size:
        more += [", padding=1", ", padding=1, count_include_pad=False", ", stride=2, padding=1, ceil_mode=True"]
    return size + r.choice(more)


def adaptive(r, shape):
    sizes = [str(r.randint(1, 4)) for _ in shape[2:]]
    return sizes[0] if r.random() < 0.5 or len(sizes) == 1 else f"({', '.join(sizes)})"


def batch_norm(r, shape):
    return f"{shape[1]}" + r.choice(["", "", ", momentum=0.3", ", momentum=None", ", affine=False",
                                     ", track_running_stats=False", ", eps=0.001"])


def instance_norm(r, shape):
    return f"{shape[1]}" + r.choice(["", ", affine=True", ", track_running_stats=True",
                                     ", momentum=0.3, affine=True, track_running_stats=True"])


def layer_norm(r, shape):
    count = r.randint(1, len(shape) - 1)
    sizes = shape[len(shape) - count:]
    text = str(sizes[0]) if count == 1 else f"({', '.join(map(str, sizes))})"
    return text + r.choice(["", "", ", elementwise_affine=False", ", eps=0.001"])


def pad(r, shape, largest=2):
    sides = [r.randint(0, min(largest, shape[-1 - i // 2] - 1)) for i in range(2 * (len(shape) - 2))]
    return f"({', '.join(map(str, sides))})" if r.random() < 0.7 else str(min(sides))


def recurrent(r, shape):
    text = f"{shape[2]}, {r.randint(2, 4)}, batch_first=True"
    if r.random() < 0.5:
        text += ", num_layers=2" + r.choice(["", ", dropout=0.4", ", dropout=0.4"])
    return text + r.choice(["", "", ", bidirectional=True", ", bias=False"])


def upsample(r, shape):
    return r.choice(["scale_factor=2", f"size={r.randint(2, 6)}"]) + r.choice(["", ", mode='nearest'"])


def transformer_layer(r, shape):
    return (f"{shape[2]}, {divisor(r, shape[2])}, dim_feedforward=6, batch_first=True"
            + r.choice(["", ", dropout=0.3", ", norm_first=True", ", activation='gelu'"]))


def fractional_pool(r, shape):
    if min(shape[2:]) < 3:
        return None
    sizes = [r.randint(1, size - 2) for size in shape[2:]]
    return "1" + r.choice([f", output_size=({', '.join(map(str, sizes))})", ", output_ratio=0.7"])


# class: (ranks, maker)
LAYERS = {
    "Linear": ((2, 3), lambda r, s: f"{s[-1]}, {r.randint(2, 8)}" + r.choice(["", "", ", bias=False"])),
    "Identity": ((2, 3, 4, 5), lambda r, s: ""),
    "Flatten": ((3, 4, 5), lambda r, s: r.choice(["", "1", "start_dim=1, end_dim=-1", "2"])),
    "Unflatten": ((2,), lambda r, s: f"1, ({divisor(r, s[1])}, -1)"),
    "GroupNorm": ((2, 3, 4, 5), lambda r, s: f"{divisor(r, s[1])}, {s[1]}" + r.choice(["", ", affine=False"])),
    "LayerNorm": ((2, 3, 4, 5), layer_norm),
    "LocalResponseNorm": ((3, 4), lambda r, s: f"{r.randint(1, 4)}"),
    "Dropout": ((2, 3, 4, 5), lambda r, s: probability(r) + r.choice(["", "", ", inplace=True"])),
    "AlphaDropout": ((2, 3, 4, 5), lambda r, s: probability(r)),
    "FeatureAlphaDropout": ((2, 3, 4, 5), lambda r, s: probability(r)),
    "PReLU": ((2, 3, 4, 5), lambda r, s: r.choice(["", f"{s[1]}", f"{s[1]}, init=0.1"])),
    "Threshold": ((2, 3, 4, 5), lambda r, s: "0.1, -0.3"),
    "ReLU": ((2, 3, 4, 5), lambda r, s: r.choice(["", "", "inplace=True"])),
    "LeakyReLU": ((2, 3, 4, 5), lambda r, s: r.choice(["", "0.2", "0.1, inplace=True"])),
    "RReLU": ((2, 3, 4, 5), lambda r, s: r.choice(["", "0.1, 0.4"])),
    "ELU": ((2, 3, 4, 5), lambda r, s: r.choice(["", "alpha=1.5"])),
    "GELU": ((2, 3, 4, 5), lambda r, s: r.choice(["", "approximate='tanh'"])),
    "Hardtanh": ((2, 3, 4, 5), lambda r, s: r.choice(["", "-0.5, 0.8"])),
    "Softplus": ((2, 3, 4, 5), lambda r, s: r.choice(["beta=2.0, threshold=1.0", "beta=1.5, threshold=20.0"])),
    "Softmax": ((2, 3, 4, 5), lambda r, s: r.choice(["1", "-1", "dim=1"])),
    "LogSoftmax": ((2, 3, 4, 5), lambda r, s: r.choice(["1", "-1"])),
    "Softmin": ((2, 3, 4, 5), lambda r, s: r.choice(["1", "-1"])),
    "Softmax2d": ((4,), lambda r, s: ""),
    "GLU": ((2, 3, 4), lambda r, s: "1" if s[1] % 2 == 0 else None),
    "CrossMapLRN2d": ((4,), lambda r, s: f"{r.randint(2, 4)}" + r.choice(["", ", alpha=0.1, beta=0.5"])),
    "FractionalMaxPool2d": ((4,), fractional_pool),
    "FractionalMaxPool3d": ((5,), fractional_pool),
    "LPPool1d": ((3,), lambda r, s: f"2, {r.randint(1, min(3, s[2]))}"),
    "LPPool2d": ((4,), lambda r, s: f"2, {r.randint(1, min(3, *s[2:]))}"),
    "PixelShuffle": ((4,), lambda r, s: "2" if s[1] % 4 == 0 else None),
    "PixelUnshuffle": ((4,), lambda r, s: "2" if s[2] % 2 == 0 and s[3] % 2 == 0 else None),
    "Upsample": ((3, 4), upsample),
    "UpsamplingNearest2d": ((4,), lambda r, s: "scale_factor=2"),
    "UpsamplingBilinear2d": ((4,), lambda r, s: r.choice(["scale_factor=2", "size=(3, 5)"])),
    "Unfold": ((4,), lambda r, s: f"{r.randint(1, 2)}"),
    "CosineSimilarity": ((), None),
    "Embedding": ((), lambda r, s: f"7, {r.randint(2, 5)}" + r.choice(["", ", padding_idx=0", ", max_norm=1.0"])),
    "RNN": ((3,), lambda r, s: recurrent(r, s) + r.choice(["", ", nonlinearity='relu'"])),
    "LSTM": ((3,), lambda r, s: recurrent(r, s) + r.choice(["", "", ", proj_size=1"])),
    "GRU": ((3,), recurrent),
    "RNNCell": ((2,), lambda r, s: f"{s[1]}, {r.randint(2, 5)}"),
    "GRUCell": ((2,), lambda r, s: f"{s[1]}, {r.randint(2, 5)}"),
    "LSTMCell": ((2,), lambda r, s: f"{s[1]}, {r.randint(2, 5)}"),
    "Bilinear": ((2,), lambda r, s: f"{s[1]}, {s[1]}, {r.randint(2, 4)}"),
    "MultiheadAttention": ((3,), lambda r, s: f"{s[2]}, {divisor(r, s[2])}, batch_first=True"
                           + r.choice(["", ", dropout=0.3"])),
    "TransformerEncoderLayer": ((3,), transformer_layer),
    "TransformerDecoderLayer": ((3,), transformer_layer),
}
for _places, _rank in DIMENSIONS.items():
    LAYERS.update({
        f"Conv{_places}": ((_rank,), conv),
        f"ConvTranspose{_places}": ((_rank,), lambda r, s: conv(r, s, transposed=True)),
        f"MaxPool{_places}": ((_rank,), max_pool),
        f"AvgPool{_places}": ((_rank,), avg_pool),
        f"AdaptiveAvgPool{_places}": ((_rank,), adaptive),
        f"AdaptiveMaxPool{_places}": ((_rank,), adaptive),
        f"BatchNorm{_places}": ((2, 3) if _rank == 3 else (_rank,), batch_norm),
        f"InstanceNorm{_places}": ((_rank,), instance_norm),
        f"Dropout{_places}": ((_rank,), lambda r, s: probability(r)),
        f"ConstantPad{_places}": ((_rank,), lambda r, s: pad(r, s) + ", 0.5"),
        f"ZeroPad{_places}": ((_rank,), pad),
        f"ReflectionPad{_places}": ((_rank,), pad),
        f"ReplicationPad{_places}": ((_rank,), pad),
        f"CircularPad{_places}": ((_rank,), pad),
    })

# Called otherwise than as m(h) inside a Sequential: {m} the module, {h} the tensor.
CALLS = {
    "RNN": "{m}({h})[0]", "LSTM": "{m}({h})[0]", "GRU": "{m}({h})[0]",
    "RNNCell": "{m}({h})", "GRUCell": "{m}({h})", "LSTMCell": "{m}({h})[0]",
    "Bilinear": "{m}({h}, {h})",
    "MultiheadAttention": "{m}({h}, {h}, {h})[0]",
    "TransformerDecoderLayer": "{m}({h}, {h})",
}

# Holders, losses and what has no model of its own to stand in: random programs use them elsewhere or not at all.
ELSEWHERE = {"Sequential", "ModuleList", "ModuleDict", "ParameterList", "ParameterDict", "Module", "Parameter",
             "CosineSimilarity", "PairwiseDistance", "Transformer", "TransformerEncoder", "TransformerDecoder",
             "ChannelShuffle",  # 1.13 has no derivative of it
             "EmbeddingBag", "Fold", "SyncBatchNorm", "MaxUnpool1d", "MaxUnpool2d", "MaxUnpool3d", "Buffer",
             "UninitializedParameter", "UninitializedBuffer"}


def keeps_any_shape(name):
    """Whether nn.NAME() takes any tensor and gives one of its shape: an activation that has no row here."""
    try:
        module = getattr(nn, name)()
        return all(module(torch.randn(shape)).shape == torch.Size(shape) for shape in ((3, 4), (2, 3, 4, 4)))
    except Exception:
        return False


def catalogue(registry):
    """What of torch.nn the engine has, as {class: (ranks, maker)}; and the names that no random model will use."""
    known, unknown = {}, []
    for name in sorted(registry):
        if name.endswith("Loss") or name in ELSEWHERE or name.startswith("Lazy") or not hasattr(nn, name):
            continue
        if name in LAYERS:
            known[name] = LAYERS[name]
        elif keeps_any_shape(name):
            known[name] = ((2, 3, 4, 5), lambda r, s: "")
        else:
            unknown.append(name)
    return known, unknown
