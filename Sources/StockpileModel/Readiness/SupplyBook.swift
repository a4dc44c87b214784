/// Everything that may cover needs, as facts from which any day of a span can be answered.
package struct SupplyBook: Sendable, Codable {
    package var stock: [StockSpan]
    package var promises: [PromiseSpan]
    package var mutualAid: [MutualAidSpan]
    package let confidence: PromiseBook
    package let routes: RouteMap
    /// Nil where nothing serves for anything else.
    private let substituteMap: SubstituteMap?

    package init(
        stock: [StockSpan], promises: [PromiseSpan], mutualAid: [MutualAidSpan] = [], confidence: PromiseBook, routes: RouteMap,
        substitutes: SubstituteMap = SubstituteMap()
    ) {
        self.stock = stock
        self.promises = promises
        self.mutualAid = mutualAid
        self.confidence = confidence
        self.routes = routes
        substituteMap = substitutes.isEmpty ? nil : substitutes
    }

    /// Reports that were kept before there was mutual aid or substitutes say nothing of them.
    package init(from decoder: any Decoder) throws {
        let parts = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            stock: try parts.decode([StockSpan].self, forKey: .stock), promises: try parts.decode([PromiseSpan].self, forKey: .promises),
            mutualAid: try parts.decodeIfPresent([MutualAidSpan].self, forKey: .mutualAid) ?? [],
            confidence: try parts.decode(PromiseBook.self, forKey: .confidence), routes: try parts.decode(RouteMap.self, forKey: .routes),
            substitutes: try parts.decodeIfPresent(SubstituteMap.self, forKey: .substituteMap) ?? SubstituteMap())
    }

    package var substitutes: SubstituteMap { substituteMap ?? SubstituteMap() }

    /// The book of each item alone; items that serve for each other are in one, by their group.
    package var byGroup: [ItemID: SupplyBook] {
        let map = substitutes
        let stock = Dictionary(grouping: stock) { map.group(of: $0.item) }
        let promises = Dictionary(grouping: promises) { map.group(of: $0.key.item) }
        let mutualAid = Dictionary(grouping: mutualAid) { map.group(of: $0.item) }
        return Dictionary(
            Set(stock.keys).union(promises.keys).union(mutualAid.keys).map { group in
                var book = self
                book.stock = stock[group] ?? []
                book.promises = promises[group] ?? []
                book.mutualAid = mutualAid[group] ?? []
                return (group, book)
            }
        ) { first, _ in first }
    }

    /// The days of a span on which something of the book begins to count otherwise; the first day is always one.
    ///
    /// Shape: ascending.
    func changeDays(responseDays: Int, in span: ClosedRange<CalendarDate>) -> [CalendarDate] {
        let days =
            stock.flatMap { $0.changeDays(responseDays: responseDays) }
            + promises.flatMap { $0.changeDays + confidence.changeDays(of: $0.key) }
            + mutualAid.flatMap { $0.changeDays + confidence.ruleDays }
        return Set(days.filter { span.contains($0) } + [span.lowerBound]).sorted()
    }
}
