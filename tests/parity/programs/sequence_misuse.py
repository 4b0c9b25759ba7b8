# recurrent layers and attention that were given what does not fit: sizes of 0, and weights replaced by others
nn.LSTM(-1, 4)
nn.LSTM(0, 4)
nn.GRU(3, 4, num_layers=-1)
nn.RNNCell(-1, 4)
nn.RNNCell(3, 0)
nn.RNNCell(3, 0)(torch.ones(2, 3))
nn.LSTMCell(0, 2)
y, s = nn.LSTM(0, 4)(torch.ones(2, 3, 0))
y.shape
nn.MultiheadAttention(-4, 2)
nn.MultiheadAttention(4, -2)
nn.MultiheadAttention(0, 1)
nn.TransformerEncoderLayer(4, 2, 0)
nn.TransformerEncoderLayer(4, 2, -1)
nn.MultiheadAttention(4, 2)(torch.ones(0, 2, 4), torch.ones(0, 2, 4), torch.ones(0, 2, 4))
nn.MultiheadAttention(4, 2)(torch.ones(3, 0, 4), torch.ones(3, 0, 4), torch.ones(3, 0, 4))
m = nn.LSTM(3, 4)
m.hidden_size = 5
m(torch.ones(2, 3, 3))
m.hidden_size = 4
m.weight_hh_l0 = nn.Parameter(torch.ones(16, 3))
m(torch.ones(2, 3, 3))
m.weight_hh_l0 = nn.Parameter(torch.ones(2, 4))
m(torch.ones(2, 3, 3))
m.weight_hh_l0 = nn.Parameter(torch.ones(16, 4))
m.weight_ih_l0 = nn.Parameter(torch.ones(16, 2))
m(torch.ones(2, 3, 3))
m.weight_ih_l0 = nn.Parameter(torch.ones(16, 3))
m.bias_ih_l0 = nn.Parameter(torch.ones(3))
m(torch.ones(2, 3, 3))
a = nn.MultiheadAttention(4, 2)
a.num_heads = 0
a(torch.ones(2, 3, 4), torch.ones(2, 3, 4), torch.ones(2, 3, 4))
a.num_heads = 3
a(torch.ones(2, 3, 4), torch.ones(2, 3, 4), torch.ones(2, 3, 4))
a.num_heads = 2
a.in_proj_weight = None
a(torch.ones(2, 3, 4), torch.ones(2, 3, 4), torch.ones(2, 3, 4))
