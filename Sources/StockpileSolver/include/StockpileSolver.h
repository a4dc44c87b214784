// Flows by LEMON's network simplex, behind a C interface.
#ifndef STOCKPILE_SOLVER_H
#define STOCKPILE_SOLVER_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One way from a source to a demand: what it costs to send one unit, and (answered) how many are sent.
struct stockpile_arc {
    int32_t source;
    int32_t demand;
    int64_t cost;
    int64_t flow;
};

/// Sends as much as possible from sources to demands, at the least cost among the ways to send that much.
/// Fills in `flow` of every arc. Returns 0, or 1 when the solver gave up (bad arguments).
int stockpile_solve_transport(
    const int64_t *supplies, int32_t source_count,
    const int64_t *demands, int32_t demand_count,
    struct stockpile_arc *arcs, int32_t arc_count);

#ifdef __cplusplus
}
#endif
#endif
