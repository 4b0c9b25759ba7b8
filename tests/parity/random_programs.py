"""Random programs: a model, data, forwards in several mixes of modes, losses, gradients and five optimizer steps.

`Maker(...).program(seed)` gives plain statements (no control flow) and what they use. The same seed, the
same names in the registry: the same program.
"""
import random
import re
from dataclasses import dataclass

import torch

from random_layers import CALLS, catalogue

# Losses by what they want: how the target is made of the output's shape, and how the output is turned before.
REGRESSION = ("torch.randn{shape}", "{y}")
LOSSES = {
    "MSELoss": REGRESSION, "L1Loss": REGRESSION, "SmoothL1Loss": REGRESSION, "HuberLoss": REGRESSION,
    "CrossEntropyLoss": ("torch.randint({classes}, ({batch},))", "{y}"),
    "NLLLoss": ("torch.randint({classes}, ({batch},))", "F.log_softmax({y}, dim=1)"),
    "BCEWithLogitsLoss": ("torch.rand{shape}", "{y}"),
    "BCELoss": ("torch.rand{shape}", "torch.sigmoid({y})"),
    "KLDivLoss": ("torch.softmax(torch.randn{shape}, dim=1)", "F.log_softmax({y}, dim=1)"),
    "PoissonNLLLoss": ("torch.rand{shape}", "{y}"),
    "SoftMarginLoss": ("torch.sign(torch.randn{shape})", "{y}"),
    "HingeEmbeddingLoss": ("torch.sign(torch.randn{shape})", "{y}"),
    "MultiMarginLoss": ("torch.randint({classes}, ({batch},))", "{y}"),
    "MultiLabelMarginLoss": ("torch.randint({classes}, {shape})", "{y}"),
}
LOSS_OPTIONS = {
    "CrossEntropyLoss": ["", "", "label_smoothing=0.1", "reduction='sum'", "ignore_index=0"],
    "SmoothL1Loss": ["", "beta=0.5"], "HuberLoss": ["", "delta=0.5"],
    "KLDivLoss": ["reduction='batchmean'", "reduction='sum'"],
    "MultiMarginLoss": ["", "p=2", "margin=0.5", "reduction='sum'"],
    "NLLLoss": ["", "ignore_index=1"], "MSELoss": ["", "reduction='sum'"], "L1Loss": ["", "reduction='sum'"],
}
WEIGHTED_SUM = "weighted sum"

# Adaptive ones divide by the size of a gradient: where that is rounding noise (a bias before a BatchNorm), PyTorch
# disagrees with itself in float32. They run in float64.
OPTIMIZERS = {
    "SGD": ["lr=0.05", "lr=0.05, momentum=0.9", "lr=0.05, momentum=0.9, nesterov=True", "lr=0.05, weight_decay=0.01",
            "lr=0.02, momentum=0.5, dampening=0.1", "lr=0.01, maximize=True"],
    "Adam": ["lr=0.01", "lr=0.01, amsgrad=True", "lr=0.01, betas=(0.8, 0.9), eps=1e-06", "weight_decay=0.01"],
    "AdamW": ["lr=0.01", "lr=0.01, weight_decay=0.1", "lr=0.01, amsgrad=True"],
    "RMSprop": ["lr=0.01", "lr=0.01, momentum=0.9, centered=True", "lr=0.01, alpha=0.9, weight_decay=0.01"],
    "Adagrad": ["lr=0.05", "lr=0.05, lr_decay=0.1", "lr=0.05, weight_decay=0.01"],
    "Adadelta": ["lr=0.5"], "Adamax": ["lr=0.01"], "NAdam": ["lr=0.01"], "RAdam": ["lr=0.01"],
}

SCHEDULERS = {"StepLR": "2", "MultiStepLR": "[1, 3]", "ExponentialLR": "0.7", "CosineAnnealingLR": "4"}
INITS = ["xavier_uniform_", "xavier_normal_", "kaiming_uniform_", "kaiming_normal_", "trunc_normal_", "normal_"]

MIXES = ("all train", "all eval", "part eval", "part train", "norms eval", "dropouts train", "flag of one holder",
         "frozen part", "no grad", "options changed")
NORMS = ("BatchNorm", "InstanceNorm")
DROPOUTS = ("Dropout", "AlphaDropout", "FeatureAlphaDropout")
STARTS = {2: lambda r, n: (n, r.randint(2, 8)), 3: lambda r, n: (n, r.randint(2, 6), r.randint(3, 9)),
          4: lambda r, n: (n, r.choice([1, 2, 3, 4, 4, 4, 8]), r.randint(4, 8), r.randint(4, 8)),
          5: lambda r, n: (n, r.randint(1, 3), r.randint(3, 4), r.randint(3, 4), r.randint(3, 4))}
