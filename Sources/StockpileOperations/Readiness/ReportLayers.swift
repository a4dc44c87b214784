internal import StockpileModel

extension ReadinessBasis {
    /// What could be at the towns by which hour, by kind of supply: stock and promises side by side, never added up. Where each town has
    /// its own need, what could be at one of them.
    ///
    /// Shape:  a row for each line and hour of coverage, in that order; what one line may have, others may want as well.
    /// Units:  base units of the item.
    func layers() -> [JSONValue] {
        let sources = Dictionary(grouping: check().sources, by: \.item)
        return demands[0].lines.flatMap { line in
            let mine = (sources[line.item] ?? []).filter { $0.category == nil || $0.category == line.category }
            let targets = scenario.targets(of: line)
            return Operations.coverageHours.map { hours -> JSONValue in
                var sums: [SupplyKind: Int128] = [:]
                for source in mine {
                    let share = source.share(withinHours: hours, on: day, towardsAny: targets)
                    sums[source.kind, default: 0] += Int128(share.counted)
                }
                let kinds = SupplyKind.allCases.map { JSONMember($0.rawValue, .integer(Int64(clamping: sums[$0] ?? 0))) }
                return .object(names(of: line) + [JSONMember("hours", .integer(Int64(hours)))] + kinds)
            }
        }
    }
}
