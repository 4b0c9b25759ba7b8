# Indexing and slicing of tensors, reading and writing.
x = torch.arange(12).reshape(3, 4)
x[0], x[0, 1], x[0][1], x[-1], x[:, 0], x[1:], x[:2, 1:3], x[::2], x[..., -1], x[None].shape, x[:, None, :].shape, x[1, :], x[:, -2:]
x[[0, 2]], x[torch.tensor([0, 2])], x[[0, 1], [1, 2]], x[x > 5], x[:, [True, False, True, False]], x[torch.tensor([True, False, True])], x[(0, 1)], x[0, [1, 3]]
x[3]
x[0, 4]
x[0, 0, 0]
x['a']
x[1.5]
x[::-1]
x[[5]]
x[torch.tensor([True, False])]
x[0, 0].item(), x[0].tolist(), int(x[0, 1]), float(x[1, 1]), x[1, 1] + 1, x[0, 0].shape
x[0, 0] = 100; x[1] = 0; x[:, 3] = torch.tensor([7, 8, 9]); x
x[x == 0] = -1; x
x[0, :2] += 5; x[[0, 2], [1, 1]] = 50; x
x[5] = 1
x[0] = torch.ones(3, dtype=torch.int64)
x[0] = 'a'
y = torch.zeros(2, 2); y[0] = torch.tensor([1., 2.]); y[..., 1] = 9; y[1, 0] = 3; y
y[:] = 1; y
y[y > 0.5] *= 3; y
v = x[0]; v[0] = -7; x[0, 0]
x.select(0, 1), x.narrow(1, 1, 2), x.index_select(1, torch.tensor([0, 2])), x.gather(1, torch.tensor([[0], [1], [2]])), x.take(torch.tensor([0, 5])), x.masked_select(x > 5)
torch.where(x > 5, x, torch.zeros_like(x)), torch.nonzero(x > 20), (x > 5).nonzero(as_tuple=True), x.masked_fill(x < 0, 0), x.diagonal() if False else 0
z = torch.zeros(3, 3); z.scatter_(1, torch.tensor([[0], [1], [2]]), 1.); z
z.index_add_(0, torch.tensor([0]), torch.ones(1, 3)), z.index_fill_(1, torch.tensor([2]), 5), z.fill_diagonal_(9) if False else 0
for row in torch.arange(4).view(2, 2): print(row, row.sum().item())
a, b = torch.tensor([[1, 2], [3, 4]]); a, b
len(x), list(x[0, :2]), [v.item() for v in x[2]], 7 in x, max(x[2]), sum(x[2]), tuple(x.shape), x.shape[0], x.shape[-1], x.size(-1)
torch.tensor(5)[0]
torch.tensor([5])[0], torch.tensor(5)[None], torch.tensor(5)[...], torch.tensor(5)[()]
