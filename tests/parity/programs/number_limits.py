# torch.finfo and torch.iinfo.
for dtype in [torch.float32, torch.float64, torch.float16, torch.bfloat16]:
    f = torch.finfo(dtype)
    print(f, f.bits, f.eps, f.max, f.min, f.tiny, f.smallest_normal, f.resolution, f.dtype)
for dtype in [torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8]:
    i = torch.iinfo(dtype)
    print(i, i.bits, i.max, i.min, i.dtype)
torch.finfo(torch.float32).min
torch.finfo()
torch.finfo(torch.float) == torch.finfo(torch.float32), torch.finfo(torch.float) == torch.finfo(torch.float64)
torch.finfo(torch.int64)
torch.iinfo(torch.float32)
torch.finfo('float32')
torch.finfo(type=torch.half).eps
torch.iinfo(torch.bool)
torch.iinfo(torch.uint8).max + 1
scores = torch.zeros(1, 3).masked_fill(torch.tensor([[False, True, False]]), torch.finfo(torch.float32).min)
scores, torch.softmax(scores, -1)
torch.finfo(torch.ones(1).dtype).eps
torch.set_default_dtype(torch.float64)
torch.finfo()
torch.set_default_dtype(torch.float32)
