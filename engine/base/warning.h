#pragma once

#include <string>
#include <string_view>

namespace engine {

/// Hears what PyTorch says in warnings.
class WarningListener {
public:
    virtual ~WarningListener() = default;
    /// `category` is Python's class: "UserWarning".
    virtual void warned(const std::string& text, std::string_view category) = 0;
};

/// Makes somebody hear this thread's warnings for as long as it lives, in place of who heard them
/// before.
class WarningScope {
public:
    explicit WarningScope(WarningListener* listener);
    ~WarningScope();
    WarningScope(const WarningScope&) = delete;
    WarningScope& operator=(const WarningScope&) = delete;

private:
    WarningListener* before_;
};

/// warnings.warn(text): nobody hears it where nobody listens.
void warn(const std::string& text, std::string_view category = "UserWarning");

}  // namespace engine
