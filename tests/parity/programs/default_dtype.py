# torch.set_default_dtype and set_default_tensor_type, and all that they reach.
torch.get_default_dtype()
torch.set_default_dtype(torch.int64)
torch.set_default_dtype(torch.bool)
torch.set_default_dtype('float64')
torch.set_default_dtype(None)
torch.get_default_dtype()
before = torch.tensor([1.5, 2.0])
count = torch.tensor([1, 2, 3])
torch.set_default_dtype(torch.float64)
torch.get_default_dtype()
before
torch.tensor([1.5, 2.0])
torch.tensor(1.0)
torch.tensor([1, 2])
torch.tensor([True])
torch.tensor([])
torch.tensor([[], []])
torch.tensor([True, 2.5])
torch.empty(0, 3)
torch.empty(0, 3, dtype=torch.float32)
torch.as_tensor([0.1])
torch.scalar_tensor(3)
torch.zeros(2), torch.ones(2), torch.full((2,), 0.1), torch.full((2,), 1), torch.eye(2)
torch.full((2,), True)
torch.arange(3), torch.arange(3.0), torch.arange(0, 1, 0.25)
torch.linspace(0, 1, 3), torch.logspace(0, 1, 2)
torch.empty(3).dtype, torch.zeros_like(before), torch.ones_like(count)
_ = torch.manual_seed(0)
torch.rand(3)
torch.randn(3)
torch.randn(17).tolist()
torch.normal(0.0, 1.0, (3,))
torch.normal(before, 1.0)
torch.randint(0, 5, (3,))
torch.randperm(3)
torch.rand_like(before)
torch.bernoulli(torch.full((4,), 0.5))
count / 2
count / count
count + 1.5
count * 2
2.0 ** count
count ** 0.5
1 / count
torch.true_divide(count, 3)
torch.sqrt(count), torch.exp(count), torch.sigmoid(count), torch.sin(count)
torch.tensor([True]) + 0.5
before + 1.5
before / 3
before * torch.tensor(2.0)
before + torch.tensor([1.0, 2.0])
before * torch.tensor(2.0, dtype=torch.float32)
torch.result_type(count, 1.0)
torch.result_type(before, 1.0)
torch.atan2(count, count)
torch.where(count > 1, 1.0, 0.0)
torch.where(count > 1, count, 0.5)
torch.where(count > 1, 1, 0)
count.clamp(max=1.5)
count.float(), count.double(), count.to(torch.float32)
torch.bucketize(1.5, torch.tensor([1.0, 2.0]))
torch.cumsum(torch.tensor([0.1, 0.2]), 0)
torch.quantile(torch.tensor([1.0, 2.0]), 0.5)
torch.mean(torch.tensor([0.1, 0.2]))
torch.tensor([0.1]).numpy if False else 'skipped'
_ = torch.manual_seed(0)
lin = nn.Linear(2, 1)
lin.weight
lin.bias
lin(torch.ones(1, 2))
sum(p.sum() for p in lin.parameters())
nn.Linear(2, 1, dtype=torch.float32).weight.dtype
bn = nn.BatchNorm1d(2)
bn.running_mean, bn.running_var, bn.num_batches_tracked, bn.weight
bn(torch.tensor([[1.0, 2.0], [3.0, 5.0]]))
bn.running_mean
nn.Embedding(2, 2).weight.dtype, nn.LSTM(2, 3).weight_hh_l0.dtype, nn.PReLU().weight
nn.LayerNorm(2).weight, nn.MultiheadAttention(4, 2).in_proj_weight.dtype
nn.Conv2d(1, 1, 1).weight.dtype
nn.Transformer.generate_square_subsequent_mask(2)
nn.Transformer(4, 2, 1, 1, 8).generate_square_subsequent_mask(2)
out, (h, c) = nn.LSTM(2, 2)(torch.ones(3, 2))
out.dtype, h.dtype, c.dtype
nn.Parameter(torch.ones(2))
nn.Parameter(torch.ones(2, dtype=torch.float32))
lazy = nn.LazyLinear(2)
lazy(torch.ones(1, 3)).dtype
nn.Dropout(0.5)(torch.ones(4)).dtype
F.one_hot(count).dtype
F.gumbel_softmax(torch.zeros(1, 3)).dtype
nn.CrossEntropyLoss()(torch.zeros(2, 3), torch.tensor([0, 1]))
F.mse_loss(torch.tensor([1.0]), torch.tensor([1.0], dtype=torch.float32)).dtype
opt = torch.optim.Adam(lin.parameters(), lr=0.1)
loss = lin(torch.ones(1, 2)).sum()
loss.backward()
lin.weight.grad
opt.step()
opt.state_dict()['state'][0]
lin.weight
torch.nn.utils.clip_grad_norm_(lin.parameters(), 1.0)
torch.nn.utils.clip_grad_norm_([torch.ones(1)], 1.0)
torch.nn.utils.parameters_to_vector(lin.parameters())
lin.state_dict()
lin.float().weight
lin.half().weight.dtype
torch.tensor(1.0, device='meta')
torch.ones(2, device='meta', dtype=torch.float32)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 2)
        self.register_buffer('scale', torch.ones(2))
    def forward(self, x):
        return self.fc(x) * self.scale / 3
net = Net()
{k: v.dtype for k, v in net.state_dict().items()}
net(torch.zeros(1, 2)).dtype
x = torch.tensor([1.0], requires_grad=True)
x
x * 2
(x * 2).sum().backward()
x.grad
f = torch.ones(2, dtype=torch.float32, requires_grad=True)
f
f * 2
torch.set_default_dtype(torch.float32)
lin
nn.Linear(2, 1).weight.dtype
x
f
torch.tensor([1.5])
torch.set_default_dtype(torch.half)
torch.tensor([1.5])
torch.get_default_dtype()
torch.zeros(2)
torch.set_default_dtype(torch.bfloat16)
torch.tensor([1.5]), torch.tensor([1.5], dtype=torch.float32)
torch.set_default_dtype(d=torch.float)
torch.set_default_tensor_type('torch.DoubleTensor')
torch.tensor(1.0), torch.get_default_dtype()
torch.set_default_tensor_type(torch.FloatTensor)
torch.tensor(1.0), torch.get_default_dtype()
torch.set_default_tensor_type(torch.DoubleTensor)
torch.ones(1).dtype
torch.set_default_tensor_type('torch.IntTensor')
torch.set_default_tensor_type(torch.LongTensor)
torch.set_default_tensor_type('torch.Nothing')
torch.set_default_tensor_type(torch.float64)
def doubled():
    torch.set_default_dtype(torch.float32)
    return torch.ones(1).dtype
doubled(), torch.ones(1).dtype
