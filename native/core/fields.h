// The tables of everything the core holds: number formats, the model's counts and arrays, and the
// state's arrays. C++ structs, placement, freezing, hashing and src/network/fields.gen.ts all
// expand from here, so that adding an array is one line. Counts are written so that the same
// text is C++ and TypeScript.
//
// The model is one little-endian blob: 16 bytes of preamble (magic "STRM", version, byte length,
// and the CRC-32 (zlib) of every byte after the preamble), then the counts as u32 in table order,
// then the arrays in table order, each at the next offset that is a multiple of 64, the gaps
// zero. The byte length is the end of the last array, rounded up to 64.
#pragma once

#include <cstdint>

namespace striatum {

inline constexpr uint32_t model_magic = 0x4D525453;  // "STRM" as bytes
inline constexpr uint32_t state_magic = 0x53525453;  // "STRS" as bytes
inline constexpr uint32_t format_version = 5;
inline constexpr uint32_t model_preamble_bytes = 16;
inline constexpr uint32_t array_alignment_bytes = 64;

// clang-format takes the products in these tables for pointers.
// clang-format off

// X(format, storage, fraction bits): the sign bit is not counted, so q8_23 is 1 + 8 + 23 bits, and
// qm3_34 has minus 3 bits before the point: it holds what is below 1/8.
#define STRIATUM_FORMATS(X)                                                                      \
  X(u8, uint8_t, 0)                                                                              \
  X(u32, uint32_t, 0)                                                                            \
  X(i32, int32_t, 0)                                                                             \
  X(u64, uint64_t, 0)                                                                            \
  X(q0_15, int16_t, 15)                                                                          \
  X(qm3_34, int32_t, 34)                                                                         \
  X(qm1_32, int32_t, 32)                                                                         \
  X(q0_31, int32_t, 31)                                                                          \
  X(q3_28, int32_t, 28)                                                                          \
  X(q4_27, int32_t, 27)                                                                          \
  X(q7_24, int32_t, 24)                                                                          \
  X(q8_23, int32_t, 23)                                                                          \
  X(q9_22, int32_t, 22)                                                                          \
  X(q10_21, int32_t, 21)                                                                         \
  X(q15_16, int32_t, 16)                                                                         \
  X(q16_15, int32_t, 15)                                                                         \
  X(q23_40, int64_t, 40)

// X(count, meaning)
#define STRIATUM_MODEL_COUNTS(X)                                                                 \
  X(tick_us, "length of a tick")                                                                 \
  X(neurons, "of every kind, sources too")                                                       \
  X(populations, "contiguous groups of neurons, ascending, covering all of them")                \
  X(ports, "receptors of a population's compartment, at most 16 a population, in its order")     \
  X(slots, "where synapses end: one for each port and neuron, port after port")                  \
  X(dendrites, "beside the soma, at most 8 a population, in its order")                          \
  X(dendrite_cells, "neurons, counted once for each of their dendrites")                         \
  X(dendrite_slots, "power of two above the longest delay to a soma; 1 without dendrites")       \
  X(moved_words, "of the parameters that move: 5 and all of the pool, of who has such")          \
  X(cell_parameters, "words of the pool of parameters of populations, ports and dendrites")      \
  X(cell_states, "words of the pool of their state")                                             \
  X(static_lanes, "groups of static rows with one delay and one source population")              \
  X(static_rows, "one presynaptic neuron of a static lane each")                                 \
  X(static_synapses, "synapses whose weight never changes")                                      \
  X(plastic_lanes, "groups of plastic rows with one delay, one source and one rule")             \
  X(plastic_rows, "one presynaptic neuron of a plastic lane each")                               \
  X(plastic_synapses, "synapses that learn")                                                     \
  X(rules, "plasticity rules, pair STDP before policy gradient")                                 \
  X(pair_rules, "how many of the rules are pair STDP")                                           \
  X(traced_rules, "how many have targets that leave a trace: pair STDP and some that follow it") \
  X(modulators, "concentrations that teach")                                                     \
  X(history_slots, "power of two above the longest delay; 1 without lanes")                      \
  X(pairing_slots, "power of two above the longest window, at least 32; 0 without rules")        \
  X(spike_slots, "ticks of spikes remembered: 1024 if there is a pair STDP rule, else 0")        \
  X(residual_slots, "pairing_slots if S - p is to be remembered, else 0")                        \
  X(short_terms, "kinds of short-term plasticity")                                               \
  X(short_rows, "static rows that have one")                                                     \
  X(bindings, "how a modulator's level occupies receptors for it")                               \
  X(effects, "what occupancies do to parameters of populations")                                 \
  X(effect_words, "one for each effect and neuron of its population, effect after effect")       \
  X(gains, "what occupancies do to what arrives at ports")                                       \
  X(gates, "what occupancies do to what rules are taught")                                       \
  X(exchanges, "pairs of modulators between which what was released flows")                      \
  X(releasers, "populations whose spikes, or what else they do, release a modulator")            \
  X(outcomes, "what rules make of what targets do, beside S - p")                                \
  X(outcome_slots, "pairing_slots if there are outcomes, else 0")                                \
  X(slow_rows, "plastic_rows if a rule has a slow presynaptic trace, else 0")                    \
  X(anchors, "plastic_synapses if a rule has a budget a minute, else 0")                         \
  X(homeostats, "populations that keep their own rate")                                          \
  X(homeostat_cells, "neurons of those")                                                         \
  X(rewirings, "projections whose weak synapses look for other targets")                         \
  X(slow_synapses, "plastic_synapses if a rule has two components, else 0")

// X(format, array, count over the counts c, unit)
#define STRIATUM_MODEL_ARRAYS(X)                                                                 \
  X(u8, population_kind, c.populations, "a number of kinds.h")                                   \
  X(u32, population_first, c.populations, "neuron")                                              \
  X(u32, population_count, c.populations, "neurons")                                             \
  X(u32, population_parameter_first, c.populations, "word of cell_parameter")                    \
  X(u32, population_state_first, c.populations, "word of cell_state")                            \
  X(u32, port_population, c.ports, "population, ascending")                                      \
  X(u8, port_compartment, c.ports, "0 the soma, k the k-th dendrite; ascending")                 \
  X(u8, port_kind, c.ports, "a number of receptors.h")                                           \
  X(u32, port_slot_first, c.ports, "slot")                                                       \
  X(u32, port_parameter_first, c.ports, "word of cell_parameter")                                \
  X(u32, port_state_first, c.ports, "word of cell_state")                                        \
  X(u32, dendrite_population, c.dendrites, "population, ascending")                              \
  X(u8, dendrite_kind, c.dendrites, "a number of dendrites.h")                                   \
  X(u32, dendrite_cell_first, c.dendrites, "dendrite cell")                                      \
  X(u8, dendrite_delay, c.dendrites, "ticks to the soma")                                        \
  X(u32, dendrite_parameter_first, c.dendrites, "word of cell_parameter")                        \
  X(u32, dendrite_state_first, c.dendrites, "word of cell_state")                                \
  X(i32, cell_parameter, c.cell_parameters, "as the table of the row says")                      \
  X(i32, cell_start, c.cell_states, "cell_state at the start")                                   \
  X(q8_23, rest, c.neurons, "mV, where a leak ends and the potential starts")                    \
  X(q8_23, threshold, c.neurons, "mV, or the peak of kinds that have one")                       \
  X(q8_23, reset, c.neurons, "mV")                                                               \
  X(q8_23, bias, c.neurons, "mV per tick")                                                       \
  X(q8_23, inv_beta, c.neurons, "1/mV, 0 for a hard threshold")                                  \
  X(u8, refractory_ticks, c.neurons, "ticks")                                                    \
  X(u8, static_lane_delay, c.static_lanes, "ticks, 1 to 255")                                    \
  X(u32, static_lane_pre_first, c.static_lanes, "neuron")                                        \
  X(u32, static_lane_pre_count, c.static_lanes, "neurons, in one population")                    \
  X(u32, static_lane_row_first, c.static_lanes, "row")                                           \
  X(u32, static_lane_short, c.static_lanes, "short-term plasticity, or 2^32 - 1 for none")       \
  X(u32, static_row_start, c.static_rows + 1, "synapse")                                         \
  X(u32, static_target, c.static_synapses, "slot")                                               \
  X(q7_24, static_weight, c.static_synapses, "mV")                                               \
  X(u8, plastic_lane_delay, c.plastic_lanes, "ticks, 1 to 255")                                  \
  X(u32, plastic_lane_rule, c.plastic_lanes, "rule")                                             \
  X(u32, plastic_lane_port, c.plastic_lanes, "port")                                             \
  X(u32, plastic_lane_pre_first, c.plastic_lanes, "neuron")                                      \
  X(u32, plastic_lane_pre_count, c.plastic_lanes, "neurons, in one population")                  \
  X(u32, plastic_lane_row_first, c.plastic_lanes, "row")                                         \
  X(u32, plastic_row_start, c.plastic_rows + 1, "synapse")                                       \
  X(u32, plastic_target, c.plastic_synapses, "slot of the port of its lane")                     \
  X(q7_24, plastic_weight, c.plastic_synapses, "mV, at the start")                               \
  X(u8, rule_kind, c.rules, "0 pair STDP, 1 by outcomes")                                        \
  X(u8, rule_trace_mode, c.rules, "0 all-to-all, 1 nearest")                                     \
  X(u32, rule_modulator, c.rules, "modulator")                                                   \
  X(q0_31, rule_keep_eligibility, c.rules, "per tick")                                           \
  X(q0_31, rule_keep_pre, c.rules, "per tick")                                                   \
  X(q0_31, rule_keep_post, c.rules, "per tick, pair STDP")                                       \
  X(q7_24, rule_a_plus, c.rules, "eligibility per pairing or per S - p")                         \
  X(q7_24, rule_a_minus, c.rules, "eligibility per post-pre pairing")                            \
  X(q0_31, rule_rate_mantissa, c.rules, "0, or 0.5 up to 1")                                     \
  X(i32, rule_rate_shift, c.rules, "rate = mantissa * 2^shift")                                  \
  X(q3_28, rule_reference, c.rules, "level at which nothing is learned")                         \
  X(q3_28, rule_above, c.rules, "times what is above the reference")                             \
  X(q3_28, rule_below, c.rules, "times what is below it")                                        \
  X(q7_24, rule_w_min, c.rules, "mV")                                                            \
  X(q7_24, rule_w_max, c.rules, "mV")                                                            \
  X(u32, rule_window, c.rules, "ticks, 1 to 1023: the trace is cut there")                       \
  X(q0_31, modulator_keep, c.modulators, "per tick, of the phasic part")                         \
  X(q3_28, modulator_tonic, c.modulators, "level at the start")                                  \
  X(q3_28, modulator_min, c.modulators, "level")                                                 \
  X(q3_28, modulator_max, c.modulators, "level")                                                 \
  X(q0_31, short_use, c.short_terms, "what a spike uses of what is there, above 0")              \
  X(q0_31, short_keep_depletion, c.short_terms, "per tick")                                      \
  X(q0_31, short_keep_facilitation, c.short_terms, "per tick")                                   \
  X(u32, binding_modulator, c.bindings, "modulator")                                             \
  X(q16_15, binding_curve, c.bindings * 65, "occupancy at 65 levels from min to max")            \
  X(u32, effect_binding, c.effects, "binding")                                                   \
  X(u32, effect_population, c.effects, "population, ascending")                                  \
  X(u32, effect_word, c.effects, "word of moved.h, ascending within a population")               \
  X(i32, effect_slope, c.effect_words, "as the word, times the occupancy")                       \
  X(i32, effect_curve, c.effect_words, "as the word, times its square")                          \
  X(u32, gain_binding, c.gains, "binding")                                                       \
  X(u32, gain_port, c.gains, "port, ascending")                                                  \
  X(q3_28, gain_slope, c.gains, "of 1, times the occupancy")                                     \
  X(q3_28, gain_curve, c.gains, "of 1, times its square")                                        \
  X(u32, gate_binding, c.gates, "binding")                                                       \
  X(u32, gate_rule, c.gates, "rule, ascending")                                                  \
  X(q3_28, gate_slope, c.gates, "of 1, times the occupancy")                                     \
  X(q3_28, gate_curve, c.gates, "of 1, times its square")                                        \
  X(u32, exchange_from, c.exchanges, "modulator")                                                \
  X(u32, exchange_to, c.exchanges, "another modulator")                                          \
  X(q0_31, exchange_share, c.exchanges, "of the difference, per tick")                           \
  X(u32, releaser_population, c.releasers, "population")                                         \
  X(u32, releaser_modulator, c.releasers, "modulator")                                           \
  X(q3_28, releaser_amount, c.releasers, "level a spike, or for an outcome of 1")                \
  X(u32, releaser_outcome, c.releasers, "outcome that is released, or 2^32 - 1 for spikes")      \
  X(u32, releaser_modulator_by, c.releasers, "modulator that multiplies, or 2^32 - 1 for none")  \
  X(q3_28, releaser_reference, c.releasers, "what its level is more than")                       \
  X(u8, outcome_kind, c.outcomes, "a number of outcome.h")                                       \
  X(q0_31, outcome_keep, c.outcomes, "per tick, of its slow traces")                             \
  X(q0_31, outcome_share, c.outcomes, "triplet: of pairs; burst: bursts of events at first")     \
  X(u32, outcome_ticks, c.outcomes, "burst: the longest interval within one")                    \
  X(u32, rule_outcome, c.rules, "outcome; 2^32 - 1 is S - p, 2^32 - 2 is 1 always")              \
  X(q0_31, rule_keep_slow, c.rules, "per tick, of the slow presynaptic trace")                   \
  X(q7_24, rule_a_slow, c.rules, "what it adds to a_minus")                                      \
  X(u8, rule_rounding, c.rules, "of weights: 0 to the nearest, 1 by chance")                     \
  X(u8, rule_bounding, c.rules, "of weights: 0 hard, 1 soft")                                    \
  X(q7_24, rule_budget_in_all, c.rules, "mV from the start, or 2^31 - 1 raw for no end")         \
  X(q7_24, rule_budget_period, c.rules, "mV from where 10 s began, or 2^31 - 1 raw")             \
  X(u32, homeostat_population, c.homeostats, "population, ascending")                            \
  X(u32, homeostat_every, c.homeostats, "ticks from update to update, a power of two")           \
  X(q7_24, homeostat_target, c.homeostats, "spikes from update to update, above 0")              \
  X(q0_31, homeostat_keep, c.homeostats, "of the mean rate, an update")                          \
  X(q0_31, homeostat_shift_speed, c.homeostats, "mV an update, at twice the target")             \
  X(q8_23, homeostat_shift_min, c.homeostats, "mV, at most 0")                                   \
  X(q8_23, homeostat_shift_max, c.homeostats, "mV, at least 0")                                  \
  X(q0_31, homeostat_gain_speed, c.homeostats, "of the gain an update, at twice the target")     \
  X(q3_28, homeostat_gain_min, c.homeostats, "0 to 1")                                           \
  X(q3_28, homeostat_gain_max, c.homeostats, "at least 1")                                       \
  X(u8, port_scaled, c.ports, "1 if a homeostat scales what arrives there")                      \
  X(u32, rewiring_lane_first, c.rewirings, "plastic lane, ascending")                            \
  X(u32, rewiring_lanes, c.rewirings, "lanes on end, alike but for their delays")                \
  X(u32, rewiring_slot_first, c.rewirings, "slot of their port")                                 \
  X(u32, rewiring_slots, c.rewirings, "among which targets are drawn")                           \
  X(u32, rewiring_every, c.rewirings, "ticks from turn to turn")                                 \
  X(u32, rewiring_most, c.rewirings, "synapses a turn")                                          \
  X(q7_24, rewiring_below, c.rewirings, "mV, weaker ones may go")                                \
  X(q7_24, rewiring_weight, c.rewirings, "mV, of a new one")                                     \
  X(u32, rule_consolidator, c.rules, "modulator that consolidates; 2^32 - 1: one component")     \
  X(q0_31, rule_keep_fast, c.rules, "per tick, of the fast component")                           \
  X(q0_31, rule_consolidation, c.rules, "of the fast component per tick and level")              \
  X(q3_28, rule_consolidation_reference, c.rules, "level above which it consolidates")

enum class Keeping : bool { scratch, kept };

// X(format, array, count, unit, phase that writes it, kept or scratch)
// Kept arrays are frozen, thawed and hashed. Scratch is rebuilt by its phase before it is read.
#define STRIATUM_STATE_ARRAYS(X)                                                                 \
  X(u64, tick, 1, "ticks done", finish, kept)                                                    \
  X(u64, seed, 1, "of the noise", input, kept)                                                   \
  X(u32, learning, 1, "0 keeps every weight as it is", input, kept)                              \
  X(u8, source_spike, c.neurons, "1 spikes in the next tick", input, kept)                       \
  X(q8_23, drive, c.neurons, "mV per tick, stays until changed", input, kept)                    \
  X(q8_23, dendrite_drive, c.dendrite_cells, "mV per tick, stays until changed", input, kept)    \
  X(q3_28, release, c.modulators, "level added in the next tick", input, kept)                   \
  X(q3_28, tonic, c.modulators, "level without releases, stays until changed", input, kept)      \
  X(q15_16, arriving, c.slots, "mV", deliver, kept)                                              \
  X(q0_31, short_depleted, c.short_rows, "what was used and is not back", deliver, kept)         \
  X(q0_31, short_raised, c.short_rows, "how far its use is raised", deliver, kept)               \
  X(u64, short_tick, c.short_rows, "tick of the last arrival, as of which both are", deliver, kept)\
  X(q7_24, weight, c.plastic_synapses, "mV, as of the last settling of its row", deliver, kept)  \
  X(q7_24, eligibility, c.plastic_synapses, "as of the last settling of its row", deliver, kept) \
  X(q7_24, anchor, c.anchors, "mV, weight where its period began", deliver, kept)                \
  X(q7_24, slow, c.slow_synapses, "mV, what of the weight stays; the rest fades", deliver, kept) \
  X(u64, row_tick, c.plastic_rows, "tick of the last settling", deliver, kept)                   \
  X(q7_24, row_trace, c.plastic_rows, "presynaptic trace then", deliver, kept)                   \
  X(q7_24, row_slow, c.slow_rows, "slow presynaptic trace then", deliver, kept)                  \
  X(q23_40, row_prefix, c.plastic_rows, "prefix of the rule then, if closed", deliver, kept)     \
  X(u8, row_stage, c.plastic_rows, "0 asleep, 1 open, 2 closed", deliver, kept)                  \
  X(u32, row_next, c.plastic_rows, "row settled next after this, if queued", deliver, kept)      \
  X(u32, row_previous, c.plastic_rows, "row settled before this, if queued", deliver, kept)      \
  X(u32, lane_open_oldest, c.plastic_lanes, "open row settled longest ago", deliver, kept)       \
  X(u32, lane_open_newest, c.plastic_lanes, "open row settled last", deliver, kept)              \
  X(u32, lane_closed_oldest, c.plastic_lanes, "closed row settled longest ago", deliver, kept)   \
  X(u32, lane_closed_newest, c.plastic_lanes, "closed row settled last", deliver, kept)          \
  X(q8_23, dendrite_output, c.dendrite_slots * c.dendrite_cells,                                 \
    "mV per tick to the soma, a ring of ticks", branch, kept)                                    \
  X(q8_23, potential, c.neurons, "mV", fire, kept)                                               \
  X(i32, cell_state, c.cell_states, "as the table of the row says", fire, kept)                  \
  X(u8, refractory_left, c.neurons, "ticks", fire, kept)                                         \
  X(u8, spike, c.neurons, "1 spiked in this tick", fire, kept)                                   \
  X(u32, population_spikes, c.populations, "spikes in this tick", fire, kept)                    \
  X(u32, spike_list, c.history_slots * c.neurons, "neurons, a ring of ticks", fire, kept)        \
  X(u32, spike_segment, c.history_slots * (c.populations + 1), "offsets in the list of a tick",  \
    fire, kept)                                                                                  \
  X(u32, spike_bits, c.neurons * c.spike_slots / 32, "a ring of bits a neuron", fire, kept)      \
  X(q0_15, residual, c.neurons * c.residual_slots, "S - p, a ring a neuron", fire, kept)         \
  X(q0_15, outcome, c.outcomes * c.neurons * c.outcome_slots, "a ring a neuron", learn, kept)    \
  X(q7_24, outcome_first, c.outcomes * c.neurons, "slow trace: spikes or events", learn, kept)   \
  X(q7_24, outcome_second, c.outcomes * c.neurons, "share of bursts", learn, kept)            \
  X(u32, outcome_since, c.outcomes * c.neurons, "ticks since a spike, doubled; 1 more: burst",   \
    learn, kept)                                                                                 \
  X(q7_24, post_trace, c.traced_rules * c.neurons, "depression trace", learn, kept)              \
  X(q3_28, phasic, c.modulators, "level", modulate, kept)                                        \
  X(q3_28, level, c.modulators, "level", modulate, kept)                                         \
  X(q16_15, occupancy, c.bindings, "of receptors, 0 to 1", modulate, kept)                       \
  X(q3_28, teaching, c.rules * c.pairing_slots, "of each rule, a ring of ticks", learn, kept)    \
  X(q0_31, consolidation, (c.slow_synapses > 0 ? c.rules * c.pairing_slots : 0),                 \
    "of the fast component, a ring of ticks; -1 raw if nothing moved", learn, kept)              \
  X(q23_40, prefix, c.rules, "sum of keep^k * teaching in this epoch", learn, kept)              \
  X(q23_40, epoch_total, c.rules * 32, "prefix at the end of the last epochs", learn, kept)      \
  X(q23_40, taught, c.pair_rules * c.spike_slots, "prefix before a tick, a ring a rule", learn,  \
    kept)                                                                                        \
  X(u32, homeostat_spikes, c.homeostat_cells, "since the last update", learn, kept)              \
  X(q23_40, homeostat_rate, c.homeostat_cells, "mean spikes from update to update", learn, kept) \
  X(q23_40, homeostat_shift, c.homeostat_cells, "mV, of the threshold", learn, kept)             \
  X(q23_40, homeostat_gain, c.homeostat_cells, "of what arrives", learn, kept)                   \
  X(u32, rewired_target, (c.rewirings > 0 ? c.plastic_synapses : 0), "slot, in place of its own",\
    deliver, kept)                                                                               \
  X(u64, rewired, c.rewirings, "synapses that found another target so far", deliver, kept)       \
  X(u32, learned, 1, "the flag learning in the last tick", learn, kept)                          \
  X(u32, status_count, 16, "times each status happened", all, kept)                              \
  X(u32, status_last, 16, "index where it happened last", all, kept)                             \
  X(q8_23, current, c.neurons, "mV per tick, all that lifts the soma", integrate, scratch)       \
  X(q8_23, dendrite_input, c.dendrite_cells, "mV per tick, of its ports", integrate, scratch)    \
  X(i32, moved, c.moved_words, "parameters that move, as moved.h says", deliver, scratch)        \
  X(u8, moved_stale, c.populations, "what of them is to be written anew", modulate, scratch)     \
  X(u32, reach_depth, c.rules, "entries of reach valid in this tick", deliver, scratch)          \
  X(u32, recent_spike, (c.spike_slots > 0 ? 16 * c.neurons : 0), "ticks, the newest first",      \
    fire, scratch)                                                                               \
  X(i32, taught_scale, c.pair_rules * c.spike_slots, "of taught, to compare ticks", learn,       \
    scratch)                                                                                     \
  X(u32, earned_depth, c.pair_rules, "ticks back of earned valid in this tick", deliver, scratch) \
  X(i32, earned, c.pair_rules * c.spike_slots, "teaching since a tick, rated", deliver, scratch) \
  X(q23_40, reach, c.rules * c.pairing_slots, "teaching from a tick to now", deliver, scratch)   \
  X(u32, fast_left, (c.slow_synapses > 0 ? c.rules * c.pairing_slots : 0),                     \
    "of a fast component since a tick, of 2^-31", deliver, scratch)                              \
  X(u32, fast_moved, (c.slow_synapses > 0 ? c.rules * c.pairing_slots : 0),                    \
    "of it, to the slow one, of 2^-31", deliver, scratch)                                        \
  X(q23_40, slow_reach, (c.slow_synapses > 0 ? c.rules * c.pairing_slots : 0),                   \
    "part of reach that is slow by now", deliver, scratch)                                       \
  X(i32, kernel_slow, (c.slow_synapses > 0 ? c.pairing_slots : 0),                               \
    "slow part of the weight kernel of a row", deliver, scratch)                                 \
  X(q23_40, kernel_wide, c.pairing_slots, "weight kernel of a row, unscaled", deliver, scratch)  \
  X(i32, kernel_weight, c.pairing_slots, "weight kernel of a row", deliver, scratch)             \
  X(q7_24, kernel_eligibility, c.pairing_slots, "eligibility kernel of a row", deliver, scratch)

// X(format, array, count over the counts c): tables that the core derives from a model at load, by
// integer arithmetic alone. power is unsigned with 31 fraction bits, so that 1 can be held.
#define STRIATUM_DERIVED_ARRAYS(X)                                                               \
  X(u8, population_traits, c.populations)                                                        \
  X(u32, population_port_first, c.populations + 1)                                               \
  X(u32, population_dendrite_first, c.populations + 1)                                           \
  X(u8, port_traits, c.ports)                                                                    \
  X(u8, dendrite_traits, c.dendrites)                                                            \
  X(u32, population_moved_first, c.populations)                                                  \
  X(u32, population_effect_first, c.populations + 1)                                             \
  X(u32, effect_first, c.effects)                                                                \
  X(u32, port_gain_first, c.ports + 1)                                                           \
  X(u32, rule_gate_first, c.rules + 1)                                                           \
  X(u32, population_homeostat, c.populations)                                                    \
  X(u32, homeostat_cell_first, c.homeostats)                                                     \
  X(i32, port_calm, c.ports)                                                                     \
  X(u32, static_lane_population, c.static_lanes)                                                 \
  X(u8, static_lane_alike, c.static_lanes)                                                       \
  X(u32, plastic_lane_population, c.plastic_lanes)                                               \
  X(u32, plastic_lane_shift, c.plastic_lanes)                                                    \
  X(i64, arriving_max, c.slots)                                                                  \
  X(power, pre_power, c.rules * c.pairing_slots)                                                 \
  X(power, eligibility_power, c.rules * c.pairing_slots)                                         \
  X(q0_31, pair_trace, c.pair_rules * c.spike_slots)                                             \
  X(q0_31, pair_keep, c.pair_rules * c.spike_slots)                                              \
  X(u32, earned_cut, c.pair_rules)                                                               \
  X(u32, epoch_shift, c.rules)                                                                   \
  X(power, epoch_power_low, c.rules * 256)                                                       \
  X(power, epoch_power_high, c.rules * 256)                                                      \
  X(power, epoch_power, c.rules * 32)                                                            \
  X(u32, epoch_inverse, c.rules)                                                                 \
  X(u32, static_lane_short_first, c.static_lanes)                                                \
  X(power, short_low, c.short_terms * 512)                                                       \
  X(power, short_high, c.short_terms * 512)                                                      \
  X(power, short_whole, c.short_terms * 2)

// The phases of a tick in order; input is written from outside.
#define STRIATUM_PHASES(X)                                                                       \
  X(input)                                                                                       \
  X(deliver)                                                                                     \
  X(integrate)                                                                                   \
  X(branch)                                                                                      \
  X(fire)                                                                                        \
  X(modulate)                                                                                    \
  X(learn)                                                                                       \
  X(finish)                                                                                      \
  X(all)

// clang-format on

enum class Phase : uint8_t {
#define X(phase) phase,
  STRIATUM_PHASES(X)
#undef X
};

}  // namespace striatum
