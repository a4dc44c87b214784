/// How items serve for other items: substitutes with what they stand for, and kits with their parts.
///
/// Shape:  nothing leads from an item back to itself, neither by substitutes nor by kits nor by both.
/// Source: docs/decisions/0026-substitutes-and-kits.md
package struct SubstituteMap: Sendable {
    /// One base unit of the substitute stands for so many base units of the item.
    package struct Substitute: Sendable, Codable {
        package let item: ItemID
        package let substitute: ItemID
        package let units: ExactDecimal
        /// When it will do, in words; nobody reckons with it.
        package let condition: String?
        package let source: String

        package init(item: ItemID, substitute: ItemID, units: ExactDecimal, condition: String? = nil, source: String) {
            self.item = item
            self.substitute = substitute
            self.units = units
            self.condition = condition
            self.source = source
        }
    }

    /// One base unit of the kit is put together of so many base units of the part, and of its other parts.
    package struct Part: Sendable, Codable {
        package let kit: ItemID
        package let part: ItemID
        package let quantity: Int64
        package let source: String

        package init(kit: ItemID, part: ItemID, quantity: Int64, source: String) {
            self.kit = kit
            self.part = part
            self.quantity = quantity
            self.source = source
        }
    }

    /// What people know an item by that serves for another.
    package struct Named: Sendable, Codable {
        package let item: ItemID
        package let code: String
        package let name: String
        package let nameEn: String
        package let baseUnit: String

        package init(item: ItemID, code: String, name: String, nameEn: String, baseUnit: String) {
            self.item = item
            self.code = code
            self.name = name
            self.nameEn = nameEn
            self.baseUnit = baseUnit
        }
    }

    package let substitutes: [Substitute]
    package let parts: [Part]
    package let named: [Named]
    private let substitutesByItem: [ItemID: [Substitute]]
    private let partsByKit: [ItemID: [Part]]
    private let groups: [ItemID: ItemID]

    package init(substitutes: [Substitute] = [], parts: [Part] = [], named: [Named] = []) {
        self.substitutes = substitutes
        self.parts = parts
        self.named = named
        substitutesByItem = Dictionary(grouping: substitutes, by: \.item)
        partsByKit = Dictionary(grouping: parts, by: \.kit)
        groups = Self.groups(of: substitutes.map { ($0.item, $0.substitute) } + parts.map { ($0.kit, $0.part) })
    }

    package var isEmpty: Bool { substitutes.isEmpty && parts.isEmpty }

    package func substitutes(of item: ItemID) -> [Substitute] { substitutesByItem[item] ?? [] }

    /// Empty for what is no kit.
    package func parts(of kit: ItemID) -> [Part] { partsByKit[kit] ?? [] }

    package func named(_ item: ItemID) -> Named? { named.first { $0.item == item } }

    /// The lowest of the items that are bound to this one, by which all of them are known; of an item nothing is bound to, itself.
    package func group(of item: ItemID) -> ItemID { groups[item] ?? item }

    /// True where something serves for the item, or it serves for something.
    package func isBound(_ item: ItemID) -> Bool { groups[item] != nil }

    /// An item with everything that can serve for it: whatever serves for another stands before it, the item itself last.
    package func serving(_ item: ItemID) -> [ItemID] {
        var order: [ItemID] = []
        var seen: Set<ItemID> = []
        func visit(_ item: ItemID) {
            guard seen.insert(item).inserted else { return }
            for substitute in substitutes(of: item) { visit(substitute.substitute) }
            for part in parts(of: item) { visit(part.part) }
            order.append(item)
        }
        visit(item)
        return order
    }

    /// What of the map serves for some items.
    package func serving(_ items: [ItemID]) -> SubstituteMap {
        if isEmpty { return self }
        let reached = items.reduce(into: Set<ItemID>()) { $0.formUnion(serving($1)) }
        let (kept, keptParts) = (substitutes.filter { reached.contains($0.item) }, parts.filter { reached.contains($0.kit) })
        let others = Set(kept.map(\.substitute)).union(keptParts.map(\.part))
        return SubstituteMap(substitutes: kept, parts: keptParts, named: named.filter { others.contains($0.item) })
    }

    /// Items that are bound to each other, however far, have the same group.
    private static func groups(of pairs: [(ItemID, ItemID)]) -> [ItemID: ItemID] {
        var groups: [ItemID: ItemID] = [:]
        for (first, second) in pairs {
            let one = groups[first] ?? first
            let other = groups[second] ?? second
            let lowest = min(one, other)
            groups[first] = lowest
            groups[second] = lowest
            for (item, group) in groups where group == one || group == other { groups[item] = lowest }
        }
        return groups
    }
}

extension SubstituteMap.Substitute {
    /// What so many units of the substitute stand for; a part of a unit does not count.
    package func standsFor(_ quantity: Int64) -> Int64 {
        Int64(clamping: Int128(quantity) * Int128(units.millionths) / 1_000_000)
    }

    /// How many units of the substitute it takes at least to stand for a quantity.
    package func needed(for quantity: Int64) -> Int64 {
        let (whole, rest) = (Int128(quantity) * 1_000_000).quotientAndRemainder(dividingBy: max(1, Int128(units.millionths)))
        return Int64(clamping: rest > 0 ? whole + 1 : whole)
    }
}

extension SubstituteMap: Codable {
    private enum CodingKeys: String, CodingKey { case substitutes, parts, named }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            substitutes: try values.decode([Substitute].self, forKey: .substitutes), parts: try values.decode([Part].self, forKey: .parts),
            named: try values.decode([Named].self, forKey: .named))
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(substitutes, forKey: .substitutes)
        try values.encode(parts, forKey: .parts)
        try values.encode(named, forKey: .named)
    }
}
