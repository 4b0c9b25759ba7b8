// The one place that includes OpenGL's headers.
#pragma once

#include <epoxy/gl.h>
