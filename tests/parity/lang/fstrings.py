# f-strings: nesting, conversions, =, quotes, escapes.
x, y, name, items, d = 3, 4.5, 'net', [1, 2], {'k': 'v'}
f'{x}', f'{x + 1}', f'{x}{y}', f'a{x}b', f'{{}}', f'{{{x}}}', f''
f'{name!r}', f'{name!s}', f'{name!r:>8}', f'{d["k"]}', f"{d['k']}", f'{items[0]}', f'{len(items)}', f'{items!r}'
f'{x=}', f'{x = }', f'{x + y=}', f'{name=}', f'{name=!s}', f'{y=:.2f}', f'{items[0]=}', f'{len(name) = }'
f'{x:{4}}', f'{y:{5}.{2}f}', f'{y:{x + 3}.{1}f}', f'{name:{"<"}{8}}|', f'{name:>{len(name) + 2}}'
f'{x if x > 2 else y}', f'{[i for i in range(3)]}', f'{ {1: 2}[1] }', f'{(lambda a: a + 1)(x)}', f'{x > 2 and y}', f'{not x}', f'{x!r}'
f'{name.upper()}', f'{name.upper().lower()!r}', f'{"nested " + name}', f'{f"{x}"}', f'{f"{x:03}":>6}', f'{"a" "b"}'
f'tab\there {x}\nnew', rf'raw\n{x}', f'a' 'b' f'{x}', 'a' f'{x}' 'b', f'\{x}' if False else 1
f'''multi
{x}
line'''
f'{x:d}', f'{y:d}'
f'{name:d}'
f'{undefined}'
f'{x/0}'
f'{items[9]}'
f'{x:>{"a"}}'
f'{torch.tensor(1.5)}', f'{torch.tensor(1.5):.2f}', f'{torch.tensor(3):d}', f'{torch.tensor([1, 2])}', f'{torch.tensor(2.5).item():.3f}'
f'{torch.tensor([1., 2.]):.2f}'
f'loss: {0.123456:.4f} | acc: {100 * 0.9:.1f}% | lr {1e-3:.0e}', f'{"epoch":>6} {"loss":>10}', f'{1:>6d} {0.5:>10.4f}'
f'{nn.Linear(2, 3)}', f'{torch.Size([2, 3])}', f'{torch.float32}', f'{torch.zeros(2).shape}', f'{type(x)}', f'{type(x).__name__}'
f'{x:,}', f'{1000000:,}', f'{x!s:05}', f'{x:0>4}', f'{-x:=5}', f'{True}', f'{None}'
f'{x, y}', f'{x,}', f'{*items,}', f'{ x }', f'{ x !r}'
