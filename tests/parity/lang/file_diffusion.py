import math
from inspect import isfunction
from functools import partial
import torch
from torch import nn
import torch.nn.functional as F
_ = torch.manual_seed(0)
def exists(x): return x is not None
def default(val, d):
    if exists(val): return val
    return d() if callable(d) else d
class Residual(nn.Module):
    def __init__(self, fn): super().__init__(); self.fn = fn
    def forward(self, x, *args, **kwargs): return self.fn(x, *args, **kwargs) + x
class SinusoidalPositionEmbeddings(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.dim = dim
    def forward(self, time):
        device = time.device
        half_dim = self.dim // 2
        embeddings = math.log(10000) / (half_dim - 1)
        embeddings = torch.exp(torch.arange(half_dim, device=device) * -embeddings)
        embeddings = time[:, None] * embeddings[None, :]
        embeddings = torch.cat((embeddings.sin(), embeddings.cos()), dim=-1)
        return embeddings
class Block(nn.Module):
    def __init__(self, dim, dim_out, groups=4):
        super().__init__()
        self.proj = nn.Conv2d(dim, dim_out, 3, padding=1)
        self.norm = nn.GroupNorm(groups, dim_out)
        self.act = nn.SiLU()
    def forward(self, x, scale_shift=None):
        x = self.norm(self.proj(x))
        if exists(scale_shift):
            scale, shift = scale_shift
            x = x * (scale + 1) + shift
        return self.act(x)
class ResnetBlock(nn.Module):
    def __init__(self, dim, dim_out, *, time_emb_dim=None, groups=4):
        super().__init__()
        self.mlp = (nn.Sequential(nn.SiLU(), nn.Linear(time_emb_dim, dim_out * 2)) if exists(time_emb_dim) else None)
        self.block1 = Block(dim, dim_out, groups=groups)
        self.block2 = Block(dim_out, dim_out, groups=groups)
        self.res_conv = nn.Conv2d(dim, dim_out, 1) if dim != dim_out else nn.Identity()
    def forward(self, x, time_emb=None):
        scale_shift = None
        if exists(self.mlp) and exists(time_emb):
            time_emb = self.mlp(time_emb)[..., None, None]
            scale_shift = time_emb.chunk(2, dim=1)
        h = self.block1(x, scale_shift=scale_shift)
        h = self.block2(h)
        return h + self.res_conv(x)
class Unet(nn.Module):
    def __init__(self, dim, dim_mults=(1, 2), channels=1):
        super().__init__()
        dims = [dim, *map(lambda m: dim * m, dim_mults)]
        in_out = list(zip(dims[:-1], dims[1:]))
        block_klass = partial(ResnetBlock, groups=4)
        time_dim = dim * 4
        self.init_conv = nn.Conv2d(channels, dim, 1)
        self.time_mlp = nn.Sequential(SinusoidalPositionEmbeddings(dim), nn.Linear(dim, time_dim), nn.GELU(), nn.Linear(time_dim, time_dim))
        self.downs, self.ups = nn.ModuleList([]), nn.ModuleList([])
        num_resolutions = len(in_out)
        for ind, (dim_in, dim_out) in enumerate(in_out):
            is_last = ind >= (num_resolutions - 1)
            self.downs.append(nn.ModuleList([block_klass(dim_in, dim_in, time_emb_dim=time_dim), nn.Conv2d(dim_in, dim_out, 4, 2, 1) if not is_last else nn.Conv2d(dim_in, dim_out, 3, padding=1)]))
        mid = dims[-1]
        self.mid_block1 = block_klass(mid, mid, time_emb_dim=time_dim)
        for ind, (dim_in, dim_out) in enumerate(reversed(in_out)):
            is_last = ind == (len(in_out) - 1)
            self.ups.append(nn.ModuleList([block_klass(dim_out + dim_in, dim_out, time_emb_dim=time_dim), nn.Sequential(nn.Upsample(scale_factor=2, mode="nearest"), nn.Conv2d(dim_out, dim_in, 3, padding=1)) if not is_last else nn.Conv2d(dim_out, dim_in, 3, padding=1)]))
        self.final = nn.Conv2d(dim, channels, 1)
    def forward(self, x, time):
        x = self.init_conv(x)
        t = self.time_mlp(time)
        h = []
        for block, down in self.downs:
            x = block(x, t)
            h.append(x)
            x = down(x)
        x = self.mid_block1(x, t)
        for block, up in self.ups:
            skip = h.pop()
            if skip.shape[-1] != x.shape[-1]: x = F.interpolate(x, size=skip.shape[-2:])
            x = torch.cat((x, skip), dim=1)
            x = block(x, t)
            x = up(x)
        return self.final(x)
def linear_beta_schedule(timesteps):
    return torch.linspace(0.0001, 0.02, timesteps)
def cosine_beta_schedule(timesteps, s=0.008):
    x = torch.linspace(0, timesteps, timesteps + 1)
    ac = torch.cos(((x / timesteps) + s) / (1 + s) * torch.pi * 0.5) ** 2
    ac = ac / ac[0]
    return torch.clip(1 - (ac[1:] / ac[:-1]), 0.0001, 0.9999)
T = 10
betas = linear_beta_schedule(T)
alphas = 1. - betas
ac = torch.cumprod(alphas, axis=0)
ac_prev = F.pad(ac[:-1], (1, 0), value=1.0)
def extract(a, t, x_shape):
    batch_size = t.shape[0]
    out = a.gather(-1, t.cpu())
    return out.reshape(batch_size, *((1,) * (len(x_shape) - 1))).to(t.device)
def q_sample(x, t, noise=None):
    noise = default(noise, lambda: torch.randn_like(x))
    return extract(torch.sqrt(ac), t, x.shape) * x + extract(torch.sqrt(1 - ac), t, x.shape) * noise
@torch.no_grad()
def p_sample(the_model, x, t, t_index):
    mean = extract(torch.sqrt(1 / alphas), t, x.shape) * (x - extract(betas, t, x.shape) * the_model(x, t) / extract(torch.sqrt(1 - ac), t, x.shape))
    if t_index == 0: return mean
    return mean + torch.sqrt(extract(betas * (1 - ac_prev) / (1 - ac), t, x.shape)) * torch.randn_like(x)
the_model = Unet(8)
opt = torch.optim.Adam(the_model.parameters(), lr=1e-3)
x0 = torch.rand(2, 1, 8, 8)
for i in range(2):
    t = torch.randint(0, T, (2,)).long()
    noise = torch.randn_like(x0)
    loss = F.smooth_l1_loss(noise, the_model(q_sample(x0, t, noise), t))
    opt.zero_grad(); loss.backward(); opt.step()
    print(i, t.tolist(), loss.item())
img = torch.randn(1, 1, 8, 8)
for i in reversed(range(T)): img = p_sample(the_model, img, torch.full((1,), i, dtype=torch.long), i)
print(img.mean().item(), cosine_beta_schedule(4))
