# States that do not fit, extra state, and every module that train and eval tell apart at its edges.
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.seq = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3))
        self.w = nn.Parameter(torch.ones(2))
        self.register_buffer('buf', torch.zeros(()))
        self.register_buffer('hid', torch.zeros(1), persistent=False)
n = Net()
list(n.state_dict())
list(n.state_dict(prefix='p.')), list(n.state_dict(prefix='p.')._metadata)
n.state_dict()['w'].requires_grad, n.state_dict(keep_vars=True)['w'] is n.w
n.state_dict()['w'].data_ptr() == n.w.data_ptr()
sd = n.state_dict()
n.load_state_dict(sd)
str(n.load_state_dict(sd)), n.load_state_dict(sd).missing_keys
n.load_state_dict({})
n.load_state_dict({}, strict=False)
n.load_state_dict([1])
n.load_state_dict(3)
n.load_state_dict(None)
n.load_state_dict({'w': 3}, strict=False)
n.load_state_dict({'w': 'x', 'seq.0.weight': torch.ones(1)}, strict=False)
n.load_state_dict({'w': torch.tensor(1.0)}, strict=False)
n.load_state_dict({'buf': torch.tensor([3.0, 4.0])}, strict=False)
n.buf
n.load_state_dict({'buf': torch.ones(1, 1)}, strict=False)
n.load_state_dict({'w': torch.tensor([1, 2])}, strict=False)
n.w
n.load_state_dict({'w': torch.tensor([True, False])}, strict=False)
n.w
n.load_state_dict({'w': torch.tensor([0.5, 0.25], dtype=torch.float64), 'x': 1, 'seq.2.a': 1, 'w.y': 1, 'seq.0.weight.z': 1, 'hid': torch.ones(1), 'seq': 1, '': 1}, strict=False)
n.load_state_dict({'x.y': 1, 'w': torch.ones(3)})
n.w
bad = dict(sd); bad['w'] = torch.full((2,), 7.0); bad['seq.0.bias'] = torch.ones(9)
n.load_state_dict(bad)
n.w
bn = nn.BatchNorm1d(2)
bn(torch.tensor([[1.0, 2.0], [3.0, 4.0]])).shape
old = {k: v for k, v in bn.state_dict().items() if k != 'num_batches_tracked'}
bn.load_state_dict(old)
bn.load_state_dict({'weight': torch.ones(2)}, strict=False)
i = nn.InstanceNorm1d(2)
i.load_state_dict({'running_mean': torch.ones(2), 'running_var': torch.ones(2)})
i.load_state_dict({'running_mean': torch.ones(2)})
i.load_state_dict(nn.InstanceNorm1d(2, track_running_stats=True).state_dict())
i.load_state_dict(nn.InstanceNorm1d(2, track_running_stats=True).state_dict(), strict=False)
nn.Linear(2, 2, bias=False).load_state_dict(nn.Linear(2, 2).state_dict())
nn.Linear(2, 2).load_state_dict(nn.Linear(2, 2, bias=False).state_dict())
nn.Linear(2, 2).load_state_dict({'weight': torch.ones(2, 2), 'bias': torch.ones(2), '_extra_state': 1})
class Extra(nn.Module):
    def __init__(self):
        super().__init__()
        self.n = 3
        self.l = nn.Linear(1, 1, bias=False)
    def get_extra_state(self):
        return {'n': self.n}
    def set_extra_state(self, state):
        self.n = state['n']
