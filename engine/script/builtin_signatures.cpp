// What Python's own functions and methods take: their rows have no signature, since each reads its
// arguments with words of its own.
#include "engine/script/call_words.h"

#include <map>
#include <utility>

namespace engine::script {

namespace {

struct Row {
    std::string_view table;
    std::string_view signature;
};

constexpr Row kRows[] = {
    {"builtins", "abs(x)"},
    {"builtins", "all(iterable)"},
    {"builtins", "any(iterable)"},
    {"builtins", "ascii(obj)"},
    {"builtins", "bin(number)"},
    {"builtins", "bool(x=False)"},
    {"builtins", "callable(obj)"},
    {"builtins", "chr(i)"},
    {"builtins", "delattr(obj, name)"},
    {"builtins", "dict(**kwargs)"},
    {"prompt", "dir(object)"},
    {"builtins", "divmod(x, y)"},
    {"builtins", "enumerate(iterable, start=0)"},
    {"builtins", "filter(function, iterable)"},
    {"builtins", "float(x=0)"},
    {"builtins", "format(value, format_spec='')"},
    {"builtins", "frozenset(iterable=())"},
    {"builtins", "getattr(object, name, default)"},
    {"builtins", "hasattr(obj, name)"},
    {"builtins", "hash(obj)"},
    {"prompt", "help(object)"},
    {"builtins", "hex(number)"},
    {"builtins", "id(obj)"},
    {"builtins", "int(x=0, base=10)"},
    {"builtins", "isinstance(obj, class_or_tuple)"},
    {"builtins", "issubclass(cls, class_or_tuple)"},
    {"builtins", "iter(iterable)"},
    {"builtins", "len(obj)"},
    {"builtins", "list(iterable=())"},
    {"builtins", "map(func, *iterables)"},
    {"builtins", "max(iterable, *, default, key=None)"},
    {"builtins", "min(iterable, *, default, key=None)"},
    {"builtins", "next(iterator, default)"},
    {"builtins", "oct(number)"},
    {"builtins", "ord(c)"},
    {"builtins", "pow(base, exp, mod=None)"},
    {"builtins", "print(*args, sep=' ', end='\\n')"},
    {"builtins", "property(fget=None, fset=None)"},
    {"builtins", "range(start, stop, step=1)"},
    {"builtins", "repr(obj)"},
    {"builtins", "reversed(sequence)"},
    {"builtins", "round(number, ndigits=None)"},
    {"builtins", "set(iterable=())"},
    {"builtins", "setattr(obj, name, value)"},
    {"builtins", "sorted(iterable, *, key=None, reverse=False)"},
    {"builtins", "str(object='')"},
    {"builtins", "sum(iterable, start=0)"},
    {"builtins", "super()"},
    {"builtins", "tuple(iterable=())"},
    {"builtins", "type(object)"},
    {"prompt", "vars(object)"},
    {"builtins", "zip(*iterables, strict=False)"},
    {"builtins", "no_grad()"},
    {"builtins", "enable_grad()"},
    {"builtins", "inference_mode(mode=True)"},
    {"builtins", "set_grad_enabled(mode)"},
    {"builtins", "Parameter(data=None, requires_grad=True)"},
    {"builtins", "Generator(device='cpu')"},
    {"builtins", "Module()"},
    {"builtins", "OrderedDict(iterable=())"},
    {"builtins", "defaultdict(default_factory=None)"},

    {"Module", "apply(fn)"},
    {"Module", "eval()"},
    {"Module", "extra_repr()"},
    {"Module", "forward(*input)"},
    {"Module", "get_submodule(target)"},
    {"Module", "requires_grad_(requires_grad=True)"},
    {"Module", "train(mode=True)"},
    {"Module", "zero_grad(set_to_none=True)"},

    {"Optimizer", "add_param_group(param_group)"},
    {"Optimizer", "load_state_dict(state_dict)"},
    {"Optimizer", "state_dict()"},
    {"Optimizer", "step()"},
    {"Optimizer", "zero_grad(set_to_none=True)"},
    {"Scheduler", "get_last_lr()"},
    {"Scheduler", "load_state_dict(state_dict)"},
    {"Scheduler", "state_dict()"},
    {"Scheduler", "step(epoch=None)"},

    {"Tensor", "backward(gradient=None, retain_graph=None, create_graph=False)"},
    {"Tensor", "register_hook(hook)"},
    {"Tensor", "retain_grad()"},
    {"torch", "manual_seed(seed)"},
    {"torch", "is_grad_enabled()"},
    {"torch", "is_tensor(obj)"},

    {"str", "center(width, fillchar=' ')"},
    {"str", "count(sub, start=0, end=None)"},
    {"str", "endswith(suffix)"},
    {"str", "find(sub, start=0, end=None)"},
    {"str", "format(*args, **kwargs)"},
    {"str", "index(sub, start=0, end=None)"},
    {"str", "join(iterable)"},
    {"str", "ljust(width, fillchar=' ')"},
    {"str", "lstrip(chars=None)"},
    {"str", "partition(sep)"},
    {"str", "removeprefix(prefix)"},
    {"str", "removesuffix(suffix)"},
    {"str", "replace(old, new, count=-1)"},
    {"str", "rfind(sub, start=0, end=None)"},
    {"str", "rjust(width, fillchar=' ')"},
    {"str", "rpartition(sep)"},
    {"str", "rsplit(sep=None, maxsplit=-1)"},
    {"str", "rstrip(chars=None)"},
    {"str", "split(sep=None, maxsplit=-1)"},
    {"str", "splitlines(keepends=False)"},
    {"str", "startswith(prefix)"},
    {"str", "strip(chars=None)"},
    {"str", "zfill(width)"},

    {"list", "append(object)"},
    {"list", "count(value)"},
    {"list", "extend(iterable)"},
    {"list", "index(value, start=0)"},
    {"list", "insert(index, object)"},
    {"list", "pop(index=-1)"},
    {"list", "remove(value)"},
    {"list", "sort(*, key=None, reverse=False)"},
    {"tuple", "count(value)"},
    {"tuple", "index(value, start=0)"},

    {"dict", "fromkeys(iterable, value=None)"},
    {"dict", "get(key, default=None)"},
    {"dict", "move_to_end(key, last=True)"},
    {"dict", "pop(key, default)"},
    {"dict", "setdefault(key, default=None)"},
    {"dict", "update(other)"},

    {"set", "add(elem)"},
    {"set", "difference(*others)"},
    {"set", "discard(elem)"},
    {"set", "intersection(*others)"},
    {"set", "isdisjoint(other)"},
    {"set", "issubset(other)"},
    {"set", "issuperset(other)"},
    {"set", "remove(elem)"},
    {"set", "symmetric_difference(other)"},
    {"set", "union(*others)"},
    {"set", "update(*others)"},

    {"math", "atan2(y, x)"},
    {"math", "copysign(x, y)"},
    {"math", "fmod(x, y)"},
    {"math", "fsum(seq)"},
    {"math", "gcd(*integers)"},
    {"math", "hypot(*coordinates)"},
    {"math", "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)"},
    {"math", "isqrt(n)"},
    {"math", "log(x, base=e)"},
    {"math", "pow(x, y)"},
    {"math", "prod(iterable, *, start=1)"},

    {"library", "asdict(obj)"},
    {"library", "dataclass(cls)"},
    {"library", "field(*, default, default_factory)"},
    {"library", "namedtuple(typename, field_names)"},
    {"library", "partial(func, *args, **keywords)"},
    {"library", "pprint(object)"},
    {"library", "reduce(function, iterable, initial)"},
};

}  // namespace

std::string_view builtin_signature(std::string_view table, std::string_view name) {
    using Key = std::pair<std::string_view, std::string_view>;
    static const auto rows = [] {
        std::map<Key, std::string_view> all;
        for (const Row& row : kRows) {
            all.emplace(Key{row.table, row.signature.substr(0, row.signature.find('('))},
                        row.signature);
        }
        return all;
    }();
    const auto it = rows.find(Key{table == "frozenset" ? "set" : table, name});
    return it == rows.end() ? std::string_view() : it->second;
}

}  // namespace engine::script
