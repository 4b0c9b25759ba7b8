# Optimizers of one's own, Variable, Function-free corners of torch that files use.
from torch.optim import Optimizer
from torch.optim.optimizer import Optimizer as Again
from torch.autograd import Variable
class Lookahead(Optimizer):
    def __init__(self, params, lr=0.1, momentum=0.9):
        if lr < 0: raise ValueError(f'Invalid learning rate: {lr}')
        super().__init__(params, dict(lr=lr, momentum=momentum))
    @torch.no_grad()
    def step(self, closure=None):
        loss = None
        if closure is not None:
            with torch.enable_grad(): loss = closure()
        for group in self.param_groups:
            for p in group['params']:
                if p.grad is None: continue
                state = self.state[p]
                if len(state) == 0:
                    state['step'] = 0
                    state['buf'] = torch.zeros_like(p)
                state['step'] += 1
                state['buf'].mul_(group['momentum']).add_(p.grad)
                p.add_(state['buf'], alpha=-group['lr'])
        return loss
_ = torch.manual_seed(0)
net = nn.Linear(3, 1)
opt = Lookahead(net.parameters(), lr=0.05)
x = torch.ones(4, 3)
for i in range(4):
    opt.zero_grad()
    loss = net(x).pow(2).mean()
    loss.backward()
    opt.step()
    print(loss.item())
opt
opt.param_groups[0]['lr'] = 0.5
opt.param_groups[0]['lr'], [s['step'] for s in opt.state.values()], len(opt.state), sorted(opt.defaults)
isinstance(opt, Optimizer), isinstance(torch.optim.SGD(net.parameters(), lr=1), Optimizer), isinstance(3, torch.optim.Optimizer), Again is Optimizer
saved = opt.state_dict()
saved['param_groups'][0]['params'], list(saved['state'])
def closure():
    opt.zero_grad()
    loss = net(x).pow(2).mean()
    loss.backward()
    return loss
opt.step(closure).item() >= 0
Lookahead([])
Lookahead(net.parameters(), lr=-1)
Lookahead([{'params': [net.weight], 'lr': 1.0}, {'params': net.bias}]).param_groups[1]['lr']
v = Variable(torch.ones(2), requires_grad=True)
(v * 3).sum().backward(); v.grad, isinstance(v, Variable), Variable(torch.zeros(1)).requires_grad
torch.zeros(3, 3).fill_diagonal_(5), torch.zeros(2, 4).fill_diagonal_(1), torch.triu(torch.ones(2, 2), 1).type(torch.uint8) == 0
sched = torch.optim.lr_scheduler.StepLR(torch.optim.SGD(net.parameters(), lr=1.0), 1.0, gamma=0.5)
sched.optimizer.step(); sched.step(); sched.get_last_lr()
import itertools
both = torch.optim.Adam(itertools.chain(net.parameters(), nn.Linear(1, 1).parameters()), lr=0.1)
len(both.param_groups[0]['params'])
from typing import TypeVar, Generic
T = TypeVar('T')
class Box(Generic[T]):
    def __init__(self, x: T): self.x = x
Box(3).x
