import StockpileModel
import Testing

@Suite("A document is posted by values when it says nothing else")
struct PlainLineTests {
    typealias Change = @Sendable (inout PostingDraft) -> Void

    private static let place = PlaceID(rawValue: 3)
    private static let owner = OwnerID(rawValue: 5)

    private static func draft() throws -> PostingDraft {
        let quantity = try #require(Quantity(rawValue: 7))
        return PostingDraft(
            kind: "transfer", purpose: "relocation", place: place, person: PersonID(rawValue: 4),
            lines: [PostingLine(lot: LotID(rawValue: 6), quantity: quantity, owner: owner)])
    }

    @Test func `what it says of goods is in the values`() throws {
        var draft = try Self.draft()
        let plain = try #require(draft.plainLine)
        #expect(plain.lot.rawValue == 6 && plain.quantity.rawValue == 7 && plain.owner == Self.owner)
        #expect(plain.fromBin == nil && plain.toPlace == nil)
        draft.lines[0].toPlace = PlaceID(rawValue: 9)
        draft.lines[0].fromBin = 8
        #expect(draft.plainLine?.toPlace == PlaceID(rawValue: 9) && draft.plainLine?.fromBin == 8)
    }

    @Test func `what is so anyway may be said, and words may be added`() throws {
        let changes: [Change] = [
            { $0.lines[0].fromPlace = Self.place }, { $0.lines[0].toOwner = Self.owner }, { $0.lines[0].fromCondition = "good" },
            { $0.lines[0].fromAvailability = "free" }, { $0.reference = "R" }, { $0.remarks = "r" }, { $0.grounds.reason = "w" },
            { $0.grounds.occasion = "o" }, { $0.catalogueVersion = "v" }, { $0.careOverdue = [] },
        ]
        for (number, change) in changes.enumerated() {
            var draft = try Self.draft()
            change(&draft)
            #expect(draft.plainLine == (try Self.draft().plainLine), "change \(number)")
        }
    }

    @Test func `anything else makes it one of the other documents`() throws {
        let changes: [Change] = [
            { $0.lines = [] }, { $0.lines += $0.lines }, { $0.lines[0].lot = nil }, { $0.lines[0].quantity = nil },
            { $0.lines[0].item = ItemID(rawValue: 1) }, { $0.lines[0].fromPlace = PlaceID(rawValue: 9) },
            { $0.lines[0].toBin = 1 }, { $0.lines[0].toOwner = OwnerID(rawValue: 9) }, { $0.lines[0].fromCondition = "to_repair" },
            { $0.lines[0].toCondition = "good" }, { $0.lines[0].fromAvailability = "held" },
            { $0.lines[0].orderLine = OrderLineID(rawValue: 1) }, { $0.lines[0].serials = ["S"] },
            { $0.lines[0].childLot = ChildLot(lotNumber: nil, category: "c", fundingSource: nil) },
            { $0.occurredAt = "2026-01-01T00:00:00Z" }, { $0.loan = DocumentID(rawValue: 1) }, { $0.order = OrderID(rawValue: 1) },
            { $0.writeOff = WriteOffID(rawValue: 1) }, { $0.grounds.checker = "keeper2" }, { $0.grounds.borrower = "b" },
            { $0.grounds.loan = "n" }, { $0.grounds.aboutPeriod = "2026-01" },
            { $0.grounds.attachments = [Attachment(name: "n", mediaType: "m", sha256: "s", sizeBytes: 1, content: nil, keptAt: "k")] },
        ]
        for (number, change) in changes.enumerated() {
            var draft = try Self.draft()
            change(&draft)
            #expect(draft.plainLine == nil, "change \(number)")
        }
    }
}
