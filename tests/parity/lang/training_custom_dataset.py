# A dataset class, batches by hand, splitting, normalising.
class Points:
    def __init__(self, n, transform=None):
        g = torch.arange(n, dtype=torch.float32)
        self.x, self.y, self.transform = torch.stack([g, g ** 2], 1), (g % 2).long(), transform
    def __len__(self): return len(self.x)
    def __getitem__(self, i):
        x = self.x[i]
        return (self.transform(x) if self.transform else x), self.y[i]
d = Points(6); len(d), d[2], d[-1][1].item()
[y.item() for _, y in [d[i] for i in range(len(d))]]
d[10]
t = Points(4, transform=lambda v: v / 10); t[3]
class Compose:
    def __init__(self, *fs): self.fs = fs
    def __call__(self, x):
        for f in self.fs: x = f(x)
        return x
Points(3, Compose(lambda v: v + 1, torch.sqrt))[2]
def loader(data, batch, shuffle=False, drop_last=False):
    order = torch.randperm(len(data)).tolist() if shuffle else list(range(len(data)))
    out = []
    for i in range(0, len(order), batch):
        idx = order[i:i + batch]
        if drop_last and len(idx) < batch: break
        xs, ys = zip(*[data[j] for j in idx])
        out.append((torch.stack(xs), torch.stack(ys)))
    return out
[(x.shape, y.tolist()) for x, y in loader(d, 4)], len(loader(d, 4, drop_last=True))
_ = torch.manual_seed(0); [y.tolist() for _, y in loader(d, 3, shuffle=True)]
mean, std = d.x.mean(0), d.x.std(0); ((d.x - mean) / std).mean(0).abs().max() < 1e-6, mean, std
n = int(0.7 * len(d)); train, val = [d[i] for i in range(n)], [d[i] for i in range(n, len(d))]; len(train), len(val)
for step, (x, y) in enumerate(loader(d, 2)): print(step, x[:, 0].tolist(), y.tolist())
xs, ys = map(torch.stack, zip(*train)); xs.shape, ys.shape
