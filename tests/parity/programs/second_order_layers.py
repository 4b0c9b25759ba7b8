# create_graph=True of everything that PyTorch differentiates twice, and what it refuses.
def wave(shape, k=1.0, b=0.0):
    n = 1
    for s in shape:
        n *= s
    return (torch.sin(torch.arange(n, dtype=torch.float64) * 1.7 * k + k + b) * 1.3).reshape(shape)
def second(name, f, *xs, third=False):
    xs = [x.detach().clone().requires_grad_() for x in xs]
    try:
        y = f(*xs)
        ys = [t for t in (y if isinstance(y, (tuple, list)) else [y]) if t.is_floating_point()]
        vs = [wave(t.shape, 0.7).requires_grad_() for t in ys]
        all_ = xs + vs
        gs = torch.autograd.grad(ys, xs, vs, create_graph=True, allow_unused=True)
        print(name, [g if g is None else g.tolist() for g in gs])
        z = sum((g * g * wave(g.shape, 0.9, 0.3)).sum() for g in gs if g is not None)
        hs = torch.autograd.grad(z, all_, allow_unused=True, create_graph=third)
        print(name, 'second', [h if h is None else (h + 0).tolist() for h in hs])
        if third:
            z = sum((h * wave(h.shape, 0.5)).sum() for h in hs if h is not None)
            ts = torch.autograd.grad(z, all_, allow_unused=True)
            print(name, 'third', [t if t is None else (t + 0).tolist() for t in ts])
    except (RuntimeError, NotImplementedError) as e:
        print(name, type(e).__name__, e)
img = wave((2, 4, 6, 5))
vol = wave((1, 2, 4, 4, 5))
line = wave((2, 4, 7))
k = {'conv1d': lambda a, w, b: F.conv1d(a, w, b, stride=2, padding=1, dilation=2), 'conv1d same': lambda a, w, b: F.conv1d(a, torch.cat([w, w[..., :1]], 2), b, padding='same'), 'convt1d': lambda a, w, b: F.conv_transpose1d(a, w.transpose(0, 1), b, stride=2, padding=1)}
for name, f in k.items():
    second(name, f, line, wave((3, 4, 3), 0.5), wave((3,)), third=True)
k = {'conv2d': lambda a, w, b: F.conv2d(a, w, b), 'conv2d s': lambda a, w, b: F.conv2d(a, w, b, stride=(2, 1), padding=1), 'conv2d same': lambda a, w, b: F.conv2d(a, w, b, padding='same'), 'convt2d': lambda a, w, b: F.conv_transpose2d(a, w.transpose(0, 1), b, stride=2, padding=1, output_padding=(1, 0))}
for name, f in k.items():
    second(name, f, img, wave((3, 4, 2, 3), 0.5), wave((3,)))
second('groups', lambda a, w: F.conv2d(a, w, None, groups=2, padding=1), img, wave((6, 2, 3, 3)))
second('groups t', lambda a, w: F.conv_transpose2d(a, w, None, groups=2, stride=2), img[:1], wave((4, 2, 2, 2)))
second('depthwise', lambda a, w: F.conv2d(a, w, None, groups=4), img[:1], wave((4, 1, 3, 3)))
second('conv3d', lambda a, w, b: F.conv3d(a, w, b, padding=(0, 1, 0)), vol, wave((2, 2, 2, 2, 2)), wave((2,)))
second('convt3d', lambda a, w: F.conv_transpose3d(a, w, None, stride=(1, 2, 1)), vol, wave((2, 1, 2, 2, 2)))
second('unbatched', lambda a, w: F.conv2d(a, w), img[0], wave((2, 4, 2, 2)))
pools = {'max': lambda a: F.max_pool2d(a, 2), 'max s': lambda a: F.max_pool2d(a, 3, 2, 1, ceil_mode=True), 'avg': lambda a: F.avg_pool2d(a, 2), 'avg c': lambda a: F.avg_pool2d(a, 3, 2, 1, ceil_mode=True, count_include_pad=False), 'avg d': lambda a: F.avg_pool2d(a, 2, divisor_override=3), 'aavg': lambda a: F.adaptive_avg_pool2d(a, (2, 3)), 'aavg 1': lambda a: F.adaptive_avg_pool2d(a, 1), 'amax': lambda a: F.adaptive_max_pool2d(a, (2, 3)), 'lp': lambda a: F.lp_pool2d(a.abs(), 2, 2), 'lrn': lambda a: F.local_response_norm(a, 2), 'max idx': lambda a: F.max_unpool2d(*F.max_pool2d(a[..., :4], 2, return_indices=True), 2), 'cross map': lambda a: nn.CrossMapLRN2d(3)(a)}
for name, f in pools.items():
    second(name, f, img[:1], third=True)
