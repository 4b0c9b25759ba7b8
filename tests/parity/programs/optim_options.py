# Every option of every optimizer over eight steps, what they refuse, and their states.
from torch import optim
import copy
def fresh(kind):
    torch.manual_seed(3)
    net = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2)).double()
    return net
X = (torch.arange(15.).double() * 7 % 5 / 4 - 0.5).reshape(5, 3)
Y = (torch.arange(10.).double() * 3 % 7 / 5 - 0.5).reshape(5, 2)
def run(make, steps=6, set_none=True):
    net = fresh(0)
    o = make(net)
    out = []
    for i in range(steps):
        o.zero_grad(set_to_none=set_none)
        loss = ((net(X) - Y) ** 2).mean()
        loss.backward()
        o.step()
        out.append(loss.item())
    print(out)
    print([p.flatten()[:2].tolist() for p in net.parameters()])
    s = o.state_dict()
    print(s['param_groups'])
    print({k: {n: (v.tolist() if isinstance(v, torch.Tensor) else v) for n, v in e.items() if v is not None} for k, e in list(s['state'].items())[:2] if any(v is not None for v in e.values())})
    return net, o
cases = {
 'SGD': [dict(lr=0.1), dict(lr=0.1, momentum=0.9), dict(lr=0.1, momentum=0.9, dampening=0.3), dict(lr=0.1, momentum=0.9, nesterov=True), dict(lr=0.1, weight_decay=0.1), dict(lr=0.1, momentum=0.5, weight_decay=0.01, maximize=True), dict(lr=0.1, foreach=True)],
 'Adam': [dict(), dict(lr=0.1, betas=(0.5, 0.9)), dict(lr=0.01, weight_decay=0.1), dict(lr=0.05, amsgrad=True), dict(lr=0.05, maximize=True), dict(lr=0.05, eps=0.1), dict(lr=0.05, foreach=True), dict(lr=0.05, foreach=False)],
 'AdamW': [dict(), dict(lr=0.1, weight_decay=0.5), dict(lr=0.1, amsgrad=True, betas=(0.8, 0.9)), dict(lr=0.1, maximize=True)],
 'RMSprop': [dict(), dict(lr=0.05, alpha=0.9), dict(lr=0.05, centered=True), dict(lr=0.05, momentum=0.5), dict(lr=0.05, momentum=0.5, centered=True, weight_decay=0.1, eps=1e-3)],
 'Adagrad': [dict(), dict(lr=0.1, lr_decay=0.1), dict(lr=0.1, initial_accumulator_value=0.5, weight_decay=0.1), dict(lr=0.1, eps=0.1, maximize=True)],
 'Adadelta': [dict(), dict(lr=0.5, rho=0.5, eps=1e-3, weight_decay=0.1), dict(maximize=True)],
 'Adamax': [dict(), dict(lr=0.1, betas=(0.5, 0.9), weight_decay=0.1), dict(maximize=True)],
 'NAdam': [dict(), dict(lr=0.1, momentum_decay=0.1, weight_decay=0.1)],
 'RAdam': [dict(), dict(lr=0.1, betas=(0.5, 0.9), weight_decay=0.1)],
}
for name, options in cases.items():
    for o in options:
        print(name, o)
        n, opt = run(lambda net: getattr(optim, name)(net.parameters(), **o), 8)
        print(opt)
for name in cases:
    print(name)
    run(lambda net: getattr(optim, name)([{'params': net[0].parameters(), 'lr': 0.03}, {'params': [net[2].weight], 'weight_decay': 0.2}, {'params': net[2].bias}], lr=0.01), 3, False)
def closure_run(**o):
    net = fresh(0)
    opt = optim.LBFGS(net.parameters(), **o)
    calls = [0]
    def closure():
        calls[0] += 1
        opt.zero_grad()
        loss = ((net(X) - Y) ** 2).mean()
        loss.backward()
        return loss
    for i in range(4):
        print(opt.step(closure).item(), calls[0])
    print([p.flatten()[:2].tolist() for p in net.parameters()])
    print(opt)
    print(opt.state_dict()['param_groups'])
closure_run()
closure_run(lr=0.1, max_iter=5, history_size=3)
closure_run(line_search_fn='strong_wolfe')
closure_run(line_search_fn='foo')
optim.LBFGS([{'params': [torch.ones(1, requires_grad=True)]}, {'params': [torch.ones(1, requires_grad=True)]}])
optim.LBFGS([torch.ones(1, requires_grad=True)]).step()
w = torch.ones(2, requires_grad=True)
o = optim.SGD([w], lr=0.1)
def closure():
    o.zero_grad()
    l = (w ** 2).sum()
    l.backward()
    return l
