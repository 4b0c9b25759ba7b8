# What is written may not be read from another place of the same memory, nor stand there twice.
x = torch.arange(5.)
x[1:] = x[:-1]
x[1:] += x[:-1]
x.expand(3, 5).add_(1)
x.expand(3, 5).zero_()
x[1:].copy_(x[:-1])
x[1:].add_(x[:-1])
x.view(5)[:3].exp_()
y = torch.ones(2, 2)
y.t().add_(y)
y.expand(2, 2, 2).fill_(3.)
y.expand(2, 2, 2).relu_()
y.expand(2, 2, 2).normal_()
y.expand(2, 2, 2)[0, 0] = 3