e = Extra()
list(e.state_dict()), e.state_dict()['_extra_state']
f = Extra(); f.n = 9
e.load_state_dict(f.state_dict()), e.n
e.load_state_dict({'l.weight': torch.ones(1, 1)})
nn.Dropout(-0.1)
nn.Dropout(1.1)
F.dropout(torch.ones(2), 1.5)
F.dropout(torch.ones(2), -0.1, False)
torch.dropout(torch.ones(2), 1.5, True)
nn.Dropout(float('nan'))(torch.ones(2))
nn.Dropout('x')
nn.Dropout(True)
x = torch.ones(4)
F.dropout(x, 0.0) is x, F.dropout(x, 0.5, False) is x, nn.Dropout(0.0)(x) is x
F.dropout(torch.tensor([1.0, -1.0, float('inf'), float('nan')]), 1.0)
F.dropout(torch.ones(2, 0), 0.5)
_ = torch.manual_seed(0)
nn.Dropout(0.5)(torch.ones(8))
nn.Dropout(0.3)(torch.ones(2, requires_grad=True))
nn.Dropout(0.5)(torch.ones(2, 4).t())
nn.Dropout(0.5)(torch.ones(6, dtype=torch.float64))
nn.Dropout(0.5, inplace=True)(torch.ones(2, requires_grad=True))
y = torch.ones(6); nn.Dropout(0.5, True)(y) is y
y
F.dropout(-torch.ones(6), 0.5)
F.dropout(torch.full((6,), float('inf')), 0.5)
nn.Dropout1d()(torch.ones(2, 2, 2, 2))
nn.Dropout1d()(torch.ones(2))
nn.Dropout1d(0.5)(torch.ones(4, 2)), nn.Dropout1d(0.5)(torch.ones(2, 3, 2))
nn.Dropout2d()(torch.ones(2))
nn.Dropout2d(0.5)(torch.ones(2, 3)), nn.Dropout2d(0.5)(torch.ones(2, 3, 2)), nn.Dropout2d(0.5)(torch.ones(2, 3, 1, 2)), nn.Dropout2d(0.5)(torch.ones(2, 2, 1, 1, 2))
nn.Dropout3d(0.5)(torch.ones(3, 1, 1, 2)), nn.Dropout3d(0.5)(torch.ones(2, 3, 1, 1, 2)), nn.Dropout3d(0.5)(torch.ones(2, 3))
nn.Dropout3d()(torch.ones(2))
nn.FeatureAlphaDropout()(torch.ones(2))
nn.FeatureAlphaDropout(0.3)(torch.ones(2, 3, 2)), nn.AlphaDropout(0.3)(torch.ones(6)), nn.AlphaDropout(1.0)(torch.tensor([1.0, -1.0])), nn.AlphaDropout(0.0)(x) is x
F.alpha_dropout(x, 0.5) is x, F.feature_alpha_dropout(torch.ones(2, 2), 0.5), F.alpha_dropout(x, 0.5, True, True), x
F.alpha_dropout(torch.ones(3), 2.0)
F.feature_alpha_dropout(torch.ones(3), 2.0)
b = nn.BatchNorm1d(3)
b(torch.ones(1, 3))
b.num_batches_tracked
b(torch.ones(1, 3, 1))
b(torch.ones(1, 3, 2)).shape
b(torch.ones(0, 3))
b(torch.ones(0, 3, 4))
b.running_mean, b.num_batches_tracked
b(torch.ones(2, 3, 2, 2))
b(torch.ones(3))
nn.BatchNorm2d(3)(torch.ones(2, 3))
nn.BatchNorm3d(3)(torch.ones(2, 3))
nn.BatchNorm2d(3)(torch.ones(1, 3, 1, 1))
b(torch.ones(2, 4))
b(torch.ones(2, 3, dtype=torch.int64))
b(torch.ones(2, 3, dtype=torch.float64))
b.eval()(torch.ones(1, 3))
b.eval()(torch.ones(2, 4))
nb = nn.BatchNorm1d(2, track_running_stats=False)
nb.eval()(torch.ones(1, 2))
nb(torch.tensor([[1.0, 2.0], [3.0, 6.0]]))
c = nn.BatchNorm1d(2, momentum=None)
for k in range(3):
    c(torch.tensor([[1.0, 2.0], [3.0, 6.0 + k]]))
    print(c.running_mean, c.running_var, c.num_batches_tracked)
z = nn.BatchNorm1d(2, momentum=0.0)
z(torch.tensor([[1.0, 2.0], [3.0, 6.0]])), z.running_mean, z.running_var, z.num_batches_tracked
z.track_running_stats = False
z(torch.tensor([[1.0, 2.0], [3.0, 6.0]])), z.num_batches_tracked
z.eval()(torch.tensor([[1.0, 2.0], [3.0, 6.0]]))
z.running_mean = None
z(torch.ones(2, 2))
z.running_var = None
z(torch.tensor([[1.0, 2.0], [3.0, 6.0]]))
w = nn.BatchNorm1d(2); w.running_var = None
w.eval()(torch.ones(2, 2))
w.train()(torch.ones(2, 2))
with torch.no_grad():
    g = nn.BatchNorm1d(2)(torch.tensor([[1.0, 2.0], [3.0, 6.0]]))
