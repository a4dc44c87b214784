// Flows by LEMON's network simplex and integer programs by CBC, behind a C interface.
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

/// Bounds of columns and rows that have no end.
#define STOCKPILE_NO_LOWER INT64_MIN
#define STOCKPILE_NO_UPPER INT64_MAX

/// What a program decides, in whole numbers: between which bounds, at what cost for one, and (answered) how many.
struct stockpile_column {
    int64_t lower;
    int64_t upper;
    int64_t cost;
    int64_t value;
};

/// What a sum of columns has to lie between.
struct stockpile_row {
    int64_t lower;
    int64_t upper;
};

/// How much one of a column adds to a row; at most one for each pair.
struct stockpile_coefficient {
    int32_t row;
    int32_t column;
    int64_t value;
};

enum {
    STOCKPILE_PROGRAM_OPTIMAL = 0,
    /// Time ran out; the best misses the bound by no more than this solution does.
    STOCKPILE_PROGRAM_FEASIBLE = 1,
    STOCKPILE_PROGRAM_INFEASIBLE = 2,
    STOCKPILE_PROGRAM_UNBOUNDED = 3,
    /// Nothing was found in time, or the solver gave up.
    STOCKPILE_PROGRAM_FAILED = 4
};

/// Finds whole numbers of the least (or, if asked, the greatest) cost that every row allows, within so many seconds.
/// Fills in `value` of every column when it answers optimal or feasible, and `bound`: no solution is better. It reckons in
/// floating point, so whoever asks adds up the rows again. One program at a time is solved, others wait.
/// Returns one of the above; failed for bad arguments too.
int32_t stockpile_solve_program(
    struct stockpile_column *columns, int32_t column_count,
    const struct stockpile_row *rows, int32_t row_count,
    const struct stockpile_coefficient *coefficients, int32_t coefficient_count,
    int32_t maximise, int32_t seconds, int64_t *bound);

#ifdef __cplusplus
}
#endif
#endif
