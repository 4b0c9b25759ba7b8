#pragma once

#include <algorithm>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/autograd/node.h"
#include "engine/tensor/tensor_impl.h"

namespace engine {

/// The step that made a tensor which is no leaf.
inline Node* node_of(const Tensor& tensor) {
    return static_cast<Node*>(tensor.grad_fn().get());
}

/// What is wanted of a pass where not all leaves are: gradients of some tensors, and the steps on
/// the way to them.
class Targets {
public:
    explicit Targets(std::span<const Tensor> inputs) {
        for (const Tensor& input : inputs) {
            if (input.is_leaf()) {
                leaves_.insert(input.identity());
            } else {
                results_[node_of(input)].push_back({input.impl()->output, {}});
            }
        }
    }

    // Finds the steps to run. Edges lead to steps that were made earlier: in that order, what a
    // step leads to is known before the step.
    void plan(std::span<const Tensor> roots) {
        std::vector<Node*> found;
        std::unordered_set<const Node*> seen;
        for (const Tensor& root : roots) {
            if (!root.is_leaf() && seen.insert(node_of(root)).second) {
                found.push_back(node_of(root));
            }
        }
        for (size_t i = 0; i < found.size(); ++i) {
            for (const Edge& edge : found[i]->edges) {
                if (edge.node && seen.insert(edge.node.get()).second) {
                    found.push_back(edge.node.get());
                }
            }
        }
        std::sort(found.begin(), found.end(),
                  [](const Node* a, const Node* b) { return a->sequence < b->sequence; });
        for (const Node* node : found) {
            const bool leads = std::any_of(node->edges.begin(), node->edges.end(),
                                           [this](const Edge& edge) { return wants(edge); });
            if (leads) to_run_.insert(node);
        }
    }

    bool wants(const Edge& edge) const {
        if (edge.leaf.defined()) return leaves_.contains(edge.leaf.identity());
        return edge.node && (runs(*edge.node) || results_.contains(edge.node.get()));
    }
    bool wants_leaf(const Tensor& leaf) const { return leaves_.contains(leaf.identity()); }
    bool runs(const Node& node) const { return to_run_.contains(&node); }

    // A step's outputs have all their gradients: keeps those that are wanted.
    void arrive(const Node& node) {
        const auto it = results_.find(&node);
        if (it == results_.end()) return;
        for (auto& [output, gradient] : it->second) gradient = node.outputs[output].grad;
    }

    // What came for an input that is no leaf; undefined for nothing.
    Tensor result(const Tensor& input) const {
        for (const auto& [output, gradient] : results_.at(node_of(input))) {
            if (output == input.impl()->output) return gradient;
        }
        return {};
    }

private:
    std::unordered_set<const void*> leaves_;
    std::unordered_map<const Node*, std::vector<std::pair<uint32_t, Tensor>>> results_;
    std::unordered_set<const Node*> to_run_;
};

}  // namespace engine
