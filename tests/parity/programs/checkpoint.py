# torch.utils.checkpoint: parts that are computed twice draw the same both times.
from torch.utils.checkpoint import checkpoint, checkpoint_sequential
_ = torch.manual_seed(0)
drop = nn.Sequential(nn.Linear(3, 4), nn.Dropout(0.5), nn.Linear(4, 2), nn.Tanh(), nn.Dropout(0.3))
x = torch.randn(5, 3, requires_grad=True)
y = checkpoint(drop, x)
y
(y * y).sum().backward()
x.grad.tolist()
torch.rand(2).tolist()
z = checkpoint_sequential(drop, 2, x)
z.sum().backward()
x.grad.tolist()
drop[0].weight.grad.tolist()
torch.rand(2).tolist()
checkpoint_sequential(drop, 9, x)
def two(a, b, flag):
    return a * b, a + b if flag else a - b

u = torch.ones(2, requires_grad=True)
p, q = checkpoint(two, u, u * 3, True)
p
q
(p * q).sum().backward()
u.grad
checkpoint(two, u, u * 3, True, preserve_rng_state=False)[0].sum().backward()
u.grad
torch.utils.checkpoint.detach_variable((u, 1))
