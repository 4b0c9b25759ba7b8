#pragma once

#include <string>

namespace engine::session {

class Session;

/// The session as a Python script that needs nothing but PyTorch and prints the same losses: the
/// model's file as it is, the data, the loop's own lines, and what the person did at its step. It
/// goes as far as where the session stands: what Undo took back is not in it.
///
/// throws  RuntimeError when there is no session; OSError when the data's files are gone
std::string export_script(const Session& session);

}  // namespace engine::session
