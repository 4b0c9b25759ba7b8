x = (torch.arange(24.) / 7).reshape(2, 3, 4).requires_grad_()
m = (torch.arange(6.) / 3).reshape(2, 3).requires_grad_()
v = torch.arange(3.).requires_grad_()
s = torch.tensor(2.).requires_grad_()
i = torch.tensor([0, 2])
u = torch.arange(200.) / 11 - 3
y = x.view(6, 4)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x.transpose(0, 2).reshape(-1)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x.flatten(1)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x.unflatten(2, (2, -1))
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x.transpose(0, 1).ravel()
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x[:1].squeeze()
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x[:1].squeeze(0)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x.unsqueeze(-1)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x.swapaxes(0, 1)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = m.t()
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = x.permute(2, 0, 1)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x.movedim((0, 1), (2, 0))
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = m.expand(2, 2, 3)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = v.unsqueeze(1).expand(-1, 4)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
v.grad.tolist()
v.grad = None
y = m.repeat(2, 1, 2)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = m.tile(2)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = v.repeat_interleave(torch.tensor([1, 0, 2]))
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
v.grad.tolist()
v.grad = None
y = m.repeat_interleave(2, dim=-1)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.broadcast_tensors(v, m)[0]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
v.grad.tolist()
v.grad = None
y = torch.cat([m, m * 2], 1)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.stack([v, v * 2, v], 1)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
v.grad.tolist()
v.grad = None
y = torch.hstack([m, m])
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.vstack([v, m])
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
v.grad.tolist()
v.grad = None
y = torch.dstack([m, m])
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.column_stack([v, m.t()])
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
v.grad.tolist()
v.grad = None
y = torch.chunk(x, 3, 2)[1]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.cat(torch.split(x, [1, 3], 2), 2)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.tensor_split(x, 3, 2)[0]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.unbind(x, 1)[2]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.stack(x.unbind(2), 0)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x.select(1, 2)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x.narrow(2, 1, 2)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x.flip(0, 2)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.roll(x, (1, -2), (0, 2))
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.roll(x, 5)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.rot90(x, 1, [1, 2])
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.rot90(x, -1, [0, 2])
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.rot90(x, 2, [0, 2])
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.tril(x, 1)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.triu(m, -1)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.diag(v, -1)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
v.grad.tolist()
v.grad = None
y = torch.diag(m, 1)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.diagonal(x, 1, 1, 2)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.diag_embed(m, -1, 2, 0)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.diagflat(m)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.trace(m)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.meshgrid(v, s, indexing='xy')[0]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
v.grad.tolist()
v.grad = None
s.grad.tolist()
s.grad = None
y = torch.cartesian_prod(v, v)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
v.grad.tolist()
v.grad = None
y = x.unfold(2, 2, 1)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x.unfold(1, 2, 2)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = m.as_strided((2, 2), (1, 2), 1)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = m.as_strided((3, 2), (1, 1))
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = x.contiguous()
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x.transpose(1, 2).contiguous()
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x.double().transpose(0, 1).flip(1).float()
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
z = torch.zeros(0, 3)
torch.cat([z, m]).shape
torch.stack([z, z], 1).shape
z.view(3, 0).shape
z.view(-1, 3).shape
z.view(0, -1).shape
z.flatten().shape
z.repeat(2, 2).shape
z.flip(0).shape
z.roll(1, 0).shape
z.tril().shape
z.t().shape
torch.diag(torch.zeros(0)).shape
z.diagonal().shape
z.chunk(3)
z.split(2)
z.unbind(1)
torch.tensor_split(z, 3)
z.unfold(1, 2, 1).shape
torch.cat([torch.zeros(0), z]).shape
torch.cat([torch.arange(3), torch.tensor([True])])
torch.stack([torch.arange(3), torch.ones(3, dtype=torch.float64)])
torch.arange(6).reshape(2, 3).flip(1)
torch.arange(6).reshape(2, 3).roll(1, 1).tril()
(torch.arange(6) > 2).reshape(2, 3).repeat(1, 2)
(torch.arange(6, dtype=torch.float64) / 3).reshape(2, 3).rot90()
torch.broadcast_tensors(v, torch.ones(2, 1))
y = x * 1
w = y.view(4, 6)
w[0] = 7
y
r = y.reshape(24)
r[1] = 5.
y[0, 0]
c = y.detach().clone()
p = c.permute(2, 0, 1)
p[0] = -1.
c
p.is_contiguous(), p.stride(), p.storage_offset()
c[1].storage_offset(), c[:, 1:].stride(), c[:, ::2].stride()
c._version, p._version
a, b = c.chunk(2)
a.mul_(2)
c
a, b = y.chunk(2)
a.mul_(2)
y.unbind()[0].add_(1)
y.split([1, 1])[0].zero_()
n = torch.zeros(2, 2)
n.diagonal().fill_(3)
n
e = torch.zeros(3).expand(2, 3)
e.stride()
e.is_contiguous(), e.contiguous().stride()
