internal import Foundation
internal import Postgres
internal import StockpileModel
internal import StockpileStore

/// Everything a report of readiness is reckoned from; it can be written down and read again.
struct ReportFacts: Sendable {
    let basis: ReadinessBasis
    let beside: ReadinessBeside
    let district: CodeNames?
    let places: [PlaceID: CodeNames]
    let companies: [String: CodeNames]
    let standardChangesOn: CalendarDate?

    /// So many of the losses are told.
    static let weakestMax = 3

    /// Errors: as for a check.
    static func load(_ question: ReadinessQuestion, today: CalendarDate, in tx: borrowing Transaction) throws -> ReportFacts {
        let basis = try Operations.loadReadiness(question, today: today, in: tx)
        return ReportFacts(
            basis: basis, beside: try Operations.loadBeside(basis, in: tx), district: try tx.findDistrictNames(),
            places: try tx.listPlaceNames(), companies: try tx.listCompanyNames(),
            standardChangesOn: try tx.findChangeOfStandard(for: question.level, in: basis.span))
    }

    /// The whole report: the check, what can be there by which hour, the forecast and the weakest points.
    ///
    /// Errors: as for a check.
    func report() throws -> JSONValue {
        let check = try ReadinessReport(basis: basis, beside: beside).json
        let stress = try basis.stress(places: places, companies: companies)
        let weakest = (stress[key: "losses"]?.array ?? []).prefix(Self.weakestMax)
        return [
            "district_name": JSONValue(district?.name), "district_name_en": JSONValue(district?.nameEn), "check": check,
            "layers": .array(basis.layers()), "forecast": try basis.forecast(standardChangesOn: standardChangesOn).json,
            "stress": stress.replacing("losses", with: .array(Array(weakest))),
        ]
    }
}

extension ReportFacts {
    private struct Kept: Codable {
        let basis: ReadinessBasis
        let district: CodeNames?
        let places: [PlaceID: CodeNames]
        let companies: [String: CodeNames]
        let standardChangesOn: CalendarDate?
    }

    /// As it is kept: JSON in the words of the house.
    func written() throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let kept = try encoder.encode(
            Kept(
                basis: basis, district: district, places: places, companies: companies, standardChangesOn: standardChangesOn))
        // What is told beside has keys of its own, which no strategy may touch.
        let told: JSONValue = [
            "uncared": .array(beside.uncared), "advisory": .array(beside.advisory), "triggers": .array(beside.triggers),
        ]
        return JSONValue.object([
            JSONMember("facts", JSONValue(parsing: String(decoding: kept, as: UTF8.self)) ?? .null), JSONMember("beside", told),
        ]).written
    }

    /// Nil for what was not written by this.
    init?(reading text: String) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let whole = JSONValue(parsing: text), let facts = whole[key: "facts"], let told = whole[key: "beside"],
            let kept = try? decoder.decode(Kept.self, from: Data(facts.written.utf8))
        else { return nil }
        func list(_ key: String) -> [JSONValue] { told[key: key]?.array ?? [] }
        basis = kept.basis
        beside = ReadinessBeside(uncared: list("uncared"), advisory: list("advisory"), triggers: list("triggers"))
        district = kept.district
        places = kept.places
        companies = kept.companies
        standardChangesOn = kept.standardChangesOn
    }

    /// The stock it was reckoned from, by state.
    ///
    /// Units: base units of the item.
    var stock: [StockHeap: Int64] {
        let codes = basis.codes
        return basis.book.stock.reduce(into: [:]) { sums, span in
            let group = span.group
            let heap = StockHeap(
                item: codes[span.item] ?? "", place: group.isLent ? nil : basis.book.routes.stops[span.place]?.code ?? "",
                category: group.category, isInTransit: group.isInTransit, isLent: group.isLent, condition: group.condition.rawValue,
                availability: group.isLent ? nil : group.availability.rawValue)
            sums[heap, default: 0] += group.quantity
        }
    }
}
