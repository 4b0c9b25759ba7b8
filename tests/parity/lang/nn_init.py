# nn.init as people use it.
_ = torch.manual_seed(0)
w = torch.empty(3, 4)
nn.init.xavier_uniform_(w)
nn.init.kaiming_normal_(w, mode='fan_out', nonlinearity='relu')
nn.init.normal_(w, 0.0, 0.02), nn.init.uniform_(w, -1, 1)
nn.init.constant_(w, 3), nn.init.zeros_(w), nn.init.ones_(w), nn.init.eye_(w)
nn.init.orthogonal_(w).matmul(w.t()).abs().round()
nn.init.trunc_normal_(w, std=0.02)
nn.init.calculate_gain('relu'), nn.init.calculate_gain('leaky_relu', 0.2), nn.init.calculate_gain('tanh'), nn.init.calculate_gain('linear')
nn.init.calculate_gain('nosuch')
nn.init.xavier_uniform_(torch.empty(3))
nn.init.kaiming_uniform_(w, mode='bad')
net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.Linear(2, 2))
for m in net.modules():
    if isinstance(m, nn.Conv2d):
        nn.init.kaiming_normal_(m.weight, mode='fan_out', nonlinearity='relu')
        if m.bias is not None: nn.init.constant_(m.bias, 0)
    elif isinstance(m, (nn.BatchNorm2d, nn.GroupNorm)):
        nn.init.constant_(m.weight, 1)
        nn.init.constant_(m.bias, 0)
    elif isinstance(m, nn.Linear):
        nn.init.normal_(m.weight, 0, 0.01)
        nn.init.constant_(m.bias, 0)
net[0].weight.sum().item(), net[0].bias, net[3].weight
def weights_init(m):
    classname = m.__class__.__name__
    if classname.find('Conv') != -1: nn.init.normal_(m.weight.data, 0.0, 0.02)
    elif classname.find('BatchNorm') != -1:
        nn.init.normal_(m.weight.data, 1.0, 0.02)
        nn.init.constant_(m.bias.data, 0)
_ = net.apply(weights_init); net[1].weight, net[0].weight.mean().item()
for name, p in net.named_parameters():
    if 'bias' in name: nn.init.zeros_(p)
    elif p.dim() > 1: nn.init.xavier_uniform_(p)
net[3].weight
nn.init.sparse_(torch.empty(4, 3), 0.5).eq(0).sum()
nn.init.dirac_(torch.empty(2, 2, 3))
