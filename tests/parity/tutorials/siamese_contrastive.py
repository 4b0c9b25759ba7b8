"""A Siamese net with a contrastive loss, pairs made by hand, and thresholds for its distances."""
import random
from itertools import combinations
from collections import namedtuple

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import optim

Pair = namedtuple('Pair', ['first', 'second', 'same'])


class ContrastiveLoss(torch.nn.Module):
    """
    Contrastive loss function: pulls pairs of one class together, and pushes others apart up to a margin.
    """

    def __init__(self, margin=2.0):
        super(ContrastiveLoss, self).__init__()
        self.margin = margin

    def forward(self, output1, output2, label):
        euclidean_distance = F.pairwise_distance(output1, output2, keepdim=True)
        loss_contrastive = torch.mean((1 - label) * torch.pow(euclidean_distance, 2) +
                                      (label) * torch.pow(torch.clamp(self.margin - euclidean_distance, min=0.0), 2))
        return loss_contrastive

    def extra_repr(self):
        return 'margin={}'.format(self.margin)


class SiameseNetwork(nn.Module):
    def __init__(self, embedding=4):
        super(SiameseNetwork, self).__init__()
        self.cnn1 = nn.Sequential(
            nn.ReflectionPad2d(1),
            nn.Conv2d(1, 4, kernel_size=3),
            nn.ReLU(inplace=True),
            nn.BatchNorm2d(4),
            nn.MaxPool2d(2),
        )
        self.fc1 = nn.Sequential(
            nn.Linear(4 * 4 * 4, 16), nn.ReLU(inplace=True), nn.Dropout(p=.1),
            nn.Linear(16, embedding))

    def forward_once(self, x):
        output = self.cnn1(x)
        output = output.view(output.size()[0], -1)
        return self.fc1(output)

    def forward(self, input1, input2):
        return self.forward_once(input1), self.forward_once(input2)


def picture(kind, shift):
    img = torch.zeros(1, 8, 8)
    if kind == 0:
        img[0, 2 + shift:4 + shift, :] = 1.0
    else:
        img[0, :, 2 + shift:4 + shift] = 1.0
    return img


pictures = [(picture(kind, shift), kind) for kind in (0, 1) for shift in range(3)]
pairs = []
for i, (a, ka) in enumerate(pictures):
    for j, (b, kb) in enumerate(pictures):
        if i < j:
            pairs.append(Pair(a, b, int(ka == kb)))
print(len(pairs), sum(p.same for p in pairs))


def collate(batch):
    first, second, same = zip(*batch)
    label = torch.tensor([[1.0 - s] for s in same])
    return torch.stack(first), torch.stack(second), label


def train(net, epochs=2, batch_size=5):
    criterion = ContrastiveLoss()
    optimizer = optim.Adam(net.parameters(), lr=0.0005)
    history = {'step': [], 'loss': []}
    step = 0
    for epoch in range(0, epochs):
        order = torch.randperm(len(pairs)).tolist()
        for start in range(0, len(order), batch_size):
            img0, img1, label = collate([pairs[k] for k in order[start:start + batch_size]])
            optimizer.zero_grad()
            output1, output2 = net(img0, img1)
            loss = criterion(output1, output2, label)
            loss.backward()
            optimizer.step()
            step += 1
            history['step'].append(step)
            history['loss'].append(loss.item())
        print("Epoch number {}\n Current loss {:.3f}\n".format(epoch, loss.item()))
    return history


def distances(net):
    net.eval()
    with torch.no_grad():
        groups = {0: [], 1: []}
        for p in pairs:
            a, b = net(p.first.unsqueeze(0), p.second.unsqueeze(0))
            groups[p.same].append(F.pairwise_distance(a, b).item())
    return {same: sum(ds) / len(ds) for same, ds in groups.items()}


def build():
    net = SiameseNetwork()
    train(net)
    means = distances(net)
    print('same {:.3f}, different {:.3f}'.format(means[1], means[0]))
    return net.train()


def show_plot(iteration, loss):
    plt.plot(iteration, loss)
    plt.show()
