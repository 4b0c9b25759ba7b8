import torch, torch.nn as nn, itertools, random
class ResidualBlock(nn.Module):
    def __init__(self, in_features):
        super(ResidualBlock, self).__init__()
        conv_block = [nn.ReflectionPad2d(1), nn.Conv2d(in_features, in_features, 3), nn.InstanceNorm2d(in_features), nn.ReLU(inplace=True), nn.ReflectionPad2d(1), nn.Conv2d(in_features, in_features, 3), nn.InstanceNorm2d(in_features)]
        self.conv_block = nn.Sequential(*conv_block)
    def forward(self, x):
        return x + self.conv_block(x)
class Generator(nn.Module):
    def __init__(self, input_nc, output_nc, n_residual_blocks=2):
        super(Generator, self).__init__()
        the_model = [nn.ReflectionPad2d(3), nn.Conv2d(input_nc, 8, 7), nn.InstanceNorm2d(8), nn.ReLU(inplace=True)]
        in_features = 8
        out_features = in_features * 2
        for _ in range(1):
            the_model += [nn.Conv2d(in_features, out_features, 3, stride=2, padding=1), nn.InstanceNorm2d(out_features), nn.ReLU(inplace=True)]
            in_features = out_features
            out_features = in_features * 2
        for _ in range(n_residual_blocks):
            the_model += [ResidualBlock(in_features)]
        out_features = in_features // 2
        for _ in range(1):
            the_model += [nn.ConvTranspose2d(in_features, out_features, 3, stride=2, padding=1, output_padding=1), nn.InstanceNorm2d(out_features), nn.ReLU(inplace=True)]
        the_model += [nn.ReflectionPad2d(3), nn.Conv2d(8, output_nc, 7), nn.Tanh()]
        self.the_model = nn.Sequential(*the_model)
    def forward(self, x):
        return self.the_model(x)
class ReplayBuffer():
    def __init__(self, max_size=50):
        assert (max_size > 0), 'Empty buffer or trying to create a black hole. Be careful.'
        self.max_size = max_size
        self.data = []
    def push_and_pop(self, data):
        to_return = []
        for element in data.data:
            element = torch.unsqueeze(element, 0)
            if len(self.data) < self.max_size:
                self.data.append(element)
                to_return.append(element)
            else:
                if random.uniform(0, 1) > 0.5:
                    i = random.randint(0, self.max_size - 1)
                    to_return.append(self.data[i].clone())
                    self.data[i] = element
                else:
                    to_return.append(element)
        return torch.cat(to_return)
class LambdaLR():
    def __init__(self, n_epochs, offset, decay_start_epoch):
        assert ((n_epochs - decay_start_epoch) > 0), "Decay must start before the training session ends!"
        self.n_epochs, self.offset, self.decay_start_epoch = n_epochs, offset, decay_start_epoch
    def step(self, epoch):
        return 1.0 - max(0, epoch + self.offset - self.decay_start_epoch) / (self.n_epochs - self.decay_start_epoch)
def weights_init_normal(m):
    classname = m.__class__.__name__
    if classname.find('Conv') != -1:
        torch.nn.init.normal_(m.weight.data, 0.0, 0.02)
    elif classname.find('BatchNorm2d') != -1:
        torch.nn.init.normal_(m.weight.data, 1.0, 0.02)
        torch.nn.init.constant_(m.bias.data, 0.0)
_ = torch.manual_seed(0); random.seed(0)
A2B, B2A = Generator(3, 3), Generator(3, 3)
_ = A2B.apply(weights_init_normal), B2A.apply(weights_init_normal)
opt = torch.optim.Adam(itertools.chain(A2B.parameters(), B2A.parameters()), lr=0.0002, betas=(0.5, 0.999))
sch = torch.optim.lr_scheduler.LambdaLR(opt, lr_lambda=LambdaLR(4, 0, 2).step)
buf = ReplayBuffer(3)
for epoch in range(3):
    a, b = torch.rand(2, 3, 8, 8), torch.rand(2, 3, 8, 8)
    opt.zero_grad()
    fake = A2B(a)
    loss = nn.L1Loss()(B2A(fake), a) * 10.0 + nn.L1Loss()(A2B(b), b) * 5.0
    loss.backward(); opt.step()
    print(epoch, loss.item(), buf.push_and_pop(fake).shape, sch.get_last_lr())
    sch.step()
class UpsampleBLock(nn.Module):
    def __init__(self, in_channels, up_scale):
        super(UpsampleBLock, self).__init__()
        self.conv = nn.Conv2d(in_channels, in_channels * up_scale ** 2, kernel_size=3, padding=1)
        self.pixel_shuffle = nn.PixelShuffle(up_scale)
        self.prelu = nn.PReLU()
    def forward(self, x):
        return self.prelu(self.pixel_shuffle(self.conv(x)))
print(UpsampleBLock(2, 2), UpsampleBLock(2, 2)(torch.ones(1, 2, 3, 3)).shape)
