#version 330 core
// A matrix as a picture: u_cell x u_cell pixels a value, the first row at the target's y = 0.
// A dropped cell is a hole with a cross (hatched where a cross would not be legible), a cell that
// is exactly 0 has its own colour, and a map that was struck out as a whole is faded under one cross.

uniform sampler2D u_values;  // red: the value, in the tensor's own unit; green: 1 where dropped
uniform ivec2 u_size;        // columns, rows
uniform int u_cell;          // pixels along a cell's side
uniform vec2 u_range;        // values at the first and the last stop
uniform vec3 u_stops[9];     // colours at equal distances from u_range.x to u_range.y, 0..1
uniform vec3 u_zero;         // a value that is exactly 0
uniform vec3 u_hole;         // ground of a dropped cell
uniform vec3 u_cross;        // the cross on it
uniform vec3 u_nan;          // not a number
uniform bool u_mark_zero;    // whether 0 has its own colour
uniform bool u_struck_out;   // the whole map was dropped

out vec4 o_color;

vec3 color_of(float value) {
    if (isnan(value)) return u_nan;
    if (u_mark_zero && value == 0.0) return u_zero;
    float place = clamp((value - u_range.x) / max(u_range.y - u_range.x, 1e-30), 0.0, 1.0) * 8.0;
    int below = min(int(place), 7);
    return mix(u_stops[below], u_stops[below + 1], place - float(below));
}

// How much of the cross covers a point of a box of `side` pixels, 0..1; `width` in pixels.
float cross_at(vec2 point, vec2 side, float width, float margin) {
    vec2 p = point - side * 0.5;
    vec2 reach = side * 0.5 - margin;
    if (abs(p.x) > reach.x || abs(p.y) > reach.y) return 0.0;
    float slope = reach.y / reach.x;
    float across = min(abs(p.y - slope * p.x), abs(p.y + slope * p.x)) / sqrt(1.0 + slope * slope);
    return clamp(width * 0.5 + 0.5 - across, 0.0, 1.0);
}

vec3 dropped(ivec2 pixel, ivec2 within) {
    if (u_cell < 10) return (pixel.x + pixel.y) % 3 == 0 ? u_cross : u_hole;
    bool edge = within.x == 0 || within.y == 0 || within.x == u_cell - 1 || within.y == u_cell - 1;
    float strength = cross_at(vec2(within) + 0.5, vec2(u_cell), 1.0, float(u_cell) * 0.25);
    return mix(u_hole, u_cross, max(strength, edge ? 0.45 : 0.0));
}

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    ivec2 cell = min(pixel / u_cell, u_size - 1);
    vec2 texel = texelFetch(u_values, cell, 0).rg;
    vec3 color = texel.g > 0.5 ? dropped(pixel, pixel - cell * u_cell) : color_of(texel.r);
    if (u_struck_out) {
        vec2 side = vec2(u_size * u_cell);
        color = mix(u_hole, color_of(texel.r), 0.15);
        color = mix(color, u_cross, cross_at(gl_FragCoord.xy, side, 2.0, 2.0));
    }
    o_color = vec4(color, 1.0);
}
