# nn.SyncBatchNorm: made, printed and saved like BatchNorm, called only on a GPU.
s = nn.SyncBatchNorm(3)
s
nn.SyncBatchNorm(3, eps=1e-3, momentum=None, affine=False, track_running_stats=False)
s(torch.ones(2, 3))
s.eval()(torch.ones(2, 3, 4))
list(s.state_dict())
s.load_state_dict(nn.BatchNorm1d(3).state_dict())
isinstance(s, nn.modules.batchnorm._BatchNorm), isinstance(s, nn.BatchNorm1d)
s.training, s.train().training
nn.Sequential(nn.Linear(2, 3), s)
s.reset_running_stats()
s.running_var
