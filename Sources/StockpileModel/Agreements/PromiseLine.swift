/// One line of an agreement by what identifies it: who promised what where, and whether it is stock or capacity.
package struct PromiseKey: Sendable, Hashable, Codable {
    package enum Form: String, Sendable, CaseIterable, Codable {
        case stock = "agreement_stock"
        case capacity
    }

    package let agreement: AgreementID
    package let item: ItemID
    package let place: PlaceID
    package let form: Form

    package init(agreement: AgreementID, item: ItemID, place: PlaceID, form: Form) {
        self.agreement = agreement
        self.item = item
        self.place = place
        self.form = form
    }
}

/// A line of an agreement with everything that decides how much of it counts.
package struct PromiseLine: Sendable, Codable {
    package let key: PromiseKey
    package let company: Int64
    /// Standing stock, or units a day.
    package let promised: Int64
    package let agreedPercent: Int
    /// Called off and not there for another need.
    package let drawn: Int64
    /// Oldest first.
    package var proofs: [StockProof] = []
    /// What people know the line by: number, company, item, place.
    package let names: [JSONMember]

    package init(key: PromiseKey, company: Int64, promised: Int64, agreedPercent: Int, drawn: Int64, names: [JSONMember]) {
        self.key = key
        self.company = company
        self.promised = promised
        self.agreedPercent = agreedPercent
        self.drawn = drawn
        self.names = names
    }

    package func confidence(by rule: ConfidenceRule?, record: PromiseRecord?, on day: CalendarDate) -> PromiseConfidence {
        guard let rule else { return .asAgreed(agreedPercent) }
        return rule.confidence(
            agreedPercent: agreedPercent, promised: promised, proofs: proofs, record: record ?? PromiseRecord(), on: day)
    }
}

/// How much of each promise counts on a day, and by which rule.
package struct Confidences: Sendable {
    package let rule: ConfidenceRule?
    package let day: CalendarDate
    package let lines: [PromiseLine]
    package let records: [Int64: PromiseRecord]
    private let found: [PromiseKey: PromiseConfidence]

    package init(rule: ConfidenceRule?, day: CalendarDate, lines: [PromiseLine], records: [Int64: PromiseRecord]) {
        self.rule = rule
        self.day = day
        self.lines = lines
        self.records = records
        found = Dictionary(lines.map { ($0.key, $0.confidence(by: rule, record: records[$0.company], on: day)) }) { first, _ in first }
    }

    package subscript(key: PromiseKey) -> PromiseConfidence? { found[key] }

    /// What of a line counts, before hours and roads are looked at.
    package func counted(_ line: PromiseLine) -> Int64 {
        guard let confidence = found[line.key] else { return 0 }
        let there = max(0, min(confidence.foundQuantity ?? line.promised, line.promised) - line.drawn)
        return Int64(clamping: Int128(there) * Int128(confidence.percent) / 100)
    }

    /// Every line with its confidence and the reason for it.
    package var json: [JSONValue] {
        lines.map { line in
            let confidence = found[line.key]
            let proof = confidence?.proof
            let record = records[line.company] ?? PromiseRecord()
            return .object(
                line.names + [
                    JSONMember("form", .text(line.key.form.rawValue)), JSONMember("standing_quantity", .integer(line.promised)),
                    JSONMember("called_off", .integer(line.drawn)), JSONMember("counting_quantity", .integer(counted(line))),
                    JSONMember("agreed_percent", .integer(Int64(line.agreedPercent))),
                    JSONMember("confidence_percent", .integer(Int64(confidence?.percent ?? 0))),
                    JSONMember("confidence_reason", .text(confidence?.reason.rawValue ?? "")),
                    JSONMember("proof_kind", JSONValue(proof?.kind.rawValue)), JSONMember("proved_on", JSONValue(proof?.provedOn)),
                    JSONMember("proof_age_days", JSONValue(proof.map { Int64(day.dayNumber - $0.provedOn.dayNumber) })),
                    JSONMember("found_quantity", JSONValue(confidence?.foundQuantity)),
                    JSONMember("promises_kept", .integer(Int64(record.kept))),
                    JSONMember("promises_broken", .integer(Int64(record.broken))),
                    JSONMember("points", .integer(Int64(confidence?.points ?? 0))),
                    JSONMember("rule_version", JSONValue(rule.map { Int64($0.version) })),
                ])
        }
    }
}
