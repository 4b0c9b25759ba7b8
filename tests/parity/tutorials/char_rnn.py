"""A recurrent net by hand that reads names letter by letter."""
import string

import torch
import torch.nn as nn

all_letters = "abcdefghijklmnopqrstuvwxyz .,;'"
n_letters = len(all_letters)


def letter_to_index(letter):
    return all_letters.find(letter)


def line_to_tensor(line):
    tensor = torch.zeros(len(line), 1, n_letters)
    for li, letter in enumerate(line):
        tensor[li][0][letter_to_index(letter)] = 1
    return tensor


class RNN(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super(RNN, self).__init__()

        self.hidden_size = hidden_size

        self.i2h = nn.Linear(input_size + hidden_size, hidden_size)
        self.i2o = nn.Linear(input_size + hidden_size, output_size)
        self.softmax = nn.LogSoftmax(dim=1)

    def forward(self, input, hidden):
        combined = torch.cat((input, hidden), 1)
        hidden = self.i2h(combined)
        output = self.i2o(combined)
        output = self.softmax(output)
        return output, hidden

    def initHidden(self):
        return torch.zeros(1, self.hidden_size)


n_hidden = 32
n_categories = 5


def read(rnn, line):
    hidden = rnn.initHidden()
    for letter in line_to_tensor(line):
        output, hidden = rnn(letter, hidden)
    return output


def build():
    return RNN(n_letters, n_hidden, n_categories)
