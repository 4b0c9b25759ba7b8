# Sorting and searching by hand.
def bubble(a):
    a = a[:]
    for i in range(len(a)):
        for j in range(len(a) - 1 - i):
            if a[j] > a[j + 1]: a[j], a[j + 1] = a[j + 1], a[j]
    return a
def quick(a): return a if len(a) <= 1 else quick([v for v in a[1:] if v < a[0]]) + [a[0]] + quick([v for v in a[1:] if v >= a[0]])
def merge(a, b):
    out = []
    while a and b: out.append((a if a[0] <= b[0] else b).pop(0))
    return out + a + b
def merge_sort(a):
    if len(a) < 2: return a
    m = len(a) // 2
    return merge(merge_sort(a[:m]), merge_sort(a[m:]))
def search(a, x):
    lo, hi = 0, len(a) - 1
    while lo <= hi:
        mid = (lo + hi) // 2
        if a[mid] == x: return mid
        elif a[mid] < x: lo = mid + 1
        else: hi = mid - 1
    return -1
data = [5, 2, 9, 1, 5, 6]
bubble(data), quick(data), merge_sort(data), data, sorted(data) == quick(data)
[search(sorted(data), v) for v in (1, 9, 7)]
