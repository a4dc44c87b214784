package import StockpileModel
internal import StockpileStore

/// The words people know the parts of an answer about readiness by, the same in every answer.
extension ReadinessBasis {
    /// What was asked and by which standard it is answered.
    var headJSON: [JSONMember] {
        [
            JSONMember("level", .text(level.rawValue)), JSONMember("scenario", .text(scenario.code)),
            JSONMember("scenario_name", .text(scenario.name)), JSONMember("scenario_name_en", .text(scenario.nameEn)),
            JSONMember("hazard", .text(scenario.hazard)), JSONMember("on", JSONValue(day)),
            JSONMember("standard", .text(standard.code)), JSONMember("standard_version", .integer(standard.version)),
            JSONMember("is_tried", .bool(isStandardTried == true)),
        ]
    }

    func names(ofCategory code: String) -> [JSONMember] {
        let category = categories.first { $0.code == code }
        return [
            JSONMember("category", .text(code)), JSONMember("category_name", JSONValue(category?.name)),
            JSONMember("category_name_en", JSONValue(category?.nameEn)),
        ]
    }

    /// How each town stands in a line that is reckoned town by town; of another line nothing.
    ///
    /// Units: base units of the item.
    func json(_ answers: [TownAnswer]) -> JSONValue {
        .array(
            answers.map { answer in
                let town = towns?.first { $0.code == answer.town }
                return [
                    "town": .text(answer.town), "town_name": JSONValue(town?.name), "town_name_en": JSONValue(town?.nameEn),
                    "required": .integer(answer.required), "covered": .integer(answer.covered), "gap": .integer(answer.gap),
                ]
            })
    }

    func names(of line: StandardLine) -> [JSONMember] {
        names(ofCategory: line.category) + [
            JSONMember("item", .text(line.itemCode)), JSONMember("item_name", .text(line.itemName)),
            JSONMember("item_name_en", .text(line.itemNameEn)), JSONMember("base_unit", .text(line.baseUnit)),
        ]
    }
}

extension ReadinessBasis {
    /// What people know an item by, whether a line asks for it or it serves for another.
    func item(_ item: ItemID) -> SubstituteMap.Named? {
        if let named = book.substitutes.named(item) { return named }
        return demands.lazy.flatMap(\.lines).first { $0.item == item }.map { line in
            SubstituteMap.Named(item: item, code: line.itemCode, name: line.itemName, nameEn: line.itemNameEn, baseUnit: line.baseUnit)
        }
    }

    /// The code of every item that is asked for or serves for another.
    var codes: [ItemID: String] {
        let asked = demands.flatMap(\.lines).map { ($0.item, $0.itemCode) }
        return Dictionary(asked + book.substitutes.named.map { ($0.item, $0.code) }) { first, _ in first }
    }

    func names(of item: ItemID) -> [JSONMember] {
        let named = self.item(item)
        return [
            JSONMember("item", JSONValue(named?.code)), JSONMember("item_name", JSONValue(named?.name)),
            JSONMember("item_name_en", JSONValue(named?.nameEn)), JSONMember("base_unit", JSONValue(named?.baseUnit)),
        ]
    }

    /// What a line could be given, and is given, by what serves for its item.
    func substituteFigures(of answer: LineAnswer) -> [JSONMember] {
        let scarcest = answer.parts.map(\.makes).min()
        return [
            JSONMember(
                "substitutes",
                .array(
                    answer.substitutes.map { substitute in
                        .object(
                            names(of: substitute.item) + [
                                JSONMember("quantity", .integer(substitute.quantity)),
                                JSONMember("stands_for", .integer(substitute.standsFor)),
                            ])
                    })),
            JSONMember(
                "drawn_substitutes",
                .array(
                    answer.share.substitutes.map { drawn in
                        .object(
                            names(of: drawn.item) + [
                                JSONMember("quantity", .integer(drawn.quantity)), JSONMember("stands_for", .integer(drawn.standsFor)),
                            ])
                    })),
            JSONMember(
                "kit_parts",
                .array(
                    answer.parts.map { part in
                        .object(
                            names(of: part.item) + [
                                JSONMember("per_kit", .integer(part.perKit)), JSONMember("quantity", .integer(part.quantity)),
                                JSONMember("makes", .integer(part.makes)), JSONMember("is_scarcest", .bool(part.makes == scarcest)),
                            ])
                    })),
            JSONMember("assembled", .integer(answer.share.assembled)), JSONMember("is_lower_bound", .bool(!answer.share.isProved)),
        ]
    }
}

extension HourCoverage {
    var json: JSONValue { ["hours": .integer(Int64(hours)), "covered": .integer(covered)] }
}

extension JSONValue {
    /// A line with its least and most as people write them, where it names both: 120–200.
    package var withRequiredRange: JSONValue {
        guard let most = self[key: "required_max"]?.integer, let least = self[key: "required"]?.integer else { return self }
        return replacing("required", with: .text("\(least)–\(most)"))
    }

    /// The lines of which own stock is more than may be used, as people read them.
    package var linesAboveMax: [JSONValue] {
        (self[key: "lines"]?.array ?? []).filter { ($0[key: "above_max"]?.integer ?? 0) > 0 }.map(\.withRequiredRange)
    }
}
