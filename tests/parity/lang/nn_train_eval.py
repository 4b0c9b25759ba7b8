# train, eval, training: what they reach, and what changes.
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.bn, self.drop, self.ghost = nn.BatchNorm1d(2), nn.Dropout(0.5), [nn.Dropout(0.5)]
    def forward(self, x):
        print('training' if self.training else 'evaluating')
        return self.drop(self.bn(x))
_ = torch.manual_seed(0)
net = Net(); x = torch.tensor([[1., 2.], [3., 5.]])
net.training, net.bn.training, net.drop.training
net(x)
_ = net.eval(); net.training, net.bn.training, net.drop.training, net.ghost[0].training
net(x)
_ = net.train(); net.training, net.drop.training
net.eval() is net, net.train(False) is net, net.training
net.train('yes')
net.train(1)
_ = net.train(); net.bn.eval(), net.training, net.bn.training, net.drop.training
{n: m.training for n, m in net.named_modules()}
before = net.bn.running_mean.clone(); net(x); torch.equal(before, net.bn.running_mean)
net.drop.training = False; net(x).tolist()
for m in net.modules():
    if isinstance(m, nn.BatchNorm1d): _ = m.eval()
net.bn.training
F.dropout(torch.ones(4), 0.5, training=False), F.dropout(torch.ones(4), 0.5, net.training).shape
class Frozen(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone = nn.BatchNorm1d(2)
        self.head = nn.Dropout()
    def train(self, mode=True):
        super().train(mode)
        self.backbone.eval()
        return self
f = Frozen(); f.train().training, f.backbone.training, f.head.training, f.eval().head.training
was = net.training
_ = net.eval()
try: out = net(x)
finally: _ = net.train(was)
net.training
nn.Linear(1, 1).training, nn.Dropout(0.3).eval().training, nn.Sequential(nn.Dropout()).eval()[0].training
def evaluate(model, x):
    model.eval()
    with torch.no_grad(): return model(x).sum().item()
round(evaluate(net, x), 5) == round(evaluate(net, x), 5), net.training
nn.BatchNorm1d(2)(torch.ones(1, 2))
nn.BatchNorm1d(2).eval()(torch.ones(1, 2)).tolist()
