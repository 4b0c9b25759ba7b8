# Counting words, vocabularies, tokens, padding, Caesar.
text = 'the cat sat on the mat the end'
counts = {}
for w in text.split(): counts[w] = counts.get(w, 0) + 1
sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))
vocab = {w: i for i, w in enumerate(sorted(set(text.split())))}; vocab
ids = [vocab[w] for w in text.split()]; ids, len(vocab)
inverse = {i: w for w, i in vocab.items()}; ' '.join(inverse[i] for i in ids) == text
chars = sorted(set(text)); stoi = {c: i for i, c in enumerate(chars)}; ''.join(chars), [stoi[c] for c in 'cat']
encode = lambda s: [stoi[c] for c in s]
decode = lambda l: ''.join(chars[i] for i in l)
decode(encode('the mat')), encode('e')
encode('xyz')
sentences = [[1, 2, 3], [4, 5], [6]]
longest = max(map(len, sentences)); padded = [s + [0] * (longest - len(s)) for s in sentences]; torch.tensor(padded), (torch.tensor(padded) != 0).sum(1)
def caesar(s, k): return ''.join(chr((ord(c) - 97 + k) % 26 + 97) if c.isalpha() else c for c in s)
caesar('hello world', 3), caesar(caesar('abc xyz', 5), -5)
pairs = list(zip(ids, ids[1:])); pairs[:3], {a: [b for x, b in pairs if x == a] for a in set(ids) if a == 5}
[w.capitalize() for w in text.split() if len(w) > 2], max(text.split(), key=len), text[::-1].split()[0], text.replace(' ', '').count('t')
'racecar' == 'racecar'[::-1], [w for w in ['noon', 'cat'] if w == w[::-1]], sorted('listen') == sorted('silent')
line = 'epoch=3, loss=0.25, acc=0.9'
dict((k.strip(), float(v)) for k, v in (part.split('=') for part in line.split(',')))
bigrams = torch.zeros(len(vocab), len(vocab), dtype=torch.int64)
for a, b in pairs: bigrams[a, b] += 1
bigrams.sum(1), bigrams[5].argmax().item()
ngrams = [([text.split()[i], text.split()[i + 1]], text.split()[i + 2]) for i in range(3)]; ngrams
