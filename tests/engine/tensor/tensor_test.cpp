#include "engine/tensor/tensor.h"

#include <gtest/gtest.h>

#include <functional>
#include <thread>

#include "engine/base/hash.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/grad_mode.h"
#include "engine/tensor/views.h"

namespace engine {
namespace {

using Values = std::vector<double>;

std::string error_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.line();
    }
    return "no error";
}

Hash128 hash_of(const Tensor& x) {
    Hasher hasher;
    x.hash_into(hasher);
    return hasher.digest();
}

TEST(Tensor, AWriteThroughAViewIsSeenByAllAliasesAndRaisesTheirVersion) {
    const Tensor w = Tensor::ones({2, 3});
    const Tensor row = views::select(w, 0, 1);
    const Tensor column = views::slice(views::transpose(w, 0, 1), 0, 2, 3);
    row.mul_(5);
    EXPECT_EQ(w.to_vector(), (Values{1, 1, 1, 5, 5, 5}));
    EXPECT_EQ(column.to_vector(), (Values{1, 5}));
    EXPECT_EQ(w.version(), 1u);
    column.fill_(-1);
    EXPECT_EQ(w.to_vector(), (Values{1, 1, -1, 5, 5, -1}));
    EXPECT_EQ(row.version(), 2u);
    EXPECT_TRUE(w.same_storage(column));
    EXPECT_FALSE(w.is(row));
}

TEST(Tensor, ASnapshotKeepsWhatItSawAndSharesMemoryUntilAWrite) {
    const Tensor w = Tensor::from({1, 2, 3}, {3});
    const Tensor alias = w.detach();
    const Tensor seen = w.snapshot();
    EXPECT_EQ(seen.raw_data(), w.raw_data());
    EXPECT_FALSE(seen.same_storage(w));
    alias.zero_();
    EXPECT_EQ(seen.to_vector(), (Values{1, 2, 3}));
    EXPECT_EQ(w.to_vector(), (Values{0, 0, 0}));
    EXPECT_NE(seen.raw_data(), w.raw_data());
    const void* before = w.raw_data();
    w.fill_(4);
    EXPECT_EQ(w.raw_data(), before) << "nobody else holds it any more: no second copy";
}

TEST(Tensor, AWriteToASnapshotLeavesTheOriginal) {
    const Tensor w = Tensor::ones({2});
    const Tensor seen = w.snapshot();
    seen.mutable_span<float>()[0] = 7;
    EXPECT_EQ(w.to_vector(), (Values{1, 1}));
}

TEST(ForkMemo, KeepsIdentitiesAliasesAndGradientsApartFromTheOriginal) {
    const Tensor w = Tensor::ones({2, 2});
    w.set_requires_grad(true);
    w.set_grad(Tensor::full({2, 2}, 3));
    const Tensor row = views::select(w.detach(), 0, 0);
    ForkMemo memo;
    const Tensor w2 = memo.fork(w);
    EXPECT_TRUE(memo.fork(w).is(w2));
    EXPECT_TRUE(memo.fork(row).same_storage(w2));
    EXPECT_FALSE(w2.same_storage(w));
    EXPECT_TRUE(w2.requires_grad());
    EXPECT_EQ(w2.grad().to_vector(), (Values{3, 3, 3, 3}));
    EXPECT_TRUE(memo.fork(w.grad()).is(w2.grad()));
    EXPECT_FALSE(memo.fork(Tensor()).defined());
    const auto before = hash_of(w);
    {
        const NoGrad no_grad;
        memo.fork(row).zero_();
    }
    EXPECT_EQ(w2.to_vector(), (Values{0, 0, 1, 1}));
    EXPECT_EQ(hash_of(w), before);
}

TEST(Tensor, HashTellsValuesShapeDtypeAndRequiresGradApartAndNotLayout) {
    const Tensor x = Tensor::from({1, 2, 3, 4}, {2, 2});
    const auto same = hash_of(x);
    EXPECT_EQ(hash_of(views::transpose(views::transpose(x, 0, 1).copy(), 0, 1)), same);
    EXPECT_NE(hash_of(views::transpose(x, 0, 1)), same);
    EXPECT_NE(hash_of(views::view(x, Shape{4})), same);
    EXPECT_NE(hash_of(x.to(DType::Float64)), same);
    const Tensor trained = x.detach();
    trained.set_requires_grad(true);
    EXPECT_NE(hash_of(trained), same);
    EXPECT_NE(hash_of(Tensor()), same);
}

