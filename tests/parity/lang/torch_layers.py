# Layers on small inputs: outputs and gradients.
_ = torch.manual_seed(0)
x = torch.randn(2, 3, 4, 4)
conv = nn.Conv2d(3, 2, 3, padding=1); y = conv(x); y.shape, y[0, 0, 0].tolist(), y.sum().backward(), conv.bias.grad
nn.MaxPool2d(2)(x).shape, nn.AvgPool2d(2)(x)[0, 0], nn.AdaptiveAvgPool2d(1)(x).flatten(), F.max_pool2d(x, 2, 1).shape, nn.Flatten()(x).shape, nn.Upsample(scale_factor=2)(x).shape, nn.ConvTranspose2d(3, 1, 2, stride=2)(x).shape
nn.BatchNorm2d(3)(x).mean((0, 2, 3)), nn.LayerNorm(4)(x)[0, 0, 0], nn.GroupNorm(3, 3)(x).std(), nn.InstanceNorm2d(3)(x).shape
t = torch.tensor([-1., 0., 2.])
nn.ReLU()(t), nn.LeakyReLU(0.1)(t), nn.ELU()(t), nn.GELU()(t), nn.Sigmoid()(t), nn.Tanh()(t), nn.Softplus()(t), nn.SiLU()(t), nn.Hardtanh()(t), nn.PReLU()(t), nn.ReLU6()(t * 5), nn.Softmax(dim=0)(t), nn.LogSoftmax(0)(t), nn.Identity()(t), nn.Softsign()(t)
e = nn.Embedding(5, 2); e(torch.tensor([0, 4])), e(torch.tensor([[1, 2], [3, 4]])).shape
e(torch.tensor([5]))
nn.Conv2d(3, 2, 3)(torch.ones(1, 4, 5, 5))
nn.Conv2d(3, 2, 3)(torch.ones(3, 5))
nn.Conv2d(1, 1, 5)(torch.ones(1, 1, 3, 3))
nn.BatchNorm2d(3)(torch.ones(2, 4, 2, 2))
nn.BatchNorm1d(3)(torch.ones(2, 3, 4, 4))
nn.LayerNorm(3)(torch.ones(2, 4))
nn.Linear(3, 2)(torch.ones(2, 4))
nn.MaxPool2d(5)(torch.ones(1, 1, 2, 2))
nn.Conv2d(3, 4, 3, groups=2)
nn.Dropout(-1)
lstm = nn.LSTM(2, 3, num_layers=2, batch_first=True); out, (h, c) = lstm(torch.ones(1, 4, 2)); out.shape, h.shape, c.shape, out[0, -1].tolist() == h[-1, 0].tolist()
gru = nn.GRU(2, 3); out, h = gru(torch.ones(4, 1, 2)); out[-1], h
rnn = nn.RNN(2, 3, bidirectional=True); rnn(torch.ones(4, 1, 2))[0].shape
lstm(torch.ones(1, 4, 3))
mha = nn.MultiheadAttention(4, 2); out, w = mha(torch.ones(3, 1, 4), torch.ones(3, 1, 4), torch.ones(3, 1, 4)); out.shape, w
enc = nn.TransformerEncoderLayer(4, 2, 8, 0.0); enc(torch.ones(3, 1, 4)).shape
nn.MultiheadAttention(5, 2)
conv, lstm, e, nn.BatchNorm2d(3), nn.MaxPool2d(2), nn.Dropout(), nn.LayerNorm(4), nn.AdaptiveAvgPool2d((1, 1)), nn.Flatten(), nn.Upsample(scale_factor=2), nn.Softmax(dim=1), nn.ConvTranspose2d(3, 1, 2), mha, nn.Conv2d(1, 2, 3, stride=2, padding=1, bias=False), nn.LeakyReLU(0.2, inplace=True)
