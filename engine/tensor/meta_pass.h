#pragma once

namespace engine {

/// Whether a call runs that was given tensors of the meta device: shapes are checked and computed,
/// new tensors are of that device too, and loops over elements are left out (dispatch_* in
/// dtype.h). A flag a thread.
class MetaPass {
public:
    static bool active() { return active_; }

private:
    friend class MetaScope;
    static inline constinit thread_local bool active_ = false;
};

/// A MetaPass to the end of the block it stands in, if asked for; inside one nothing changes.
class MetaScope {
public:
    explicit MetaScope(bool wanted) : before_(MetaPass::active_) {
        MetaPass::active_ = before_ || wanted;
    }
    ~MetaScope() { MetaPass::active_ = before_; }
    MetaScope(const MetaScope&) = delete;
    MetaScope& operator=(const MetaScope&) = delete;

private:
    bool before_;
};

}  // namespace engine
