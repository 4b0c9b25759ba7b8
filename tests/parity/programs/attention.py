# nn.MultiheadAttention: every option, masks, weights, dropout, gradients, both modes, errors
_ = torch.manual_seed(0)
m = nn.MultiheadAttention(4, 2)
m
m.in_proj_weight.tolist()
m.out_proj.weight.tolist()
m.in_proj_bias
m.out_proj.bias
m.out_proj
m.embed_dim, m.num_heads, m.head_dim, m.dropout, m.batch_first, m.kdim, m.vdim, m.add_zero_attn, m._qkv_same_embed_dim
m.bias_k
m.q_proj_weight
x = torch.arange(24).reshape(3, 2, 4) % 7 / 3 - 1
x.requires_grad = True
k = torch.arange(32).reshape(4, 2, 4) % 5 / 2 - 1.2
k.requires_grad = True
v = torch.arange(32).reshape(4, 2, 4) % 11 / 5 - 1
v.requires_grad = True
u = torch.arange(24).reshape(3, 2, 4) % 5 / 3 - 0.5
s = torch.arange(18).reshape(2, 3, 3) % 4 / 3 - 0.5
y, w = m(x, x, x)
y
w
y.tolist()
w.tolist()
((y * u).sum() + (w * s).sum()).backward()
x.grad.tolist()
m.in_proj_weight.grad.tolist()
m.in_proj_bias.grad.tolist()
m.out_proj.weight.grad.tolist()
m.out_proj.bias.grad.tolist()
x.grad = None
m.zero_grad(set_to_none=True)
y, w = m(x, k, v)
y.tolist()
w.shape
(y * u).sum().backward()
x.grad.tolist()
k.grad.tolist()
v.grad.tolist()
m.in_proj_weight.grad.tolist()
k.grad = None
y, w = m(x, k, k)
(y * u).sum().backward()
k.grad.tolist()
m.in_proj_weight.grad.tolist()
m.in_proj_bias.grad.tolist()
# weights: of each head, or none
y, w = m(x, k, v, average_attn_weights=False)
w
y, w = m(x, k, v, need_weights=False)
w
y, w = m(x, k, v, None, False)
w
# without a batch
y, w = m(x[:, 0], k[:, 0], v[:, 0])
y
w
y, w = m(x[:, 0], k[:, 0], v[:, 0], average_attn_weights=False)
w
# masks
causal = torch.triu(torch.zeros(3, 3).log(), diagonal=1)
y, w = m(x, x, x, attn_mask=causal)
y.tolist()
w.tolist()
b = torch.tensor([[False, True, False, False], [False, False, True, True], [True, False, False, False]])
y, w = m(x, k, v, attn_mask=b)
w
f = torch.arange(48).reshape(4, 3, 4) % 7 / 2 - 1
f.requires_grad = True
y, w = m(x, k, v, attn_mask=f)
(y * u).sum().backward()
f.grad.tolist()
p = torch.tensor([[False, True, False, False], [False, False, True, True]])
y, w = m(x, k, v, key_padding_mask=p)
w
y, w = m(x, k, v, key_padding_mask=p, attn_mask=b)
w
y, w = m(x, k, v, key_padding_mask=p, attn_mask=f)
w.tolist()
y, w = m(x, k, v, key_padding_mask=torch.tensor([[0., 1., -1., 0.], [0., 0., 2., 0.5]]))
w.tolist()
y, w = m(x[:, 0], k[:, 0], v[:, 0], key_padding_mask=p[0])
w
y, w = m(x, k, v, attn_mask=b.repeat(4, 1, 1), average_attn_weights=False)
w
y, w = m(x, x, x, attn_mask=torch.ones(3, 3, dtype=torch.bool))
y
w
y, w = m(x, x, x, attn_mask=torch.zeros(3, 3, dtype=torch.uint8))
w
# other options
_ = torch.manual_seed(1)
m = nn.MultiheadAttention(4, 2, bias=False, batch_first=True)
m
x = torch.arange(24).reshape(2, 3, 4) % 7 / 3 - 1
x.requires_grad = True
y, w = m(x, x, x)
y
w
u = torch.arange(24).reshape(2, 3, 4) % 5 / 3 - 0.5
(y * u).sum().backward()
x.grad.tolist()
m.in_proj_weight.grad.tolist()
y, w = m(x[0], x[0], x[0])
y
_ = torch.manual_seed(2)
m = nn.MultiheadAttention(4, 2, kdim=3, vdim=5)
m
m.q_proj_weight.shape, m.k_proj_weight.shape, m.v_proj_weight.shape
m.k_proj_weight.tolist()
m.in_proj_weight
x = torch.arange(24).reshape(3, 2, 4) % 7 / 3 - 1
k = torch.arange(24).reshape(4, 2, 3) % 5 / 2 - 1.2
v = torch.arange(40).reshape(4, 2, 5) % 11 / 5 - 1
y, w = m(x, k, v)
y
w
u = torch.arange(24).reshape(3, 2, 4) % 5 / 3 - 0.5
(y * u).sum().backward()
m.q_proj_weight.grad.tolist()
m.k_proj_weight.grad.tolist()
m.v_proj_weight.grad.tolist()
m.in_proj_bias.grad.tolist()
_ = torch.manual_seed(3)
m = nn.MultiheadAttention(4, 2, add_bias_kv=True, add_zero_attn=True)
m.bias_k
m.bias_v.tolist()
y, w = m(x, x, x)
y
w
(y * u).sum().backward()
m.bias_k.grad.tolist()
m.bias_v.grad.tolist()
m.in_proj_weight.grad.tolist()
y, w = m(x, x, x, attn_mask=causal, key_padding_mask=torch.tensor([[True, False, False], [False, False, True]]))
w
# dropout of the weights, in train only
_ = torch.manual_seed(4)
m = nn.MultiheadAttention(4, 2, dropout=0.5)
x.requires_grad = True
y, w = m(x, x, x, average_attn_weights=False)
y.tolist()
w.tolist()
torch.rand(2).tolist()
(y * u).sum().backward()
x.grad.tolist()
m.in_proj_weight.grad.tolist()
_ = m.eval()
y, w = m(x, x, x)
y.tolist()
torch.rand(2).tolist()
_ = m.requires_grad_(False)
y, w = m(x.detach(), x.detach(), x.detach())
y
w
_ = m.requires_grad_(True)
_ = m.train()
m.dropout = 1.0
y, w = m(x, x, x)
y
w
torch.rand(2).tolist()
m.dropout = 2.0
y, w = m(x, x, x)
m.dropout = 0.0
# the fast path's conditions: the same numbers
m = nn.MultiheadAttention(4, 2, batch_first=True)
_ = m.eval()
y, w = m(x, x, x)
y.tolist()
_ = m.requires_grad_(False)
x = x.detach()
y, w = m(x, x, x, key_padding_mask=torch.tensor([[False, True], [False, False], [True, True]]))
y
w
# float64
m = nn.MultiheadAttention(4, 1).double()
y, w = m(x.double(), x.double(), x.double())
y
# errors
m = nn.MultiheadAttention(4, 2)
x = torch.ones(3, 2, 4)
m()
m(x, x)
m(x, x, x, None, True, None, True, 3)
m(x, x, x, mask=x)
m(None, x, x)
m(x[0, 0], x, x)
m(x[None], x, x)
m(x, x[0], x)
m(x[0], x, x)
m(torch.ones(3, 2, 6), x, x)
m(x, x, x[:2])
m(x, torch.ones(3, 2, 6), torch.ones(3, 2, 6))
m(x, torch.ones(3, 3, 4), torch.ones(3, 3, 4))
m(x, x, x, attn_mask=torch.zeros(3, 4))
m(x, x, x, attn_mask=torch.zeros(2, 3, 3))
m(x, x, x, attn_mask=torch.zeros(3))
m(x, x, x, attn_mask=torch.zeros(1, 1, 3, 3))
m(x, x, x, attn_mask=torch.zeros(3, 3, dtype=torch.int64))
m(x[:, 0], x[:, 0], x[:, 0], attn_mask=torch.zeros(4, 3, 3))
m(x[:, 0], x[:, 0], x[:, 0], attn_mask=torch.zeros(3))
m(x, x, x, key_padding_mask=torch.zeros(3, 2))
m(x, x, x, key_padding_mask=torch.zeros(3))
m(x[:, 0], x[:, 0], x[:, 0], key_padding_mask=torch.zeros(2, 3))
m(x, x, x, key_padding_mask=torch.zeros(2, 3, dtype=torch.int64))
n = nn.MultiheadAttention(4, 2, kdim=3, vdim=5)
n(x, torch.ones(6, 2, 3), torch.ones(7, 2, 5))
n(x, torch.ones(6, 2, 4), torch.ones(6, 2, 5))
nn.MultiheadAttention(4, 3)
nn.MultiheadAttention(4)
nn.MultiheadAttention(4, 0)
nn.MultiheadAttention(4, 2, foo=1)
# the function
F.multi_head_attention_forward(x, x, x, 4, 2, m.in_proj_weight, m.in_proj_bias, None, None, False, 0.0, m.out_proj.weight, m.out_proj.bias)
