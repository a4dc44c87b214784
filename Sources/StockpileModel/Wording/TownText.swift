/// Figures of towns as people read them.
extension JSONValue {
    /// The town's name and its figure: what it lacks, what it may have, or what a driver is worth there; nil for anything but a town.
    package func townText(_ language: Language) -> String? {
        guard let town = self[key: "town"]?.text else { return nil }
        let name = self[key: language == .en ? "town_name_en" : "town_name"]?.text ?? town
        let figure = ["gap", "counting_quantity", "driver_value"].compactMap { self[key: $0]?.shown }.first
        return [self[key: "driver"]?.text, name, figure].compactMap(\.self).joined(separator: " ")
    }

    /// A line with the towns that are short of it, as `short_towns`.
    package var withShortTowns: JSONValue {
        guard let members, let towns = self[key: "towns"]?.array else { return self }
        let short = towns.filter { ($0[key: "gap"]?.integer ?? 0) > 0 }
        return .object(members + [JSONMember("short_towns", .array(short))])
    }
}
