/// Everything that may cover needs, as facts from which any day of a span can be answered.
package struct SupplyBook: Sendable, Codable {
    package var stock: [StockSpan]
    package var promises: [PromiseSpan]
    package var mutualAid: [MutualAidSpan]
    package let confidence: PromiseBook
    package let routes: RouteMap

    package init(
        stock: [StockSpan], promises: [PromiseSpan], mutualAid: [MutualAidSpan] = [], confidence: PromiseBook, routes: RouteMap
    ) {
        self.stock = stock
        self.promises = promises
        self.mutualAid = mutualAid
        self.confidence = confidence
        self.routes = routes
    }

    /// Reports that were kept before there was mutual aid say nothing of it.
    package init(from decoder: any Decoder) throws {
        let parts = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            stock: try parts.decode([StockSpan].self, forKey: .stock), promises: try parts.decode([PromiseSpan].self, forKey: .promises),
            mutualAid: try parts.decodeIfPresent([MutualAidSpan].self, forKey: .mutualAid) ?? [],
            confidence: try parts.decode(PromiseBook.self, forKey: .confidence), routes: try parts.decode(RouteMap.self, forKey: .routes))
    }

    package var items: Set<ItemID> { Set(stock.map(\.item)).union(promises.map(\.key.item)).union(mutualAid.map(\.item)) }

    /// The book of each item alone.
    package var byItem: [ItemID: SupplyBook] {
        let stock = Dictionary(grouping: stock, by: \.item)
        let promises = Dictionary(grouping: promises, by: \.key.item)
        let mutualAid = Dictionary(grouping: mutualAid, by: \.item)
        return Dictionary(
            items.map { item in
                var book = self
                book.stock = stock[item] ?? []
                book.promises = promises[item] ?? []
                book.mutualAid = mutualAid[item] ?? []
                return (item, book)
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
