# A linked list, a stack, a queue and a tree as classes.
class Node:
    def __init__(self, value, next=None): self.value, self.next = value, next
class LinkedList:
    def __init__(self, values=()):
        self.head = None
        for v in reversed(list(values)): self.push(v)
    def push(self, v): self.head = Node(v, self.head)
    def __iter__(self):
        out, node = [], self.head
        while node is not None:
            out.append(node.value)
            node = node.next
        return iter(out)
    def __len__(self): return sum(1 for _ in self)
    def __repr__(self): return ' -> '.join(repr(v) for v in self) or 'empty'
    def reverse(self):
        prev, node = None, self.head
        while node: node.next, prev, node = prev, node, node.next
        self.head = prev
        return self
l = LinkedList('abc')
l, len(l), list(l), 'b' in l, l.reverse(), LinkedList(), bool(LinkedList())
class Stack:
    def __init__(self): self._items = []
    def push(self, v): self._items.append(v); return self
    def pop(self):
        if not self._items: raise IndexError('pop from empty stack')
        return self._items.pop()
s = Stack().push(1).push(2); s.pop(), s.pop()
s.pop()
class Tree:
    def __init__(self, v, *children): self.v, self.children = v, children
    def depth(self): return 1 + max((c.depth() for c in self.children), default=0)
    def walk(self): return [self.v] + [v for c in self.children for v in c.walk()]
t = Tree(1, Tree(2, Tree(4)), Tree(3)); t.depth(), t.walk(), sum(t.walk())
def balanced(text):
    stack, pairs = [], {')': '(', ']': '[', '}': '{'}
    for c in text:
        if c in pairs.values(): stack.append(c)
        elif c in pairs and (not stack or stack.pop() != pairs[c]): return False
    return not stack
balanced('([]{})'), balanced('([)]'), balanced('(('), balanced('')
