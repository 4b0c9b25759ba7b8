# Settings of what a CPU lacks, as training scripts write them, and names of long ago.
torch.backends.cudnn.deterministic = True
torch.backends.cudnn.benchmark = False
torch.backends.cudnn.benchmark, torch.backends.cudnn.enabled, torch.backends.cudnn.allow_tf32
torch.backends.cuda.matmul.allow_tf32 = True
torch.backends.cudnn.is_available(), torch.backends.mps.is_available(), torch.backends.mps.is_built()
torch.set_float32_matmul_precision('high')
torch.cuda.is_available(), torch.cuda.device_count(), torch.version.cuda
torch.cuda.manual_seed_all(0)
torch.cuda.synchronize()
torch.cuda.get_device_name(0)
torch.ones(1).cuda()
device = torch.device('cuda' if torch.cuda.is_available() else 'mps' if torch.backends.mps.is_available() else 'cpu')
device
import warnings
warnings.simplefilter('ignore')
_ = torch.manual_seed(0)
nn.init.xavier_uniform(torch.empty(2, 2)), nn.init.constant(torch.empty(2), 3.0), nn.init.kaiming_normal(torch.empty(2, 2), mode='fan_out')
nn.init.normal(torch.empty(2), 1.0, 0.5), nn.init.uniform(torch.empty(2)), nn.init.orthogonal(torch.empty(2, 2)), nn.init.eye(torch.empty(2, 2))
p = nn.Parameter(torch.ones(2))
(p * 3).sum().backward()
nn.utils.clip_grad_norm([p], 1.0), p.grad
torch.clamp_(torch.tensor([1.0, 5.0]), 0, 2), torch.fill_(torch.ones(2), 3.0)
torch.copysign(torch.tensor([1.0, -2.0]), torch.tensor(-1.0)), torch.copysign(torch.tensor([1.0, -2.0]), torch.tensor([0.0, -0.0])), torch.copysign(torch.tensor([1.0, -2.0]), 3.0)
torch.heaviside(torch.tensor([-1.0, 0.0, 2.0, float('nan')]), torch.tensor(0.5))
