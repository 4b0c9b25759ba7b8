# Modules of one's own: nesting, arguments, forward in many forms.
_ = torch.manual_seed(0)
class Residual(nn.Module):
    expansion = 2
    def __init__(self, dim, hidden=None, act=nn.ReLU, p=0.0):
        super().__init__()
        hidden = hidden or dim * self.expansion
        self.net = nn.Sequential(nn.Linear(dim, hidden), act(), nn.Dropout(p), nn.Linear(hidden, dim))
    def forward(self, x): return x + self.net(x)
Residual(2), Residual(2, 3, nn.Tanh)(torch.ones(1, 2)).shape
class Multi(nn.Module):
    def __init__(self, dims):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(dims, dims[1:])])
        self.scale = nn.Parameter(torch.tensor(2.0))
        self.calls = 0
    def forward(self, x, mask=None, *, return_all=False):
        self.calls += 1
        outs = []
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if i < len(self.layers) - 1: x = F.relu(x)
            outs.append(x)
        if mask is not None: x = x.masked_fill(~mask, 0.)
        return (x * self.scale, outs) if return_all else x * self.scale
m = Multi([2, 4, 3]); m
m(torch.ones(2, 2)).shape, m(torch.ones(1, 2), torch.tensor([[True, False, True]]))[0, 1].item(), len(m(torch.ones(1, 2), return_all=True)[1]), m.calls
y, outs = m(torch.ones(1, 2), return_all=True); [tuple(o.shape) for o in outs]
m(torch.ones(1, 2), nosuch=1)
m(torch.ones(1, 3))
class Dictionary(nn.Module):
    def forward(self, **inputs): return {k: v * 2 for k, v in inputs.items()}
Dictionary()(a=torch.ones(1), b=3)
class Multiple(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc, self.mu, self.logvar = nn.Linear(3, 4), nn.Linear(4, 2), nn.Linear(4, 2)
    def encode(self, x):
        h = torch.tanh(self.enc(x))
        return self.mu(h), self.logvar(h)
    def reparameterize(self, mu, logvar): return mu + torch.randn_like(mu) * torch.exp(0.5 * logvar)
    def forward(self, x):
        mu, logvar = self.encode(x)
        return self.reparameterize(mu, logvar), mu, logvar
z, mu, logvar = Multiple()(torch.ones(2, 3)); z.shape, mu.tolist()
class Recursive(nn.Module):
    def __init__(self, depth):
        super().__init__()
        self.child = Recursive(depth - 1) if depth else None
        self.fc = nn.Linear(1, 1)
    def forward(self, x): return self.child(self.fc(x)) if self.child is not None else self.fc(x)
r = Recursive(2); len(list(r.parameters())), r(torch.ones(1)).shape, r
class Raises(nn.Module):
    def forward(self, x): raise ValueError('bad input ' + str(tuple(x.shape)))
nn.Sequential(nn.Linear(1, 2), Raises())(torch.ones(1, 1))
class Stateful(nn.Module):
    def __init__(self):
        super().__init__()
        self.h = None
    def forward(self, x):
        self.h = x if self.h is None else self.h + x
        return self.h
s = Stateful(); s(torch.ones(1)), s(torch.ones(1)), s.h
class Linear2(nn.Linear):
    def forward(self, x): return super().forward(x) * 2
l = Linear2(2, 2); l, torch.equal(l(torch.ones(1, 2)), F.linear(torch.ones(1, 2), l.weight, l.bias) * 2), isinstance(l, nn.Linear)
class Seq(nn.Sequential):
    def __init__(self, a, b): super().__init__(nn.Linear(a, b), nn.ReLU())
Seq(1, 2), Seq(1, 2)(torch.ones(1, 1)).shape, len(Seq(1, 1))
class Op(nn.Module):
    def __init__(self, f):
        super().__init__()
        self.f = f
    def forward(self, x): return self.f(x)
nn.Sequential(Op(torch.exp), Op(lambda x: x[:, :1]))(torch.zeros(2, 3))
