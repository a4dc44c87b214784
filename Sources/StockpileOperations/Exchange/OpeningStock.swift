internal import Postgres
internal import StockpileModel
internal import StockpileStore

/// Takes over what lies where at the start: one document for each place and day.
struct OpeningStock {
    /// Larger places take several documents; a document has 10,000 lines at most.
    static let documentLinesMax = 5_000

    private let content: DistrictContent
    private let sha: String
    private let person: PersonID
    private let items: [String: ItemID]
    private let places: [String: PlaceID]
    private let owners: [String: OwnerID]
    private let bins: [String: [String: Int64]]
    /// Rules by item and what they say, as they were stored.
    private let rules: [String: [ShelfLife: Int64]]

    /// Looks up what was just stored, and makes the bins that are named.
    init(_ content: DistrictContent, sha: String, person: PersonID, in tx: borrowing Transaction) throws {
        let lots = content.lots
        self.content = content
        self.sha = sha
        self.person = person
        items = Dictionary(try tx.listItems(codes: Array(Set(lots.map(\.item)))).map { ($0.code, $0.id) }) { first, _ in first }
        places = Dictionary(try tx.listPlaces(codes: Array(Set(lots.map(\.place)))).map { ($0.code, $0.id) }) { first, _ in first }
        owners = try tx.listOwners(codes: Array(Set(lots.map(\.owner))))
        let named = lots.compactMap { lot in
            lot.bin.map { code in
                var bin = BinDraft()
                (bin.place, bin.code) = (lot.place, code)
                return bin
            }
        }
        bins = try tx.insertBins(content.places.bins + named)
        var rules: [String: [ShelfLife: Int64]] = [:]
        for listed in content.catalogue.shelfLifeRules.isEmpty ? [] : try tx.listShelfLives(of: nil) {
            var rule = listed.shelfLife
            rule.rule = nil
            rules[listed.names[key: "item"]?.text ?? "", default: [:]][rule] = listed.shelfLife.rule
        }
        self.rules = rules
    }

    /// The numbers of the documents, by place and day.
    func post(in tx: borrowing Transaction) throws -> [String] {
        let groups = Dictionary(grouping: content.lots) { Heap(place: $0.place, day: $0.asOf) }
        var numbers: [String] = []
        for (heap, lots) in groups.sorted(by: { ($0.key.place, $0.key.day) < ($1.key.place, $1.key.day) }) {
            for (part, start) in stride(from: 0, to: lots.count, by: Self.documentLinesMax).enumerated() {
                let lines = try lots[start..<min(start + Self.documentLinesMax, lots.count)].map(line)
                numbers.append(try post(lines, of: heap, part: part, in: tx))
            }
        }
        return numbers
    }

    private struct Heap: Hashable {
        let place: String
        let day: CalendarDate
    }

    private func post(_ lines: [PostingLine], of heap: Heap, part: Int, in tx: borrowing Transaction) throws -> String {
        // The first part keeps the plain key, so that a place and day can be found by it.
        let key = "import/\(sha)/\(heap.place)/\(heap.day.rawValue)" + (part == 0 ? "" : "/\(part + 1)")
        guard let key = IdempotencyKey(rawValue: key) else { throw StockpileError.notFound(subject: "key", code: key) }
        var draft = PostingDraft(
            kind: "receipt", purpose: "opening", place: try known(places[heap.place], "place", heap.place), person: person,
            // With the zone's name the database knows the offset of that very day.
            occurredAt: "\(heap.day.rawValue) 00:00:00 \(content.district.timeZone)", lines: lines)
        draft.remarks = "opening stock"
        return try tx.postReceipt(draft, key: key, requestHash: sha).number
    }

    private func line(_ lot: OpeningLotDraft) throws -> PostingLine {
        let quantity = try known(Quantity(rawValue: lot.quantity), "quantity", String(lot.quantity))
        var line = PostingLine(lot: nil, quantity: quantity, owner: try known(owners[lot.owner], "owner", lot.owner))
        line.item = try known(items[lot.item], "item", lot.item)
        line.toCondition = lot.condition
        if let bin = lot.bin { line.toBin = try known(bins[lot.place]?[bin], "bin", bin) }
        var newLot = NewLot(
            lotNumber: lot.lotNumber, category: lot.category, fundingSource: lot.fundingSource, origin: lot.origin, dates: lot.dates,
            unitCostFen: lot.unitCostFen)
        newLot.legacyGroup = lot.legacyGroup
        newLot.dates.identifyRules { rules[lot.item]?[$0] }
        line.newLot = newLot
        line.serials = lot.serials
        return line
    }

    /// The folder was checked against itself, so everything it names was stored a moment ago.
    private func known<Value>(_ value: Value?, _ subject: String, _ code: String) throws -> Value {
        guard let value else { throw StockpileError.notFound(subject: subject, code: code) }
        return value
    }
}
