#include "engine/script/heap.h"

#include "engine/script/object_parts.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace engine::script {

namespace {

struct Node {
    nn::Value held;
    long outside = 0;  ///< references that nothing known holds
    bool reached = false;
};

/// Everything that the watched objects hold, through lists, dicts and modules too.
class Known {
public:
    void add(const nn::Value& value) {
        const auto [it, first] = nodes_.try_emplace(identity_of(value), Node{.held = value});
        if (first) order_.push_back(&it->second);
    }
    void follow() {
        for (std::size_t i = 0; i < order_.size(); ++i) {
            visit_parts(order_[i]->held, [this](const nn::Value& part) { add(part); });
        }
    }
    /// Empties what nobody outside reaches.
    void clear_rings() {
        // One reference is the node's own.
        for (Node* node : order_) node->outside = references_of(node->held) - 1;
        for (Node* node : order_) {
            visit_parts(node->held, [this](const nn::Value& part) { --known(part).outside; });
        }
        std::vector<Node*> open;
        const auto reach = [&open](Node& node) {
            if (node.reached) return;
            node.reached = true;
            open.push_back(&node);
        };
        for (Node* node : order_) {
            if (node->outside > 0) reach(*node);
        }
        while (!open.empty()) {
            const Node* const node = open.back();
            open.pop_back();
            visit_parts(node->held, [&](const nn::Value& part) { reach(known(part)); });
        }
        for (const Node* node : order_) {
            if (!node->reached) clear_parts(node->held);
        }
    }
    std::size_t size() const { return order_.size(); }

private:
    Node& known(const nn::Value& value) { return nodes_.at(identity_of(value)); }

    std::unordered_map<const void*, Node> nodes_;
    std::vector<Node*> order_;
};

}  // namespace

Heap::~Heap() {
    for (const auto& weak : objects_) {
        if (const nn::ObjectPtr object = weak.lock()) clear_parts(object);
    }
    objects_.clear();
    // Unlike objects, lists may be somebody's result: only what nobody reaches is emptied.
    if (!lists_.empty()) collect();
}

void Heap::watch(const nn::ObjectPtr& object) {
    objects_.push_back(object);
}

void Heap::watch(const std::shared_ptr<nn::Sequence>& list) {
    lists_.insert_or_assign(list.get(), list);
}

void Heap::collect_if_due() {
    if (watched() >= due_) collect();
}

void Heap::collect() {
    Known known;
    std::erase_if(objects_, [&](const std::weak_ptr<nn::Object>& weak) {
        const nn::ObjectPtr object = weak.lock();
        if (object) known.add(object);
        return !object;
    });
    std::erase_if(lists_, [&](const auto& entry) {
        const std::shared_ptr<nn::Sequence> list = entry.second.lock();
        if (list) known.add(nn::Value(list));
        return !list;
    });
    known.follow();
    known.clear_rings();
    // A large model or list is not looked through for every thousand new objects.
    due_ = std::max({std::size_t{1024}, watched() * 2, watched() + known.size() / 4});
}

}  // namespace engine::script