MOST_ELEMENTS = 4000


class Program:
    """Statements, which of them end the making (what stands before is the model and the data), and what was used."""

    def __init__(self, seed):
        self.seed, self.statements, self.made = seed, [f"_ = torch.manual_seed({seed})"], 0
        self.modules, self.losses, self.optimizers, self.mixes, self.batches = [], [], [], [], []
        self.schedulers, self.extras = [], []

    def add(self, *statements):
        self.statements += statements


@dataclass
class Abilities:
    """What the engine can do beside the names of its registry."""
    registry: dict
    optimizers: set
    schedulers: set
    state_dict: bool


class Maker:
    def __init__(self, abilities):
        registry = self.registry = abilities.registry
        self.has_state_dict = abilities.state_dict
        self.layers, self.unknown = catalogue(registry["torch.nn"])
        # What is called in its own way stands in no Sequential, and so comes up seldom by chance.
        self.featured = sorted(self.layers) + sorted(name for name in self.layers if name in CALLS)
        self.losses = [WEIGHTED_SUM] + sorted(name for name in LOSSES if name in registry["torch.nn"])
        self.optimizers = sorted(name for name in OPTIMIZERS if name in abilities.optimizers)
        self.schedulers = sorted(name for name in SCHEDULERS if name in abilities.schedulers)
        self.inits = [name for name in INITS if name in registry["torch.nn.init"]]
        self.holders = [h for h in ("Sequential", "ModuleList", "ModuleDict") if h in registry["torch.nn"]]
        self.extras = ["tied weights"] + ["init"] * bool(self.inits) + ["gradient clipping"] * self.can_clip()

    def can_clip(self):
        return bool(self.optimizers) and "clip_grad_norm_" in self.registry["torch.nn.utils"]

    def program(self, seed):
        return One(self, seed).program


