/// Everything that may cover needs, as facts from which any day of a span can be answered.
package struct SupplyBook: Sendable, Codable {
    package var stock: [StockSpan]
    package var promises: [PromiseSpan]
    package let confidence: PromiseBook
    package let routes: RouteMap
    /// Nil where nothing serves for anything else.
    private let substituteMap: SubstituteMap?

    package init(
        stock: [StockSpan], promises: [PromiseSpan], confidence: PromiseBook, routes: RouteMap, substitutes: SubstituteMap = SubstituteMap()
    ) {
        self.stock = stock
        self.promises = promises
        self.confidence = confidence
        self.routes = routes
        substituteMap = substitutes.isEmpty ? nil : substitutes
    }

    package var substitutes: SubstituteMap { substituteMap ?? SubstituteMap() }

    /// The book of each item alone; items that serve for each other are in one, by their group.
    package var byGroup: [ItemID: SupplyBook] {
        let map = substitutes
        let stock = Dictionary(grouping: stock) { map.group(of: $0.item) }
        let promises = Dictionary(grouping: promises) { map.group(of: $0.key.item) }
        return Dictionary(
            Set(stock.keys).union(promises.keys).map { group in
                var book = self
                book.stock = stock[group] ?? []
                book.promises = promises[group] ?? []
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
        return Set(days.filter { span.contains($0) } + [span.lowerBound]).sorted()
    }
}
