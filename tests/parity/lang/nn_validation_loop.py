# Classification with a validation loop, accuracy, best net, early stopping.
_ = torch.manual_seed(3)
X = torch.randn(40, 2); Y = (X[:, 0] * X[:, 1] > 0).long()
train_x, train_y, val_x, val_y = X[:30], Y[:30], X[30:], Y[30:]
net = nn.Sequential(nn.Linear(2, 16, bias=False), nn.BatchNorm1d(16), nn.ReLU(), nn.Dropout(0.2), nn.Linear(16, 2))
opt = torch.optim.Adam(net.parameters(), lr=0.01)
loss_fn = nn.CrossEntropyLoss()
def validate():
    _ = net.eval()
    correct, total, loss = 0, 0, 0.0
    with torch.no_grad():
        for x, y in zip(val_x.split(5), val_y.split(5)):
            out = net(x)
            loss += loss_fn(out, y).item()
            _, predicted = torch.max(out.data, 1)
            total += y.size(0)
            correct += (predicted == y).sum().item()
    return loss / 2, 100 * correct / total
best, best_state, patience = float('inf'), None, 0
for epoch in range(6):
    _ = net.train()
    perm = torch.randperm(len(train_x))
    for idx in perm.split(10):
        opt.zero_grad()
        loss = loss_fn(net(train_x[idx]), train_y[idx])
        loss.backward()
        opt.step()
    val_loss, acc = validate()
    print('Epoch %d: val loss %.4f, accuracy %.1f%%' % (epoch, val_loss, acc))
    if val_loss < best:
        best, patience = val_loss, 0
        best_state = {k: v.clone() for k, v in net.state_dict().items()}
    else:
        patience += 1
        if patience > 2:
            print('stop')
            break
net.load_state_dict(best_state)
f'{validate()[0]:.4f}' == f'{best:.4f}', net.training
_ = net.eval(); net(val_x).argmax(1).tolist(), F.softmax(net(val_x[:2]), dim=1).sum(1).tolist()
(net(val_x).argmax(dim=1) == val_y).float().mean().item(), loss_fn(net(val_x), val_y).item()
confusion = torch.zeros(2, 2, dtype=torch.int64)
for t, p in zip(val_y, net(val_x).argmax(1)): confusion[t, p] += 1
confusion, confusion.diag().sum().item() / confusion.sum().item()
