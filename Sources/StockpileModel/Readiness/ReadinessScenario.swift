/// What might happen: a hazard, how long the response lasts, the towns it hits and what the drivers are worth then.
package struct ReadinessScenario: Sendable, Codable {
    package let code: String
    package let name: String
    package let nameEn: String
    package let hazard: String
    package let responseDays: Int
    package let towns: [String]
    package let drivers: [String: ExactDecimal]
    package let townFigures: TownFigures

    package init(
        code: String, name: String, nameEn: String, hazard: String, responseDays: Int, towns: [String],
        drivers: [String: ExactDecimal], townFigures: TownFigures = TownFigures()
    ) {
        self.code = code
        self.name = name
        self.nameEn = nameEn
        self.hazard = hazard
        self.responseDays = responseDays
        self.towns = towns
        self.drivers = drivers
        self.townFigures = townFigures
    }

    /// The day to which goods must be in date when the response begins on `day`.
    package func responseEnds(from day: CalendarDate) -> CalendarDate { day.adding(days: responseDays) }

    /// The same with so many hundredths of what its drivers are worth; a part of a millionth counts as a whole one.
    package func scaled(percent: Int) -> ReadinessScenario {
        guard percent != 100 else { return self }
        func scaled(_ values: [String: ExactDecimal]) -> [String: ExactDecimal] {
            values.compactMapValues { value in
                let millionths = (Int128(value.millionths) * Int128(percent) + 99) / 100
                return ExactDecimal(millionths: Int64(clamping: millionths))
            }
        }
        return ReadinessScenario(
            code: code, name: name, nameEn: nameEn, hazard: hazard, responseDays: responseDays, towns: towns, drivers: scaled(drivers),
            townFigures: TownFigures(townFigures.values.mapValues(scaled)))
    }
}

/// The way from one place to every town a scenario names.
package struct Way: Sendable, Hashable {
    package let handlingMinutes: Int
    /// To the farthest of the towns that a route leads to; nil when there is no route at all.
    package let farthestMinutes: Int?
    package let missesTown: Bool

    package init(handlingMinutes: Int, farthestMinutes: Int?, missesTown: Bool) {
        self.handlingMinutes = handlingMinutes
        self.farthestMinutes = farthestMinutes
        self.missesTown = missesTown
    }

    /// Minutes of driving to the last town, which production that is loaded as it is made needs; nil when a town cannot be reached.
    package var drivingMinutes: Int? { missesTown ? nil : farthestMinutes ?? 0 }

    /// Minutes until goods are loaded and have reached the last town; nil when a town cannot be reached.
    package var arrivalMinutes: Int? { drivingMinutes.map { handlingMinutes + $0 } }

    /// True when one of the towns that can be reached is already too far away.
    package func isTooFar(withinHours hours: Int) -> Bool {
        farthestMinutes.map { handlingMinutes + $0 > hours * 60 } ?? false
    }
}
