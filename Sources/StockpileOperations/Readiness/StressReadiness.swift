package import StockpileModel
internal import Postgres
internal import StockpileStore

extension Operations {
    /// Tries the loss of every single place, road, company and neighbour, and ranks them by damage: the district's weakest point comes
    /// first.
    ///
    /// Shape:  `losses`, the worst first: the lines each turns short, and by how many thousandths of their needs all lines together are
    ///         covered less; losses that do nothing are counted only.
    /// Errors: as for a check.
    package func stressReadiness(level: ResponseLevel, scenario code: String, on day: CalendarDate?) async throws -> JSONValue {
        let today = today
        return try await store.read { tx in
            let basis = try Self.loadReadiness(ReadinessQuestion(level: level, scenario: code, on: day), today: today, in: tx)
            return try basis.stress(places: try tx.listPlaceNames(), companies: try tx.listCompanyNames())
        }
    }
}

extension ReadinessBasis {
    /// Every single loss that is felt, the worst first.
    func stress(places: [PlaceID: CodeNames], companies: [String: CodeNames]) throws -> JSONValue {
        let damages = try ReadinessStress(of: demands[0], book: book, on: day).damages()
        let neighbours = Dictionary(book.mutualAid.map { ($0.neighbour.code, $0.neighbour) }) { first, _ in first }
        let felt = damages.filter { !$0.lines.isEmpty }
        let losses = felt.enumerated().map { position, damage -> JSONValue in
            .object(
                [JSONMember("rank", .integer(Int64(position + 1)))] + damage.loss.names(places, companies, neighbours)
                    + damage.figures(self))
        }
        return .object(
            headJSON + [
                JSONMember("tried", .integer(Int64(damages.count))), JSONMember("harmless", .integer(Int64(damages.count - felt.count))),
                JSONMember("losses", .array(losses)),
            ])
    }
}

extension LossDamage {
    fileprivate func figures(_ basis: ReadinessBasis) -> [JSONMember] {
        [
            JSONMember("turned_short", .integer(Int64(turnedShort))), JSONMember("covered_less", .integer(Int64(lines.count))),
            JSONMember("lost_permille", .integer(lostPermille)),
            JSONMember(
                "lines",
                .array(
                    lines.map { line in
                        .object(
                            basis.names(of: line.line) + [
                                JSONMember("required", .integer(line.required)), JSONMember("covered_now", .integer(line.coveredBefore)),
                                JSONMember("covered", .integer(line.coveredAfter)), JSONMember("turns_short", .bool(line.turnsShort)),
                            ])
                    })),
        ]
    }
}

extension SupplyLoss {
    fileprivate func names(
        _ places: [PlaceID: CodeNames], _ companies: [String: CodeNames], _ neighbours: [String: MutualAidSpan.Neighbour]
    ) -> [JSONMember] {
        switch self {
        case .place(let place): Self.names("place", [places[place]])
        case .road(let road): Self.names("road", [places[road.from], places[road.to]])
        case .company(let code): Self.names("company", [companies[code]])
        case .neighbour(let code):
            Self.names("neighbour", [neighbours[code].map { CodeNames(code: $0.code, name: $0.name, nameEn: $0.nameEn) }])
        }
    }

    private static func names(_ kind: String, _ ends: [CodeNames?]) -> [JSONMember] {
        func joined(_ part: (CodeNames) -> String) -> JSONValue { .text(ends.compactMap { $0.map(part) }.joined(separator: " – ")) }
        return [
            JSONMember("loss_kind", .text(kind)), JSONMember("loss", .text(ends.compactMap { $0?.code }.joined(separator: ":"))),
            JSONMember("loss_name", joined(\.name)), JSONMember("loss_name_en", joined(\.nameEn)),
        ]
    }
}
