# Random tensors of a seed, shuffles, choices, generators.
_ = torch.manual_seed(42)
torch.rand(3), torch.randn(2, 2), torch.randint(0, 10, (5,)), torch.randint(3, (2, 2)), torch.randperm(5), torch.rand_like(torch.ones(2)), torch.randn_like(torch.ones(2)), torch.randint_like(torch.ones(2), 5) if False else 0
torch.bernoulli(torch.full((4,), 0.5)), torch.multinomial(torch.tensor([0.1, 0.9]), 3, replacement=True), torch.normal(0., 1., (2,)), torch.normal(torch.zeros(2), torch.ones(2))
_ = torch.manual_seed(0); a = torch.rand(2); _ = torch.manual_seed(0); b = torch.rand(2); torch.equal(a, b)
state = torch.get_rng_state(); x = torch.rand(1); torch.set_rng_state(state); torch.equal(x, torch.rand(1))
torch.ones(3).uniform_(-1, 1), torch.ones(3).normal_(), torch.ones(4).bernoulli_(0.5), torch.zeros(2).exponential_() if False else 0, torch.empty(3).random_(10) if False else 0
F.dropout(torch.ones(6), 0.5), nn.Dropout(0.2)(torch.ones(5)), F.dropout(torch.ones(3), 0.0), F.dropout(torch.ones(3), 1.0)
torch.randint(5, 5, (1,))
torch.multinomial(torch.tensor([-1., 2.]), 1)
torch.rand(-1)
torch.bernoulli(torch.tensor([2.0]))
nn.Dropout(1.5)
data = torch.arange(6); data[torch.randperm(6)]
torch.randn(3, 4).mean(), torch.randn(1000).std() > 0.9, torch.rand(2, dtype=torch.float64), torch.randn((2, 3)).shape
idx = torch.randperm(10); idx[:3], idx[3:].shape, sorted(idx.tolist()) == list(range(10))
