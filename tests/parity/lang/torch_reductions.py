# sum, mean, max, argmax, sort, cumsum and their like.
x = torch.tensor([[1., 5., 2.], [4., 3., 6.]])
x.sum(), x.sum(0), x.sum(dim=1), x.sum(1, keepdim=True), x.sum((0, 1)), x.mean(), x.mean(0), x.mean(dim=-1), x.prod(), x.prod(1), x.std(), x.var(0), x.var(unbiased=False), x.std(dim=1, keepdim=True), x.median(), x.norm(), x.norm(dim=1), x.norm(1)
x.max(), x.min(), x.max(0), x.max(dim=1).values, x.min(1).indices, x.argmax(), x.argmax(1), x.argmin(dim=0), x.amax(1), x.amin(0), x.aminmax() if False else 0
values, indices = x.max(dim=1); values, indices
values, indices = torch.topk(x, 2); values, indices
x.sort(), x.sort(dim=0, descending=True), x.argsort(1), torch.sort(x, descending=True)[0], x.kthvalue(2) if False else 0, x.flatten().unique(), torch.unique(torch.tensor([1, 2, 1])), torch.unique(torch.tensor([3, 1, 3]), return_counts=True)
x.cumsum(0), x.cumsum(1), x.cumprod(1), x.logsumexp(1), x.softmax(1), x.log_softmax(1), torch.softmax(x, dim=0), x.diff() if False else 0
(x > 2).sum(), (x > 2).any(), (x > 2).all(), (x > 2).any(1), (x > 0).all(dim=0), torch.any(x > 5), x.count_nonzero(), (x > 2).float().mean(), (x > 2).sum().item()
x.sum(5)
x.max(2)
torch.arange(3).mean()
torch.arange(3).sum(), torch.arange(3).float().mean(), torch.arange(3).sum().dtype, torch.arange(3).prod(), torch.tensor([True, True]).sum(), torch.arange(4).max()
torch.tensor([]).sum(), torch.tensor([]).mean(), torch.tensor([]).prod(), torch.zeros(0, 3).sum(0)
torch.tensor([]).max()
torch.zeros(0, 3).max(0)
torch.topk(x, 5)
x.argmax(5)
torch.tensor([1., float('nan')]).max(), torch.tensor([1., float('nan')]).sum(), torch.tensor([2, 2, 1]).argmax(), torch.tensor([1., 2.]).var(), torch.tensor([1.]).var(), torch.tensor([1.]).std()
torch.bincount(torch.tensor([0, 1, 1])), torch.histc(x, 3), torch.quantile(x, 0.5) if False else 0, torch.trace(x[:, :2]), torch.std_mean(x), torch.var_mean(x, 0) if False else 0
pred, target = torch.tensor([0, 1, 1]), torch.tensor([0, 1, 0])
(pred == target).sum().item() / len(target), pred.eq(target).float().mean().item(), pred.eq(target.view_as(pred)).sum().item()
