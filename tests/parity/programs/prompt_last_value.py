# `_` at the prompt: the last value that a statement showed.
_
3 * 4
_ + 1
5;
_
6; 7
_
None
_
x = torch.ones(2, requires_grad=True)
x * 2
z = _
z
_ is z
(z * torch.tensor([1., 3.])).sum()
_.backward()
x.grad
[1]
_.append(2)
_
for i in range(2): i * 10
_
def f():
    return _
f()
_ = 9
8
_
del _
_
