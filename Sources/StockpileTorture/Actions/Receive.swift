internal import StockpileModel
internal import StockpileOperations

/// Goods come in, as a lot of their own.
struct Receive: Action {
    let name: RequestName
    let item: String
    let quantity: Int64
    let place: String
    let expiry: String?
    let keeper: Int

    static func drawn(_ name: RequestName, _ numbers: inout SeededNumbers) -> Receive {
        let (item, place) = Reserve.somewhere(&numbers, among: Reserve.depots)
        let quantity = numbers.some(10...80)
        let day = numbers.happens(8) ? "2021-03-01" : "20\(numbers.some(60...89))-0\(numbers.some(1...9))-1\(numbers.some(0...9))"
        return Receive(
            name: name, item: item, quantity: quantity, place: place, expiry: Reserve.expires(item) ? day : nil,
            keeper: Int(numbers.some(0...2)))
    }

    /// No text is younger than this program: every date is either long past or far off.
    var isExpired: Bool { expiry.map { $0 < "2026" } ?? false }

    func send(_ desk: Desk, _ key: IdempotencyKey) async throws -> JSONValue {
        var line = PostingRequestLine(item: item, quantity: quantity)
        line.lot = name.lot
        line.unitCostFen = 137
        line.manufacturedOn = expiry == nil ? nil : CalendarDate(rawValue: "2020-03-01")
        line.expiresOn = expiry.flatMap { CalendarDate(rawValue: $0) }
        var request = PostingRequest(purpose: "purchase", place: place, lines: [line])
        request.remarks = name.tag
        return JSONValue(try await desk.keepers[keeper].postReceipt(request, key: key))
    }

    func effect(_ found: [Movement], _ answer: JSONValue, _ books: Books) throws -> [Movement] {
        [Movement(from: .outside("supplier", name.lot, place), to: .stock(name.lot, place, "free"), quantity: quantity)]
    }
}
