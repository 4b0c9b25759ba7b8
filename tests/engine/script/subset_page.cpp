// Writes docs/pytorch_subset.md from the tables of the interpreter, or says where a file differs.
//
//   subset_page > docs/pytorch_subset.md        subset_page --check docs/pytorch_subset.md
#include "engine/script/subset.h"

#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

int main(int argc, char** argv) {
    const std::string page = engine::script::subset_page();
    if (argc < 3 || std::string_view(argv[1]) != "--check") {
        std::cout << page;
        return 0;
    }
    std::ifstream file(argv[2], std::ios::binary);
    std::ostringstream read;
    read << file.rdbuf();
    const std::string held = std::move(read).str();
    if (held == page) return 0;
    std::istringstream ours(page), theirs(held);
    std::string wanted, found;
    int line = 1;
    while (std::getline(ours, wanted) && std::getline(theirs, found) && wanted == found) ++line;
    std::cerr << argv[2] << ':' << line << ": the program says\n  " << wanted
              << "\nand the page\n  " << found << "\nsubset_page > " << argv[2]
              << " writes it anew\n";
    return 1;
}
