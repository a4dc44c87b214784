extension Refusal {
    /// The words for what is wrong with the data (SP6xx).
    func dataWording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        switch code {
        case .categoryNotOfItem: return categoryWording(language)
        case .nothingToClose, .gapPlanOvertaken: return gapWording(language)
        case .standardAdoptedAlready, .standardDayTaken, .standardOvertaken, .noScenarioOfStandard, .standardVersionKnown,
            .townFiguresUnequal:
            return standardWording(language)
        case .samePlace:
            return Wording(title: language("不能从一个地点移到同一地点。", "Goods cannot be moved from a place to itself."))
        case .itemRetired:
            return Wording(title: language("该品种已停用，不再入库。", "The item is retired: nothing more of it is received."))
        case .districtLoaded:
            return Wording(
                title: language("数据库已属于：\(text("district"))。", "This database already belongs to \(text("district"))."),
                hint: language("另一地区的数据请装入另一数据库。", "Load another district, or other content, into a database of its own."))
        case .quantityInvalid:
            return Wording(title: language("数量应为正整数。", "A quantity is a whole number of at least 1."), lines: [text("quantity")])
        case .conversionNotExact:
            return Wording(
                title: language("换算不能整除，未记账。", "The conversion does not come out even; nothing was posted."),
                lines: ["\(text("packs")) \(text("pack")) = \(text("whole_base_units")) + \(text("remainder"))/\(text("divisor"))"])
        case .lotExists:
            return Wording(
                title: language("批次号 \(text("lot_number")) 已存在。", "The lot \(text("lot_number")) exists already."),
                hint: language("新到货物请用新批次号，或不填由系统编号。", "Give the new goods a number of their own, or none."))
        case .standardMissing:
            return Wording(
                title: language("没有可用的储备标准，或情景缺少需求因子。", "No standard fits, or the scenario lacks a driver."),
                lines: [
                    (detail.members ?? []).compactMap { member in
                        member.value.shown.map { "\(Terms.word(member.key, language))\(language("：", ": "))\($0)" }
                    }.joined(separator: language("，", ", "))
                ])
        case .datesInvalid:
            return Wording(
                title: language("日期前后矛盾。", "The dates contradict each other."),
                lines: datesWording(language))
        case .noDistrict:
            return Wording(
                title: language("数据库中还没有地区数据。", "No district is loaded yet."),
                hint: "stockpile import district examples/wansheng")
        default: return unknownWording(language)
        }
    }

    /// Which categories the item has, and by which option one of them is named.
    private func categoryWording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        let (item, category) = (text("item"), text("category"))
        let option = text("operation") == "reclassification" ? "--to-category" : "--category"
        let choices = text("categories")
        return Wording(
            title: category.isEmpty || item.isEmpty
                ? language("请指明该品种的储备类别。", "Name one of the item's reserve categories.")
                : language("品种 \(item) 没有储备类别 \(category)。", "The item \(item) is not kept in the reserve category \(category)."),
            lines: choices.isEmpty ? [] : ["\(item)\(language("：", ": "))\(choices)"],
            hint: language(
                "用 \(option) 写上列之一；品种可入哪些类别，由目录（item_categories.csv）规定，stockpile item list 可查。",
                "Name one of these with \(option); the catalogue (item_categories.csv) says which an item has: stockpile item list."))
    }

    private func unknownWording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        if let lines = detail[key: "line_nos"]?.array {
            let numbers = lines.compactMap(\.shown).joined(separator: language("、", ", "))
            return Wording(
                title: language(
                    "\(text("number")) 没有第 \(numbers) 行。", "\(text("number")) has no such lines: \(numbers)."),
                hint: language(
                    "共 \(text("lines_total")) 行：document show \(text("number"))",
                    "It has \(text("lines_total")): document show \(text("number"))"))
        }
        let missing = [text("code"), text("number")].first { !$0.isEmpty } ?? ""
        let known = text("known")
        return Wording(
            title: language(
                "没有这一项\(missing.isEmpty ? "" : " \(missing)")。", "There is no such thing\(missing.isEmpty ? "" : ": \(missing)")."),
            lines: known.isEmpty ? [] : [language("已有：", "Known: ") + known])
    }

    /// Which dates, as far as the refusal says so.
    private func datesWording(_ language: Language) -> [String] {
        let dates = (detail[key: "dates"]?.array ?? []).map { date in
            let word = Terms.word(date[key: "field"]?.text ?? "", language)
            let (value, expected) = (date[key: "value"]?.text ?? "", date[key: "expected"]?.text ?? "")
            return language("\(word) \(value)：应 \(expected)", "\(word) \(value): has to be \(expected)")
        }
        guard dates.isEmpty, let constraint = detail[key: "constraint"]?.text else { return dates }
        switch constraint {
        case "lot_expires_after_manufacture": return [language("到期日应晚于生产日期。", "A lot expires after it was made.")]
        case "lot_received_after_manufacture": return [language("入库日期不能早于生产日期。", "A lot is received after it was made.")]
        case "lot_date_stops_before_expiry": return [language("停发日不能晚于到期日。", "The stop of issue comes no later than the expiry.")]
        case "lot_date_warns_before_expiry": return [language("预警日不能晚于到期日。", "The warning comes no later than the expiry.")]
        case "lot_date_rotates_before_expiry": return [language("应轮换日不能晚于到期日。", "Rotation comes no later than the expiry.")]
        default: return []
        }
    }
}
