x = torch.tensor([[1., 2., 3.], [4., 5., 6.]], requires_grad=True)
x.shape
x.size()
x.size(0)
x.size(-1)
x.size(5)
x.size(dim=1)
x.dim()
x.ndim
x.ndimension()
x.numel()
torch.numel(x)
x.nelement()
x.element_size()
x.dtype
x.device
x.is_cuda
x.requires_grad
x.is_leaf
x.grad
x.T
x.mT
x.T.is_leaf
x.T.is_contiguous()
x.T.contiguous()
x.T.stride()
x.stride()
x.stride(0)
x.stride(-1)
x.storage_offset()
x[1].storage_offset()
x.data
x.data.requires_grad
x.detach()
x.detach().requires_grad
x.clone()
torch.clone(x)
x.contiguous()
x.is_contiguous()
x._version
y = torch.ones(2)
y._version
_ = y.zero_()
y._version
y.detach()._version
x.to(torch.float64)
x.to('cpu')
x.to('cpu', torch.float64)
x.to(dtype=torch.int64)
x.to(torch.arange(2))
x.to()
x.double()
x.long()
x.int()
x.short()
x.bool()
x.half()
x.bfloat16()
torch.tensor([0., 0.5, -2.]).bool()
torch.tensor([1.9, -1.9]).long()
torch.tensor([300., -1.]).byte()
x.type()
x.type(torch.float64)
x.type('torch.DoubleTensor')
x.type('foo')
x.type_as(torch.arange(2))
torch.arange(3).type()
torch.ones(2, dtype=torch.bool).type()
x.tolist()
torch.tensor(2.5).tolist()
torch.arange(4).tolist()
torch.tensor([[True], [False]]).tolist()
torch.ones(2, 0).tolist()
torch.ones(0, 2).tolist()
x.T.tolist()
x[0][1].item()
torch.tensor(3).item()
torch.tensor(True).item()
torch.tensor([[2.5]]).item()
x.is_floating_point()
torch.is_floating_point(torch.arange(2))
torch.is_tensor(x)
torch.is_tensor(3)
torch.get_default_dtype()
torch.promote_types(torch.int64, torch.float32)
torch.promote_types(torch.bool, torch.int64)
z = torch.ones(2)
z.requires_grad_().requires_grad
z.requires_grad_(False).requires_grad
torch.arange(2).requires_grad_()
x.foo
torch.ones(3).T
torch.ones(3).mT
w = (x.double() * 2)
w.sum().backward()
x.grad
x.grad.dtype
p = nn.Parameter(torch.ones(2))
p.data = torch.zeros(3)
p
p.data -= 0.5 * torch.ones(3)
p
p.data.mul_(3)
p
q = torch.arange(3.)
p.data = q
q.add_(1)
p
p.data = torch.zeros(2).double()
p
p.data = torch.arange(3)
p.data = 3
p
(p * 2).sum().backward()
p.grad
torch.is_nonzero(torch.tensor(1))
torch.is_nonzero(torch.ones(2))
p.is_same_size(torch.ones(2))
torch.result_type(torch.arange(2), 2.5)
torch.result_type(torch.arange(2), torch.ones(2))
