# Matrix products, einsum, linear algebra, errors of shapes.
a, b = torch.arange(6.).view(2, 3), torch.arange(6.).view(3, 2)
a @ b, a.mm(b), torch.matmul(a, b), torch.mm(b, a), a @ torch.ones(3), torch.ones(2) @ a, torch.mv(a, torch.ones(3)), torch.dot(torch.ones(3), torch.arange(3.)), a.matmul(b).t()
torch.bmm(torch.ones(2, 1, 3), torch.ones(2, 3, 1)), (torch.ones(2, 1, 3) @ torch.ones(3, 2)).shape, (torch.ones(4, 1, 2, 3) @ torch.ones(5, 3, 2)).shape, torch.baddbmm(torch.zeros(1, 1, 1), torch.ones(1, 1, 2), torch.ones(1, 2, 1)), torch.addmm(torch.ones(2, 2), a, b), torch.outer(torch.arange(2.), torch.arange(3.))
a @ a
a.mm(torch.ones(3))
torch.bmm(a, b)
torch.dot(a, b)
torch.mv(a, b)
torch.ones(2, dtype=torch.int64) @ torch.ones(2)
a @ 2
torch.einsum('ij,jk->ik', a, b), torch.einsum('ij->ji', a), torch.einsum('ij->', a), torch.einsum('bi,bi->b', a, a), torch.einsum('i,j->ij', torch.arange(2.), torch.arange(2.)), torch.einsum('bhid,bhjd->bhij', torch.ones(1, 1, 2, 3), torch.ones(1, 1, 2, 3))
torch.einsum('ij,jk', a, a)
torch.tril(a), torch.triu(a), torch.diag(a[:, :2]), torch.eye(2) * 3, torch.trace(a[:, :2]), torch.norm(a), torch.linalg.norm(a), torch.kron(torch.eye(2), torch.ones(1, 2)) if False else 0
mask = torch.triu(torch.ones(3, 3), diagonal=1).bool(); torch.zeros(3, 3).masked_fill(mask, float('-inf')), torch.softmax(torch.zeros(3, 3).masked_fill(mask, float('-inf')), dim=-1)
q, k, v = torch.ones(1, 2, 4), torch.arange(8.).view(1, 2, 4), torch.arange(8.).view(1, 2, 4)
scores = q @ k.transpose(-2, -1) / 4 ** 0.5; scores, F.softmax(scores, -1) @ v
torch.cdist(a, a), F.cosine_similarity(a, a + 1), F.pairwise_distance(a, a + 1), F.normalize(a, dim=1), (a / a.norm(dim=1, keepdim=True)).pow(2).sum(1)
torch.mm(a, b).requires_grad, (a.requires_grad_() @ b).grad_fn is not None, a @ b
