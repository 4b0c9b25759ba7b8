# Passes through tensors of the meta device: shapes, dtypes and names of steps, no elements.
M = 'meta'
x = torch.ones(2, 3, device=M)
img = torch.ones(2, 4, 9, 8, device=M)
vol = torch.ones(1, 2, 5, 6, 7, device=M)
seq = torch.ones(2, 4, 9, device=M)
ids = torch.ones(2, 5, dtype=torch.int64, device=M)
nn.Linear(3, 5, device=M)(x)
nn.Linear(3, 5, device=M)(torch.ones(4, 2, 3, device=M))
nn.Linear(3, 5, bias=False, device=M)(x)
nn.Linear(3, 5, device=M)(torch.ones(2, 4, device=M))
nn.Linear(3, 5, device=M)(torch.ones(2, 3))
nn.Linear(3, 5)(x)
nn.Bilinear(3, 3, 5, device=M)(x, x)
nn.Conv1d(4, 6, 3, stride=2, padding=1, device=M)(seq)
nn.Conv2d(4, 6, 3, dilation=2, groups=2, device=M)(img)
nn.Conv2d(4, 6, 3, padding='same', device=M)(img)
nn.Conv2d(4, 6, 3, padding=1, padding_mode='reflect', device=M)(img)
nn.Conv3d(2, 3, 2, device=M)(vol)
nn.ConvTranspose1d(4, 6, 3, stride=2, device=M)(seq)
nn.ConvTranspose2d(4, 6, 3, stride=2, output_padding=1, device=M)(img)
for pool in (nn.MaxPool1d(2), nn.AvgPool1d(2), nn.AdaptiveAvgPool1d(3), nn.AdaptiveMaxPool1d(3), nn.LPPool1d(2, 2)):
    print(pool(seq).shape)

for pool in (nn.MaxPool2d(2), nn.AvgPool2d(3, 1), nn.AdaptiveAvgPool2d((3, 2)), nn.AdaptiveMaxPool2d(3), nn.LPPool2d(2, 2)):
    print(pool(img).shape)

for pool in (nn.AvgPool3d(2), nn.AdaptiveAvgPool3d(2)):
    print(pool(vol).shape)

nn.MaxPool2d(2, return_indices=True)(img)[1]
for act in (nn.ReLU(), nn.LeakyReLU(), nn.ELU(), nn.SELU(), nn.CELU(), nn.GELU(), nn.SiLU(), nn.Mish(), nn.Tanh(), nn.Sigmoid(), nn.Softplus(), nn.Softsign(), nn.Hardtanh(), nn.Hardsigmoid(), nn.Hardswish(), nn.LogSigmoid(), nn.Tanhshrink(), nn.Softshrink(), nn.Hardshrink(), nn.Threshold(1, 2), nn.ReLU6(), nn.Softmax(1), nn.LogSoftmax(1), nn.Softmin(1), nn.Identity(), nn.Flatten(), nn.Unflatten(1, (1, 3))):
    print(type(act).__name__, act(x).shape, act(x).is_meta)

nn.PReLU(device=M)(x)
nn.GLU(0)(x)
nn.Softmax2d()(img).shape
nn.Dropout(0.5)(x)
nn.Dropout(0.5).eval()(x)
nn.Dropout2d(0.5)(img).shape
nn.AlphaDropout(0.5)(x)
b = nn.BatchNorm2d(4, device=M)
b(img)
b.num_batches_tracked
b.eval()(img)
nn.BatchNorm1d(3, device=M)(torch.ones(1, 3, device=M))
nn.BatchNorm1d(4, device=M)(x)
nn.BatchNorm3d(2, device=M)(vol)
nn.InstanceNorm2d(4, affine=True, device=M)(img)
nn.LayerNorm(3, device=M)(x)
nn.LayerNorm((9, 8), device=M)(img)
nn.LayerNorm(4, device=M)(x)
nn.GroupNorm(2, 4, device=M)(img)
nn.LocalResponseNorm(2)(img).shape
nn.Embedding(10, 6, device=M)(ids)
nn.Embedding(10, 6, device=M)(torch.ones(2, 5, dtype=torch.int64))
nn.Upsample(scale_factor=2)(img).shape
nn.Upsample(size=(5, 4), mode='bilinear')(img).shape
nn.PixelShuffle(2)(img).shape
nn.PixelUnshuffle(2)(torch.ones(1, 1, 4, 6, device=M)).shape
nn.ZeroPad2d(1)(img).shape
nn.ReflectionPad2d(1)(img).shape
nn.ReplicationPad1d(2)(seq).shape
nn.ConstantPad1d(2, 3.0)(seq).shape
nn.Fold((4, 5), 2)(torch.ones(1, 8, 12, device=M)).shape
nn.Unfold(2)(img).shape
nn.CosineSimilarity()(x, x)
nn.PairwiseDistance()(x, x)
y, h = nn.GRU(9, 5, 2, bidirectional=True, device=M)(seq)
(y.shape, h.shape, y.is_meta)
y, (h, c) = nn.LSTM(9, 5, batch_first=True, device=M)(seq)
(y.shape, h.shape, c.shape)
y, h = nn.RNN(9, 5, device=M)(seq)
(y.shape, h.shape)
nn.LSTM(8, 5, device=M)(seq)
nn.LSTMCell(3, 5, device=M)(x)[1].shape
nn.GRUCell(3, 5, device=M)(x).shape
nn.RNNCell(3, 5, device=M)(x).shape
t = torch.ones(7, 2, 8, device=M)
a, w = nn.MultiheadAttention(8, 2, device=M)(t, t, t)
(a.shape, w.shape)
nn.TransformerEncoderLayer(8, 2, 16, device=M)(t).shape
nn.TransformerEncoderLayer(8, 2, 16, device=M).eval()(t).shape
nn.TransformerDecoderLayer(8, 2, 16, device=M)(t, t).shape
nn.Transformer(8, 2, 1, 1, 16, device=M)(t, t[:3]).shape
nn.CrossEntropyLoss()(x, torch.zeros(2, dtype=torch.int64, device=M))
nn.NLLLoss(reduction='none')(x, torch.zeros(2, dtype=torch.int64, device=M)).shape
nn.MSELoss()(x, x)
nn.L1Loss()(x, x)
nn.SmoothL1Loss()(x, x)
nn.HuberLoss()(x, x)
nn.BCEWithLogitsLoss()(x, x)
nn.KLDivLoss(reduction='batchmean')(x, x)
nn.CrossEntropyLoss()(x, torch.zeros(3, dtype=torch.int64, device=M))
nn.Sequential(nn.Conv2d(4, 6, 3, device=M), nn.BatchNorm2d(6, device=M), nn.ReLU(), nn.Flatten(), nn.Linear(252, 3, device=M))(img)