second('max1', lambda a: F.max_pool1d(a, 2), line)
second('avg1', lambda a: F.avg_pool1d(a, 3, 2), line)
second('aavg1', lambda a: F.adaptive_avg_pool1d(a, 3), line)
second('amax1', lambda a: F.adaptive_max_pool1d(a, 3), line)
second('max3', lambda a: F.max_pool3d(a, 2), vol)
second('avg3', lambda a: F.avg_pool3d(a, 2), vol)
second('aavg3', lambda a: F.adaptive_avg_pool3d(a, 2), vol)
second('amax3', lambda a: F.adaptive_max_pool3d(a, 2), vol)
second('fractional', lambda a: F.fractional_max_pool2d(a, 2, output_size=(2, 2), _random_samples=torch.full((1, 4, 2), 0.4, dtype=torch.float64)), img[:1])
up = {'nearest': {'scale_factor': 2}, 'bilinear': {'size': (4, 7), 'mode': 'bilinear'}, 'corners': {'size': (7, 3), 'mode': 'bilinear', 'align_corners': True}, 'bicubic': {'scale_factor': 1.5, 'mode': 'bicubic'}, 'exact': {'scale_factor': 2, 'mode': 'nearest-exact'}, 'area': {'size': (3, 2), 'mode': 'area'}}
for name, options in up.items():
    second(name, lambda a: F.interpolate(a, **options), img[:1, :2])
second('linear', lambda a: F.interpolate(a, size=5, mode='linear'), line)
second('trilinear', lambda a: F.interpolate(a, scale_factor=2, mode='trilinear'), vol[:, :1, :2, :2])
w = wave((4,), 0.3)
b = wave((4,), 0.8)
# Of the third order, PyTorch's of batch and layer norms are wrong: its formulas hold their saved statistics for constants.
norms = {'bn': lambda a, w, b: F.batch_norm(a, None, None, w, b, True), 'bn eval': lambda a, w, b: F.batch_norm(a, torch.zeros(4).double() + 0.1, torch.ones(4).double() * 0.7, w, b), 'in': lambda a, w, b: F.instance_norm(a, None, None, w, b), 'in running': lambda a, w, b: F.instance_norm(a, torch.zeros(4).double() + 0.1, torch.ones(4).double() * 0.7, w, b, use_input_stats=False), 'gn': lambda a, w, b: F.group_norm(a, 2, w, b), 'gn 4': lambda a, w, b: F.group_norm(a, 4, w, b, eps=0.1), 'ln': lambda a, w, b: F.layer_norm(a.transpose(1, -1), (4,), w, b), 'bn plain': lambda a, w, b: F.batch_norm(a, None, None, None, None, True) * w.sum(), 'ln plain': lambda a, w, b: F.layer_norm(a, a.shape[1:]) * w.sum()}
for name, f in norms.items():
    second(name, f, wave((3, 4, 2, 2)), w, b, third=name in ('bn eval', 'in running', 'gn', 'gn 4'))
