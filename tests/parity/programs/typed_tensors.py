# torch.Tensor(...), torch.FloatTensor(...): the oldest way to make tensors.
torch.Tensor([1, 2])
torch.Tensor([[1, 2], [3, 4.5]])
torch.Tensor((1, 2))
torch.Tensor([True, False])
torch.Tensor(2, 3).shape
torch.Tensor(3).shape
torch.Tensor(0)
torch.Tensor(2, 0).shape
torch.Tensor()
torch.Tensor([])
torch.Tensor(torch.Size([2, 3])).shape
torch.Tensor([torch.tensor(1.0), torch.tensor(2)])
torch.Tensor(1.5)
torch.Tensor('x')
torch.Tensor(None)
torch.Tensor({})
torch.Tensor(-1)
torch.Tensor([[1, 2], [3]])
torch.Tensor(['a'])
torch.Tensor(2, 1.5)
x = torch.ones(2)
alias = torch.Tensor(x)
alias[0] = 5
x
alias is x
torch.Tensor(torch.tensor([1]))
torch.FloatTensor([1, 2]), torch.LongTensor([1, 2]), torch.DoubleTensor([0.5])
torch.LongTensor([1.9, -1.9])
torch.BoolTensor([0, 1, 2]), torch.ByteTensor([1, 255]), torch.IntTensor([1]), torch.ShortTensor([2])
torch.CharTensor([-3]), torch.HalfTensor([0.5])
torch.LongTensor(2, 3).dtype, torch.LongTensor(2, 3).shape
torch.FloatTensor(torch.tensor([1, 2]))
torch.LongTensor(torch.ones(2))
torch.DoubleTensor(torch.ones(2))
torch.BoolTensor(torch.ones(2))
torch.LongTensor('x')
torch.LongTensor(3.0)
torch.FloatTensor
torch.LongTensor
type(torch.FloatTensor([1.0]))
isinstance(x, torch.FloatTensor), isinstance(x, torch.LongTensor), isinstance(x, torch.Tensor)
isinstance(torch.tensor([1]), (torch.FloatTensor, torch.LongTensor))
isinstance(torch.tensor([1]), (torch.FloatTensor, torch.DoubleTensor))
isinstance(nn.Parameter(x), torch.FloatTensor)
isinstance(3, torch.LongTensor)
x.type()
x.type(torch.LongTensor)
x.type(torch.DoubleTensor)
x.type('torch.IntTensor')
x.type('torch.Nothing')
x.type(dtype=torch.float64)
w = torch.FloatTensor([[1.0, 2.0]])
w.requires_grad_()
(w * 3).sum().backward()
w.grad
F.embedding(torch.LongTensor([0, 1]), torch.FloatTensor([[1, 2], [3, 4]]))