# Functions.
x + 1
1 - x
x * x
x + torch.ones(3)
torch.ones(3) * x
x + torch.tensor(1.0)
x / 2
x ** 2
x @ torch.ones(3, 4, device=M)
x == 1
-x
x > x
x.sum()
x.sum(1, keepdim=True)
x.mean(0)
x.std(1)
x.var()
x.max()
x.max(1)
x.argmax(1)
x.softmax(1)
x.norm()
x.t().contiguous()
x.view(3, 2)
x.reshape(-1)
x[0]
x[:, 1:]
x[None].shape
x.unsqueeze(0).expand(4, 2, 3)
x.clone()
x.to(torch.float64)
x.long()
x.sort(1)
x.topk(2)
x.cumsum(0)
torch.cat([x, x], 1)
torch.stack([x, x])
torch.where(x > 0, x, -x)
torch.tril(x)
x.masked_fill(x > 0, 2)
torch.einsum('ij,kj->ik', x, x)
x.clamp(0, 1)
x.exp().log().sqrt().sin()
torch.bmm(torch.ones(2, 3, 4, device=M), torch.ones(2, 4, 5, device=M))
x.gather(1, torch.zeros(2, 1, dtype=torch.int64, device=M))
x.index_select(0, torch.zeros(4, dtype=torch.int64, device=M))
x.flip(0)
x.repeat(2, 2)
x.split(2, 1)
x.permute(1, 0)
torch.outer(x[0], x[1])
x.add_(1)
x.mul_(x)
x.zero_()
x.fill_(3)
x.copy_(torch.ones(2, 3))
x.add_(torch.ones(3))
torch.ones(3).copy_(x[0])
torch.rand(3, device=M)
torch.randn(2, 2, device=M)
torch.randint(3, (3,), device=M)
torch.randperm(3, device=M)
torch.arange(3, device=M)
torch.full((3,), 1.5, device=M)
torch.tensor([1.0], device=M)
torch.eye(3, device=M)
torch.linspace(0, 1, 3, device=M)
torch.zeros_like(x)
torch.rand_like(x)
torch.matmul(x, torch.ones(4, 3, device=M))
_ = torch.manual_seed(0)
_ = nn.Dropout(0.5)(x)
_ = torch.rand(3, device=M)
torch.rand(1).item()

# Gradients are of the meta device, too.
p = torch.ones(2, 3, device=M, requires_grad=True)
(p * p).sum().backward()
p.grad
l = nn.Linear(3, 4, device=M)
l(x).relu().sum().backward()
(l.weight.grad, l.bias.grad)
net = nn.Sequential(nn.Linear(3, 4, device=M), nn.BatchNorm1d(4, device=M), nn.GELU(), nn.Linear(4, 3, device=M))
F.cross_entropy(net(x.detach()), torch.zeros(2, dtype=torch.int64, device=M)).backward()
[tuple(q.grad.shape) for q in net.parameters()]

class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm = nn.LayerNorm(width, device=M)
        self.attention = nn.MultiheadAttention(width, 12, batch_first=True, device=M)
        self.feed = nn.Sequential(nn.Linear(width, 4 * width, device=M), nn.GELU(), nn.Linear(4 * width, width, device=M))

    def forward(self, x):
        n = self.norm(x)
        x = x + self.attention(n, n, n, need_weights=False)[0]
        return x + self.feed(self.norm(x))

class GPT2(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(50257, 768, device=M)
        self.places = nn.Embedding(1024, 768, device=M)
        self.blocks = nn.Sequential(*[Block(768) for _ in range(12)])
        self.head = nn.Linear(768, 50257, bias=False, device=M)

    def forward(self, ids):
        return self.head(self.blocks(self.words(ids) + self.places(torch.arange(ids.shape[1], device=M))))

big = GPT2()
sum(q.numel() for q in big.parameters())
big(torch.zeros(8, 1024, dtype=torch.int64, device=M))