second('bn 2d', norms['bn'], wave((5, 4)), w, b)
second('embedding', lambda W: F.embedding(torch.tensor([[0, 2], [2, 1]]), W), wave((4, 3)), third=True)
second('embedding pad', lambda W: F.embedding(torch.tensor([[0, 2], [2, 1]]), W, padding_idx=2), wave((4, 3)))
second('embedding freq', lambda W: F.embedding(torch.tensor([[0, 2], [2, 1]]), W, scale_grad_by_freq=True), wave((4, 3)))
for mode in ('sum', 'mean', 'max'):
    second('bag ' + mode, lambda W: F.embedding_bag(torch.tensor([0, 2, 2, 1]), W, torch.tensor([0, 2]), mode=mode), wave((4, 3)))
second('bag weights', lambda W, s: F.embedding_bag(torch.tensor([0, 2, 2, 1]), W, torch.tensor([0, 2]), mode='sum', per_sample_weights=s), wave((4, 3)), wave((4,)))
def drawn(f):
    def run(a):
        torch.manual_seed(3)
        return f(a)
    return run
drops = {'dropout': lambda a: F.dropout(a, 0.4), 'dropout2d': lambda a: F.dropout2d(a, 0.4), 'alpha': lambda a: F.alpha_dropout(a, 0.3, True), 'feature alpha': lambda a: F.feature_alpha_dropout(a, 0.3, True), 'rrelu': lambda a: F.rrelu(a, training=True), 'dropout_': lambda a: F.dropout(a * 1.5, 0.4, True, True), 'rrelu_': lambda a: F.rrelu(a * 1.5, 0.1, 0.3, True, True), 'gumbel': lambda a: F.gumbel_softmax(a.flatten(1), dim=1)}
for name, f in drops.items():
    second(name, drawn(f), wave((2, 4, 2, 2)))
def module(make, *inputs):
    torch.manual_seed(1)
    m = make().double()
    names = [n for n, _ in m.named_parameters()]
    x = [i.detach().clone().requires_grad_() for i in inputs]
    try:
        y = m(*x)
        while isinstance(y, tuple):
            y = y[0]
        gs = torch.autograd.grad((y * wave(y.shape)).sum(), x + list(m.parameters()), create_graph=True, allow_unused=True)
        z = sum((g * g * wave(g.shape, 0.9)).sum() for g in gs if g is not None)
        hs = torch.autograd.grad(z, x + list(m.parameters()), allow_unused=True)
        print([None if h is None else h.tolist() for h in hs])
    except (RuntimeError, NotImplementedError) as e:
        print(type(e).__name__, e)
seq = wave((3, 2, 4))
for make in (lambda: nn.RNN(4, 3), lambda: nn.RNN(4, 3, nonlinearity='relu', num_layers=2), lambda: nn.LSTM(4, 3), lambda: nn.LSTM(4, 3, bidirectional=True), lambda: nn.LSTM(4, 3, proj_size=2), lambda: nn.GRU(4, 3), lambda: nn.GRU(4, 3, 2, bias=False, batch_first=True), lambda: nn.TransformerEncoderLayer(4, 2, 5, dropout=0.0), lambda: nn.TransformerEncoderLayer(4, 2, 5, dropout=0.0, activation='gelu', norm_first=True)):
    module(make, seq)
module(lambda: nn.MultiheadAttention(4, 2), seq, seq * 0.5, seq * 0.3)
module(lambda: nn.TransformerDecoderLayer(4, 2, 5, dropout=0.0), seq, seq * 0.5)
module(lambda: nn.LSTMCell(4, 3), seq[0])
module(lambda: nn.GRUCell(4, 3), seq[0])
module(lambda: nn.RNNCell(4, 3), seq[0])
module(lambda: nn.Bilinear(4, 4, 3), seq[0], seq[1])
module(lambda: nn.Sequential(nn.Conv2d(4, 3, 3), nn.BatchNorm2d(3), nn.LeakyReLU(0.2, inplace=True), nn.Flatten(), nn.Linear(36, 2)), img)
module(lambda: nn.Sequential(nn.ConvTranspose2d(4, 3, 3), nn.InstanceNorm2d(3, affine=True), nn.ReLU(True), nn.Dropout(0.3), nn.Conv2d(3, 1, 2), nn.Tanh()), img)
