/// Where the places are, by how long the roads between them take. No search over several roads: a way is a route as loaded.
package struct RouteMap: Sendable {
    /// One road in one direction.
    package struct Leg: Sendable, Hashable, Codable {
        package let from: PlaceID
        package let to: PlaceID

        package init(from: PlaceID, to: PlaceID) {
            self.from = from
            self.to = to
        }
    }

    /// A place as far as roads and losses matter.
    package struct Stop: Sendable, Codable {
        package let code: String
        package let handlingMinutes: Int
        /// Whose site it is; nil for the district's own.
        package let company: String?

        package init(code: String, handlingMinutes: Int, company: String?) {
            self.code = code
            self.handlingMinutes = handlingMinutes
            self.company = company
        }
    }

    package let stops: [PlaceID: Stop]
    /// Minutes of driving.
    package private(set) var minutes: [Leg: Int]
    private let placesByCode: [String: PlaceID]

    package init(stops: [PlaceID: Stop], minutes: [Leg: Int]) {
        self.stops = stops
        self.minutes = minutes
        placesByCode = Dictionary(stops.map { ($0.value.code, $0.key) }) { first, _ in first }
    }

    package func place(_ code: String) -> PlaceID? { placesByCode[code] }

    package func drivingMinutes(from place: PlaceID, to town: PlaceID) -> Int? { place == town ? 0 : minutes[Leg(from: place, to: town)] }

    /// The way to all of some towns.
    package func way(from place: PlaceID, to towns: [String]) -> Way {
        let driving = towns.map { code in self.place(code).flatMap { drivingMinutes(from: place, to: $0) } }
        return Way(
            handlingMinutes: stops[place]?.handlingMinutes ?? 0, farthestMinutes: driving.compactMap(\.self).max(),
            missesTown: driving.contains(nil))
    }

    /// True where a road leads from one to the other in either direction.
    package func hasRoad(_ road: Leg) -> Bool { minutes[road] != nil || minutes[Leg(from: road.to, to: road.from)] != nil }

    /// The same map with a road closed in both directions.
    package func cutting(_ road: Leg) -> RouteMap {
        var map = self
        map.minutes[road] = nil
        map.minutes[Leg(from: road.to, to: road.from)] = nil
        return map
    }
}

/// Kept as places and roads, in the order of their identifiers.
extension RouteMap: Codable {
    private struct Place: Codable {
        let place: PlaceID
        let stop: Stop
    }

    private struct Road: Codable {
        let leg: Leg
        let minutes: Int
    }

    private enum Part: String, CodingKey {
        case places, roads
    }

    package init(from decoder: any Decoder) throws {
        let parts = try decoder.container(keyedBy: Part.self)
        self.init(
            stops: Dictionary(try parts.decode([Place].self, forKey: .places).map { ($0.place, $0.stop) }) { first, _ in first },
            minutes: Dictionary(try parts.decode([Road].self, forKey: .roads).map { ($0.leg, $0.minutes) }) { first, _ in first })
    }

    package func encode(to encoder: any Encoder) throws {
        var parts = encoder.container(keyedBy: Part.self)
        let places = stops.map { Place(place: $0.key, stop: $0.value) }
        let roads = minutes.map { Road(leg: $0.key, minutes: $0.value) }
        try parts.encode(places.sorted { $0.place < $1.place }, forKey: .places)
        try parts.encode(roads.sorted { ($0.leg.from, $0.leg.to) < ($1.leg.from, $1.leg.to) }, forKey: .roads)
    }
}
