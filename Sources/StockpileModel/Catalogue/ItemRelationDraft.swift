/// One item that stands for another, as somebody wrote it down.
package struct SubstituteDraft: Sendable {
    /// No unit stands for more.
    package static let unitsMax = ExactDecimal.whole(1_000_000)

    package var item = ""
    package var substitute = ""
    /// Base units of the item that one base unit of the substitute stands for.
    package var units = ExactDecimal.zero
    package var condition: String?
    package var source = ""
    package init() {}

    package var json: JSONValue {
        [
            "item": .text(item), "substitute": .text(substitute), "units": .decimal(units.digits), "condition": JSONValue(condition),
            "source": .text(source),
        ]
    }
}

/// One part of a kit, as somebody wrote it down.
package struct KitPartDraft: Sendable {
    /// No kit has more of one part.
    package static let quantityMax: Int64 = 1_000_000

    package var kit = ""
    package var part = ""
    /// Base units of the part in one base unit of the kit.
    package var quantity: Int64 = 0
    package var source = ""
    package init() {}

    package var json: JSONValue {
        ["kit": .text(kit), "part": .text(part), "quantity": .integer(quantity), "source": .text(source)]
    }
}
