# torch.nn.utils.rnn: padded and packed sequences, and recurrent layers over them.
from torch.nn.utils.rnn import (PackedSequence, invert_permutation, pack_padded_sequence, pack_sequence, pad_packed_sequence,
                                pad_sequence, unpack_sequence, unpad_sequence)
import torch.nn.utils.rnn as rnn_utils
x = torch.arange(24.0).reshape(3, 4, 2) / 7
p = pack_padded_sequence(x, [4, 2, 1], batch_first=True)
p
type(p).__name__, isinstance(p, PackedSequence), isinstance(p, tuple)
p.data.shape, p.batch_sizes, p[1], p.sorted_indices
data, sizes, order, back = p
sizes
pad_packed_sequence(p, batch_first=True)
pad_packed_sequence(p)[0].shape
pad_packed_sequence(p, batch_first=True, padding_value=-1.0, total_length=5)
q = pack_padded_sequence(x, torch.tensor([2, 4, 1]), batch_first=True, enforce_sorted=False)
q
pad_packed_sequence(q, batch_first=True)
pack_padded_sequence(x.transpose(0, 1), [4, 4, 3]).batch_sizes
pad_sequence([torch.ones(2), torch.zeros(3), torch.ones(1)])
pad_sequence([torch.ones(2, 2), torch.zeros(3, 2)], batch_first=True, padding_value=9.0)
pad_sequence([torch.tensor([1, 2]), torch.tensor([3])], batch_first=True)
pack_sequence([torch.tensor([1, 2, 3]), torch.tensor([4, 5]), torch.tensor([6])])
pack_sequence([torch.ones(1), torch.zeros(3)], enforce_sorted=False)
unpack_sequence(pack_sequence([torch.ones(1), torch.zeros(3)], enforce_sorted=False))
unpad_sequence(torch.arange(6).reshape(3, 2), torch.tensor([3, 1]))
invert_permutation(torch.tensor([2, 0, 1]))
p.double().data.dtype, p.to(torch.float64).batch_sizes
# Gradients through packing.
w = torch.arange(24.0).reshape(3, 4, 2).requires_grad_()
y, n = pad_packed_sequence(pack_padded_sequence(w, [3, 4, 2], True, enforce_sorted=False), True)
u = torch.arange(24.0).reshape(3, 4, 2) / 5
(y * u).sum().backward()
w.grad.tolist(), n
s = [torch.ones(2, requires_grad=True), torch.ones(3, requires_grad=True)]
(pad_sequence(s) * torch.arange(6.0).reshape(3, 2)).sum().backward()
[one.grad.tolist() for one in s]
# Layers.
def shown(layer, given, hx=None):
    out, h = layer(given, hx)
    hs = h if isinstance(h, tuple) else (h,)
    loss = (out.data * torch.arange(out.data.numel()).reshape(out.data.shape) / 9).sum()
    loss = loss + sum((one * one).sum() for one in hs)
    layer.zero_grad()
    loss.backward()
    print(type(out).__name__, out.batch_sizes, out.sorted_indices, out.unsorted_indices)
    print(out.data.tolist(), [one.tolist() for one in hs])
    print([one.grad.tolist() for one in layer.parameters()])
_ = torch.manual_seed(0)
shown(nn.LSTM(2, 3), p)
shown(nn.LSTM(2, 3, batch_first=True), q)
shown(nn.GRU(2, 3, num_layers=2, bidirectional=True), p)
shown(nn.GRU(2, 3, num_layers=2, bidirectional=True), q)
shown(nn.RNN(2, 3, nonlinearity='relu', bias=False), q)
shown(nn.LSTM(2, 4, num_layers=2, proj_size=2, bidirectional=True), q)
shown(nn.LSTM(2, 3), q, (torch.ones(1, 3, 3), torch.arange(9.0).reshape(1, 3, 3)))
shown(nn.GRU(2, 3), q, torch.arange(9.0).reshape(1, 3, 3))
shown(nn.LSTM(2, 3, num_layers=2, dropout=0.5), p)
shown(nn.LSTM(2, 3, num_layers=2, dropout=0.5).eval(), p)
shown(nn.RNN(2, 3).double(), p.double())
shown(nn.LSTM(2, 3), pack_padded_sequence(x, [4, 4, 4], batch_first=True))
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(10, 4, padding_idx=0)
        self.lstm = nn.LSTM(4, 5, batch_first=True, bidirectional=True)
        self.head = nn.Linear(10, 2)
    def forward(self, tokens, lengths):
        packed = rnn_utils.pack_padded_sequence(self.embed(tokens), lengths, batch_first=True, enforce_sorted=False)
        out, (h, c) = self.lstm(packed)
        out, lengths = rnn_utils.pad_packed_sequence(out, batch_first=True)
        return self.head(torch.cat([h[0], h[1]], dim=1)), out.shape, lengths
net = Net()
tokens = torch.tensor([[1, 2, 0, 0], [3, 4, 5, 6], [7, 0, 0, 0]])
net(tokens, torch.tensor([2, 4, 1]))[0].tolist()
net(tokens, torch.tensor([2, 4, 1]))[1:]
[[tuple(w.shape) for w in ws] for ws in nn.LSTM(2, 3, 2, bidirectional=True, proj_size=2).all_weights]
l = nn.GRU(2, 3)
l.all_weights[0][0] is l.weight_ih_l0, len(l.all_weights), len(nn.RNN(1, 1, bias=False).all_weights[0])
nn.Linear(1, 1).all_weights
# Errors.
pack_padded_sequence(x, [3, 0, 0], True)
pack_padded_sequence(x, [2, 3, 1], True)
pack_padded_sequence(x, [3], True)
pad_packed_sequence(p, True, total_length=1)
pad_sequence(5)
pad_sequence([])
pack_sequence([torch.ones(2), torch.ones(3)])
pad_packed_sequence(5)
nn.GRU(3, 3)(p)
nn.GRU(2, 3)(p, torch.zeros(1, 2, 3))
nn.LSTM(2, 3)(p, (torch.zeros(1, 3, 3), torch.zeros(1, 3, 2)))
nn.GRU(2, 3)(pack_padded_sequence(x[..., 0], [4, 2, 1], True))
