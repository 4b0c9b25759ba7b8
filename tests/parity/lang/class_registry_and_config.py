# Config objects, registries, factories, merging of options.
class Config:
    lr = 0.1
    layers = (8, 4)
    def __init__(self, **kwargs):
        for k, v in kwargs.items():
            if not hasattr(self, k): raise AttributeError(f'no option {k}')
            setattr(self, k, v)
    def to_dict(self): return {k: getattr(self, k) for k in ('lr', 'layers')}
Config().to_dict(), Config(lr=1).to_dict()
Config(nosuch=1)
class AttrDict:
    def __init__(self, d): self._d = d
    def __getattr__(self, name):
        try: return self._d[name]
        except KeyError: raise AttributeError(name) from None
c = AttrDict({'hidden': 3, 'act': 'relu'}); c.hidden, getattr(c, 'act'), hasattr(c, 'zz'), getattr(c, 'zz', 'none')
c.zz
activations = {'relu': nn.ReLU, 'tanh': nn.Tanh, 'leaky': lambda: nn.LeakyReLU(0.2)}
def build(sizes, act='relu', drop=0.0, norm=None):
    layers = []
    for i, (a, b) in enumerate(zip(sizes[:-1], sizes[1:])):
        layers.append(nn.Linear(a, b))
        if i < len(sizes) - 2:
            if norm: layers.append(norm(b))
            layers += [activations[act]()] + ([nn.Dropout(drop)] if drop > 0 else [])
    return nn.Sequential(*layers)
build([2, 4, 1]), build([2, 4, 4, 1], 'leaky', 0.5, nn.BatchNorm1d)
build([1, 2, 3], 'nosuch')
defaults = {'lr': 0.1, 'opt': {'name': 'sgd', 'momentum': 0.9}}
def merged(a, b): return {**a, **{k: merged(a[k], v) if isinstance(v, dict) and isinstance(a.get(k), dict) else v for k, v in b.items()}}
merged(defaults, {'opt': {'momentum': 0.0}, 'epochs': 3}), defaults
cfg = {'A': [8, 'M', 16, 'M']}
def make_layers(cfg, in_channels=3, batch_norm=False):
    layers = []
    for v in cfg:
        if v == 'M': layers += [nn.MaxPool2d(kernel_size=2, stride=2)]
        else:
            conv2d = nn.Conv2d(in_channels, v, kernel_size=3, padding=1)
            layers += [conv2d, nn.BatchNorm2d(v), nn.ReLU(inplace=True)] if batch_norm else [conv2d, nn.ReLU(inplace=True)]
            in_channels = v
    return nn.Sequential(*layers)
make_layers(cfg['A']), make_layers(cfg['A'], batch_norm=True)(torch.zeros(1, 3, 8, 8)).shape