class One:
    """Writes one program; `probe` holds the real modules, which tell what shapes come out."""

    def __init__(self, maker, seed):
        self.maker, self.r = maker, random.Random(seed)
        self.program = Program(seed)
        self.parts = []      # (name, [class, ...] of a Sequential or None)
        self.forward = []    # statements from x to y
        self.feature = maker.featured[seed % len(maker.featured)]
        self.double = False
        self.write()

    # ------------------------------------------------------------------------------------------ the model

    def layer(self, shape, name=None):
        """(class, text, shape that comes out) of one layer that fits, or None."""
        r, layers = self.r, self.maker.layers
        fitting = [n for n, (ranks, _) in layers.items() if len(shape) in ranks]
        if r.random() < 0.4:  # activations fit everywhere: they would crowd out the others
            fitting = [n for n in fitting if len(layers[n][0]) < 3] or fitting
        for _ in range(20):
            chosen = name or r.choice(fitting)
            arguments = layers[chosen][1](r, shape) if layers[chosen][1] else None
            if arguments is None:
                if name:
                    return None
                continue
            text = f"nn.{chosen}({arguments})"
            after = self.shape_after(chosen, text, shape)
            if after is not None:
                return chosen, text, after
        return None

    @staticmethod
    def shape_after(name, text, shape):
        try:
            state = torch.get_rng_state()
            m = eval(text, {"nn": torch.nn}).eval()
            out = eval(CALLS.get(name, "{m}({h})").format(m="m", h="h"), {"m": m, "h": torch.zeros(shape)})
            torch.set_rng_state(state)
        except Exception:
            return None
        fits = 2 <= out.dim() <= 5 and 0 < out.numel() <= MOST_ELEMENTS and out.shape[0] == shape[0]
        return tuple(out.shape) if fits else None

    def part(self, shape, wanted):
        """A Sequential of one to four layers, or one module that is called in its own way. Gives the shape after it."""
        name = f"part{len(self.parts)}"
        called = [n for n in CALLS if n in self.maker.layers and len(shape) in self.maker.layers[n][0]]
        if wanted is None and called and self.r.random() < 0.25:
            wanted = self.r.choice(called)
        if wanted in CALLS:
            found = self.layer(shape, wanted)
            return self.single(name, *found) if found else None
        layers = []
        for i in range(self.r.randint(1, 4)):
            found = self.layer(shape, wanted if i == 0 else None)
            if found is None or found[0] in CALLS:
                continue
            layers.append(found)
            shape = found[2]
        if not layers:
            return None
        self.statement(f"{name} = nn.Sequential({', '.join(text for _, text, _ in layers)})")
        self.parts.append((name, [cls for cls, _, _ in layers]))
        return shape

    def tied(self, shape):
        """Two layers of one weight."""
        name, size = f"part{len(self.parts)}", shape[-1]
        self.statement(f"{name} = nn.Sequential(nn.Linear({size}, {size}), nn.Tanh(), nn.Linear({size}, {size}))",
                       f"{name}[2].weight = {name}[0].weight")
        self.parts.append((name, ["Linear", "Tanh", "Linear"]))
        self.program.extras.append("tied weights")
        return shape

    def single(self, name, cls, text, after):
        self.statement(f"{name} = {text}")
        self.parts.append((name, [cls]))
        return after

    def statement(self, *texts):
        self.program.add(*texts)

    def stages(self, shape):
        """Parts one after another, some with a residual around them."""
        for _ in range(self.r.randint(2, 4)):
            after = None
            while self.wanted and after is None:
                wanted = self.wanted.pop(0)
                if len(shape) in self.maker.layers[wanted][0]:
                    after = self.part(shape, wanted)
            if after is None and self.r.random() < 0.1:
                after = self.tied(shape)
            after = after or self.part(shape, None)
            if after is None:
                continue
            name, classes = self.parts[-1]
            call = CALLS.get(classes[0], "{m}({h})").format(m=name, h="h")
            residual = after == shape and self.r.random() < 0.5
            self.forward.append(f"h = h + {call}" if residual else f"h = {call}")
            if self.r.random() < 0.15:
                self.function(after)
            self.program.modules += classes
            shape = after
        return shape

    def function(self, shape):
        """A functional step: a dropout that no flag reaches, an activation."""
        choices = {"relu": "F.relu(h)", "dropout": "F.dropout(h, 0.3)", "tanh": "torch.tanh(h)",
                   "leaky_relu": "F.leaky_relu(h, 0.1)", "alpha_dropout": "F.alpha_dropout(h, 0.3, training=True)"}
        have = [text for name, text in choices.items()
                if name in self.maker.registry["torch" if text.startswith("torch.") else "torch.nn.functional"]]
        if have:
            self.forward.append("h = " + self.r.choice(have))

    # ------------------------------------------------------------------------------------------ the program

    def write(self):
        r, program = self.r, self.program
        batch = r.choice([1, 2, 3, 5, 7, 8])
        program.batches.append(batch)
        if "Embedding" in self.maker.layers and r.random() < 0.04:
            self.feature = "Embedding"
        ranks = self.maker.layers[self.feature][0] if self.feature != "Embedding" else (3,)
        for _ in range(30):  # until the featured layer fits
            shape = STARTS[r.choice(ranks)](r, batch)
            if self.feature == "Embedding" or self.layer(shape, self.feature):
                break
        shares = [n for n, (its, _) in self.maker.layers.items() if len(shape) in its and n != self.feature]
        self.wanted = [self.feature] + [shares[program.seed * k % len(shares)] for k in (31, 17)]
        data = f"x = torch.randn{shape}"
        self.forward.append("h = x")
        if self.feature == "Embedding":
            text = f"nn.Embedding({self.maker.layers['Embedding'][1](r, shape)})"
            self.statement(f"part0 = {text}")
            self.parts.append(("part0", ["Embedding"]))
            program.modules.append("Embedding")
            data, self.forward = f"x = torch.randint(7, {shape[:2]})", ["h = part0(x)"]
            self.wanted.pop(0)
            shape = tuple(eval(text, {"nn": torch.nn})(torch.zeros(shape[:2], dtype=torch.long)).shape)
        shape = self.stages(shape)
        if len(shape) > 2:
            self.forward.append("h = h.flatten(1)" if r.random() < 0.5 else "h = torch.flatten(h, 1)")
            shape = (batch, torch.Size(shape[1:]).numel())
        classes = r.randint(2, 4)
        self.statement(f"head = nn.Linear({shape[1]}, {classes})")
        self.parts.append(("head", ["Linear"]))
        self.forward.append("y = head(h)")
        self.hold()
        optimizer = r.choice(self.maker.optimizers) if self.maker.optimizers else None
        self.double = optimizer not in (None, "SGD") or r.random() < 0.2
        if self.double:
            self.statement("net = net.double()")
            data += ".double()" if "randn" in data else ""
        self.draw_anew()
        self.statement(data, "print(net)", "? net")
        self.losses_and_targets(batch, classes)
        program.made = len(program.statements)
        for mix in r.sample(MIXES, 3):
            self.pass_in(mix)
        self.training(optimizer)
        if self.maker.has_state_dict:
            self.statement("= [[k, v] for k, v in net.state_dict().items()]")
        self.statement("= torch.rand(1)")

    def hold(self):
        """A module that holds all parts; what is called is the parts themselves."""
        names = [name for name, _ in self.parts]
        kind = self.r.choice(self.maker.holders)
        if kind == "Sequential" and len(names) > 2 and self.r.random() < 0.4:
            self.statement(f"inner = nn.Sequential({', '.join(names[1:])})", f"net = nn.Sequential({names[0]}, inner)")
        elif kind == "ModuleDict":
            self.statement("net = nn.ModuleDict({" + ", ".join(f"'{n}': {n}" for n in names) + "})")
        else:
            text = ", ".join(names)
            self.statement(f"net = nn.{kind}({text})" if kind == "Sequential" else f"net = nn.{kind}([{text}])")

    def draw_anew(self):
        if self.maker.inits and self.r.random() < 0.2:
            self.statement(f"_ = nn.init.{self.r.choice(self.maker.inits)}(head.weight)")
            self.program.extras.append("init")

    def losses_and_targets(self, batch, classes):
        self.loss = self.r.choice(self.maker.losses)
        if self.loss == WEIGHTED_SUM:
            target, self.turned = f"torch.randn({batch}, {classes})" + ".double()" * self.double, "{y}"
        else:
            target, self.turned = LOSSES[self.loss]
            target = target.format(shape=f"({batch}, {classes})", batch=batch, classes=classes)
            if self.double:
                target = re.sub(r"(torch\.randn?\(.*?\))", r"\1.double()", target)
            self.statement(f"criterion = nn.{self.loss}({self.r.choice(LOSS_OPTIONS.get(self.loss, ['']))})")
        self.statement(f"t = {target}")
        self.program.losses.append(self.loss)

    def loss_statement(self):
        if self.loss == WEIGHTED_SUM:
            return "loss = (y * t).sum()"
        return f"loss = criterion({self.turned.format(y='y')}, t)"

    def modules_like(self, prefixes):
        """Expressions of the modules whose class begins so."""
        found = []
        for name, classes in self.parts:
            for i, cls in enumerate(classes):
                if cls.startswith(prefixes):
                    found.append(name if name == "head" or cls in CALLS or cls == "Embedding" else f"{name}[{i}]")
        return found

    def pass_in(self, mix):
        r = self.r
        part = r.choice([name for name, _ in self.parts])
        before, after = [f"_ = net.{'train' if mix not in ('all eval', 'part train', 'dropouts train') else 'eval'}()"], []
        if mix == "part eval":
            before.append(f"_ = {part}.eval()")
        elif mix == "part train":
            before.append(f"_ = {part}.train()")
        elif mix == "norms eval":
            before += [f"_ = {m}.eval()" for m in self.modules_like(NORMS)]
        elif mix == "dropouts train":
            before += [f"_ = {m}.train()" for m in self.modules_like(DROPOUTS)]
        elif mix == "options changed":
            before += [f"{m}.p = {r.choice(['0.0', '0.35', '0.9', '1.0'])}" for m in self.modules_like(DROPOUTS)]
            before += [f"{m}.momentum = {r.choice(['0.0', '0.5', '1.0'])}" for m in self.modules_like(NORMS)]
            before += [f"{m}.eps = 0.01" for m in self.modules_like(("LayerNorm", "GroupNorm"))]
        elif mix == "flag of one holder":
            before.append(f"{r.choice([part, 'net'])}.training = False")
        elif mix == "frozen part":
            before.append(f"_ = {part}.requires_grad_(False)")
            after.append(f"_ = {part}.requires_grad_(True)")
        elif mix == "no grad":
            before.append("_ = torch.set_grad_enabled(False)")
            after.append("_ = torch.set_grad_enabled(True)")
        self.statement(*before, *self.forward, "= y", self.loss_statement(), "= loss", "loss.backward()", "? net",
                       *after, "net.zero_grad(set_to_none=True)")
        self.program.mixes.append(mix)

    def training(self, optimizer):
        if optimizer is None:
            return
        r = self.r
        options = r.choice(OPTIMIZERS[optimizer])
        given = "net.parameters()"
        if len(self.parts) > 1 and r.random() < 0.2:
            given = f"[{{'params': {self.parts[0][0]}.parameters(), 'lr': 0.002}}, {{'params': head.parameters()}}]"
        self.statement("_ = net.train()", f"opt = torch.optim.{optimizer}({given}, {options})")
        between, after = ["loss.backward()"], ["opt.step()"]
        if "gradient clipping" in self.maker.extras and r.random() < 0.2:
            between.append("= nn.utils.clip_grad_norm_(net.parameters(), 0.5)")
            self.program.extras.append("gradient clipping")
        if self.maker.schedulers and r.random() < 0.3:
            scheduler = r.choice(self.maker.schedulers)
            self.statement(f"scheduler = torch.optim.lr_scheduler.{scheduler}(opt, {SCHEDULERS[scheduler]})")
            after += ["scheduler.step()", "= opt.param_groups[0]['lr']"]
            self.program.schedulers.append(scheduler)
        for step in range(5):
            self.statement("opt.zero_grad(set_to_none=True)", *self.forward, self.loss_statement(), "= loss", *between,
                           *after, "? net")
        self.program.optimizers.append(optimizer)
