# The default generator: seeds and states.
_ = torch.manual_seed(7)
torch.initial_seed()
a = torch.get_rng_state()
a.shape
a.dtype
torch.rand(3)
torch.randn(5)
torch.set_rng_state(a)
torch.rand(3)
torch.randn(5)
torch.set_rng_state(torch.zeros(3))
torch.set_rng_state(a[:10])
torch.rand(1)
