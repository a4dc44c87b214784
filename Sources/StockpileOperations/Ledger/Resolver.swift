internal import Postgres
internal import StockpileModel
internal import StockpileStore

/// The items, places and owners a request names, looked up together; what does not exist is told all at once, with everything that
/// was wrong with its form.
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
        let problems = ProblemList(request.problems + self.problems(of: request))
        // By themselves, quantities are told by whoever asks for them; here they only complete the list. What could not be read is
        // zero, and was told already.
        if !problems.isEmpty {
            for problem in packProblems(of: request) where request.problems.isEmpty || problem.field == "pack" { problems.add(problem) }
        }
        try problems.throwIfAny()
    }

    private static func names(in request: PostingRequest) -> NamedRecords.Codes {
        NamedRecords.Codes(
            items: Set(request.lines.map(\.item)), places: Set([request.place] + request.lines.compactMap(\.toPlace)),
            owners: Set(request.lines.compactMap(\.owner)))
    }

    private func problems(of request: PostingRequest) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        if named.places[request.place] == nil {
            problems.append(FieldProblem(field: "place", .unknownCode, ["value": request.place, "subject": "place"]))
        }
        for line in request.lines {
            func unknown(_ field: String, _ code: String) {
                problems.append(FieldProblem(of: line, field, .unknownCode, ["value": code, "subject": field]))
            }
            // An empty code could not be read, and was told already.
            if named.items[line.item] == nil, !line.item.isEmpty { unknown("item", line.item) }
            if let code = line.toPlace, named.places[code] == nil { unknown("to_place", code) }
            if let code = line.owner, named.owners[code] == nil { unknown("owner", code) }
        }
        return problems
    }

    /// Quantities that are none, and packs that do not come out even or are not the item's.
    func packProblems(of request: PostingRequest) -> [FieldProblem] {
        request.lines.compactMap { line in
            guard let item = named.items[line.item] else { return nil }
            do {
                _ = try item.quantity(of: line.quantity, pack: line.pack)
                return nil
            } catch StockpileError.refused(let refusal) {
                return Self.problem(of: line, refusal)
            } catch {
                return nil
            }
        }
    }

    private static func problem(of line: PostingRequestLine, _ refusal: Refusal) -> FieldProblem {
        refusal.code == .quantityInvalid
            ? FieldProblem(of: line, "quantity", .outOfRange, ["value": String(line.quantity), "reason": refusal.code.rawValue])
            : FieldProblem(of: line, "pack", .contradiction, ["value": String(line.quantity), "reason": refusal.code.rawValue])
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

    /// The lines' quantities in base units, every problem at once; the pack of an only line is refused with its exact numbers.
    func quantities(of request: PostingRequest) throws -> [Quantity] {
        let problems = packProblems(of: request)
        let isExact = request.lines.count == 1 && problems.first?.field == "pack"
        guard problems.isEmpty || isExact else { throw StockpileError.invalid(problems) }
        return try request.lines.map { try item($0.item).quantity(of: $0.quantity, pack: $0.pack) }
    }
}