o.step(closure)
w
with torch.no_grad():
    print(o.step(closure))
o.step(lambda: 3)
o.param_groups[0]['lr'] = 0.5
o.param_groups[0]['params'][0] is w
o
o.zero_grad(set_to_none=True)
w.grad
o.zero_grad(set_to_none=False)
o.step()
w
u = torch.ones(2, requires_grad=True)
o.add_param_group({'params': u, 'lr': 1.0})
o
o.add_param_group({'params': u})
o.add_param_group({'params': [w]})
o.add_param_group([u])
o.add_param_group({'params': [u * 2]})
o.add_param_group({'params': [3]})
optim.SGD([w, w], lr=0.1)
optim.SGD([], lr=0.1)
optim.SGD(w, lr=0.1)
optim.SGD([w * 2], lr=0.1)
optim.SGD([3], lr=0.1)
optim.SGD([{'params': [w]}, {'params': [w]}], lr=0.1)
optim.SGD([w], lr=-1)
optim.SGD([w], lr=-1.5)
optim.SGD([w], lr=0.1, momentum=-1)
optim.SGD([w], lr=0.1, weight_decay=-1)
optim.SGD([w], lr=0.1, nesterov=True)
optim.SGD([w], lr=0.1, nesterov=True, momentum=0.5, dampening=0.1)
optim.Adam([w], lr=-0.5)
optim.Adam([w], eps=-1)
optim.Adam([w], betas=(1.0, 0.9))
optim.Adam([w], betas=(0.9, 1.5))
optim.Adam([w], weight_decay=-1)
optim.AdamW([w], betas=(-0.1, 0.9))
optim.RMSprop([w], alpha=-1)
optim.RMSprop([w], momentum=-1)
optim.Adagrad([w], lr_decay=-1)
optim.Adagrad([w], initial_accumulator_value=-1)
optim.Adadelta([w], rho=2)
optim.Adamax([w], betas=(0.5, 1))
optim.NAdam([w], momentum_decay=-1)
optim.RAdam([w], betas=(2, 0.5))
optim.SGD([w], lr=0.1, foo=3)
for name in ('SGD', 'Adam', 'AdamW', 'RMSprop', 'Adagrad'):
    n1, o1 = run(lambda net: getattr(optim, name)(net.parameters(), lr=0.05, **({'momentum': 0.9} if name == 'SGD' else {})), 3)
    saved = copy.deepcopy(o1.state_dict())
    n2 = fresh(0)
    n2.load_state_dict(n1.state_dict())
    o2 = getattr(optim, name)(n2.parameters(), lr=0.7)
    print(o2.load_state_dict(saved))
    print(o2)
    for n, o in ((n1, o1), (n2, o2)):
        o.zero_grad()
        ((n(X) - Y) ** 2).mean().backward()
        o.step()
    print(all(torch.equal(a, b) for a, b in zip(n1.parameters(), n2.parameters())))
o = optim.Adam([w])
o.load_state_dict(optim.SGD([w, torch.ones(1, requires_grad=True)], lr=1.).state_dict())
o.load_state_dict(optim.SGD([{'params': [w]}, {'params': [torch.ones(1, requires_grad=True)]}], lr=1.).state_dict())
o.load_state_dict({})
o.load_state_dict(optim.SGD([w], lr=1.).state_dict())
w.grad = None
o = optim.Adam([w, u])
u.grad = torch.ones(2)
o.step()
o.state_dict()['state'].keys()
w.grad = torch.ones(2)
o = optim.Adam([w])
o.state[w]
o.step()
o.state[w]['step'], o.state[w]['exp_avg']
len(o.state)
optim.Adam([w], amsgrad=True).step()
o = optim.SGD([w], lr=0.1, momentum=0.9)
o.state_dict()
o.step(); o.state_dict()
isinstance(o, optim.Optimizer)
o.defaults
o = optim.Adam([{'params': w, 'name': 'a'}])
o
o.state_dict()
p = nn.Parameter(torch.ones(2, dtype=torch.float64))
p.grad = torch.tensor([float('nan'), 1.], dtype=torch.float64)
optim.SGD([p], lr=0.1).step()
p