g
m5 = nn.BatchNorm1d(2, momentum=2.0); m5(torch.tensor([[1.0, 2.0], [3.0, 6.0]])); m5.running_mean
nn.BatchNorm1d(0)
nn.BatchNorm1d(-1)
nn.BatchNorm1d(2, eps=-1.0)(torch.tensor([[1.0, 2.0], [1.5, 6.0]]))
F.batch_norm(torch.ones(2, 2), None, None)
F.batch_norm(torch.ones(2, 2), None, None, training=True)
F.batch_norm(torch.ones(1, 2), torch.zeros(2), torch.ones(2), training=True)
F.batch_norm(torch.ones(1, 2), torch.zeros(2), torch.ones(2))
F.batch_norm(torch.ones(2, 2), torch.zeros(3), torch.ones(2))
F.batch_norm(torch.ones(2, 2), torch.zeros(2), torch.ones(2), weight=torch.ones(3))
F.batch_norm(torch.ones(2, 2), torch.zeros(2), torch.ones(2), bias=torch.ones(3))
nan = nn.BatchNorm1d(2); nan(torch.tensor([[1.0, float('nan')], [3.0, 1.0]])), nan.running_mean, nan.running_var
h = nn.InstanceNorm1d(2, track_running_stats=True, momentum=None)
h(torch.ones(1, 2, 3))
nn.InstanceNorm1d(2)(torch.ones(2, 3, 1))
nn.InstanceNorm1d(2)(torch.ones(2, 3, 4, 5))
nn.InstanceNorm2d(2)(torch.ones(2, 3))
nn.InstanceNorm3d(2)(torch.ones(2, 3))
nn.InstanceNorm1d(3)(torch.arange(8.0).reshape(1, 4, 2))
nn.InstanceNorm1d(3, affine=True)(torch.arange(16.0).reshape(2, 4, 2))
nn.InstanceNorm1d(2)(torch.arange(6.0).reshape(2, 3))
nn.InstanceNorm2d(2, affine=True)(torch.arange(8.0).reshape(2, 2, 2))
tr = nn.InstanceNorm1d(2, track_running_stats=True)
tr(torch.arange(12.0).reshape(2, 2, 3)), tr.running_mean, tr.running_var, tr.num_batches_tracked
tr.eval()(torch.arange(6.0).reshape(1, 2, 3))
tr.eval()(torch.ones(1, 2, 1))
nn.InstanceNorm1d(2).eval()(torch.ones(1, 2, 1))
nn.InstanceNorm1d(2)(torch.ones(0, 2, 3))
nn.LayerNorm(4)(torch.ones(2, 4, 3))
nn.LayerNorm([2, 4])(torch.arange(8.0).reshape(2, 4))
nn.LayerNorm(1)(torch.tensor([[3.0]]))
nn.LayerNorm(4)(torch.ones(0, 4)), nn.LayerNorm(4)(torch.ones(4, dtype=torch.int64))
nn.LayerNorm(())
nn.LayerNorm(4)(torch.ones(2, 4).double())
nn.LayerNorm((2, 4))(torch.ones(4))
nn.LayerNorm(0)(torch.ones(2, 0))
nn.GroupNorm(2, 3)
nn.GroupNorm(2, 4)(torch.ones(2, 6, 3))
nn.GroupNorm(1, 2)(torch.ones(1, 2, 1))
nn.GroupNorm(2, 2)(torch.ones(1, 2))
nn.GroupNorm(2, 2)(torch.ones(1, 2, 1))
nn.GroupNorm(2, 4)(torch.arange(8.0).reshape(1, 4, 2)), nn.GroupNorm(2, 4, affine=False)(torch.arange(8.0).reshape(2, 4))
nn.GroupNorm(0, 4)
nn.GroupNorm(2, 4)(torch.ones(0, 4, 2))
nn.GroupNorm(2, 4)(torch.ones(4))
F.group_norm(torch.ones(1, 3, 2), 2)
_ = torch.manual_seed(3)
nn.RReLU()(torch.tensor([-1.0, 2.0, 0.0, -2.0, float('nan')])), nn.RReLU().eval()(torch.tensor([-1.0, 2.0]))
nn.RReLU(0.5, 0.1)(torch.tensor([-1.0]))
F.rrelu(torch.tensor([-1.0])), F.rrelu(torch.tensor([-1.0, -1.0]), 0.1, 0.2, True)
nn.RReLU(inplace=True)(torch.tensor([-1.0, 1.0]))
nn.LSTM(2, 2, dropout=1.5)
nn.LSTM(2, 2, dropout=-1)
nn.LSTM(2, 2, dropout='x')
nn.LSTM(2, 2, dropout=True)
l = nn.LSTM(2, 2, 2, dropout=1.0); l(torch.ones(2, 1, 2))[0]
q = nn.MultiheadAttention(4, 2, dropout=0.5, batch_first=True)
q(torch.ones(1, 3, 4), torch.ones(1, 3, 4), torch.ones(1, 3, 4))
q.eval()(torch.ones(1, 3, 4), torch.ones(1, 3, 4), torch.ones(1, 3, 4), average_attn_weights=False)[1]
nn.TransformerEncoderLayer(4, 2, 8, 0.5, batch_first=True)(torch.ones(1, 2, 4))
nn.TransformerEncoderLayer(4, 2, 8, 0.5, norm_first=True)(torch.ones(1, 2, 4))
nn.TransformerEncoderLayer(4, 2, 8, activation='foo')
nn.MultiheadAttention(5, 2)
