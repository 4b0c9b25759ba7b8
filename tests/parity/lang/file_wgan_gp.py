import torch, torch.nn as nn
from torch import autograd
_ = torch.manual_seed(0)
def compute_gradient_penalty(D, real, fake):
    alpha = torch.rand((real.size(0), 1))
    inter = (alpha * real + (1 - alpha) * fake).requires_grad_(True)
    d = D(inter)
    fake_ = torch.ones(real.shape[0], 1)
    g = autograd.grad(outputs=d, inputs=inter, grad_outputs=fake_, create_graph=True, retain_graph=True, only_inputs=True)[0]
    g = g.view(g.size(0), -1)
    return ((g.norm(2, dim=1) - 1) ** 2).mean()
def block(i, o, normalize=True):
    layers = [nn.Linear(i, o)]
    if normalize: layers.append(nn.BatchNorm1d(o, 0.8))
    layers.append(nn.LeakyReLU(0.2, inplace=True))
    return layers
G = nn.Sequential(*block(3, 8, normalize=False), *block(8, 16), nn.Linear(16, 2), nn.Tanh())
D = nn.Sequential(nn.Linear(2, 16), nn.LeakyReLU(0.2), nn.Linear(16, 1))
og = torch.optim.Adam(G.parameters(), lr=1e-3, betas=(0.5, 0.999)); od = torch.optim.Adam(D.parameters(), lr=1e-3, betas=(0.5, 0.999))
for i in range(6):
    real = torch.randn(10, 2) + 2
    od.zero_grad()
    z = torch.randn(10, 3)
    fake = G(z)
    gp = compute_gradient_penalty(D, real.data, fake.data)
    d_loss = -torch.mean(D(real)) + torch.mean(D(fake)) + 10 * gp
    d_loss.backward(); od.step()
    if i % 3 == 0:
        og.zero_grad()
        g_loss = -torch.mean(D(G(z)))
        g_loss.backward(); og.step()
        print("[Batch %d] [D loss: %f] [G loss: %f] gp %.5f" % (i, d_loss.item(), g_loss.item(), gp.item()))
