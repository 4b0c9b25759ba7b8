from copy import deepcopy
from collections import OrderedDict
from typing import Optional, List, Dict, Union
import torch
import torch.nn as nn
import torch.nn.functional as F
class LoRALayer():
    def __init__(self, r: int, lora_alpha: int, lora_dropout: float, merge_weights: bool):
        self.r = r
        self.lora_alpha = lora_alpha
        if lora_dropout > 0.:
            self.lora_dropout = nn.Dropout(p=lora_dropout)
        else:
            self.lora_dropout = lambda x: x
        self.merged = False
        self.merge_weights = merge_weights
class Linear(nn.Linear, LoRALayer):
    def __init__(self, in_features: int, out_features: int, r: int = 0, lora_alpha: int = 1, lora_dropout: float = 0., merge_weights: bool = True, **kwargs):
        nn.Linear.__init__(self, in_features, out_features, **kwargs)
        LoRALayer.__init__(self, r=r, lora_alpha=lora_alpha, lora_dropout=lora_dropout, merge_weights=merge_weights)
        if r > 0:
            self.lora_A = nn.Parameter(self.weight.new_zeros((r, in_features)))
            self.lora_B = nn.Parameter(self.weight.new_zeros((out_features, r)))
            self.scaling = self.lora_alpha / self.r
            self.weight.requires_grad = False
        self.reset_parameters()
    def reset_parameters(self):
        nn.Linear.reset_parameters(self)
        if hasattr(self, 'lora_A'):
            nn.init.kaiming_uniform_(self.lora_A, a=5 ** 0.5)
            nn.init.zeros_(self.lora_B)
    def train(self, mode: bool = True):
        nn.Linear.train(self, mode)
        if mode:
            if self.merge_weights and self.merged:
                self.weight.data -= (self.lora_B @ self.lora_A) * self.scaling
                self.merged = False
        else:
            if self.merge_weights and not self.merged:
                self.weight.data += (self.lora_B @ self.lora_A) * self.scaling
                self.merged = True
        return self
    def forward(self, x: torch.Tensor):
        if self.r > 0 and not self.merged:
            result = F.linear(x, self.weight, bias=self.bias)
            result += (self.lora_dropout(x) @ self.lora_A.transpose(0, 1) @ self.lora_B.transpose(0, 1)) * self.scaling
            return result
        return F.linear(x, self.weight, bias=self.bias)
def mark_only_lora_as_trainable(the_model: nn.Module, bias: str = 'none') -> None:
    for n, p in the_model.named_parameters():
        if 'lora_' not in n:
            p.requires_grad = False
    if bias == 'none':
        return
    elif bias == 'all':
        for n, p in the_model.named_parameters():
            if 'bias' in n:
                p.requires_grad = True
    else:
        raise NotImplementedError
class SparseDispatcher:
    def __init__(self, num_experts, gates):
        self._gates = gates
        self._num_experts = num_experts
        sorted_experts, index_sorted_experts = torch.nonzero(gates).sort(0)
        _, self._expert_index = sorted_experts.split(1, dim=1)
        self._batch_index = torch.nonzero(gates)[index_sorted_experts[:, 1], 0]
        self._part_sizes = (gates > 0).sum(0).tolist()
    def dispatch(self, inp):
        return torch.split(inp[self._batch_index].squeeze(1), self._part_sizes, dim=0)
class MoE(nn.Module):
    def __init__(self, d, n, k=2):
        super().__init__()
        self.experts = nn.ModuleList([nn.Sequential(nn.Linear(d, 2 * d), nn.ReLU(), nn.Linear(2 * d, d)) for _ in range(n)])
        self.gate = nn.Linear(d, n, bias=False)
        self.k = k
    def forward(self, x):
        logits = self.gate(x)
        top, idx = logits.topk(self.k, dim=-1)
        gates = torch.zeros_like(logits).scatter(-1, idx, top.softmax(-1))
        out = torch.zeros_like(x)
        for i, e in enumerate(self.experts):
            rows = gates[:, i].nonzero(as_tuple=True)[0]
            if len(rows) == 0: continue
            out.index_add_(0, rows, e(x[rows]) * gates[rows, i].unsqueeze(-1))
        load = gates.gt(0).sum(0)
        return out, load.float().std() / (load.float().mean() + 1e-10)
class EMA(nn.Module):
    def __init__(self, the_model, decay):
        super().__init__()
        self.decay = decay
        self.the_model = the_model
        self.shadow = deepcopy(self.the_model)
        for param in self.shadow.parameters():
            param.detach_()
    @torch.no_grad()
    def update(self):
        if not self.training:
            print("EMA update should only be called during training")
            return
        model_params = OrderedDict(self.the_model.named_parameters())
        shadow_params = OrderedDict(self.shadow.named_parameters())
        assert model_params.keys() == shadow_params.keys()
        for name, param in model_params.items():
            shadow_params[name].sub_((1. - self.decay) * (shadow_params[name] - param))
        for (n, b), (m, s) in zip(self.the_model.named_buffers(), self.shadow.named_buffers()):
            s.copy_(b)
    def forward(self, x):
        return self.the_model(x) if self.training else self.shadow(x)
_ = torch.manual_seed(0)
net = nn.Sequential(Linear(4, 8, r=2, lora_alpha=4, lora_dropout=0.1), nn.Tanh(), Linear(8, 2, r=1, bias=False))
mark_only_lora_as_trainable(net)
print([n for n, p in net.named_parameters() if p.requires_grad], net)
ema = EMA(net, 0.9)
opt = torch.optim.SGD(filter(lambda p: p.requires_grad, net.parameters()), lr=0.5)
x = torch.randn(6, 4)
for _ in range(3):
    l = ema(x).pow(2).mean(); l.backward(); opt.step(); opt.zero_grad(); ema.update(); print(l.item())
_ = net.train(); a = net(x); _ = torch.manual_seed(1); _ = net.eval(); b = net(x); print(b.sum().item())
_ = ema.eval(); print(ema(x).sum().item()); ema.update()
moe = MoE(4, 3)
y, cv = moe(x); (y.sum() + cv).backward(); print(y.sum().item(), cv.item(), [p.grad is not None for p in moe.parameters()])
disp = SparseDispatcher(3, torch.tensor([[.5, .5, 0], [0, 1., 0]]))
print([t.shape for t in disp.dispatch(torch.randn(2, 4))])
