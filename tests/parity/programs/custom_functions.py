# torch.autograd.Function: steps whose gradient a script writes.
from torch.autograd import Function
from torch.autograd.function import once_differentiable
class MyReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, input):
        ctx.save_for_backward(input)
        return input.clamp(min=0)
    @staticmethod
    def backward(ctx, grad_output):
        input, = ctx.saved_tensors
        grad_input = grad_output.clone()
        grad_input[input < 0] = 0
        return grad_input
x = torch.tensor([-1., 2., 0., 3.], requires_grad=True)
y = MyReLU.apply(x)
print(y)
y.grad_fn.name()
y.grad_fn.next_functions[0][0].name()
type(y.grad_fn).__name__
(y * torch.tensor([1., 2., 3., 4.])).sum().backward()
x.grad
y.sum().backward()
class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, input):
        ctx.save_for_backward(input)
        return 0.5 * (5 * input ** 3 - 3 * input)
    @staticmethod
    def backward(ctx, grad_output):
        input, = ctx.saved_tensors
        return grad_output * 1.5 * (5 * input ** 2 - 1)
p = torch.linspace(-1, 1, 5, dtype=torch.float64, requires_grad=True)
P3 = LegendrePolynomial3.apply
P3(p)
g, = torch.autograd.grad(P3(p).sum(), p, create_graph=True)
g
torch.autograd.grad(g.sum(), p)
class Exp(Function):
    @staticmethod
    def forward(ctx, i):
        result = i.exp()
        ctx.save_for_backward(result)
        return result
    @staticmethod
    def backward(ctx, grad_output):
        result, = ctx.saved_tensors
        return grad_output * result
g, = torch.autograd.grad(Exp.apply(p).sum(), p, create_graph=True)
h, = torch.autograd.grad((g * g).sum(), p, create_graph=True)
h
torch.autograd.grad(h.sum(), p)
class LinearFunction(Function):
    @staticmethod
    def forward(ctx, input, weight, bias=None):
        ctx.save_for_backward(input, weight, bias)
        output = input.mm(weight.t())
        if bias is not None:
            output += bias.unsqueeze(0).expand_as(output)
        return output
    @staticmethod
    def backward(ctx, grad_output):
        input, weight, bias = ctx.saved_tensors
        grad_input = grad_weight = grad_bias = None
        print(ctx.needs_input_grad)
        if ctx.needs_input_grad[0]:
            grad_input = grad_output.mm(weight)
        if ctx.needs_input_grad[1]:
            grad_weight = grad_output.t().mm(input)
        if bias is not None and ctx.needs_input_grad[2]:
            grad_bias = grad_output.sum(0)
        return grad_input, grad_weight, grad_bias
class Linear(nn.Module):
    def __init__(self, a, b):
        super().__init__()
        self.weight = nn.Parameter(torch.arange(6.).reshape(b, a) / 7)
        self.bias = nn.Parameter(torch.ones(b))
    def forward(self, input):
        return LinearFunction.apply(input, self.weight, self.bias)
m = Linear(3, 2)
a = torch.tensor([[1., 2., 3.], [4., 5., 6.]])
out = m(a)
out
(out ** 2).sum().backward()
m.weight.grad, m.bias.grad
LinearFunction.apply(a, m.weight).sum().backward()
m.weight.grad
class Scale(Function):
    @staticmethod
    def forward(ctx, x, k):
        ctx.k = k
        return x * k
    @staticmethod
    def backward(ctx, g):
        return g * ctx.k, None
