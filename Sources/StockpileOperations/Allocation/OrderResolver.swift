internal import Postgres
internal import StockpileModel
internal import StockpileStore

/// The items and places an order names, looked up together; what does not exist is told all at once, with what was wrong with its form.
struct OrderResolver {
    let items: [String: Item]
    let places: [String: Place]
    let sources: [Place]

    init(_ request: AllocationRequest, in tx: borrowing Transaction) throws {
        items = Dictionary(
            uniqueKeysWithValues: try tx.listItems(codes: Array(Set(request.lines.map(\.item)))).map { ($0.code, $0) })
        places = Dictionary(
            uniqueKeysWithValues: try tx.listPlaces(codes: Array(Set(request.lines.map(\.toPlace) + request.fromPlaces))).map {
                ($0.code, $0)
            })
        let problems = ProblemList(request.problems)
        for (number, line) in request.lines.enumerated() {
            func unknown(_ field: String, _ code: String, _ subject: String) {
                problems.add(
                    FieldProblem(
                        file: line.origin?.file, line: line.origin?.line ?? number + 1, field: field, .unknownCode,
                        ["value": code, "subject": subject]))
            }
            // An empty code could not be read, and was told already.
            if items[line.item] == nil, !line.item.isEmpty { unknown("item", line.item, "item") }
            if places[line.toPlace] == nil, !line.toPlace.isEmpty { unknown("to_place", line.toPlace, "place") }
            // An only line by flags gets the exact refusal; a quantity that could not be read is zero, and was told already.
            guard request.lines.count > 1 || line.origin != nil, line.quantity != 0, let item = items[line.item] else { continue }
            do {
                _ = try item.quantity(of: line.quantity, pack: line.pack)
            } catch StockpileError.refused(let refusal) {
                let origin = line.origin
                problems.add(FieldProblem(refusal, of: line.quantity, pack: line.pack, origin))
            }
        }
        for code in request.fromPlaces where places[code] == nil {
            problems.add(FieldProblem(field: "from", .unknownCode, ["value": code, "subject": "place"]))
        }
        try problems.throwIfAny()
        sources = request.fromPlaces.isEmpty ? try tx.listDepots() : request.fromPlaces.compactMap { [places] in places[$0] }
    }

    /// Of a place that the order may draw on.
    func code(of place: PlaceID) -> String { sources.first { $0.id == place }?.code ?? "" }

    func item(_ code: String) throws -> Item {
        guard let item = items[code] else { throw StockpileError.notFound(subject: "item", code: code) }
        return item
    }

    func place(_ code: String) throws -> Place {
        guard let place = places[code] else { throw StockpileError.notFound(subject: "place", code: code) }
        return place
    }
}
