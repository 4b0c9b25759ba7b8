// Prints what our engine makes of the models that we ship, for compare_models.py.

#include "tests/parity/model_cases.h"

#include <cstdio>

int main() {
    std::puts(engine::parity::model_cases().c_str());
    return 0;
}
