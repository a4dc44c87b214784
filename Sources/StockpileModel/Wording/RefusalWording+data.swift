extension Refusal {
    /// The words for what is wrong with the data (SP6xx).
    func dataWording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        switch code {
        case .categoryNotOfItem:
            return Wording(
                title: language("请指明该品种的储备类别。", "Name one of the item's reserve categories."),
                lines: ["\(text("item")): \(text("categories"))"], hint: "--category")
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
                title: language("日期前后矛盾：生产、入库、预警、轮换、到期。", "The dates contradict each other: made, received, warn, rotate, expire."),
                lines: [text("constraint")])
        case .noDistrict:
            return Wording(
                title: language("数据库中还没有地区数据。", "No district is loaded yet."),
                hint: "stockpile import district examples/wansheng")
        default:
            let missing = [text("code"), text("number")].first { !$0.isEmpty } ?? ""
            let known = text("known")
            return Wording(
                title: language(
                    "没有这一项\(missing.isEmpty ? "" : " \(missing)")。", "There is no such thing\(missing.isEmpty ? "" : ": \(missing)")."),
                lines: known.isEmpty ? [] : [language("已有：", "Known: ") + known])
        }
    }
}

extension FieldProblem {
    /// The problem in words, without its place.
    package func wording(_ language: Language) -> String {
        let value = detail["value"] ?? ""
        let expected = detail["expected"] ?? detail["choices"] ?? detail["reason"] ?? ""
        let tail = expected.isEmpty ? "" : language("（应为 \(expected)）", " (expected: \(expected))")
        switch code {
        case .fileMissing: return language("缺少文件", "the file is missing")
        case .fileUnreadable: return language("文件无法读取", "the file cannot be read") + tail
        case .columnMissing: return language("缺少列 \(field ?? value)", "the column \(field ?? value) is missing")
        case .columnUnknown: return language("不认识的列 \(value)", "unknown column \(value)")
        case .cellsWrongCount: return language("单元格数与表头不符", "the number of cells differs from the header") + tail
        case .required: return language("必填", "is required")
        case .notANumber: return language("不是数字：\(value)", "not a number: \(value)") + tail
        case .outOfRange: return language("超出范围：\(value)", "out of range: \(value)") + tail
        case .notADate: return language("不是日期：\(value)", "not a date: \(value)") + tail
        case .notAChoice: return language("不是可选值：\(value)", "not one of the choices: \(value)") + tail
        case .notACode: return language("不是有效代码：\(value)", "not a valid code: \(value)") + tail
        case .unknownCode: return language("没有这个代码：\(value)", "nothing has this code: \(value)") + tail
        case .duplicate: return language("重复：\(value)", "twice: \(value)") + tail
        case .contradiction: return language("前后矛盾：\(value)", "contradiction: \(value)") + tail
        case .notAllowed: return language("不允许：\(value)", "not allowed: \(value)") + tail
        }
    }
}
