import torch, torch.nn as nn, torch.nn.functional as F, torch.optim as optim, copy
_ = torch.manual_seed(0)
class ContentLoss(nn.Module):
    def __init__(self, target,):
        super(ContentLoss, self).__init__()
        self.target = target.detach()
    def forward(self, input):
        self.loss = F.mse_loss(input, self.target)
        return input
def gram_matrix(input):
    a, b, c, d = input.size()
    features = input.view(a * b, c * d)
    G = torch.mm(features, features.t())
    return G.div(a * b * c * d)
class StyleLoss(nn.Module):
    def __init__(self, target_feature):
        super(StyleLoss, self).__init__()
        self.target = gram_matrix(target_feature).detach()
    def forward(self, input):
        G = gram_matrix(input)
        self.loss = F.mse_loss(G, self.target)
        return input
class Normalization(nn.Module):
    def __init__(self, mean, std):
        super(Normalization, self).__init__()
        self.mean = torch.tensor(mean).view(-1, 1, 1)
        self.std = torch.tensor(std).view(-1, 1, 1)
    def forward(self, img):
        return (img - self.mean) / self.std
cnn = nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), nn.ReLU(inplace=True), nn.Conv2d(4, 8, 3, padding=1), nn.ReLU(inplace=True), nn.MaxPool2d(2)).eval()
content_layers_default = ['conv_2']; style_layers_default = ['conv_1', 'conv_2']
def get_style_model_and_losses(cnn, style_img, content_img):
    normalization = Normalization([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
    content_losses, style_losses = [], []
    the_model = nn.Sequential(normalization)
    i = 0
    for layer in cnn.children():
        if isinstance(layer, nn.Conv2d):
            i += 1
            name = 'conv_{}'.format(i)
        elif isinstance(layer, nn.ReLU):
            name = 'relu_{}'.format(i)
            layer = nn.ReLU(inplace=False)
        elif isinstance(layer, nn.MaxPool2d):
            name = 'pool_{}'.format(i)
        else:
            raise RuntimeError('Unrecognized layer: {}'.format(layer.__class__.__name__))
        the_model.add_module(name, layer)
        if name in content_layers_default:
            target = the_model(content_img).detach()
            content_loss = ContentLoss(target)
            the_model.add_module("content_loss_{}".format(i), content_loss)
            content_losses.append(content_loss)
        if name in style_layers_default:
            style_loss = StyleLoss(the_model(style_img).detach())
            the_model.add_module("style_loss_{}".format(i), style_loss)
            style_losses.append(style_loss)
    for i in range(len(the_model) - 1, -1, -1):
        if isinstance(the_model[i], ContentLoss) or isinstance(the_model[i], StyleLoss):
            break
    the_model = the_model[:(i + 1)]
    return the_model, style_losses, content_losses
style, content = torch.rand(1, 3, 8, 8), torch.rand(1, 3, 8, 8)
img = content.clone()
net, sl, cl = get_style_model_and_losses(cnn, style, content)
print(net)
_ = img.requires_grad_(True); _ = net.requires_grad_(False)
optimizer = optim.Adam([img], lr=0.05)
run = [0]
while run[0] <= 4:
    with torch.no_grad():
        _ = img.clamp_(0, 1)
    optimizer.zero_grad()
    _ = net(img)
    style_score = 0; content_score = 0
    for s in sl: style_score += s.loss
    for c in cl: content_score += c.loss
    loss = style_score * 1000 + content_score
    loss.backward()
    optimizer.step()
    run[0] += 1
    if run[0] % 2 == 0: print("run {}:".format(run)); print('Style Loss : {:4f} Content Loss: {:4f}'.format(style_score.item(), content_score.item()))
