#include "StockpileSolver.h"

#include <coin/CbcHeuristic.hpp>
#include <coin/CbcModel.hpp>
#include <coin/CglFlowCover.hpp>
#include <coin/CglMixedIntegerRounding2.hpp>
#include <coin/CoinPackedMatrix.hpp>
#include <coin/OsiClpSolverInterface.hpp>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <vector>

namespace {

// The solver keeps state of its own between calls.
std::mutex turn;

bool isSound(
    const struct stockpile_column *columns, int32_t column_count, const struct stockpile_row *rows, int32_t row_count,
    const struct stockpile_coefficient *coefficients, int32_t coefficient_count) {
    if (column_count <= 0 || row_count < 0 || coefficient_count < 0) return false;
    for (int32_t i = 0; i < column_count; ++i) {
        if (columns[i].lower > columns[i].upper) return false;
    }
    for (int32_t i = 0; i < row_count; ++i) {
        if (rows[i].lower > rows[i].upper) return false;
    }
    for (int32_t i = 0; i < coefficient_count; ++i) {
        const stockpile_coefficient &one = coefficients[i];
        if (one.row < 0 || one.row >= row_count || one.column < 0 || one.column >= column_count) return false;
    }
    return true;
}

double bounded(int64_t value, double infinity) {
    if (value == STOCKPILE_NO_LOWER) return -infinity;
    return value == STOCKPILE_NO_UPPER ? infinity : static_cast<double>(value);
}

void load(
    OsiClpSolverInterface &solver, const struct stockpile_column *columns, int32_t column_count, const struct stockpile_row *rows,
    int32_t row_count, const struct stockpile_coefficient *coefficients, int32_t coefficient_count, double sign) {
    std::vector<int> row_indices, column_indices;
    std::vector<double> values;
    for (int32_t i = 0; i < coefficient_count; ++i) {
        row_indices.push_back(coefficients[i].row);
        column_indices.push_back(coefficients[i].column);
        values.push_back(static_cast<double>(coefficients[i].value));
    }
    CoinPackedMatrix matrix(true, row_indices.data(), column_indices.data(), values.data(), coefficient_count);
    matrix.setDimensions(row_count, column_count);
    const double infinity = solver.getInfinity();
    std::vector<double> lower, upper, cost, row_lower, row_upper;
    for (int32_t i = 0; i < column_count; ++i) {
        lower.push_back(bounded(columns[i].lower, infinity));
        upper.push_back(bounded(columns[i].upper, infinity));
        cost.push_back(sign * static_cast<double>(columns[i].cost));
    }
    for (int32_t i = 0; i < row_count; ++i) {
        row_lower.push_back(bounded(rows[i].lower, infinity));
        row_upper.push_back(bounded(rows[i].upper, infinity));
    }
    solver.loadProblem(matrix, lower.data(), upper.data(), cost.data(), row_lower.data(), row_upper.data());
    for (int32_t i = 0; i < column_count; ++i) solver.setInteger(i);
}

void prepare(CbcModel &model, int32_t seconds) {
    model.setLogLevel(0);
    model.solver()->messageHandler()->setLogLevel(0);
    model.setUseElapsedTime(true);
    model.setMaximumSeconds(seconds);
    // Quantities are large and are rounded afterwards, so whole must be nearly whole.
    model.setIntegerTolerance(1e-9);
    // Its preprocessing, its probing and Gomory cuts lose solutions of programs with large whole columns, so none of them is used.
    CglMixedIntegerRounding2 rounding;
    CglFlowCover cover;
    model.addCutGenerator(&rounding, -98, "MixedIntegerRounding2");
    model.addCutGenerator(&cover, -98, "FlowCover");
    CbcRounding heuristic(model);
    model.addHeuristic(&heuristic);
}

// Rounded towards what is worse, with a little room for what the solver rounds itself.
int64_t rounded(double bound, bool maximise) {
    const double room = 1e-6 * std::max(1.0, std::fabs(bound));
    const double whole = maximise ? std::floor(bound + room) : std::ceil(bound - room);
    if (!(whole > -9e18)) return STOCKPILE_NO_LOWER;
    return whole < 9e18 ? static_cast<int64_t>(whole) : STOCKPILE_NO_UPPER;
}

}  // namespace

int32_t stockpile_solve_program(
    struct stockpile_column *columns, int32_t column_count,
    const struct stockpile_row *rows, int32_t row_count,
    const struct stockpile_coefficient *coefficients, int32_t coefficient_count,
    int32_t maximise, int32_t seconds, int64_t *bound) {
    if (!isSound(columns, column_count, rows, row_count, coefficients, coefficient_count) || seconds <= 0) {
        return STOCKPILE_PROGRAM_FAILED;
    }
    std::lock_guard<std::mutex> mine(turn);
    const double sign = maximise ? -1 : 1;
    OsiClpSolverInterface solver;
    solver.messageHandler()->setLogLevel(0);
    solver.setDblParam(OsiPrimalTolerance, 1e-9);
    load(solver, columns, column_count, rows, row_count, coefficients, coefficient_count, sign);
    CbcModel model(solver);
    prepare(model, seconds);
    model.initialSolve();
    if (model.solver()->isProvenPrimalInfeasible()) return STOCKPILE_PROGRAM_INFEASIBLE;
    if (model.solver()->isProvenDualInfeasible()) return STOCKPILE_PROGRAM_UNBOUNDED;
    if (!model.solver()->isProvenOptimal()) return STOCKPILE_PROGRAM_FAILED;
    model.branchAndBound();
    const bool is_finished = model.status() == 0;
    const double *solution = model.bestSolution();
    if (solution == nullptr) return is_finished ? STOCKPILE_PROGRAM_INFEASIBLE : STOCKPILE_PROGRAM_FAILED;
    for (int32_t i = 0; i < column_count; ++i) {
        if (!(std::fabs(solution[i]) < 9e18)) return STOCKPILE_PROGRAM_FAILED;
        columns[i].value = std::llround(solution[i]);
    }
    *bound = rounded(sign * model.getBestPossibleObjValue(), maximise != 0);
    return is_finished ? STOCKPILE_PROGRAM_OPTIMAL : STOCKPILE_PROGRAM_FEASIBLE;
}
