# float, double, to, half way conversions, extra_repr, zero_grad, copies, hooks of print.
_ = torch.manual_seed(0)
m = nn.Linear(2, 2)
m.double().weight.dtype, m.float().weight.dtype, m.to(torch.float64).bias.dtype, m.to('cpu') is m, m.to(torch.device('cpu'), torch.float32).weight.dtype, m.cpu() is m
m.weight.device, next(m.parameters()).is_cuda, torch.cuda.is_available()
m(torch.ones(1, 2, dtype=torch.float64))
class R(nn.Module):
    def __init__(self, n, flag=True):
        super().__init__()
        self.n, self.flag = n, flag
    def extra_repr(self): return f'n={self.n}, flag={self.flag}'
    def forward(self, x): return x
R(3), nn.Sequential(R(1), nn.ReLU())
class Both(R):
    def __init__(self):
        super().__init__(5)
        self.fc = nn.Linear(1, 1)
Both()
class Str(nn.Module):
    def __repr__(self): return 'mine'
    def forward(self, x): return x
Str(), nn.Sequential(Str())
m.zero_grad(); m.weight.grad
m(torch.ones(1, 2)).sum().backward(); m.weight.grad
m.zero_grad(set_to_none=False); m.weight.grad
m.zero_grad(set_to_none=True); m.weight.grad
m.in_features, m.out_features, nn.Conv2d(1, 2, 3).kernel_size, nn.Conv2d(1, 2, 3, padding=1).padding, nn.Dropout(0.3).p, nn.BatchNorm2d(3).momentum, nn.LeakyReLU(0.2).negative_slope
nn.Linear(2, 2, bias=False).bias
m.weight.data.fill_(1.); m.bias.data.zero_(); m(torch.ones(1, 2))
nn.init.constant_(m.weight, 2.0); nn.init.zeros_(m.bias); m(torch.ones(1, 2)).tolist()
m(1)
m('a')
m()
m(torch.ones(2), torch.ones(2))
nn.Linear()
nn.Linear(2)
nn.Linear(2, 2, nosuch=1)
nn.Linear(2, 3)(torch.ones(2, 2, 2)).shape, nn.Linear(2, 3)(torch.ones(2)).shape
torch.ones(2).nosuch
m.forward(torch.ones(1, 2)).shape, m.__call__(torch.ones(1, 2)).shape, nn.Linear.forward(m, torch.ones(1, 2)).shape
dir(m) if False else 'x', hasattr(m, 'weight'), hasattr(m, 'nosuch'), getattr(m, 'bias').shape, isinstance(m, (nn.Linear, nn.Conv2d)), issubclass(nn.Linear, nn.Module), type(m) == nn.Linear
