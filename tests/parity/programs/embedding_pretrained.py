# nn.Embedding.from_pretrained, and what only some classes have.
w = torch.arange(6.0).reshape(2, 3)
e = nn.Embedding.from_pretrained(w)
e
e.weight
e.weight.data_ptr() == w.data_ptr()
e(torch.tensor([1, 0, 1]))
f = nn.Embedding.from_pretrained(w, freeze=False, padding_idx=1, max_norm=1.0)
f
f.weight.requires_grad
f(torch.tensor([0, 1]))
nn.Embedding.from_pretrained(torch.ones(3))
nn.Embedding.from_pretrained(torch.ones(1, 2, 3))
nn.Embedding.from_pretrained(embeddings=w.double(), freeze=True).weight
nn.Linear.from_pretrained
hasattr(nn.Linear(2, 2), 'from_pretrained'), hasattr(nn.Linear(2, 2), 'flatten_parameters')
hasattr(nn.LSTM(2, 2), 'flatten_parameters'), hasattr(nn.LSTM, 'flatten_parameters'), hasattr(nn.ReLU, 'flatten_parameters')
nn.Linear(2, 2).flatten_parameters()
nn.ReLU().generate_square_subsequent_mask(2)
class Mine(nn.LSTM):
    pass
Mine(2, 2).flatten_parameters()
class Norm(nn.BatchNorm1d):
    pass
n = Norm(2)
n(torch.tensor([[1.0, 2.0], [3.0, 4.0]])).shape
n.running_mean, n.num_batches_tracked
n.reset_running_stats()
n.running_mean, n.running_var, n.num_batches_tracked
bn = nn.BatchNorm2d(2)
bn(torch.randn(2, 2, 3, 3)).shape
nn.init.constant_(bn.weight, 5.0).shape
bn.reset_running_stats()
bn.running_var, bn.num_batches_tracked, bn.weight[0].item()
bn.reset_parameters()
bn.weight[0].item()
nn.BatchNorm1d(2, track_running_stats=False).reset_running_stats()
i = nn.InstanceNorm1d(2, track_running_stats=True)
i(torch.randn(1, 2, 4)).shape
i.reset_running_stats()
i.running_mean
nn.LayerNorm(2).reset_running_stats()
nn.Linear(2, 2).state_dict()._metadata
nn.Sequential(nn.Linear(2, 2), nn.Sequential(nn.BatchNorm1d(2), nn.ReLU())).state_dict()._metadata
nn.Sequential(nn.Linear(2, 2)).state_dict(prefix='p.')._metadata
nn.Linear(2, 2).state_dict()._metadata['']['version']
torch.ones(1).cuda()
torch.ones(1).is_cpu, torch.ones(1).is_sparse, torch.ones(1).is_quantized
torch.ones(1).is_complex(), torch.is_complex(torch.ones(1)), torch.ones(1).is_signed(), torch.tensor([True]).is_signed()
