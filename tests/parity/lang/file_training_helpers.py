import argparse, sys, time, json, logging
from dataclasses import dataclass, field, asdict
from typing import *
import torch
from torch import nn
@dataclass
class TrainConfig:
    lr: float = 1e-2
    epochs: int = 4
    hidden: List[int] = field(default_factory=lambda: [8, 8])
    name: str = 'run'
    betas: Tuple[float, float] = (0.9, 0.999)
    def __post_init__(self):
        if self.lr <= 0:
            raise ValueError(f"lr must be positive, got {self.lr!r}")
class AverageMeter(object):
    """Computes and stores the average and current value"""
    def __init__(self, name, fmt=':f'):
        self.name = name
        self.fmt = fmt
        self.reset()
    def reset(self):
        self.val = self.avg = self.sum = self.count = 0
    def update(self, val, n=1):
        self.val = val
        self.sum += val * n
        self.count += n
        self.avg = self.sum / self.count
    def __str__(self):
        fmtstr = '{name} {val' + self.fmt + '} ({avg' + self.fmt + '})'
        return fmtstr.format(**self.__dict__)
class ProgressMeter(object):
    def __init__(self, num_batches, meters, prefix=""):
        self.batch_fmtstr = self._get_batch_fmtstr(num_batches)
        self.meters = meters
        self.prefix = prefix
    def display(self, batch):
        entries = [self.prefix + self.batch_fmtstr.format(batch)]
        entries += [str(meter) for meter in self.meters]
        print('\t'.join(entries))
    def _get_batch_fmtstr(self, num_batches):
        num_digits = len(str(num_batches // 1))
        fmt = '{:' + str(num_digits) + 'd}'
        return '[' + fmt + '/' + fmt.format(num_batches) + ']'
class EarlyStopping:
    def __init__(self, patience=2, min_delta=0.0):
        self.patience, self.min_delta, self.best, self.bad = patience, min_delta, float('inf'), 0
    def __call__(self, loss) -> bool:
        if loss < self.best - self.min_delta:
            self.best, self.bad = loss, 0
        else:
            self.bad += 1
        return self.bad >= self.patience
def accuracy(output, target, topk=(1,)):
    with torch.no_grad():
        maxk = max(topk)
        batch_size = target.size(0)
        _, pred = output.topk(maxk, 1, True, True)
        pred = pred.t()
        correct = pred.eq(target.view(1, -1).expand_as(pred))
        res = []
        for k in topk:
            correct_k = correct[:k].reshape(-1).float().sum(0, keepdim=True)
            res.append(correct_k.mul_(100.0 / batch_size))
        return res
def build(cfg: TrainConfig) -> nn.Module:
    dims = [4, *cfg.hidden]
    layers: List[nn.Module] = []
    for i, (a, b) in enumerate(zip(dims, dims[1:])):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(dims[-1], 5))
def lr_finder(the_model, loss_fn, x, y, start=1e-4, end=1.0, steps=6):
    opt = torch.optim.SGD(the_model.parameters(), lr=start)
    mult = (end / start) ** (1 / (steps - 1))
    history = []
    for _ in range(steps):
        opt.zero_grad()
        loss = loss_fn(the_model(x), y)
        loss.backward(); opt.step()
        history.append((opt.param_groups[0]['lr'], loss.item()))
        for g in opt.param_groups:
            g['lr'] *= mult
    return history
def mixup(x, y, alpha=0.4):
    lam = 0.3
    index = torch.randperm(x.size(0))
    return lam * x + (1 - lam) * x[index, :], y, y[index], lam
def main():
    torch.manual_seed(0)
    cfg = TrainConfig(name='demo')
    print(cfg, asdict(cfg))
    the_model = build(cfg)
    crit = nn.CrossEntropyLoss(label_smoothing=0.1)
    opt = torch.optim.Adam(the_model.parameters(), lr=cfg.lr, betas=cfg.betas)
    x, y = torch.randn(20, 4), torch.randint(0, 5, (20,))
    stop = EarlyStopping()
    for epoch in range(cfg.epochs):
        losses, top1, top5 = AverageMeter('Loss', ':.4e'), AverageMeter('Acc@1', ':6.2f'), AverageMeter('Acc@5', ':6.2f')
        progress = ProgressMeter(4, [losses, top1, top5], prefix="Epoch: [{}]".format(epoch))
        opt.zero_grad()
        for i, (xb, yb) in enumerate(zip(x.split(5), y.split(5))):
            xm, ya, ym, lam = mixup(xb, yb)
            out = the_model(xm)
            loss = (lam * crit(out, ya) + (1 - lam) * crit(out, ym)) / 2
            acc1, acc5 = accuracy(out, yb, topk=(1, 5))
            losses.update(loss.item(), xb.size(0)); top1.update(acc1[0], xb.size(0)); top5.update(acc5[0].item(), 5)
            loss.backward()
            if (i + 1) % 2 == 0:
                torch.nn.utils.clip_grad_norm_(the_model.parameters(), max_norm=1.0)
                opt.step(); opt.zero_grad()
        progress.display(epoch)
        if stop(losses.avg):
            print('stopped early'); break
    for lr, l in lr_finder(build(cfg), crit, x, y): print(f'{lr:.2e} {l:.4f}')
    try:
        TrainConfig(lr=-1)
    except ValueError as e:
        print(type(e).__name__, e)
if __name__ == '__main__':
    main()
