# Freezing, replacing a head, differing learning rates, hooks that look.
_ = torch.manual_seed(0)
class Backbone(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU())
        self.fc = nn.Linear(8, 10)
    def forward(self, x): return self.fc(self.features(x))
net = Backbone()
for p in net.parameters(): p.requires_grad = False
net.fc = nn.Linear(net.fc.in_features, 2)
[n for n, p in net.named_parameters() if p.requires_grad], sum(p.numel() for p in net.parameters() if p.requires_grad)
opt = torch.optim.SGD(filter(lambda p: p.requires_grad, net.parameters()), lr=0.1)
before = {n: p.clone() for n, p in net.named_parameters()}
loss = F.cross_entropy(net(torch.randn(4, 4)), torch.tensor([0, 1, 0, 1])); loss.backward(); opt.step()
[n for n, p in net.named_parameters() if not torch.equal(p, before[n])], net.features[1].num_batches_tracked
seen = []
handle = net.features[2].register_forward_hook(lambda m, i, o: seen.append((type(m).__name__, tuple(o.shape))))
_ = net(torch.ones(2, 4)); handle.remove(); _ = net(torch.ones(2, 4)); seen
acts = {}
def save(name):
    def hook(module, inputs, output): acts[name] = output.detach().mean().item() > -10
    return hook
handles = [m.register_forward_hook(save(n)) for n, m in net.named_children()]
_ = net(torch.ones(2, 4)); acts, [h.remove() for h in handles]
groups = [{'params': net.features.parameters(), 'lr': 1e-4}, {'params': net.fc.parameters()}]
torch.optim.Adam(groups, lr=1e-2).param_groups[0]['lr'], [len(g['params']) for g in torch.optim.Adam([{'params': list(net.features.parameters())}, {'params': list(net.fc.parameters())}]).param_groups]
_ = net.features.eval(); net.training, net.features.training, net.fc.training
for p in net.features[0].parameters(): p.requires_grad = True
sum(p.requires_grad for p in net.parameters())
nn.Sequential(*list(net.children())[:-1])(torch.ones(2, 4)).shape, nn.Sequential(net.features, nn.Identity())(torch.ones(2, 4)).shape
state = {k: v for k, v in net.state_dict().items() if not k.startswith('fc')}; other = Backbone(); other.load_state_dict(state, strict=False)
