# Sizes without memory.
torch.device('meta')
torch.device('cpu')
torch.device('nowhere')
l = nn.Linear(3, 2, device='meta')
l
l.weight
l.weight.shape
l.weight.device
l.weight.dtype
l.weight.is_meta
l.weight.numel()
l.weight.tolist()
l.to('cpu')
l.weight.to('cpu')
l.state_dict()
_ = torch.manual_seed(0)
_ = nn.Sequential(nn.Linear(3, 4, device='meta'), nn.Conv2d(1, 2, 3, device='meta'), nn.GRU(2, 3, device='meta'), nn.MultiheadAttention(4, 2, device='meta'))
torch.rand(2).tolist()
nn.BatchNorm1d(3, device='meta').num_batches_tracked
nn.BatchNorm1d(3, device='meta').running_mean
nn.LayerNorm(3, device='meta').weight
nn.Conv2d(1, 2, 3, device='meta').weight
nn.GRU(2, 3, device='meta').weight_hh_l0
nn.MultiheadAttention(4, 2, device='meta').in_proj_weight
nn.PReLU(device='meta').weight
nn.TransformerEncoderLayer(4, 2, device='meta').linear1.weight
nn.Linear(3, 2, device='nowhere')
nn.Linear(3, 2, device=torch.device('meta'), dtype=torch.float64).bias
nn.Linear(10 ** 6, 10 ** 6, device='meta')
nn.Linear(-1, 2, device='meta')
m = nn.Linear(3, 2)
_ = m.to('meta')
m.weight
m.to('meta').weight.is_meta
m.load_state_dict(nn.Linear(3, 2).state_dict())
m.weight
nn.Linear(3, 2).load_state_dict(m.state_dict())
_ = m.double()
m.bias
m.to_empty(device='cpu').weight.shape
torch.ones(2, 3, device='meta')
torch.empty(10 ** 6, 10 ** 6, device='meta')
torch.zeros(2, device='meta', dtype=torch.float64)
torch.ones(2).to('meta')
torch.ones(2, device='meta').t()
torch.ones(2, 3, device='meta').reshape(6)
torch.ones(2, 3, device='meta')[0]
torch.zeros_like(torch.ones(2, device='meta'))
torch.ones(2, device='meta').clone()
nn.LazyLinear(3, device='meta').weight
_ = l.zero_grad()
l.requires_grad_(False).weight
