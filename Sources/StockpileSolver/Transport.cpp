#include "StockpileSolver.h"

#include <lemon/list_graph.h>
#include <lemon/network_simplex.h>

#include <algorithm>
#include <vector>

using lemon::ListDigraph;

// A circulation: root -> sources -> demands -> sink -> root. The arc back to the root pays more than any way costs,
// so every unit that can be sent is sent, and the cheapest way is taken.
int stockpile_solve_transport(
    const int64_t *supplies, int32_t source_count,
    const int64_t *demands, int32_t demand_count,
    struct stockpile_arc *arcs, int32_t arc_count) {
    if (source_count < 0 || demand_count < 0 || arc_count < 0) return 1;
    ListDigraph graph;
    ListDigraph::ArcMap<int64_t> capacity(graph);
    ListDigraph::ArcMap<int64_t> cost(graph, 0);
    const ListDigraph::Node root = graph.addNode();
    const ListDigraph::Node sink = graph.addNode();

    std::vector<ListDigraph::Node> sources, targets;
    int64_t total = 0, dearest = 0;
    for (int32_t i = 0; i < source_count; ++i) {
        if (supplies[i] < 0) return 1;
        sources.push_back(graph.addNode());
        capacity[graph.addArc(root, sources.back())] = supplies[i];
    }
    for (int32_t i = 0; i < demand_count; ++i) {
        if (demands[i] < 0) return 1;
        targets.push_back(graph.addNode());
        capacity[graph.addArc(targets.back(), sink)] = demands[i];
        total += demands[i];
    }
    std::vector<ListDigraph::Arc> ways;
    for (int32_t i = 0; i < arc_count; ++i) {
        const stockpile_arc &arc = arcs[i];
        if (arc.source < 0 || arc.source >= source_count || arc.demand < 0 || arc.demand >= demand_count || arc.cost < 0) return 1;
        ways.push_back(graph.addArc(sources[arc.source], targets[arc.demand]));
        capacity[ways.back()] = std::min(supplies[arc.source], demands[arc.demand]);
        cost[ways.back()] = arc.cost;
        dearest = std::max(dearest, arc.cost);
    }
    const ListDigraph::Arc back = graph.addArc(sink, root);
    capacity[back] = total;
    // A way through the network can trade several arcs for others, each costing at most `dearest`.
    cost[back] = -(dearest + 1) * (static_cast<int64_t>(source_count) + demand_count + 1);

    lemon::NetworkSimplex<ListDigraph, int64_t, int64_t> simplex(graph);
    simplex.upperMap(capacity).costMap(cost);
    if (simplex.run() != lemon::NetworkSimplex<ListDigraph, int64_t, int64_t>::OPTIMAL) return 1;
    for (int32_t i = 0; i < arc_count; ++i) arcs[i].flow = simplex.flow(ways[i]);
    return 0;
}
