#pragma once

#include <cstdint>

namespace engine::kernels {

/// y (count, width) = the rows of a table that `ids` name, none of them outside it.
template <class T>
void embedding(const int64_t* ids, int64_t count, int64_t width, const T* table, T* y);

/// dtable (rows, width) = 0, then each row of dy is added to the row that its id names; not to row
/// `padding` (-1: none). With `by_frequency` a row's gradient is divided by how often it was named.
template <class T>
void embedding_backward(const int64_t* ids, int64_t count, int64_t width, int64_t rows,
                        int64_t padding, bool by_frequency, const T* dy, T* dtable);

/// Scales the rows that `ids` name to the norm `max_norm`, where it is larger.
template <class T>
void embedding_renorm(const int64_t* ids, int64_t count, int64_t width, double max_norm,
                      double norm_type, T* table);

}  // namespace engine::kernels
