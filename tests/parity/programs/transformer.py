# nn.TransformerEncoderLayer, DecoderLayer, Encoder, Decoder and Transformer
# tolerance: 1e-4 (LayerNorm over four features multiplies what float32 rounds away)
_ = torch.manual_seed(0)
m = nn.TransformerEncoderLayer(4, 2, 8)
m
m.linear2.weight.tolist()
m.self_attn.in_proj_weight.tolist()
m.norm_first
m.activation_relu_or_gelu
x = torch.arange(24).reshape(3, 2, 4) % 7 / 3 - 1
x.requires_grad = True
u = torch.arange(24).reshape(3, 2, 4) % 5 / 3 - 0.5
y = m(x)
y
y.tolist()
torch.rand(2).tolist()
(y * u).sum().backward()
x.grad.tolist()
m.self_attn.in_proj_weight.grad.tolist()
m.self_attn.out_proj.bias.grad.tolist()
m.linear1.weight.grad.tolist()
m.linear2.bias.grad.tolist()
m.norm1.weight.grad.tolist()
m.norm2.bias.grad.tolist()
_ = m.eval()
y = m(x)
y.tolist()
torch.rand(2).tolist()
y = m(x[0])
y
causal = torch.triu(torch.full((3, 3), -1.0), diagonal=1)
m(x, causal).tolist()
m(x, src_mask=causal, src_key_padding_mask=torch.tensor([[False, False, True], [False, True, True]])).tolist()
# norm first, gelu, batch first, each kind of activation
_ = torch.manual_seed(1)
m = nn.TransformerEncoderLayer(4, 2, 8, dropout=0.5, activation='gelu', batch_first=True, norm_first=True)
m
m.activation_relu_or_gelu
x = torch.arange(24).reshape(2, 3, 4) % 7 / 3 - 1
x.requires_grad = True
u = torch.arange(24).reshape(2, 3, 4) % 5 / 3 - 0.5
y = m(x)
y
y.tolist()
torch.rand(2).tolist()
(y * u).sum().backward()
x.grad.tolist()
m.self_attn.in_proj_weight.grad.tolist()
m.linear1.weight.grad.tolist()
m.norm1.weight.grad.tolist()
m.dropout.p = 0.0
_ = m.self_attn.eval()
m(x).tolist()
torch.rand(2).tolist()
_ = m.eval()
m(x).tolist()
m = nn.TransformerEncoderLayer(4, 2, 8, dropout=0, activation=nn.GELU(), layer_norm_eps=0.5)
m
m.activation_relu_or_gelu
m(x)
m = nn.TransformerEncoderLayer(4, 2, 8, dropout=0.0, activation=nn.Tanh())
m.activation_relu_or_gelu
m(x)
m.activation = nn.ReLU()
m(x)
# single parts in train and eval
_ = torch.manual_seed(5)
m = nn.TransformerEncoderLayer(4, 2, 8, dropout=0.5)
_ = m.eval()
_ = m.dropout1.train()
m(x).tolist()
_ = m.self_attn.train()
m(x).tolist()
torch.rand(2).tolist()
# appendix A
_ = torch.manual_seed(0)
m = nn.TransformerEncoderLayer(4, 2, 8, dropout=0.1, batch_first=True)
_ = torch.manual_seed(1)
m((torch.arange(24).reshape(2, 3, 4) * 7919 % 1000) / 250 - 2).tolist()
# the decoder's layer
_ = torch.manual_seed(2)
m = nn.TransformerDecoderLayer(4, 2, 8, dropout=0.3)
m
m.linear1.weight.tolist()
x = torch.arange(24).reshape(3, 2, 4) % 7 / 3 - 1
x.requires_grad = True
k = torch.arange(40).reshape(5, 2, 4) % 11 / 5 - 1
k.requires_grad = True
u = torch.arange(24).reshape(3, 2, 4) % 5 / 3 - 0.5
y = m(x, k)
y
y.tolist()
torch.rand(2).tolist()
(y * u).sum().backward()
x.grad.tolist()
k.grad.tolist()
m.multihead_attn.in_proj_weight.grad.tolist()
m.self_attn.in_proj_weight.grad.tolist()
m.linear2.weight.grad.tolist()
m.norm3.weight.grad.tolist()
_ = m.eval()
m(x, k).tolist()
m(x, memory=k, tgt_mask=causal, memory_mask=torch.arange(15).reshape(3, 5) % 4 / 2, tgt_key_padding_mask=torch.tensor([[False, False, True], [False, True, False]]), memory_key_padding_mask=torch.tensor([[False, False, True, True, False], [False, True, False, False, False]])).tolist()
m(x[:, 0], k[:, 0])
_ = torch.manual_seed(3)
m = nn.TransformerDecoderLayer(4, 2, 8, dropout=0.3, norm_first=True, batch_first=True, activation='gelu')
x = torch.arange(24).reshape(2, 3, 4) % 7 / 3 - 1
x.requires_grad = True
k = torch.arange(40).reshape(2, 5, 4) % 11 / 5 - 1
u = torch.arange(24).reshape(2, 3, 4) % 5 / 3 - 0.5
y = m(x, k)
y
y.tolist()
torch.rand(2).tolist()
(y * u).sum().backward()
x.grad.tolist()
m.multihead_attn.in_proj_weight.grad.tolist()
m.norm2.weight.grad.tolist()
# errors of the layers
m = nn.TransformerEncoderLayer(4, 2, 8)
x = torch.ones(3, 2, 4)
m()
m(x, mask=x)
m(None)
m(x[None])
m(torch.ones(3, 2, 5))
m(x, torch.zeros(3, 4))
m(x, src_key_padding_mask=torch.zeros(2, 3, dtype=torch.int64))
d = nn.TransformerDecoderLayer(4, 2, 8)
d(x)
d(x, x, mask=3)
d(x, x[:, :1])
nn.TransformerEncoderLayer(4)
nn.TransformerEncoderLayer(4, 3)
nn.TransformerEncoderLayer(4, 2, 8, activation='foo')
nn.TransformerEncoderLayer(4, 2, 8, dropout=2)
