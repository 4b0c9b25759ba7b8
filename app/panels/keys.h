#pragma once

namespace app::panels {

/// Key codes as the input queue hands them over (GLFW's numbers; letters are their capitals).
namespace key {
inline constexpr int kPeriod = '.';
inline constexpr int kSlash = '/';
inline constexpr int kEscape = 256;
inline constexpr int kEnter = 257;
inline constexpr int kKeypadEnter = 335;
inline constexpr int kLeft = 263;
inline constexpr int kRight = 262;
inline constexpr int kF1 = 290;
inline constexpr int kF2 = 291;
inline constexpr int kF5 = 294;
inline constexpr int kF11 = 300;
}  // namespace key

}  // namespace app::panels
