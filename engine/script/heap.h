#pragma once

#include "engine/nn/value.h"

#include <cstddef>
#include <memory>
#include <unordered_map>
#include <vector>

namespace engine::script {

/// Knows the objects that a session's lines made and that may hold others. They go when the last
/// reference goes; what holds itself in a ring is found by collect(), by the way of CPython: who
/// has more references than the others give him is held from outside, and all that he reaches.
class Heap {
public:
    Heap() = default;
    /// Whatever is left holds nothing any more, so that rings end with their session.
    ~Heap();
    Heap(const Heap&) = delete;
    Heap& operator=(const Heap&) = delete;

    void watch(const nn::ObjectPtr& object);
    /// A list that was given another list or tuple to hold: only such a one can hold itself without
    /// an object between. Others are not told of, so that plain lists cost nothing.
    void watch(const std::shared_ptr<nn::Sequence>& list);
    /// Empties every object that nobody reaches from outside the watched ones.
    void collect();
    /// Collects when enough has come since the last time.
    void collect_if_due();
    std::size_t watched() const { return objects_.size() + lists_.size(); }

private:
    std::vector<std::weak_ptr<nn::Object>> objects_;
    std::unordered_map<const nn::Sequence*, std::weak_ptr<nn::Sequence>> lists_;
    std::size_t due_ = 1024;
};

}  // namespace engine::script
