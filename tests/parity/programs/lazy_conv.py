# Lazy convolutions: before, in and after the first call.
l = nn.LazyConv2d(4, 3, padding=1, groups=2)
l
l.weight
l.bias
_ = torch.manual_seed(0)
x = torch.randn(2, 6, 4, 4)
y = l(x)
y.tolist()
l
l.in_channels
l.weight.shape
l.weight.tolist()
l.bias.tolist()
type(l).__name__
l(torch.randn(2, 4, 4, 4))
l = nn.LazyConv1d(3, 2, bias=False)
l(torch.randn(5, 7)).tolist()
l
l = nn.LazyConv3d(2, (1, 2, 2), stride=2)
l(torch.randn(1, 3, 2, 4, 4)).tolist()
l
l = nn.LazyConvTranspose1d(3, 2, stride=2, output_padding=1)
l
l(torch.randn(2, 2, 4)).tolist()
l
l = nn.LazyConvTranspose2d(4, 2, groups=2, dilation=2)
l(torch.randn(2, 3, 3)).tolist()
l
l = nn.LazyConvTranspose3d(2, 2)
l(torch.randn(1, 3, 2, 2, 2)).tolist()
nn.LazyConv2d(4, 3)(torch.randn(4, 4))
nn.LazyConv2d(4, 3, groups=2)(torch.randn(1, 3, 4, 4))
