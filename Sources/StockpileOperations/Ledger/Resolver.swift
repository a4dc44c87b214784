internal import Postgres
internal import StockpileModel
internal import StockpileStore

/// The items, places and owners a request names, looked up together; what does not exist is told all at once.
struct Resolver {
    private let named: NamedRecords

    /// Within a transaction that goes on to read or write.
    init(_ request: PostingRequest, in tx: borrowing Transaction) throws {
        try self.init(request, try tx.findNamed(Self.names(in: request)))
    }

    /// By itself: one round trip.
    init(_ request: PostingRequest, in store: Store) async throws {
        try self.init(request, try await store.findNamed(Self.names(in: request)))
    }

    private init(_ request: PostingRequest, _ named: NamedRecords) throws {
        self.named = named
        let problems = self.problems(of: request)
        guard problems.isEmpty else { throw StockpileError.invalid(problems) }
    }

    private static func names(in request: PostingRequest) -> NamedRecords.Codes {
        NamedRecords.Codes(
            items: Set(request.lines.map(\.item)), places: Set([request.place] + request.lines.compactMap(\.toPlace)),
            owners: Set(request.lines.compactMap(\.owner)))
    }

    private func problems(of request: PostingRequest) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        func unknown(_ field: String, _ code: String, _ origin: InputOrigin?) {
            problems.append(
                FieldProblem(file: origin?.file, line: origin?.line, field: field, .unknownCode, ["value": code, "subject": field]))
        }
        if named.places[request.place] == nil { unknown("place", request.place, nil) }
        for line in request.lines {
            if named.items[line.item] == nil { unknown("item", line.item, line.origin) }
            if let code = line.toPlace, named.places[code] == nil { unknown("to_place", code, line.origin) }
            if let code = line.owner, named.owners[code] == nil { unknown("owner", code, line.origin) }
        }
        return problems
    }

    func item(_ code: String) throws -> Item {
        guard let item = named.items[code] else { throw StockpileError.notFound(subject: "item", code: code) }
        return item
    }

    func place(_ code: String) throws -> Place {
        guard let place = named.places[code] else { throw StockpileError.notFound(subject: "place", code: code) }
        return place
    }

    func owner(_ code: String?) throws -> OwnerID {
        guard let owner = code.map({ named.owners[$0] }) ?? named.firstOwner else {
            throw StockpileError.notFound(subject: "owner", code: code ?? "")
        }
        return owner
    }

    /// The lines' quantities in base units, every problem at once.
    func quantities(of request: PostingRequest) throws -> [Quantity] {
        var problems: [FieldProblem] = []
        let quantities: [Quantity] = request.lines.compactMap { line in
            do {
                return try item(line.item).quantity(of: line.quantity, pack: line.pack)
            } catch StockpileError.refused(let refusal) where request.lines.count > 1 || refusal.code == .quantityInvalid {
                problems.append(
                    FieldProblem(
                        file: line.origin?.file, line: line.origin?.line, field: refusal.code == .quantityInvalid ? "quantity" : "pack",
                        refusal.code == .quantityInvalid ? .outOfRange : .contradiction,
                        ["value": String(line.quantity), "reason": refusal.code.rawValue]))
                return nil
            } catch {
                return nil
            }
        }
        guard problems.isEmpty else { throw StockpileError.invalid(problems) }
        guard quantities.count == request.lines.count else {
            // One line only: the exact refusal says more than a field problem.
            _ = try item(request.lines[0].item).quantity(of: request.lines[0].quantity, pack: request.lines[0].pack)
            return []
        }
        return quantities
    }
}
