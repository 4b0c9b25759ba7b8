#include "engine/script/heap.h"

#include "engine/script/object_parts.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace engine::script {

namespace {

struct Node {
    nn::ObjectPtr object;
    long outside = 0;  ///< references that no watched object holds
    bool reached = false;
};

}  // namespace

Heap::~Heap() {
    for (const auto& weak : objects_) {
        if (const auto object = weak.lock()) clear_parts(*object);
    }
}

void Heap::watch(const nn::ObjectPtr& object) {
    objects_.push_back(object);
}

void Heap::collect_if_due() {
    if (objects_.size() >= due_) collect();
}

void Heap::collect() {
    std::unordered_map<const nn::Object*, Node> nodes;
    std::erase_if(objects_, [&](const std::weak_ptr<nn::Object>& weak) {
        nn::ObjectPtr object = weak.lock();
        if (!object) return true;
        const nn::Object* const key = object.get();
        nodes.emplace(key, Node{.object = std::move(object)});
        return false;
    });
    // One reference is the node's own.
    for (auto& [key, node] : nodes) node.outside = node.object.use_count() - 1;
    for (auto& [key, node] : nodes) {
        visit_parts(*node.object, [&](const nn::Object& part) {
            if (const auto it = nodes.find(&part); it != nodes.end()) --it->second.outside;
        });
    }
    std::vector<Node*> open;
    for (auto& [key, node] : nodes) {
        if (node.outside > 0) {
            node.reached = true;
            open.push_back(&node);
        }
    }
    while (!open.empty()) {
        Node* const node = open.back();
        open.pop_back();
        visit_parts(*node->object, [&](const nn::Object& part) {
            const auto it = nodes.find(&part);
            if (it == nodes.end() || it->second.reached) return;
            it->second.reached = true;
            open.push_back(&it->second);
        });
    }
    for (auto& [key, node] : nodes) {
        if (!node.reached) clear_parts(*node.object);
    }
    due_ = std::max<std::size_t>(1024, objects_.size() * 2);
}

}  // namespace engine::script
