#pragma once

#include <string>
#include <string_view>
#include <vector>

// What the tables of names hold, for the page about the subset and for completion.
namespace engine::script {

/// The names in a table of built-in ones ("builtins", "str", "list", ...), sorted.
std::vector<std::string_view> builtin_names(std::string_view table);
/// The built-in classes of a module ("builtins", "torch"), as they stand in their table.
std::vector<std::string_view> builtin_class_names(std::string_view module);
/// The modules that `import` knows.
std::vector<std::string_view> importable_modules();
/// What stands in such a module beside rows of torch's tables: functions, classes, names that mean
/// little here; sorted.
std::vector<std::string> names_in_module(std::string_view module);

/// The page: docs/pytorch_subset.md, which a test compares with it.
std::string subset_page();

}  // namespace engine::script
