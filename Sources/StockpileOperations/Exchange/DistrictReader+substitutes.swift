internal import StockpileModel

extension DistrictReader {
    /// Substitutes and parts of kits; a row that would lead an item back to itself is told with the whole chain.
    mutating func readSubstitutes(into draft: inout CatalogueDraft) {
        var chains = ItemChains()
        draft.substitutes = readItemSubstitutes(&chains)
        draft.kitParts = readKitParts(&chains)
    }

    private mutating func readItemSubstitutes(_ chains: inout ItemChains) -> [SubstituteDraft] {
        var known = Known<Void>()
        return rows(of: "item_substitutes.csv").rows.map { row in
            var draft = SubstituteDraft()
            draft.item = row.code("item")
            draft.substitute = row.code("substitute")
            draft.units = row.decimal("units", least: .smallest)
            if draft.units > SubstituteDraft.unitsMax {
                row.report("units", .outOfRange, ["value": draft.units.digits, "expected": "≤ \(SubstituteDraft.unitsMax.digits)"])
            }
            draft.condition = row.optionalText("condition")
            draft.source = row.text("source")
            take(draft.substitute, "substitute", for: draft.item, "item", from: row, &known, &chains)
            return draft
        }
    }

    private mutating func readKitParts(_ chains: inout ItemChains) -> [KitPartDraft] {
        var known = Known<Void>()
        return rows(of: "kit_parts.csv").rows.map { row in
            var draft = KitPartDraft()
            draft.kit = row.code("kit")
            draft.part = row.code("part")
            draft.quantity = row.whole("quantity", 1...KitPartDraft.quantityMax)
            draft.source = row.text("source")
            take(draft.part, "part", for: draft.kit, "kit", from: row, &known, &chains)
            return draft
        }
    }

    /// Looks whether both items are known, another one and bound once only, and whether the chain ends.
    private func take(
        _ other: String, _ field: String, for item: String, _ itemField: String, from row: CSVRow, _ known: inout Known<Void>,
        _ chains: inout ItemChains
    ) {
        items.find(item, in: row, itemField, "item")
        items.find(other, in: row, field, "item")
        guard !item.isEmpty, !other.isEmpty, known.define("\(item) \(other)", (), in: row, field) else { return }
        if let chain = chains.add(other, servingFor: item) {
            row.report(field, .contradiction, ["value": other, "reason": "item_cycle", "expected": chain.joined(separator: " ← ")])
        }
    }
}
