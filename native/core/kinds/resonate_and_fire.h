// Resonate-and-fire, in a tick: with x = swing + input and y = deviation,
// swing = keep_along x - keep_across y, deviation = keep_across x + keep_along y,
// v = rest + deviation; a spike at v >= threshold, then v = reset, deviation = reset_above and
// swing = 0. keep_along and keep_across are e^(-h / tau) times the cosine and sine of the angle
// that a tick of h turns. In refractory ticks deviation and v stay.
#pragma once

// X(parameter, format, least, most, unit)
#define STRIATUM_RESONATE_AND_FIRE_PARAMETERS(X)  \
  X(keep_along, q0_31, 0, INT32_MAX, "per tick")  \
  X(keep_across, q0_31, 0, INT32_MAX, "per tick") \
  X(reset_above, q8_23, -INT32_MAX, INT32_MAX, "mV")

// X(state word, format, unit)
#define STRIATUM_RESONATE_AND_FIRE_STATES(X)    \
  X(swing, q8_23, "mV: a quarter period ahead") \
  X(deviation, q8_23, "mV: from rest")

#define STRIATUM_RESONATE_AND_FIRE_SUMS(X)
