/// A company's promise as the agreement says it, before anyone asks how much of it counts on a day.
package struct PromiseSpan: Sendable, Codable {
    package enum Content: Sendable, Codable {
        case agreement(AgreementPromise)
        /// With what was last seen to be made in a day.
        case capacity(CapacityPromise, seenUnitsPerDay: Int64)
    }

    package let key: PromiseKey
    /// Who promised it, by code.
    package let company: String
    package let content: Content
    /// Hours from the call to the loading for towns that the agreement names; the others wait as long as the line says.
    package let townHours: [PlaceID: Int]

    package init(key: PromiseKey, company: String, content: Content, townHours: [PlaceID: Int] = [:]) {
        self.key = key
        self.company = company
        self.content = content
        self.townHours = townHours
    }

    /// What it is for a response in some towns, counted for what its confidence says.
    func content(_ confidence: PromiseConfidence?, towards towns: [String], by routes: RouteMap) -> SupplySource.Content {
        switch content {
        case .agreement(var promise):
            if let confidence {
                promise.confidencePercent = confidence.percent
                promise.foundQuantity = confidence.foundQuantity
            }
            promise.slowestMinutes = slowestMinutes(of: promise, to: towns, by: routes)
            return .agreement(promise)
        case .capacity(var promise, let seen):
            if let confidence {
                promise.confidencePercent = confidence.percent
                // What was seen to be made in a day is what can be made.
                promise.unitsPerDay = confidence.foundQuantity ?? promise.unitsPerDay
            }
            promise.unitsPerDay = min(promise.unitsPerDay, seen)
            return .capacity(promise)
        }
    }

    /// Nil where no town has hours of its own.
    private func slowestMinutes(of promise: AgreementPromise, to towns: [String], by routes: RouteMap) -> Int? {
        let places = towns.compactMap { routes.place($0) }
        guard places.contains(where: { townHours[$0] != nil }) else { return nil }
        let handling = routes.stops[key.place]?.handlingMinutes ?? 0
        return places.compactMap { town in
            routes.drivingMinutes(from: key.place, to: town).map { (townHours[town] ?? promise.responseHours) * 60 + handling + $0 }
        }.max()
    }

    private var validity: Validity {
        switch content {
        case .agreement(let promise): promise.validity
        case .capacity(let promise, _): promise.validity
        }
    }

    /// The days on which the agreement begins and ceases to bind.
    var changeDays: [CalendarDate] { [validity.from, validity.to.adding(days: 1)] }
}
