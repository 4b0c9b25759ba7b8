# view, reshape, permute, cat, stack, split: shapes and errors.
x = torch.arange(6)
x.view(2, 3), x.reshape(3, -1), x.view(-1), x.unsqueeze(0).shape, x.unsqueeze(-1).shape, x.view(1, 6).squeeze(0).shape, x.view(2, 3).t(), x.view(2, 3).T, x.view(1, 2, 3).permute(2, 0, 1).shape, x.view(2, 3).transpose(0, 1).shape, x.view(2, 3).flatten(), x.view(1, 2, 3).flatten(1).shape
x.view(4)
x.view(-1, -1)
x.view(-1, 4)
x.view(2, 3).t().view(6)
x.view(2, 3).t().reshape(6), x.view(2, 3).t().contiguous().view(6), x.view(2, 3).t().is_contiguous()
x.unsqueeze(3)
x.permute(1)
x.view(2, 3).permute(0, 0)
x.transpose(0, 1)
torch.cat([x, x]), torch.cat([x.view(2, 3), x.view(2, 3)], dim=1), torch.stack([x, x]).shape, torch.stack([x, x], dim=1).shape, torch.hstack([x, x]).shape, torch.vstack([x, x]).shape
torch.cat([])
torch.cat([torch.ones(2, 2), torch.ones(3, 3)])
torch.stack([torch.ones(2), torch.ones(3)])
torch.cat(x)
torch.cat([x, 5])
x.split(2), x.split([1, 5]), x.chunk(3), x.chunk(4), torch.split(x, 4), x.unbind()[:2], x.view(2, 3).unbind(1)
x.split([1, 2])
x.view(2, 3).expand(2, 2, 3).shape, torch.ones(1, 3).expand(2, -1), x.repeat(2), x.view(2, 3).repeat(1, 2), x[:2].repeat_interleave(2), x.view(2, 3).roll(1, 0), x.flip(0), x.tile(2) if False else 0
torch.ones(2, 3).expand(4, 3)
torch.broadcast_to(torch.arange(2), (2, 2)), torch.ones(3, 1) + torch.ones(1, 2), (torch.ones(2, 1, 3) * torch.ones(4, 1)).shape, torch.broadcast_shapes((2, 1), (1, 3)) if False else 0
torch.ones(2) + torch.ones(3)
torch.ones(2, 3) * torch.ones(2)
x.view(2, 3).shape, x.view(2, 3).size(), x.view(2, 3).stride(), x.view(2, 3).t().stride(), x.view(2, 3).storage_offset(), x[2:].storage_offset(), x.view(2, 3).shape.numel(), x.shape == torch.Size([6]), list(x.view(2, 3).shape), x.view(2, 3).shape + (1,), x.view(x.size(0), -1).shape
n, c = torch.ones(4, 2).shape; n * c, torch.Size([1, 2]) + torch.Size([3]), torch.Size([1, 2])[0], torch.Size((2, 3)), len(torch.Size([1, 2]))
torch.ones(2, 3, 4).flatten(1).shape, torch.ones(2, 3, 4).view(2, -1).shape, torch.ones(2, 3, 4).movedim(0, 2).shape, torch.ones(2, 3, 4).swapaxes(0, 1).shape, torch.ones(2, 1, 1).squeeze().shape, torch.ones(2, 1, 3).squeeze(0).shape, torch.ones(4, 2).view_as(torch.ones(2, 4)).shape, torch.flatten(torch.ones(2, 2)).shape, torch.ones(6).unflatten(0, (2, 3)).shape
