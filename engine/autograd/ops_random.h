#pragma once

#include "engine/base/generator.h"
#include "engine/tensor/tensor.h"

#include <optional>

/// Tensors filled with what a generator draws, in PyTorch's order: of a dense tensor, transposed or
/// not, in the order of memory, else in that of its elements. Writes in place are recorded; no
/// gradient passes them.
namespace engine {

void uniform_(const Tensor& x, Generator& generator, double from = 0, double to = 1);
void normal_(const Tensor& x, Generator& generator, double mean = 0, double std = 1);
/// e to the power of a normal number.
/// throws  RuntimeError "log_normal_ expects std > 0.0, but found std=-1"
void log_normal_(const Tensor& x, Generator& generator, double mean = 1, double std = 2);
/// throws  RuntimeError "exponential_ expects lambda >= 0.0, but found lambda=-1"
void exponential_(const Tensor& x, Generator& generator, double lambda = 1);
/// How many trials of probability p it takes.
/// throws  RuntimeError "geometric_ expects p to be in (0, 1), but got p=0"
void geometric_(const Tensor& x, Generator& generator, double p);
void cauchy_(const Tensor& x, Generator& generator, double median = 0, double sigma = 1);
void bernoulli_(const Tensor& x, Generator& generator, double p = 0.5);
/// p broadcasts to x.
void bernoulli_(const Tensor& x, Generator& generator, const Tensor& p);
/// Whole numbers in [low, high). `only_high`: recorded as random_(high).
/// throws  RuntimeError "random_ expects 'from' to be less than 'to', but got from=5 >= to=5"
void random_(const Tensor& x, Generator& generator, int64_t low, int64_t high,
             bool only_high = false);
/// Whole numbers from 0 to the largest that the dtype holds exactly.
void random_(const Tensor& x, Generator& generator);

/// 1 with the probability that stands in its place, else 0.
Tensor bernoulli(const Tensor& probabilities, Generator& generator);
/// `count` places of each row of weights, (N) or (M, N), drawn by weight -> (count) or (M, count)
/// throws  RuntimeError "cannot sample n_sample > prob_dist.size(-1) samples without replacement"
Tensor multinomial(const Tensor& weights, int64_t count, bool replacement, Generator& generator);
Tensor randperm(int64_t count, Generator& generator, DType dtype = DType::Int64);

}  // namespace engine
