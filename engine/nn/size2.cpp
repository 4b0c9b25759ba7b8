#include "engine/nn/size2.h"

#include "engine/base/error.h"

namespace engine::nn {

Size2 Size2::from(const Value& value, std::string_view function, std::string_view name) {
    if (const auto* both = std::get_if<int64_t>(&value.data())) return Size2(*both);
    const auto* const held = std::get_if<std::shared_ptr<Sequence>>(&value.data());
    if (!held) {
        raise(ErrorKind::TypeError, "{}(): argument '{}' must be tuple of ints, not {}", function,
              name, value.type_name());
    }
    const std::vector<Value>& items = (*held)->items;
    if (items.size() == 1) return Size2(items[0].integer(name));
    if (items.size() != 2) {
        raise(ErrorKind::RuntimeError, "{}: {} must either be a single int, or a tuple of two ints",
              function, name);
    }
    return Size2(items[0].integer(name), items[1].integer(name));
}

}  // namespace engine::nn
