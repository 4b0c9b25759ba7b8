# What people need gradients of gradients for: penalties on critics, learning to learn, curvature.
_ = torch.manual_seed(0)
class Critic(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(1, 4, 3, stride=2, padding=1), nn.LeakyReLU(0.2, inplace=True),
            nn.Conv2d(4, 8, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(8), nn.LeakyReLU(0.2, inplace=True),
            nn.MaxPool2d(2), nn.Flatten(), nn.Linear(8, 1))
    def forward(self, x):
        return self.net(x)
class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.ConvTranspose2d(3, 4, 4), nn.InstanceNorm2d(4, affine=True), nn.ReLU(True), nn.ConvTranspose2d(4, 1, 4, stride=2, padding=1), nn.Tanh())
    def forward(self, z):
        return self.net(z[:, :, None, None])
def gradient_penalty(critic, real, fake):
    eps = torch.rand(real.size(0), 1, 1, 1, dtype=real.dtype)
    mixed = (eps * real + (1 - eps) * fake).requires_grad_(True)
    out = critic(mixed)
    grads = torch.autograd.grad(outputs=out, inputs=mixed, grad_outputs=torch.ones_like(out), create_graph=True, retain_graph=True, only_inputs=True)[0]
    return ((grads.view(grads.size(0), -1).norm(2, dim=1) - 1) ** 2).mean()
critic, gen = Critic().double(), Generator().double()
opt_c = torch.optim.Adam(critic.parameters(), lr=1e-2, betas=(0.5, 0.9))
opt_g = torch.optim.Adam(gen.parameters(), lr=1e-2, betas=(0.5, 0.9))
real = torch.randn(5, 1, 8, 8).double()
for i in range(4):
    z = torch.randn(5, 3).double()
    fake = gen(z).detach()
    opt_c.zero_grad()
    gp = gradient_penalty(critic, real, fake)
    loss = critic(fake).mean() - critic(real).mean() + 10 * gp
    loss.backward()
    opt_c.step()
    opt_g.zero_grad()
    lg = -critic(gen(z)).mean()
    lg.backward()
    opt_g.step()
    print(gp.item(), loss.item(), lg.item())
[p.flatten()[0].item() for p in critic.parameters()]

# MAML: a step of descent that is differentiated.
learner = nn.Sequential(nn.Linear(1, 6), nn.Tanh(), nn.Linear(6, 1)).double()
meta = torch.optim.SGD(learner.parameters(), lr=0.05)
def forward(x, w):
    return F.linear(torch.tanh(F.linear(x, w[0], w[1])), w[2], w[3])
for i in range(3):
    meta.zero_grad()
    total = 0.
    for phase in (0.1, 0.9, 1.7):
        x = torch.linspace(-2, 2, 7, dtype=torch.float64)[:, None]
        y = torch.sin(x + phase)
        w = list(learner.parameters())
        for k in range(2):
            inner = F.mse_loss(forward(x[:4], w), y[:4])
            g = torch.autograd.grad(inner, w, create_graph=True)
            w = [a - 0.1 * b for a, b in zip(w, g)]
        total = total + F.mse_loss(forward(x[4:], w), y[4:])
    total.backward()
    meta.step()
    print(total.item(), [p.grad.flatten()[0].item() for p in learner.parameters()])

# Hessian-vector products and the largest curvature of a small net's loss.
_ = torch.manual_seed(1)
net = nn.Sequential(nn.Linear(3, 4), nn.GELU(), nn.LayerNorm(4), nn.Linear(4, 3)).double()
x, t = torch.randn(6, 3).double(), torch.tensor([0, 1, 2, 0, 1, 2])
params = list(net.parameters())
loss = F.cross_entropy(net(x), t)
g = torch.autograd.grad(loss, params, create_graph=True)
v = [torch.ones_like(p) for p in params]
for i in range(5):
    hv = torch.autograd.grad(g, params, v, retain_graph=True)
    size = sum((h * h).sum() for h in hv).sqrt()
    v = [h / size for h in hv]
    print(size.item())

# A penalty on weights' gradients through recurrent layers and attention.
_ = torch.manual_seed(2)
lstm, att, head = nn.LSTM(3, 4, batch_first=True).double(), nn.MultiheadAttention(4, 2, batch_first=True).double(), nn.Linear(4, 2).double()
seq = torch.randn(2, 5, 3).double().requires_grad_()
h, _ = lstm(seq)
a, _ = att(h, h, h)
loss = F.cross_entropy(head(a.mean(1)), torch.tensor([0, 1]))
g, = torch.autograd.grad(loss, seq, create_graph=True)
g.pow(2).sum().backward()
[p.grad.flatten()[0].item() for p in list(lstm.parameters()) + list(att.parameters()) + list(head.parameters())]
