# Clipping by every norm, of gradients of every kind.
from torch.nn.utils import clip_grad_norm_, clip_grad_value_, parameters_to_vector, vector_to_parameters
def ps(*gs):
    out = []
    for g in gs:
        p = torch.zeros(len(g), requires_grad=True)
        p.grad = torch.tensor(g)
        out.append(p)
    return out
for n in (2.0, 1, 2, 3.5, float('inf'), 0.5):
    for m in (1.0, 100, 0.001, 0):
        a = ps([3., 0.], [4.])
        print(n, m, clip_grad_norm_(a, m, n), [p.grad.tolist() for p in a])
clip_grad_norm_([], 1.0)
clip_grad_norm_([torch.ones(2, requires_grad=True)], 1.0)
a = ps([3., 4.])
clip_grad_norm_(a[0], 1.0), a[0].grad
a = ps([float('nan'), 4.], [1.])
clip_grad_norm_(a, 1.0), [p.grad for p in a]
a = ps([float('inf'), 4.], [1.])
clip_grad_norm_(a, 1.0), [p.grad for p in a]
a = ps([float('inf'), 4.], [1.])
clip_grad_norm_(a, 1.0, error_if_nonfinite=True)
[p.grad for p in a]
clip_grad_norm_(a, 1.0, norm_type=float('inf'), error_if_nonfinite=True)
clip_grad_norm_(a, 1.0, norm_type='inf')
a = ps([float('inf'), 4.], [1.])
clip_grad_value_(a, 2.0), [p.grad for p in a]
a = ps([-3., 4.], [1.])
clip_grad_value_(a, 2), [p.grad for p in a]
clip_grad_value_(a[0], 1.5), a[0].grad
clip_grad_value_([torch.ones(2, requires_grad=True)], 1)
clip_grad_norm_(nn.Linear(2, 2).parameters(), 1.0)
m = nn.Linear(2, 2)
_ = [p.data.fill_(0.5) for p in m.parameters()]
m(torch.ones(3, 2)).pow(2).sum().backward()
clip_grad_norm_(m.parameters(), 0.5), [p.grad.tolist() for p in m.parameters()]
clip_grad_norm_((p for p in m.parameters()), max_norm=0.1)
g = m.weight.grad
clip_grad_norm_(m.parameters(), 0.05); g is m.weight.grad
v = parameters_to_vector(m.parameters()); v
vector_to_parameters(torch.arange(6.), m.parameters())
list(m.parameters())
clip_grad_norm_(a, -1.0)
a = ps([3., 4.]); a[0].grad = a[0].grad.double() if False else a[0].grad
b = torch.zeros(2, dtype=torch.float64, requires_grad=True); b.grad = torch.ones(2, dtype=torch.float64)
clip_grad_norm_([a[0], b], 1.0), a[0].grad, b.grad
clip_grad_norm_(a, float('nan')), a[0].grad
torch.nn.utils.clip_grad_norm(ps([3., 4.]), 1.)
