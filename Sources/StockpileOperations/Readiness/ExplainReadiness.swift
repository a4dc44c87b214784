package import StockpileModel
internal import Postgres
internal import StockpileStore

extension Operations {
    /// Where the figures of one item come from: every lot and agreement, what of each counts by which hour, and why the rest does not.
    ///
    /// Shape:  the item's lines with their whole curve up to the last hour that matters; `sources`, stock first, then promises.
    /// Units:  base units of the item; hours and minutes from the call.
    /// Errors: as for a check; notFound for an item that no line of the standard asks for in this scenario.
    package func explainReadiness(of item: String, _ question: ReadinessQuestion) async throws -> JSONValue {
        let today = today
        var question = question
        question.byLot = true
        return try await store.read { [question] tx in
            let basis = try Self.loadReadiness(question, today: today, in: tx)
            let explanation = SupplyExplanation(basis: basis, item: item, places: try tx.listPlaceNames())
            guard let json = try explanation.json() else { throw StockpileError.notFound(subject: "standard_line", code: item) }
            return json
        }
    }
}

/// What one item's lines need and what each source gives them.
private struct SupplyExplanation {
    let basis: ReadinessBasis
    let item: String
    let places: [PlaceID: CodeNames]

    private var lines: [StandardLine] { basis.demands[0].lines.filter { $0.itemCode == item } }

    /// Nil where no line asks for the item.
    func json() throws -> JSONValue? {
        guard let first = lines.first else { return nil }
        let hours = Array(1...max(Operations.coverageHours.max() ?? 1, lines.map(\.withinHours).max() ?? 1))
        var check = basis.check(coverageHours: hours)
        check.lines = lines
        check.sources = check.sources.filter { $0.item == first.item }
        let numbers = Dictionary(
            basis.book.confidence.lines.map { ($0.key.agreement, $0.names.first { $0.key == "agreement_number" }?.value) }
        ) { first, _ in first }
        return .object(
            basis.headJSON + basis.names(of: first).filter { !$0.key.hasPrefix("category") } + [
                JSONMember("lines", .array(try check.answer().lines.map(json))),
                JSONMember(
                    "sources",
                    .array(
                        check.sources.map { source in
                            json(source, hours: hours, agreement: source.origin?.agreement.flatMap { numbers[$0] ?? nil })
                        })),
            ])
    }

    private func json(_ answer: LineAnswer) -> JSONValue {
        .object(
            basis.names(ofCategory: answer.line.category) + [
                JSONMember("within_hours", .integer(Int64(answer.line.withinHours))),
                JSONMember("required", JSONValue(answer.requirement.quantity)), JSONMember("covered", .integer(answer.covered)),
                JSONMember("gap", .integer(answer.gap)), JSONMember("verdict", .text(answer.verdict.rawValue)),
                JSONMember("curve", .array(HourCoverage.steps(answer.coverage).map(\.json))),
                JSONMember("scope", .text(answer.line.scope.rawValue)), JSONMember("towns", basis.json(answer.towns)),
            ])
    }

    /// Counted and left out as for the line that waits longest.
    private func json(_ source: SupplySource, hours: [Int], agreement: JSONValue?) -> JSONValue {
        let longest = lines.map(\.withinHours).max() ?? 0
        let share = source.share(withinHours: longest, on: basis.day, towardsAny: targets)
        let curve = hours.map { hour in
            HourCoverage(hours: hour, covered: source.share(withinHours: hour, on: basis.day, towardsAny: targets).counted)
        }
        let place = source.origin.flatMap { places[$0.place] }
        let neighbour = source.origin?.mutualAid.flatMap { number in basis.book.mutualAid.first { $0.number == number }?.neighbour }
        return [
            "place": JSONValue(place?.code), "place_name": JSONValue(place?.name), "place_name_en": JSONValue(place?.nameEn),
            "supply_kind": .text(source.kind.rawValue), "category": JSONValue(source.category), "lot": JSONValue(source.origin?.lot),
            "agreement_number": agreement ?? .null, "mutual_aid": JSONValue(source.origin?.mutualAid),
            "neighbour": JSONValue(neighbour?.code), "neighbour_name": JSONValue(neighbour?.name),
            "neighbour_name_en": JSONValue(neighbour?.nameEn), "quantity": .integer(source.quantity),
            "counting_quantity": .integer(share.counted),
            "within_hours": .integer(Int64(longest)),
            "arrival_minutes": JSONValue(
                targets.compactMap { source.aspect(towards: $0)?.way.arrivalMinutes }.min().map(Int64.init)),
            "curve": .array(HourCoverage.steps(curve).map(\.json)),
            "excluded": .array(
                ExclusionReason.inOrder(share.leftOut).map { ["reason": .text($0.reason.rawValue), "quantity": .integer($0.quantity)] }),
            "towns": .array(towns(of: source, withinHours: longest)),
        ]
    }

    /// Every target of any of the lines, each once.
    private var targets: [SupplyTarget] {
        lines.flatMap { basis.scenario.targets(of: $0) }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// What of a source each town may have, where a line is reckoned town by town.
    private func towns(of source: SupplySource, withinHours hours: Int) -> [JSONValue] {
        targets.compactMap { target in
            guard let town = target.town.map({ basis.scenario.towns[$0] }) else { return nil }
            let names = basis.towns?.first { $0.code == town }
            return [
                "town": .text(town), "town_name": JSONValue(names?.name), "town_name_en": JSONValue(names?.nameEn),
                "arrival_minutes": JSONValue(source.aspect(towards: target)?.way.arrivalMinutes.map(Int64.init)),
                "counting_quantity": .integer(source.share(withinHours: hours, on: basis.day, towards: target).counted),
            ]
        }
    }
}
