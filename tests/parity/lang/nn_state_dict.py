# state_dict and load_state_dict: copies, strict, errors.
_ = torch.manual_seed(1)
a = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3)); b = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3))
sd = a.state_dict()
type(sd).__name__, list(sd), len(sd), sd['0.weight'].shape, sd['0.weight'].requires_grad, sd['1.num_batches_tracked']
b.load_state_dict(sd)
torch.equal(a[0].weight, b[0].weight), a[0].weight is b[0].weight
sd['0.bias'].fill_(7.); a[0].bias, b[0].bias
for k, v in sd.items(): print(k, tuple(v.shape), v.dtype)
nn.Linear(2, 3).load_state_dict({})
nn.Linear(2, 3).load_state_dict({'weight': torch.ones(3, 2), 'bias': torch.ones(3), 'extra': torch.ones(1)})
nn.Linear(2, 3).load_state_dict({'weight': torch.ones(2, 2), 'bias': torch.ones(3)})
nn.Linear(2, 3).load_state_dict({'weight': torch.ones(3, 2)}, strict=False)
nn.Linear(2, 3).load_state_dict({'x': torch.ones(1)}, strict=False)
r = nn.Linear(2, 3).load_state_dict({'weight': torch.ones(3, 2)}, strict=False); r.missing_keys, r.unexpected_keys
a.load_state_dict(5)
partial = {k: v for k, v in sd.items() if k.startswith('0')}; b.load_state_dict(partial, strict=False)
renamed = {k.replace('0.', ''): v for k, v in partial.items()}; l = nn.Linear(2, 3); l.load_state_dict(renamed), l.bias
import copy
best = copy.deepcopy(a.state_dict())
with torch.no_grad(): a[0].weight.zero_()
a[0].weight.sum().item(), best['0.weight'].sum().item() != 0
a.load_state_dict(best); torch.equal(a[0].weight, best['0.weight'])
saved = {k: v.clone() for k, v in a.state_dict().items()}; list(saved) == list(best)
opt = torch.optim.SGD(a.parameters(), lr=0.1, momentum=0.9)
opt.state_dict()
checkpoint = {"epoch": 3, "net": a.state_dict(), "opt": opt.state_dict(), "loss": 0.5}
list(checkpoint), checkpoint['epoch'], list(checkpoint["net"])[:2]
opt.load_state_dict(checkpoint["opt"]); opt.param_groups[0]['lr'], opt.param_groups[0]['momentum']
a.state_dict(prefix='net.').keys()
nn.ReLU().state_dict(), nn.Dropout().state_dict(), len(nn.LSTM(2, 3).state_dict())
nn.Linear(2, 2, bias=False).state_dict().keys()
