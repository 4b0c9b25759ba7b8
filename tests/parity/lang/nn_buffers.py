# Buffers: persistent and not, in state_dict, replaced, deleted.
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer('mean', torch.zeros(2))
        self.register_buffer('scratch', torch.ones(1), persistent=False)
        self.register_buffer('empty', None)
        self.bn = nn.BatchNorm1d(2)
    def forward(self, x):
        if self.training: self.mean = 0.9 * self.mean + 0.1 * x.detach().mean(0)
        return x - self.mean
net = Net()
[n for n, b in net.named_buffers()], len(list(net.buffers())), list(net.state_dict()), net.empty, net.scratch
net(torch.tensor([[1., 2.], [3., 4.]])); net.mean
_ = net.eval(); net(torch.ones(1, 2)); net.mean
net.mean = torch.tensor([5., 6.]); net.state_dict()['mean'], 'mean' in dict(net.named_buffers())
net.mean = 5
net.mean.add_(1); net.mean
net.mean = None; list(net.state_dict())
del net.mean; hasattr(net, 'mean')
net.register_buffer('x', 5)
net.register_buffer('a.b', torch.ones(1))
net.register_buffer('', torch.ones(1))
net.register_buffer('bn', torch.ones(1))
net.register_buffer('scratch', torch.ones(2)); 'scratch' in net.state_dict()
net.get_buffer('bn.running_mean')
net.get_buffer('bn.weight')
net.bn.running_mean, net.bn.running_var, net.bn.num_batches_tracked
_ = net.bn.train(); net.bn(torch.tensor([[1., 2.], [3., 5.]])); net.bn.running_mean, net.bn.running_var, net.bn.num_batches_tracked
_ = net.double(); net.bn.running_mean.dtype, net.bn.num_batches_tracked.dtype, net.scratch.dtype
[b.requires_grad for b in net.buffers()], [n for n, _ in net.bn.named_buffers()], net.bn.weight.requires_grad
