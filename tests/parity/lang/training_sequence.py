# A character model with an LSTM, teacher forcing, sampling by argmax.
_ = torch.manual_seed(0)
text = 'hello hello '
chars = sorted(set(text)); stoi = {c: i for i, c in enumerate(chars)}; chars, len(text)
class CharLSTM(nn.Module):
    def __init__(self, vocab, hidden=12):
        super().__init__()
        self.emb, self.lstm, self.out = nn.Embedding(vocab, 6), nn.LSTM(6, hidden, batch_first=True), nn.Linear(hidden, vocab)
    def forward(self, x, state=None):
        y, state = self.lstm(self.emb(x), state)
        return self.out(y), state
net = CharLSTM(len(chars)); opt = torch.optim.Adam(net.parameters(), lr=0.05)
ids = torch.tensor([[stoi[c] for c in text]])
for i in range(30):
    logits, _ = net(ids[:, :-1])
    loss = F.cross_entropy(logits.reshape(-1, len(chars)), ids[:, 1:].reshape(-1))
    opt.zero_grad(); loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    opt.step()
    if i % 10 == 0: print(i, round(loss.item(), 3))
def sample(start, n):
    out, state = start, None
    x = torch.tensor([[stoi[start]]])
    with torch.no_grad():
        for _ in range(n):
            logits, state = net(x, state)
            x = logits[:, -1].argmax(1, keepdim=True)
            out += chars[x.item()]
    return out
sample('h', 5)
h = [s.detach() for s in net(ids)[1]]; [tuple(s.shape) for s in h], all(not s.requires_grad for s in h)
sample('z', 1)
