#pragma once

#include "engine/io/pickle_document.h"
#include "engine/io/pickle_reader.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace engine::io {

/// throws  PickleError
[[noreturn]] void refuse_pickle(const std::string& words);

/// Makes what a pickle names: the dozen things that are allowed, checked against the memory that
/// there is. Everything throws PickleError.
class PickleObjects {
public:
    PickleObjects(Document& document, const LoadStorage& load) : document_(document), load_(load) {}

    /// A class, function or dtype by its Python name.
    Item* global(std::string_view module, std::string_view name);
    /// The memory that a persistent id speaks of.
    Item* storage(const Item& id);
    /// `function(*given)`
    Item* called(const Item& function, const Item& given);

private:
    Item* tensor(const std::vector<Item*>& given);
    Item* parameter(const std::vector<Item*>& given);

    Document& document_;
    const LoadStorage& load_;
    struct Memory {
        DType dtype;
        uint64_t checked;  ///< bytes that are known to be bools
    };
    std::map<std::string, Memory> memories_;  ///< by their keys
};

}  // namespace engine::io
