# Losses on small numbers.
x, t = torch.tensor([[1., 2., 0.5], [0.1, 0.2, 3.]], requires_grad=True), torch.tensor([1, 2])
nn.CrossEntropyLoss()(x, t), F.cross_entropy(x, t, reduction='none'), nn.CrossEntropyLoss(weight=torch.tensor([1., 2., 3.]))(x, t), nn.CrossEntropyLoss(label_smoothing=0.1)(x, t), F.nll_loss(F.log_softmax(x, 1), t), nn.CrossEntropyLoss(ignore_index=1)(x, t), F.cross_entropy(x, torch.tensor([[0., 1., 0.], [0., 0., 1.]]))
F.cross_entropy(x, t).backward(); x.grad
p, q = torch.tensor([0.2, 0.7]), torch.tensor([0., 1.])
nn.BCELoss()(p, q), nn.BCEWithLogitsLoss()(p, q), F.binary_cross_entropy(p, q, reduction='sum'), nn.BCEWithLogitsLoss(pos_weight=torch.tensor(2.))(p, q)
nn.MSELoss()(p, q), nn.L1Loss()(p, q), nn.SmoothL1Loss()(p, q), nn.HuberLoss()(p, q), F.mse_loss(p, q, reduction='sum'), F.l1_loss(p, q, reduction='none')
nn.KLDivLoss(reduction='batchmean')(F.log_softmax(x, 1), F.softmax(x, 1)), nn.CosineEmbeddingLoss()(x, x, torch.ones(2)), nn.MarginRankingLoss()(p, q, torch.ones(2)), nn.TripletMarginLoss()(x, x + 1, x - 1), nn.HingeEmbeddingLoss()(p, torch.tensor([1., -1.])), nn.PoissonNLLLoss()(p, q), nn.GaussianNLLLoss()(p, q, torch.ones(2))
nn.CrossEntropyLoss()(x, torch.tensor([1, 5]))
nn.CrossEntropyLoss()(x, torch.tensor([1]))
nn.CrossEntropyLoss()(x, torch.tensor([1., 2.]))
nn.BCELoss()(torch.tensor([1.5]), torch.tensor([1.]))
nn.BCELoss()(p, torch.tensor([1, 0]))
nn.MSELoss()(torch.ones(2), torch.ones(2, dtype=torch.float64))
nn.MSELoss(reduction='bad')(p, q)
nn.NLLLoss()(x, t.float())
loss = nn.MSELoss()(torch.ones(2, requires_grad=True), torch.zeros(2)); loss, loss.item(), float(loss), f'{loss:.3f}', f'{loss.item():.2f}', '%.2f' % loss, loss.detach(), loss.requires_grad, loss.shape, loss.dim()
total = 0
for i in range(3): total += nn.MSELoss()(torch.tensor([float(i)]), torch.zeros(1)).item()
total / 3, nn.CrossEntropyLoss(), nn.MSELoss(reduction='sum'), nn.BCELoss(), nn.L1Loss().reduction
class Focal(nn.Module):
    def __init__(self, gamma=2.0):
        super().__init__()
        self.gamma = gamma
    def forward(self, logits, target):
        ce = F.cross_entropy(logits, target, reduction='none')
        pt = torch.exp(-ce)
        return ((1 - pt) ** self.gamma * ce).mean()
Focal()(x, t), Focal(0.)(x, t).item() == F.cross_entropy(x, t).item()
