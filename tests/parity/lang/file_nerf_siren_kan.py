import torch, torch.nn as nn, torch.nn.functional as F, math
_ = torch.manual_seed(0)
class Embedder:
    def __init__(self, **kwargs):
        self.kwargs = kwargs
        self.create_embedding_fn()
    def create_embedding_fn(self):
        embed_fns = []
        d = self.kwargs['input_dims']
        out_dim = 0
        if self.kwargs['include_input']:
            embed_fns.append(lambda x: x)
            out_dim += d
        max_freq = self.kwargs['max_freq_log2']
        N_freqs = self.kwargs['num_freqs']
        if self.kwargs['log_sampling']:
            freq_bands = 2. ** torch.linspace(0., max_freq, steps=N_freqs)
        else:
            freq_bands = torch.linspace(2. ** 0., 2. ** max_freq, steps=N_freqs)
        for freq in freq_bands:
            for p_fn in self.kwargs['periodic_fns']:
                embed_fns.append(lambda x, p_fn=p_fn, freq=freq: p_fn(x * freq))
                out_dim += d
        self.embed_fns = embed_fns
        self.out_dim = out_dim
    def embed(self, inputs):
        return torch.cat([fn(inputs) for fn in self.embed_fns], -1)
def get_embedder(multires, i=0):
    if i == -1:
        return nn.Identity(), 3
    embed_kwargs = {'include_input': True, 'input_dims': 3, 'max_freq_log2': multires - 1, 'num_freqs': multires, 'log_sampling': True, 'periodic_fns': [torch.sin, torch.cos]}
    embedder_obj = Embedder(**embed_kwargs)
    embed = lambda x, eo=embedder_obj: eo.embed(x)
    return embed, embedder_obj.out_dim
class NeRF(nn.Module):
    def __init__(self, D=4, W=16, input_ch=3, output_ch=4, skips=[2]):
        super(NeRF, self).__init__()
        self.skips = skips
        self.pts_linears = nn.ModuleList([nn.Linear(input_ch, W)] + [nn.Linear(W, W) if i not in self.skips else nn.Linear(W + input_ch, W) for i in range(D - 1)])
        self.output_linear = nn.Linear(W, output_ch)
    def forward(self, x):
        h = x
        for i, l in enumerate(self.pts_linears):
            h = self.pts_linears[i](h)
            h = F.relu(h)
            if i in self.skips:
                h = torch.cat([x, h], -1)
        return self.output_linear(h)
def raw2outputs(raw, z_vals):
    dists = z_vals[..., 1:] - z_vals[..., :-1]
    dists = torch.cat([dists, torch.Tensor([1e10]).expand(dists[..., :1].shape)], -1)
    rgb = torch.sigmoid(raw[..., :3])
    alpha = 1. - torch.exp(-F.relu(raw[..., 3]) * dists)
    weights = alpha * torch.cumprod(torch.cat([torch.ones((alpha.shape[0], 1)), 1. - alpha + 1e-10], -1), -1)[:, :-1]
    return torch.sum(weights[..., None] * rgb, -2), weights
embed, ch = get_embedder(4)
net = NeRF(input_ch=ch)
pts = torch.randn(2, 5, 3)
rgb, w = raw2outputs(net(embed(pts)), torch.linspace(0, 1, 5).expand(2, 5))
print(ch, rgb, w.sum(-1))
class SineLayer(nn.Module):
    def __init__(self, in_features, out_features, bias=True, is_first=False, omega_0=30):
        super().__init__()
        self.omega_0, self.is_first, self.in_features = omega_0, is_first, in_features
        self.linear = nn.Linear(in_features, out_features, bias=bias)
        self.init_weights()
    def init_weights(self):
        with torch.no_grad():
            if self.is_first:
                self.linear.weight.uniform_(-1 / self.in_features, 1 / self.in_features)
            else:
                self.linear.weight.uniform_(-math.sqrt(6 / self.in_features) / self.omega_0, math.sqrt(6 / self.in_features) / self.omega_0)
    def forward(self, input):
        return torch.sin(self.omega_0 * self.linear(input))
def gradient(y, x, grad_outputs=None):
    if grad_outputs is None:
        grad_outputs = torch.ones_like(y)
    return torch.autograd.grad(y, [x], grad_outputs=grad_outputs, create_graph=True)[0]
siren = nn.Sequential(SineLayer(2, 8, is_first=True), SineLayer(8, 8), nn.Linear(8, 1))
coords = torch.rand(4, 2).clone().detach().requires_grad_(True)
g = gradient(siren(coords), coords)
g.pow(2).sum().backward()
print(g.norm().item() > 0, siren[0].linear.weight.grad.abs().sum() > 0)
class KANLayer(nn.Module):
    def __init__(self, i, o, grid=5, k=3):
        super().__init__()
        h = 2 / grid
        self.k = k
        self.register_buffer('grid', (torch.arange(-k, grid + k + 1) * h - 1).expand(i, -1).contiguous())
        self.base = nn.Parameter(torch.randn(o, i) * 0.1)
        self.spline = nn.Parameter(torch.randn(o, i, grid + k) * 0.1)
    def b_splines(self, x):
        x, g = x.unsqueeze(-1), self.grid
        bases = ((x >= g[:, :-1]) & (x < g[:, 1:])).to(x.dtype)
        for k in range(1, self.k + 1):
            bases = ((x - g[:, : -(k + 1)]) / (g[:, k:-1] - g[:, : -(k + 1)]) * bases[:, :, :-1]) + ((g[:, k + 1 :] - x) / (g[:, k + 1 :] - g[:, 1:(-k)]) * bases[:, :, 1:])
        return bases.contiguous()
    def forward(self, x):
        return F.linear(F.silu(x), self.base) + F.linear(self.b_splines(x).view(x.size(0), -1), self.spline.view(self.spline.size(0), -1))
kan = nn.Sequential(KANLayer(2, 4), KANLayer(4, 1))
opt = torch.optim.Adam(kan.parameters(), 1e-2)
x = torch.rand(16, 2) * 2 - 1; y = (x[:, :1] * math.pi).sin() + x[:, 1:] ** 2
for i in range(3):
    l = F.mse_loss(kan(x), y); opt.zero_grad(); l.backward(); opt.step(); print(l.item())