TEST(Tensor, BlocksMayBeReleasedOnAnotherThread) {
    std::vector<Tensor> kept;
    const Tensor w = Tensor::ones({64});
    for (int i = 0; i < 200; ++i) {
        kept.push_back(w.snapshot());
        if (i % 2 == 0) w.add_(1);
    }
    const uint64_t in_use = pool_bytes_in_use();
    std::thread([gone = std::move(kept)]() mutable { gone.clear(); }).join();
    EXPECT_LT(pool_bytes_in_use(), in_use);
    EXPECT_EQ(w.to_vector()[0], 101);
}

TEST(Tensor, BroadcastsAndPromotes) {
    const Tensor a = Tensor::from({1, 2, 3, 4, 5, 6}, {2, 3});
    const Tensor b = Tensor::from({10, 20}, {2, 1}, DType::Int64);
    const Tensor y = raw::binary(kernels::BinaryOp::Add, a, b);
    EXPECT_EQ(y.dtype(), DType::Float32);
    EXPECT_EQ(y.to_vector(), (Values{11, 12, 13, 24, 25, 26}));
    EXPECT_EQ(raw::sum_to(y, {2, 1}).to_vector(), (Values{36, 75}));
    EXPECT_EQ(raw::sum_to(y, {3}).to_vector(), (Values{35, 37, 39}));
    EXPECT_EQ(raw::sum_to(y, {}).to_vector(), (Values{111}));
    const Tensor turned = views::transpose(a, 0, 1);
    EXPECT_EQ(raw::binary(kernels::BinaryOp::Sub, turned, Tensor::from({1, 2}, {2})).to_vector(),
              (Values{0, 2, 1, 3, 2, 4}));
    EXPECT_EQ(result_type(Tensor::ones({2}, DType::Int64), 0.5), DType::Float32);
    EXPECT_EQ(result_type(Tensor::ones({2}), Tensor::scalar(1, DType::Float64)), DType::Float32);
    EXPECT_EQ(result_type(Tensor::ones({2}), Tensor::ones({2}, DType::Float64)), DType::Float64);
}

TEST(Tensor, StoredDtypesConvert) {
    const Values values{0, 1, -2.5, 65504, 6.103515625e-05, 5.9604644775390625e-08};
    EXPECT_EQ(Tensor::from(values, Shape{6}).to(DType::Half).to_vector(), values);
    EXPECT_EQ(Tensor::from({1.00048828125, 1e6}, {2}).to(DType::Half).to_vector()[0],
              1.0);  // ties to even
    EXPECT_EQ(Tensor::from({3.140625, -1}, {2}).to(DType::BFloat16).to_vector(),
              (Values{3.140625, -1}));
    EXPECT_EQ(Tensor::from({300, -1.7}, {2}).to(DType::Int32).to_vector(), (Values{300, -1}));
}

TEST(Views, FollowPyTorchsRules) {
    const Tensor x = Tensor::arange(24);
    const Tensor a = views::view(x, Shape{2, 3, 4});
    EXPECT_EQ(a.strides(), (Shape{12, 4, 1}));
    EXPECT_EQ(views::view(a, Shape{-1, 4}).sizes(), (Shape{6, 4}));
    const Tensor turned = views::transpose(a, 0, 1);
    EXPECT_FALSE(turned.is_contiguous());
    EXPECT_EQ(views::view(turned, Shape{3, 2, 2, 2}).strides(), (Shape{4, 12, 2, 1}));
    EXPECT_EQ(views::slice(x, 0, -5, 100, 2).to_vector(), (Values{19, 21, 23}));
    EXPECT_EQ(views::permute(a, Shape{2, 0, 1}).sizes(), (Shape{4, 2, 3}));
    EXPECT_EQ(views::expand(views::view(x, Shape{24, 1}), Shape{-1, 5}).strides(), (Shape{1, 0}));
    EXPECT_EQ(views::squeeze(views::unsqueeze(a, -1)).sizes(), a.sizes());
    EXPECT_EQ(views::select(a, -1, -1).to_vector(), (Values{3, 7, 11, 15, 19, 23}));
}

