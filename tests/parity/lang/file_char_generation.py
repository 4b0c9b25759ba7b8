import string, random, math, time
import torch, torch.nn as nn
all_letters = string.ascii_letters + " .,;'-"
n_letters = len(all_letters) + 1
category_lines = {'Irish': ['Adam', 'Ahearn'], 'Greek': ['Antonopoulos', 'Fotopoulos']}
all_categories = list(category_lines)
n_categories = len(all_categories)
def unicodeToAscii(s):
    return ''.join(c for c in s if c in all_letters)
class RNN(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super(RNN, self).__init__()
        self.hidden_size = hidden_size
        self.i2h = nn.Linear(n_categories + input_size + hidden_size, hidden_size)
        self.i2o = nn.Linear(n_categories + input_size + hidden_size, output_size)
        self.o2o = nn.Linear(hidden_size + output_size, output_size)
        self.dropout = nn.Dropout(0.1)
        self.softmax = nn.LogSoftmax(dim=1)
    def forward(self, category, input, hidden):
        input_combined = torch.cat((category, input, hidden), 1)
        hidden = self.i2h(input_combined)
        output = self.i2o(input_combined)
        output_combined = torch.cat((hidden, output), 1)
        output = self.o2o(output_combined)
        output = self.dropout(output)
        output = self.softmax(output)
        return output, hidden
    def initHidden(self):
        return torch.zeros(1, self.hidden_size)
def randomChoice(l):
    return l[random.randint(0, len(l) - 1)]
def categoryTensor(category):
    li = all_categories.index(category)
    tensor = torch.zeros(1, n_categories)
    tensor[0][li] = 1
    return tensor
def inputTensor(line):
    tensor = torch.zeros(len(line), 1, n_letters)
    for li in range(len(line)):
        letter = line[li]
        tensor[li][0][all_letters.find(letter)] = 1
    return tensor
def targetTensor(line):
    letter_indexes = [all_letters.find(line[li]) for li in range(1, len(line))]
    letter_indexes.append(n_letters - 1)
    return torch.LongTensor(letter_indexes)
_ = torch.manual_seed(0); random.seed(5)
criterion = nn.NLLLoss()
learning_rate = 0.05
rnn = RNN(n_letters, 16, n_letters)
def timeSince(since):
    now = time.time()
    s = now - since
    m = math.floor(s / 60)
    s -= m * 60
    return '%dm' % (m,)
start = time.time()
for it in range(1, 7):
    category = randomChoice(all_categories)
    line = randomChoice(category_lines[category])
    category_tensor, input_line_tensor, target_line_tensor = categoryTensor(category), inputTensor(line), targetTensor(line)
    target_line_tensor.unsqueeze_(-1)
    hidden = rnn.initHidden()
    rnn.zero_grad()
    loss = torch.Tensor([0])
    for i in range(input_line_tensor.size(0)):
        output, hidden = rnn(category_tensor, input_line_tensor[i], hidden)
        l = criterion(output, target_line_tensor[i])
        loss += l
    loss.backward()
    for p in rnn.parameters():
        p.data.add_(p.grad.data, alpha=-learning_rate)
    print('%s (%d %d%%) %.4f' % (timeSince(start), it, it / 6 * 100, loss.item() / input_line_tensor.size(0)))
def sample(category, start_letter='A'):
    with torch.no_grad():
        output_name = start_letter
        hidden = rnn.initHidden()
        inp = inputTensor(start_letter)
        for i in range(5):
            output, hidden = rnn(categoryTensor(category), inp[0], hidden)
            topv, topi = output.topk(1)
            topi = topi[0][0]
            if topi == n_letters - 1:
                break
            else:
                letter = all_letters[topi]
                output_name += letter
            inp = inputTensor(letter)
        return output_name
_ = rnn.eval(); print(sample('Irish', 'K'))