Scale.apply(x, 3)
torch.autograd.grad(Scale.apply(x, 3).sum(), x)
z = Scale.apply(x, 3).sum()
z.backward()
z.backward()
class Two(Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b, a + b
    @staticmethod
    def backward(ctx, g1, g2):
        a, b = ctx.saved_tensors
        print(g1, g2)
        return g1 * b + g2, g1 * a + g2
q = torch.tensor([2., 5.], requires_grad=True)
r = torch.tensor([3., 7.], requires_grad=True)
Two.apply(q, r)
torch.autograd.grad(Two.apply(q, r)[0].sum(), (q, r))
torch.autograd.grad(Two.apply(q, r)[1].sum(), (q, r))
class Plain(Function):
    @staticmethod
    def forward(ctx, a):
        ctx.set_materialize_grads(False)
        return a * 2, a * 3
    @staticmethod
    def backward(ctx, g1, g2):
        print(g1 is None, g2 is None)
        return g1 * 2
torch.autograd.grad(Plain.apply(q)[0].sum(), q)
class Sorted(Function):
    @staticmethod
    def forward(ctx, x):
        s, i = x.sort()
        ctx.mark_non_differentiable(i)
        ctx.save_for_backward(s, i)
        return s, i
    @staticmethod
    def backward(ctx, g1, g2):
        s, i = ctx.saved_tensors
        print(g2)
        out = torch.zeros_like(g1)
        out.index_add_(0, i, g1)
        return out
s, i = Sorted.apply(torch.tensor([3., 1., 2.], requires_grad=True))
s, i
i.requires_grad
t = torch.tensor([3., 1., 2.], requires_grad=True)
torch.autograd.grad((Sorted.apply(t)[0] * torch.tensor([1., 2., 3.])).sum(), t)
class Inplace(Function):
    @staticmethod
    def forward(ctx, x):
        x.add_(1)
        ctx.mark_dirty(x)
        return x
    @staticmethod
    def backward(ctx, g):
        return g * 10
b = q * 1
c = Inplace.apply(b)
c is b
b
torch.autograd.grad(b.sum(), q)
Inplace.apply(q)
class Same(Function):
    @staticmethod
    def forward(ctx, x):
        return x
    @staticmethod
    def backward(ctx, g):
        return -g
class GradientReversal(Function):
    @staticmethod
    def forward(ctx, x, alpha):
        ctx.alpha = alpha
        return x.view_as(x)
    @staticmethod
    def backward(ctx, grad_output):
        return grad_output.neg() * ctx.alpha, None
Same.apply(q)
Same.apply(q) is q
torch.autograd.grad(Same.apply(q).sum(), q)
torch.autograd.grad((GradientReversal.apply(q, 0.5) * q).sum(), q)
class STE(Function):
    @staticmethod
    def forward(ctx, x):
        return torch.sign(x)
    @staticmethod
    def backward(ctx, g):
        return F.hardtanh(g)
torch.autograd.grad((STE.apply(x) * 3).sum(), x)
with torch.no_grad():
    Scale.apply(x, 2).requires_grad
Scale.apply(torch.ones(2), 2).requires_grad
class Bad1(Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2
    @staticmethod
    def backward(ctx, g):
        return g, g
Bad1.apply(q).sum().backward()
class Bad2(Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2
    @staticmethod
    def backward(ctx, g):
        return torch.ones(3)
Bad2.apply(q).sum().backward()
class Bad3(Function):
    @staticmethod
    def forward(ctx, a, k):
        return a * k
    @staticmethod
    def backward(ctx, g):
        return g, g
Bad3.apply(q, 2).sum().backward()
class Bad4(Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2
Bad4.apply(q).sum().backward()
class Bad5(Function):
    @staticmethod
    def backward(ctx, a):
        return a * 2
Bad5.apply(q)
class Bad6(Function):
    @staticmethod
    def forward(ctx, a):
        return 3
Bad6.apply(q)
class Bad7(Function):
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(3)
        return a * 2
Bad7.apply(q)
Scale()(q, 2)
class Once(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 2
    @staticmethod
    @once_differentiable
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return g * 2 * x
torch.autograd.grad(Once.apply(q).sum(), q)
g, = torch.autograd.grad(Once.apply(q).sum(), q, create_graph=True)
g
torch.autograd.grad(g.sum(), q)
e = Exp.apply(q)
e.add_(1)
e.sum().backward()
w = torch.ones(2, requires_grad=True)
k = w * 2
e = LegendrePolynomial3.apply(k)
k.mul_(2)
e.sum().backward()
u = torch.ones(2, 3, requires_grad=True)
class Wide(Function):
    @staticmethod
    def forward(ctx, a):
        return a.expand(2, 3).clone()
    @staticmethod
    def backward(ctx, g):
        return g
v = torch.ones(3, requires_grad=True)
torch.autograd.grad(Wide.apply(v).sum(), v)
net = nn.Sequential(nn.Linear(2, 2), nn.ReLU())
_ = [q_.data.fill_(0.5) for q_ in net.parameters()]
MyReLU.apply(net(torch.ones(1, 2))).sum().backward()
[q_.grad.tolist() for q_ in net.parameters()]
torch.autograd.gradcheck(Exp.apply, (p,))
torch.autograd.gradcheck(Bad1.apply, (p,))
