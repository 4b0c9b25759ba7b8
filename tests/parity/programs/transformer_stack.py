# nn.TransformerEncoder, TransformerDecoder and Transformer: copies of a layer, masks, padding in eval
# tolerance: 1e-4 (LayerNorm over four features multiplies what float32 rounds away)
_ = torch.manual_seed(0)
layer = nn.TransformerEncoderLayer(4, 2, 8, dropout=0.2)
m = nn.TransformerEncoder(layer, 1)
m
_ = torch.manual_seed(0)
layer = nn.TransformerEncoderLayer(4, 2, 8, dropout=0.2)
m = nn.TransformerEncoder(layer, 2)
m.num_layers
m.norm
m.enable_nested_tensor
torch.rand(2).tolist()
torch.equal(m.layers[0].linear1.weight, m.layers[1].linear1.weight)
torch.equal(m.layers[0].linear1.weight, layer.linear1.weight)
x = torch.arange(24).reshape(3, 2, 4) % 7 / 3 - 1
x.requires_grad = True
u = torch.arange(24).reshape(3, 2, 4) % 5 / 3 - 0.5
y = m(x)
y
y.tolist()
torch.rand(2).tolist()
(y * u).sum().backward()
x.grad.tolist()
m.layers[0].self_attn.in_proj_weight.grad.tolist()
m.layers[1].linear2.weight.grad.tolist()
layer.linear1.weight.grad
_ = m.eval()
m.layers[1].dropout1.training
layer.training
m(x).tolist()
torch.rand(2).tolist()
causal = torch.triu(torch.zeros(3, 3).log(), diagonal=1)
causal
m(x, causal).tolist()
m(x, mask=causal, src_key_padding_mask=torch.tensor([[False, False, True], [False, False, False]])).tolist()
# with a norm, norm first
_ = torch.manual_seed(1)
m = nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8, norm_first=True, activation='gelu'), num_layers=3, norm=nn.LayerNorm(4))
m.layers[2]
y = m(x)
y.tolist()
(y * u).sum().backward()
m.norm.weight.grad.tolist()
m.layers[2].self_attn.out_proj.weight.grad.tolist()
# padding in eval without gradients: padded places are not computed
_ = torch.manual_seed(2)
m = nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8, batch_first=True), 2)
_ = m.eval()
x = torch.arange(32).reshape(2, 4, 4) % 9 / 4 - 1
p = torch.tensor([[False, False, False, True], [False, False, True, True]])
m(x, src_key_padding_mask=p).tolist()
_ = m.requires_grad_(False)
m(x, src_key_padding_mask=p)
m(x, src_key_padding_mask=torch.tensor([[False, False, False, False], [False, False, True, True]]))
m(x, src_key_padding_mask=torch.tensor([[True, False, False, False], [False, False, False, True]]))
m(x, src_key_padding_mask=torch.tensor([[False, False, True, True], [True, True, True, True]]))
m(x, src_key_padding_mask=torch.zeros(2, 4))
m(x, torch.zeros(4, 4), src_key_padding_mask=p)
m(x)
_ = m.train()
m(x, src_key_padding_mask=p)
_ = m.eval()
m.norm = nn.LayerNorm(4)
_ = m.norm.bias.data.fill_(0.5)
m(x, src_key_padding_mask=p)
m = nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8, batch_first=True), 1, enable_nested_tensor=False)
_ = m.eval()
_ = m.requires_grad_(False)
m(x, src_key_padding_mask=p).shape
m = nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 1, 8, batch_first=True), 1)
_ = m.eval()
_ = m.requires_grad_(False)
m(x, src_key_padding_mask=p).shape
m = nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8, batch_first=True, activation=nn.Tanh()), 1)
_ = m.eval()
_ = m.requires_grad_(False)
m(x, src_key_padding_mask=p).shape
# the decoder
_ = torch.manual_seed(3)
m = nn.TransformerDecoder(nn.TransformerDecoderLayer(4, 2, 8, dropout=0.2), 2, nn.LayerNorm(4))
m.layers[1], m.norm
x = torch.arange(24).reshape(3, 2, 4) % 7 / 3 - 1
x.requires_grad = True
k = torch.arange(40).reshape(5, 2, 4) % 11 / 5 - 1
k.requires_grad = True
y = m(x, k)
y.tolist()
torch.rand(2).tolist()
(y * u).sum().backward()
x.grad.tolist()
k.grad.tolist()
m.layers[1].multihead_attn.in_proj_weight.grad.tolist()
_ = m.eval()
m(x, k, tgt_mask=causal, memory_key_padding_mask=torch.tensor([[False, False, True, True, False], [False, True, False, False, False]])).tolist()
# both
_ = torch.manual_seed(4)
m = nn.Transformer(4, 2, 2, 1, 8, dropout=0.2)
m.decoder
m.d_model, m.nhead, m.batch_first
m.encoder.layers[0].linear1.weight.tolist()
m.encoder.layers[1].linear1.weight.tolist()
m.decoder.layers[0].multihead_attn.out_proj.weight.tolist()
m.encoder.layers[0].linear1.bias.tolist()
torch.rand(2).tolist()
y = m(k, x)
y
y.tolist()
torch.rand(2).tolist()
x.grad = None
k.grad = None
(y * u).sum().backward()
x.grad.tolist()
k.grad.tolist()
m.encoder.layers[0].self_attn.in_proj_weight.grad.tolist()
m.decoder.norm.weight.grad.tolist()
_ = m.eval()
m(k, x, tgt_mask=causal).tolist()
m(k, x, src_mask=torch.zeros(5, 5), memory_mask=torch.zeros(3, 5), src_key_padding_mask=torch.tensor([[False, False, False, False, True], [False, False, False, True, True]]), tgt_key_padding_mask=torch.tensor([[False, False, True], [False, True, True]]), memory_key_padding_mask=torch.tensor([[False, False, False, False, True], [False, False, False, True, True]])).tolist()
m(k[:, 0], x[:, 0])
m.generate_square_subsequent_mask(2)
_ = torch.manual_seed(5)
m = nn.Transformer(d_model=4, nhead=2, num_encoder_layers=1, num_decoder_layers=1, dim_feedforward=8, activation='gelu', batch_first=True, norm_first=True)
m(k.transpose(0, 1), x.transpose(0, 1)).tolist()
m = nn.Transformer(4, 2, 1, 1, 8, custom_decoder=nn.Identity())
m
# errors
m = nn.Transformer(4, 2, 1, 1, 8)
x = torch.ones(3, 2, 4)
k = torch.ones(5, 2, 4)
m(x)
m(x, k[:, :1])
m(x, torch.ones(3, 2, 5))
m(x, k, mask=x)
e = nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8), 0)
e
e(x)
e()
e(x, src_mask=x)
e = nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8), 1)
e(x, src_key_padding_mask=torch.zeros(2, 3, dtype=torch.int64))
d = nn.TransformerDecoder(nn.TransformerDecoderLayer(4, 2, 8), 1)
d(x)
nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8))
nn.TransformerEncoder(3, 2)
