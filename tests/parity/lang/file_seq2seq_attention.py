import random
import torch
import torch.nn as nn
from torch import optim
import torch.nn.functional as F
_ = torch.manual_seed(0); random.seed(0)
SOS_token = 0
EOS_token = 1
MAX_LENGTH = 6
class Lang:
    def __init__(self, name):
        self.name = name
        self.word2index = {}
        self.word2count = {}
        self.index2word = {0: "SOS", 1: "EOS"}
        self.n_words = 2
    def addSentence(self, sentence):
        for word in sentence.split(' '):
            self.addWord(word)
    def addWord(self, word):
        if word not in self.word2index:
            self.word2index[word] = self.n_words
            self.word2count[word] = 1
            self.index2word[self.n_words] = word
            self.n_words += 1
        else:
            self.word2count[word] += 1
class EncoderRNN(nn.Module):
    def __init__(self, input_size, hidden_size):
        super(EncoderRNN, self).__init__()
        self.hidden_size = hidden_size
        self.embedding = nn.Embedding(input_size, hidden_size)
        self.gru = nn.GRU(hidden_size, hidden_size)
    def forward(self, input, hidden):
        embedded = self.embedding(input).view(1, 1, -1)
        output = embedded
        output, hidden = self.gru(output, hidden)
        return output, hidden
    def initHidden(self):
        return torch.zeros(1, 1, self.hidden_size)
class AttnDecoderRNN(nn.Module):
    def __init__(self, hidden_size, output_size, dropout_p=0.1, max_length=MAX_LENGTH):
        super(AttnDecoderRNN, self).__init__()
        self.hidden_size = hidden_size
        self.output_size = output_size
        self.dropout_p = dropout_p
        self.max_length = max_length
        self.embedding = nn.Embedding(self.output_size, self.hidden_size)
        self.attn = nn.Linear(self.hidden_size * 2, self.max_length)
        self.attn_combine = nn.Linear(self.hidden_size * 2, self.hidden_size)
        self.dropout = nn.Dropout(self.dropout_p)
        self.gru = nn.GRU(self.hidden_size, self.hidden_size)
        self.out = nn.Linear(self.hidden_size, self.output_size)
    def forward(self, input, hidden, encoder_outputs):
        embedded = self.embedding(input).view(1, 1, -1)
        embedded = self.dropout(embedded)
        attn_weights = F.softmax(self.attn(torch.cat((embedded[0], hidden[0]), 1)), dim=1)
        attn_applied = torch.bmm(attn_weights.unsqueeze(0), encoder_outputs.unsqueeze(0))
        output = torch.cat((embedded[0], attn_applied[0]), 1)
        output = self.attn_combine(output).unsqueeze(0)
        output = F.relu(output)
        output, hidden = self.gru(output, hidden)
        output = F.log_softmax(self.out(output[0]), dim=1)
        return output, hidden, attn_weights
pairs = [['je suis', 'i am'], ['tu es la', 'you are here'], ['il va', 'he goes']]
a, b = Lang('fra'), Lang('eng')
for p in pairs: a.addSentence(p[0]); b.addSentence(p[1])
print(a.n_words, b.n_words, b.word2index)
def indexesFromSentence(lang, sentence):
    return [lang.word2index[word] for word in sentence.split(' ')]
def tensorFromSentence(lang, sentence):
    indexes = indexesFromSentence(lang, sentence)
    indexes.append(EOS_token)
    return torch.tensor(indexes, dtype=torch.long).view(-1, 1)
enc, dec = EncoderRNN(a.n_words, 8), AttnDecoderRNN(8, b.n_words)
eo, do = optim.SGD(enc.parameters(), lr=.05), optim.SGD(dec.parameters(), lr=.05)
criterion = nn.NLLLoss()
teacher_forcing_ratio = 0.5
def train(input_tensor, target_tensor):
    h = enc.initHidden(); eo.zero_grad(); do.zero_grad()
    outs = torch.zeros(MAX_LENGTH, enc.hidden_size); loss = 0
    for ei in range(input_tensor.size(0)):
        o, h = enc(input_tensor[ei], h)
        outs[ei] = o[0, 0]
    inp = torch.tensor([[SOS_token]])
    use_teacher_forcing = True if random.random() < teacher_forcing_ratio else False
    for di in range(target_tensor.size(0)):
        o, h, w = dec(inp, h, outs)
        loss += criterion(o, target_tensor[di])
        if use_teacher_forcing: inp = target_tensor[di]
        else:
            topv, topi = o.topk(1)
            inp = topi.squeeze().detach()
            if inp.item() == EOS_token: break
    loss.backward(); eo.step(); do.step()
    return loss.item() / target_tensor.size(0)
for it in range(1, 9):
    p = random.choice(pairs)
    l = train(tensorFromSentence(a, p[0]), tensorFromSentence(b, p[1]))
    if it % 2 == 0: print('%d %.4f' % (it, l))
