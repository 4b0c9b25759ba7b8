#include "app/ui/mix.h"

#include <cstring>

namespace app::ui {

namespace {

std::uint64_t mix_bytes(std::uint64_t hash, const void* data, std::size_t bytes) {
    const auto* at = static_cast<const unsigned char*>(data);
    for (; bytes >= 8; at += 8, bytes -= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        hash = mix(hash, word);
    }
    std::uint64_t rest = 0;
    if (bytes > 0) std::memcpy(&rest, at, bytes);
    return mix(hash, rest);
}

}  // namespace

std::uint64_t hash_of(const ImDrawList& list) {
    std::uint64_t hash = 0x243F6A8885A308D3ull;
    for (const ImDrawCmd& command : list.CmdBuffer) {
        // Field by field: the struct has padding.
        hash = mix_bytes(hash, &command.ClipRect, sizeof command.ClipRect);
        hash = mix_bytes(hash, &command.TextureId, sizeof command.TextureId);
        const unsigned range[] = {command.VtxOffset, command.IdxOffset, command.ElemCount};
        hash = mix_bytes(hash, range, sizeof range);
    }
    hash = mix_bytes(hash, list.VtxBuffer.Data,
                     static_cast<std::size_t>(list.VtxBuffer.size_in_bytes()));
    return mix_bytes(hash, list.IdxBuffer.Data,
                     static_cast<std::size_t>(list.IdxBuffer.size_in_bytes()));
}

}  // namespace app::ui
