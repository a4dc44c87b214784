internal import Postgres
internal import StockpileModel
internal import StockpileStore

/// The items and places an order names, looked up together; what does not exist is told all at once.
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
        var problems: [FieldProblem] = []
        for (number, line) in request.lines.enumerated() {
            if items[line.item] == nil {
                problems.append(FieldProblem(line: number + 1, field: "item", .unknownCode, ["value": line.item, "subject": "item"]))
            }
            if places[line.toPlace] == nil {
                problems.append(
                    FieldProblem(line: number + 1, field: "to_place", .unknownCode, ["value": line.toPlace, "subject": "place"]))
            }
        }
        for code in request.fromPlaces where places[code] == nil {
            problems.append(FieldProblem(field: "from", .unknownCode, ["value": code, "subject": "place"]))
        }
        guard problems.isEmpty else { throw StockpileError.invalid(problems) }
        sources = request.fromPlaces.isEmpty ? try tx.listDepots() : request.fromPlaces.compactMap { [places] in places[$0] }
    }

    func item(_ code: String) throws -> Item {
        guard let item = items[code] else { throw StockpileError.notFound(subject: "item", code: code) }
        return item
    }

    func place(_ code: String) throws -> Place {
        guard let place = places[code] else { throw StockpileError.notFound(subject: "place", code: code) }
        return place
    }
}
