# k-means, nearest neighbours, a perceptron, power iteration: small programs of tensors.
pts = torch.tensor([[0., 0.], [0.2, 0.1], [5., 5.], [5.1, 4.9], [0.1, 0.3]])
centers = pts[[0, 2]].clone()
for _ in range(3):
    dist = ((pts[:, None] - centers[None]) ** 2).sum(-1)
    which = dist.argmin(1)
    centers = torch.stack([pts[which == k].mean(0) for k in range(2)])
which.tolist(), centers
def knn(q, k=3):
    d = (pts - q).norm(dim=1)
    votes = which[d.topk(k, largest=False).indices].tolist()
    return max(set(votes), key=votes.count)
knn(torch.tensor([4., 4.])), knn(torch.tensor([0., 1.]))
w, b = torch.zeros(2), 0.0
labels = which * 2 - 1
for epoch in range(5):
    wrong = 0
    for x, y in zip(pts, labels):
        if y * (w @ x + b) <= 0:
            w, b, wrong = w + y * x, b + y.item(), wrong + 1
    if wrong == 0: break
epoch, w, b, torch.sign(pts @ w + b).long().tolist() == labels.tolist()
M = torch.tensor([[2., 1.], [1., 3.]]); v = torch.ones(2)
for _ in range(30): v = M @ v; v = v / v.norm()
v, v @ M @ v
game = torch.zeros(5, 5, dtype=torch.int64); game[2, 1:4] = 1
def step(g):
    n = sum(g.roll((i, j), (0, 1)) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0))
    return ((n == 3) | ((g == 1) & (n == 2))).long()
step(game), torch.equal(step(step(game)), game)
for row in step(game): print(''.join('.#'[c] for c in row.tolist()))
