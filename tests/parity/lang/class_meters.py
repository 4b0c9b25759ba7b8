# Meters, early stopping, schedules: the helper classes of training scripts.
class AverageMeter:
    """Computes and stores the average and current value."""
    def __init__(self, name='loss', fmt=':f'):
        self.name, self.fmt = name, fmt
        self.reset()
    def reset(self): self.val = self.avg = self.sum = self.count = 0
    def update(self, val, n=1):
        self.val = val
        self.sum += val * n
        self.count += n
        self.avg = self.sum / self.count
    def __str__(self):
        fmtstr = '{name} {val' + self.fmt + '} ({avg' + self.fmt + '})'
        return fmtstr.format(**self.__dict__)
m = AverageMeter('Loss', ':.3f')
for v in (1.0, 0.5, 0.25): m.update(v, n=2)
m.avg, m.count, str(m), f'{m}', AverageMeter.__doc__
class EarlyStopping:
    def __init__(self, patience=2, min_delta=0.0): self.patience, self.min_delta, self.best, self.bad, self.stop = patience, min_delta, None, 0, False
    def __call__(self, loss):
        if self.best is None or loss < self.best - self.min_delta: self.best, self.bad = loss, 0
        else:
            self.bad += 1
            if self.bad >= self.patience: self.stop = True
        return self.stop
e = EarlyStopping(); [e(l) for l in (1.0, 0.8, 0.9, 0.85, 0.7)], e.best
class Progress:
    def __init__(self, total, *meters, prefix=''): self.total, self.meters, self.prefix = total, meters, prefix
    def display(self, batch):
        num = len(str(self.total))
        print('\t'.join([self.prefix + ('[{:' + str(num) + 'd}/{}]').format(batch, self.total)] + [str(m) for m in self.meters]))
Progress(100, m, prefix='Epoch: [1]').display(7)
def accuracy(output, target, topk=(1,)):
    maxk = max(topk)
    _, pred = output.topk(maxk, 1, True, True)
    pred = pred.t()
    correct = pred.eq(target.view(1, -1).expand_as(pred))
    return [correct[:k].reshape(-1).float().sum(0, keepdim=True).mul_(100.0 / target.size(0)) for k in topk]
accuracy(torch.tensor([[0.1, 0.7, 0.2], [0.5, 0.2, 0.3]]), torch.tensor([1, 2]), topk=(1, 2))
def adjust(lr, epoch): return lr * (0.1 ** (epoch // 30))
[adjust(0.1, e) for e in (0, 29, 30, 60)]
history = {'loss': [], 'acc': []}
for k in history: history[k].append(1)
history, {k: v[-1] for k, v in history.items()}
