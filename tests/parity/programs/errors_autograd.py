# Every error that the reference of autograd quotes (chapter 5).
x = torch.ones(2, requires_grad=True)
y = x * 2
# 5.2
torch.ones(2, dtype=torch.int64, requires_grad=True)
torch.ones(2, dtype=torch.int64).requires_grad_()
y.requires_grad = False
y.requires_grad_(False)
x += 1
x.add_(1)
x.zero_()
x[0] = 3
x.view(2).mul_(2)
nn.ReLU(inplace=True)(x)
nn.Dropout(inplace=True)(x)
# 5.2 version counters
e = torch.exp(x)
_ = e.add_(1)
e.sum().backward()
s = torch.sigmoid(x)
_ = s.mul_(2)
s.sum().backward()
a = torch.ones(3)
b = x[:1] * a
_ = a.zero_()
b.sum().backward()
# 5.3
y = x * 2
y.backward()
torch.ones(2).sum().backward()
y.backward(torch.ones(3))
p = (x * x).sum()
p.backward()
p.backward()
q = (x + x).sum()
q.backward()
q.backward()
torch.autograd.grad(y.sum(), torch.ones(2, requires_grad=True))
torch.autograd.grad(y, x)
x.grad = torch.ones(3)
x.grad = torch.ones(2, dtype=torch.float64)
x.grad = 3
x.grad = 'text'
# 5.2 copies of results
import copy
copy.deepcopy(x * 2)
