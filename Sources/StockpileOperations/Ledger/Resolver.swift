internal import Postgres
internal import StockpileModel
internal import StockpileStore

/// The items, places, owners and bins a request names, looked up together; what does not exist is told all at once, with everything that
/// was wrong with its form.
struct Resolver {
    private let named: NamedRecords
    /// What a draft must name when it was not read in the transaction that posts it.
    let catalogueVersion: String?

    /// Within a transaction that goes on to read or write.
    init(_ request: PostingRequest, in tx: borrowing Transaction, withRules: Bool = false) throws {
        named = try tx.findNamed(Self.names(in: request, withRules: withRules))
        catalogueVersion = nil
    }

    /// By what was read before, perhaps long before.
    init(_ named: NamedRecords, isVersionChecked: Bool = true) {
        self.named = named
        catalogueVersion = isVersionChecked ? named.version : nil
    }

    /// Errors: invalid with everything that is wrong with the request, and what the caller found besides.
    func requireSound(_ request: PostingRequest, _ more: [FieldProblem] = []) throws {
        try ProblemList(problems(of: request, more)).throwIfAny()
    }

    /// Everything wrong with the request: its form, codes nobody knows, packs, and what the caller found besides.
    ///
    /// Shape: empty when only quantities are wrong and no file was read: those are told by whoever asks for them.
    func problems(of request: PostingRequest, _ more: [FieldProblem]) -> [FieldProblem] {
        let found = request.problems + unknownCodes(in: request) + more
        guard !found.isEmpty || request.isFromFile else { return [] }
        // A quantity that could not be read is zero, and was told already.
        return found
            + packProblems(of: request).filter { problem in
                problem.field == "pack"
                    || !request.problems.contains { $0.line == problem.line && ($0.field ?? "").hasSuffix("quantity") }
            }
    }

    /// The same for many requests at once.
    init(_ codes: NamedRecords.Codes, in store: Store) async throws {
        named = try await store.findNamed(codes)
        catalogueVersion = nil
    }

    /// What a request names.
    static func names(in request: PostingRequest, withRules: Bool = false) -> NamedRecords.Codes {
        var codes = NamedRecords.Codes(
            items: Set(request.lines.map(\.item)), places: Set([request.place] + request.lines.compactMap(\.toPlace)),
            owners: Set(request.lines.compactMap(\.owner)), bins: NamedBins.names(in: request))
        codes.withRules = withRules
        return codes
    }

    private func unknownCodes(in request: PostingRequest) -> [FieldProblem] {
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
                return FieldProblem(refusal, of: line.quantity, pack: line.pack, line.origin)
            } catch {
                return nil
            }
        }
    }

    func item(_ code: String) throws -> Item {
        guard let item = named.items[code] else { throw StockpileError.notFound(subject: "item", code: code) }
        return item
    }

    func place(_ code: String) throws -> Place {
        guard let place = named.places[code] else { throw StockpileError.notFound(subject: "place", code: code) }
        return place
    }

    /// Nil for one that is not at that place.
    func bin(_ name: BinName) -> Bin? { named.bins[name] }

    func owner(_ code: String?) throws -> OwnerID {
        guard let owner = code.map({ named.owners[$0] }) ?? named.firstOwner else {
            throw StockpileError.notFound(subject: "owner", code: code ?? "")
        }
        return owner
    }

    /// The lines' quantities in base units, every problem at once; the pack of an only line is refused with its exact numbers.
    func quantities(of request: PostingRequest) throws -> [Quantity] {
        let problems = packProblems(of: request)
        let isExact = request.lines.count == 1 && !request.isFromFile && problems.first?.field == "pack"
        guard problems.isEmpty || isExact else { throw StockpileError.invalid(problems) }
        return try request.lines.map { try item($0.item).quantity(of: $0.quantity, pack: $0.pack) }
    }
}

extension PostingRequest {
    /// Its lines stand in a file: whatever is wrong with one is told with its place.
    var isFromFile: Bool { lines.contains { $0.origin != nil } }
}

extension FieldProblem {
    /// Why a quantity, or so many packs, cannot be used.
    init(_ refusal: Refusal, of quantity: Int64, pack: String?, _ origin: InputOrigin?) {
        self.init(file: origin?.file, line: origin?.line, field: "pack", .contradiction, ["value": String(quantity)])
        switch refusal.code {
        case .quantityInvalid:
            (field, code) = ("quantity", .outOfRange)
            detail["reason"] = "not_a_quantity"
        case .unknown:
            (detail["value"], detail["expected"], detail["reason"]) = (pack ?? "", refusal.detail[key: "known"]?.shown, "unknown_pack")
        default: (detail["pack"], detail["reason"]) = (pack ?? "", "not_even")
        }
    }
}