// As PyTorch words them: checked against 1.13.
TEST(Tensor, ErrorsSayWhatPyTorchSays) {
    const Tensor x = Tensor::ones({2, 3});
    const Tensor leaf = Tensor::ones({2});
    leaf.set_requires_grad(true);
    const struct {
        std::function<void()> action;
        const char* line;
    } cases[] = {
        {[&] { x.size(2); },
         "IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)"},
        {[&] { x.item(); }, "RuntimeError: a Tensor with 6 elements cannot be converted to Scalar"},
        {[&] { x.add_(Tensor::ones({4})); },
         "RuntimeError: The size of tensor a (3) must match the size of tensor b (4) at "
         "non-singleton dimension 1"},
        {[&] {
             leaf.detach().add_(Tensor::ones({3, 2}));
         },
         "RuntimeError: output with shape [2] doesn't match the broadcast shape [3, 2]"},
        {[&] { Tensor::arange(3).add_(0.5); },
         "RuntimeError: result type Float can't be cast to the desired output type Long"},
        {[&] { leaf.zero_(); },
         "RuntimeError: a leaf Variable that requires grad is being used in an in-place "
         "operation."},
        {[&] { Tensor::arange(3).set_requires_grad(true); },
         "RuntimeError: only Tensors of floating point dtype can require gradients"},
        {[&] { leaf.set_grad(Tensor::ones({3})); },
         "RuntimeError: assigned grad has data of a different size"},
        {[&] { leaf.set_grad(Tensor::ones({2}, DType::Float64)); },
         "RuntimeError: assigned grad has data of a different type"},
        {[&] {
             views::view(x, Shape{4, 2});
         },
         "RuntimeError: shape '[4, 2]' is invalid for input of size 6"},
        {[&] { views::view(views::transpose(x, 0, 1), Shape{6}); },
         "RuntimeError: view size is not compatible with input tensor's size and stride (at least "
         "one dimension "
         "spans across two contiguous subspaces). Use .reshape(...) instead."},
        {[&] { views::select(x, 0, 5); },
         "IndexError: index 5 is out of bounds for dimension 0 with size 2"},
        {[&] {
             views::expand(x, Shape{4, 3});
         },
         "RuntimeError: The expanded size of the tensor (4) must match the existing size (2) at "
         "non-singleton "
         "dimension 0.  Target sizes: [4, 3].  Tensor sizes: [2, 3]"},
        {[&] {
             Tensor::empty({2, -1});
         },
         "RuntimeError: Trying to create tensor with negative dimension -1: [2, -1]"},
        {[&] {
             Tensor::empty({int64_t{1} << 40, 1 << 20});
         },
         "RuntimeError: [enforce fail at alloc_cpu.cpp:117] err == 0. DefaultCPUAllocator: can't "
         "allocate memory: you tried to allocate 4611686018427387904 bytes. "
         "Error code 12 (Cannot allocate memory)"},
        {[&] {
             Tensor::empty({int64_t{1} << 40, int64_t{1} << 40});
         },
         "RuntimeError: Storage size calculation overflowed with sizes=[1099511627776, "
         "1099511627776]"},
    };
    for (const auto& one : cases) EXPECT_EQ(error_of(one.action), one.line);
}

TEST(Pool, GivesBackWhatWasReleasedFirst) {
    { const Tensor x = Tensor::empty({1000}); }
    const uint64_t taken = pool_system_allocations();
    for (int i = 0; i < 100; ++i) {
        const Tensor x = Tensor::empty({1000});
        EXPECT_EQ(reinterpret_cast<uintptr_t>(x.raw_data()) % 64, 0u);
    }
    EXPECT_EQ(pool_system_allocations(), taken);
    pool_trim();
    EXPECT_EQ(pool_bytes_kept(), 0u);
}

}  // namespace
}  // namespace engine
