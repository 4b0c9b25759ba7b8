# Embeddings, recurrent layers, attention, transformers and lazy modules at their edges.
e = nn.Embedding(3, 2, padding_idx=-1)
e, e.weight[2]
e(torch.ones(2))
e(torch.tensor([3]))
e(torch.tensor([-1]))
e(torch.tensor([], dtype=torch.int64)), e(torch.tensor(1)).shape, e(torch.tensor([[1, 2]], dtype=torch.int32)).shape
e(torch.tensor([1], dtype=torch.int16))
e(torch.tensor([2, 1, 1])).sum().backward()
e.weight.grad
f = nn.Embedding(3, 2, scale_grad_by_freq=True); f(torch.tensor([0, 1, 1])).sum().backward(); f.weight.grad
nn.Embedding(3, 2, padding_idx=3)
nn.Embedding(3, 2, padding_idx=-4)
nn.Embedding(3, 2, _weight=torch.ones(2, 2))
m = nn.Embedding(2, 2, max_norm=1.0, _weight=torch.tensor([[3.0, 4.0], [0.1, 0.2]])); m(torch.tensor([0])), m.weight
m2 = nn.Embedding(2, 2, max_norm=1.0, norm_type=1.0, _weight=torch.tensor([[3.0, 4.0], [0.1, 0.2]])); m2.eval()(torch.tensor([0, 0, 1])), m2.weight
b = nn.EmbeddingBag(4, 2, _weight=torch.arange(8.0).reshape(4, 2), mode='sum')
b(torch.tensor([0, 1, 2, 3]), torch.tensor([0, 2])), b(torch.tensor([[0, 1], [2, 3]])), b(torch.tensor([0, 1]), torch.tensor([0, 0, 2]))
b(torch.tensor([0, 1]))
b(torch.tensor([0, 1]), torch.tensor([0, 5]))
b(torch.tensor([[0, 1]]), torch.tensor([0]))
b(torch.tensor([0, 1]), torch.tensor([0]), per_sample_weights=torch.tensor([0.5, 2.0]))
nn.EmbeddingBag(4, 2, mode='max', _weight=torch.arange(8.0).reshape(4, 2))(torch.tensor([0, 1]), torch.tensor([0, 2]))
nn.EmbeddingBag(4, 2, mode='foo')(torch.tensor([0]), torch.tensor([0]))
_ = torch.manual_seed(0)
r = nn.RNN(3, 2)
r(torch.ones(2, 1, 4))
r(torch.ones(2, 1, 3), torch.ones(2, 1, 2))
r(torch.ones(2, 1, 3), torch.ones(1, 2))
r(torch.ones(2, 3), torch.ones(1, 1, 2))
r(torch.ones(3))
r(torch.ones(1, 2, 3, 3))
r(torch.ones(0, 1, 3))
r(torch.ones(2, 0, 3))[0].shape
r(torch.ones(2, 3))
r(torch.ones(2, 1, 3).double())
nn.LSTM(3, 2, proj_size=2)
nn.LSTM(3, 2, proj_size=-1)
nn.GRU(3, 2, proj_size=1)
nn.RNN(3, 2, proj_size=1)
nn.RNN(3, 2, nonlinearity='foo')
nn.RNN(3, 2, nonlinearity='relu')
nn.LSTM(3, 2, num_layers=0)
nn.LSTM(3, 0)
nn.LSTM(0, 2)(torch.ones(2, 1, 0))[0]
nn.LSTM(3, -2)
l = nn.LSTM(3, 4, 2, bidirectional=True, proj_size=2, batch_first=True)
[(n, tuple(p.shape)) for n, p in l.named_parameters()]
o, (h, c) = l(torch.ones(1, 3, 3)); o.shape, h.shape, c.shape, o
l(torch.ones(1, 3, 3), (torch.ones(4, 1, 2), torch.ones(4, 1, 2)))
l(torch.ones(1, 3, 3), (torch.ones(4, 1, 4), torch.ones(4, 1, 4)))
l(torch.ones(1, 3, 3), torch.ones(4, 1, 2))
l(torch.ones(1, 3, 3), (torch.ones(4, 2), torch.ones(4, 4)))
g = nn.GRU(2, 2, bias=False); g, [n for n, _ in g.named_parameters()], g(torch.ones(2, 2))
nn.LSTMCell(2, 3)(torch.ones(2)), nn.GRUCell(2, 3)(torch.ones(1, 2))
nn.LSTMCell(2, 3)(torch.ones(1, 3))
nn.RNNCell(2, 3)(torch.ones(1, 2), torch.ones(1, 2))
nn.RNNCell(2, 3)(torch.ones(1, 2), torch.ones(2, 3))
nn.RNNCell(2, 3, nonlinearity='foo')(torch.ones(1, 2))
nn.LSTMCell(2, 3)(torch.ones(1, 1, 2))
q = nn.MultiheadAttention(4, 2)
x = torch.arange(12.0).reshape(3, 1, 4) / 7
q(x, x, x)
q(x, x, x, need_weights=False)[1]
q(x, x, x, attn_mask=torch.ones(3, 3).triu(1).bool())[1]
q(x, x, x, attn_mask=torch.zeros(2, 3))
q(x, x, x, attn_mask=torch.zeros(3, 3, 3))
q(x, x, x, attn_mask=torch.zeros(2, 3, 3))[1].shape
q(x, x, x, key_padding_mask=torch.tensor([[True, False, False]]))[1]
q(x, x, x, key_padding_mask=torch.tensor([[True, True, True]]))
q(x, x, x, key_padding_mask=torch.zeros(2, 3).bool())
q(x, x, x, key_padding_mask=torch.zeros(3).bool())
q(x[:, 0], x[:, 0], x[:, 0])[1]
q(x[:, 0], x, x)
q(x[:2], x, x)[1].shape, q(x[:0], x, x)[0].shape
q(x, x[:2], x)
q(torch.ones(3, 1, 5), x, x)
q(x, torch.ones(3, 2, 4), torch.ones(3, 2, 4))
q(x, x, torch.ones(3, 1, 5))
k = nn.MultiheadAttention(4, 2, kdim=3, vdim=5, bias=False, add_bias_kv=True, add_zero_attn=True)
[(n, tuple(p.shape)) for n, p in k.named_parameters()], k(x, torch.ones(2, 1, 3), torch.ones(2, 1, 5))[1].shape
nn.MultiheadAttention(4, 0)
nn.MultiheadAttention(0, 2)
t = nn.TransformerEncoderLayer(4, 2, 8, dropout=0.0)
t
t(x, src_mask=nn.Transformer.generate_square_subsequent_mask(3))
t(x, src_key_padding_mask=torch.tensor([[False, False, True]]))
t.eval()(x), nn.TransformerEncoderLayer(4, 2, 8, 0.0, F.gelu, norm_first=True)(x).shape
t(torch.ones(3, 1, 5))
t(torch.ones(3, 4)).shape
d = nn.TransformerDecoderLayer(4, 2, 8, dropout=0.0); d(x, x[:2], tgt_mask=nn.Transformer.generate_square_subsequent_mask(3))
d
nn.TransformerEncoder(t, 2, norm=nn.LayerNorm(4))
nn.TransformerEncoder(t, 2)(x), nn.TransformerDecoder(d, 1)(x, x).shape
nn.TransformerDecoderLayer(4, 2, 8, activation='foo')
nn.Transformer(4, 3)
tt = nn.Transformer(4, 2, 1, 1, 8, 0.0); tt(x, x).shape, tt(x, x, tgt_mask=tt.generate_square_subsequent_mask(3)).shape
tt(x, torch.ones(3, 2, 4))
tt(torch.ones(3, 1, 5), x)
nn.Transformer.generate_square_subsequent_mask(0), nn.Transformer.generate_square_subsequent_mask(3)
nn.LocalResponseNorm(2)(torch.arange(6.0).reshape(1, 3, 2)), nn.LocalResponseNorm(3, 1.0, 0.5, 2.0)(torch.arange(24.0).reshape(1, 3, 2, 4))
nn.LocalResponseNorm(2)(torch.ones(2, 2))
nn.LocalResponseNorm(2)(torch.ones(0, 2, 2))
F.cosine_similarity(torch.zeros(1, 2), torch.ones(1, 2)), F.cosine_similarity(torch.tensor([1.0, 2.0]), torch.tensor([[1.0, 2.0], [-1.0, 0.0]]), dim=-1), nn.CosineSimilarity(0)(torch.ones(3), -torch.ones(3))
F.cosine_similarity(torch.ones(2, 3), torch.ones(2, 4))
F.pairwise_distance(torch.ones(2, 3), torch.ones(2, 3)), nn.PairwiseDistance(1, keepdim=True)(torch.ones(3), torch.zeros(3)), F.pairwise_distance(torch.ones(2, 3), torch.zeros(3), p=float('inf'))
F.normalize(torch.tensor([[3.0, 4.0], [0.0, 0.0]])), F.normalize(torch.tensor([3.0, 4.0]), p=1, dim=0), F.normalize(torch.tensor([3.0, 4.0]), dim=0, eps=10.0)
F.normalize(torch.tensor([3.0, 4.0]))
lz = nn.LazyLinear(2)
lz, lz.weight, lz.bias, list(lz.state_dict())
lz.weight.shape
lz.weight.numel()
lz.weight + 1
lz.share_memory()
_ = torch.manual_seed(1)
lz(torch.ones(2, 3)), lz, type(lz).__name__
_ = torch.manual_seed(1)
nn.Linear(3, 2).weight
lc = nn.LazyConv2d(2, 3); lc, lc(torch.ones(1, 2, 4, 4)).shape, lc
nn.LazyConv2d(2, 3)(torch.ones(4, 4))
nn.LazyConv1d(2, 3)(torch.ones(1, 2, 3, 4))
nn.LazyLinear(2)(torch.tensor(1.0))
lb = nn.LazyBatchNorm1d(); lb, lb.num_batches_tracked, lb.running_mean, lb.eval()(torch.ones(2, 3)), lb
nn.LazyBatchNorm2d()(torch.ones(2, 3))
nn.Linear(3, 2).load_state_dict(nn.LazyLinear(2).state_dict())
nn.LazyLinear(2).load_state_dict(nn.LazyLinear(2).state_dict())
nn.LazyLinear(2).double().weight.dtype, nn.LazyLinear(2, bias=False).bias
torch.optim.SGD(nn.LazyLinear(2).parameters(), lr=0.1).param_groups[0]['params'][0]
nn.LazyConvTranspose1d(2, 3)(torch.ones(1, 2, 3)).shape, nn.LazyInstanceNorm1d(), nn.LazyInstanceNorm1d()(torch.ones(1, 2, 3)).shape
nn.LazyConv2d(3, 3, groups=2)
nn.LazyConv2d(4, 3, groups=2)(torch.ones(1, 3, 4, 4))
nn.LazyLinear(2).extra_repr()
