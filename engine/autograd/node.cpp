#include "engine/autograd/node.h"

#include <atomic>

#include "engine/tensor/grad_listeners.h"
#include "engine/tensor/spin_lock.h"

namespace engine {

namespace {

constexpr size_t kMostKept = 100'000;

struct KeptList {
    SpinLock lock;
    std::vector<Node*> nodes;
};

// Never destroyed: see the pool.
KeptList& kept() {
    static KeptList& list = *new KeptList;
    return list;
}

std::atomic<uint64_t> g_sequence{0};

// Nodes that nobody refers to any more. Letting go of one lets go of those before it: in a loop, so
// that a graph of a million steps does not overflow the stack.
thread_local Node* g_waiting = nullptr;
thread_local bool g_recycling = false;

}  // namespace

Ref<Node> Node::make() {
    Node* node = nullptr;
    KeptList& list = kept();
    list.lock.lock();
    if (!list.nodes.empty()) {
        node = list.nodes.back();
        list.nodes.pop_back();
    }
    list.lock.unlock();
    if (node == nullptr) node = new Node;
    node->references_.store(1, std::memory_order_relaxed);
    node->sequence = g_sequence.fetch_add(1, std::memory_order_relaxed) + 1;
    return Ref<Node>::adopt(node);
}

void Node::free_saved() {
    for (SavedTensor& saved : tensors) {
        saved.tensor = {};
        freed = true;
    }
}

void Node::recycle() noexcept {
    next_waiting_ = g_waiting;
    g_waiting = this;
    if (g_recycling) return;
    g_recycling = true;
    while (g_waiting != nullptr) {
        Node* node = g_waiting;
        g_waiting = node->next_waiting_;
        node->edges.clear();
        node->tensors.clear();
        node->numbers.clear();
        node->integers.clear();
        node->shapes.clear();
        node->extra.reset();
        node->outputs.clear();
        node->freed = false;
        node->in_place = false;
        node->queued = false;
        KeptList& list = kept();
        list.lock.lock();
        const bool keep = list.nodes.size() < kMostKept;
        if (keep) list.nodes.push_back(node);
        list.lock.unlock();
        if (!keep) delete node;
    }
    g_recycling = false;
}

}  // namespace engine
