# no_grad, enable_grad, inference_mode, set_grad_enabled: with, decorator, nesting.
w = torch.ones(2, requires_grad=True)
with torch.no_grad():
    y = w * 2
    print(y.requires_grad, torch.is_grad_enabled())
y.requires_grad, torch.is_grad_enabled(), (w * 2).requires_grad
with torch.no_grad():
    with torch.enable_grad(): print((w * 2).requires_grad)
    print((w * 2).requires_grad)
with torch.set_grad_enabled(False): print(torch.is_grad_enabled())
for phase in ['train', 'val']:
    with torch.set_grad_enabled(phase == 'train'): print(phase, (w * 1).requires_grad)
with torch.inference_mode():
    z = w + 1
    print(z.requires_grad, z.is_inference())
z.is_inference(), torch.is_inference_mode_enabled()
z.requires_grad_()
@torch.no_grad()
def f(x): return (x * 2).requires_grad
f(w), torch.is_grad_enabled(), f.__name__
@torch.enable_grad()
def g(x): return (x * 2).requires_grad
with torch.no_grad(): print(g(w))
@torch.inference_mode()
def h(x): return (x * 2).is_inference()
h(w)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)
    def forward(self, x): return self.fc(x)
    @torch.no_grad()
    def predict(self, x): return self(x)
net = Net(); net.predict(torch.ones(1, 2)).requires_grad, net(torch.ones(1, 2)).requires_grad
with torch.no_grad(): loss = net(torch.ones(1, 2)).sum()
loss.backward()
try:
    with torch.no_grad(): raise ValueError('inside')
except ValueError: print(torch.is_grad_enabled())
d = w.detach(); d.requires_grad, (w * 2).detach().requires_grad, w.data.requires_grad
w.requires_grad_(False).requires_grad, (w * 2).requires_grad
_ = torch.set_grad_enabled(False); torch.is_grad_enabled(), _ is None
_ = torch.set_grad_enabled(True); torch.is_grad_enabled()
def loop():
    with torch.no_grad():
        for i in range(3):
            if i == 1: return torch.is_grad_enabled()
loop(), torch.is_grad_enabled()
p = nn.Parameter(torch.ones(1))
with torch.no_grad(): p.add_(1); p -= 0.5; p.copy_(torch.tensor([9.]))
p, p.requires_grad, p.is_leaf
p.add_(1)
p += 1
p.data += 1; p
