extension Refusal {
    /// The words for bins (SP620 to SP624).
    func binWording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        let bin = [text("place"), text("bin")].filter { !$0.isEmpty }.joined(separator: " ")
        let lines = (detail[key: "lines"]?.array ?? []).map { line in
            ["place", "bin"].compactMap { line[key: $0]?.shown }.joined(separator: " ")
        }
        switch code {
        case .binNotOfPlace:
            return Wording(
                title: language("货位不属于该地点。", "The bin is not one of the place."), lines: lines,
                hint: "stockpile place bin list")
        case .sameBin:
            return Wording(title: language("不能从一个货位移到同一货位。", "Goods cannot be moved from a bin to itself."), lines: lines)
        case .binRetired:
            return Wording(
                title: language("货位已停用。", "The bin is retired."), lines: lines,
                hint: language("换一个货位。", "Choose another bin."))
        case .binExists:
            return Wording(
                title: language("该地点已有此货位。", "The place has this bin already."), lines: [bin],
                hint: language("换一个代码；停用的货位代码不再使用。", "Choose another code; that of a retired bin stays taken."))
        default:
            return Wording(
                title: language("货位还有货物。", "The bin is not empty."),
                lines: [bin.isEmpty ? "" : "\(bin): \(text("quantity"))"],
                hint: language("先用 transfer post --to-bin 移走。", "Move the goods first: transfer post --to-bin."))
        }
    }

    /// The words for serial numbers (SP120 to SP122, SP626, SP627).
    func serialWording(_ language: Language) -> Wording {
        let lines = (detail[key: "lines"]?.array ?? []).map { serialLine($0, language) }
        switch code {
        case .serialNotThere:
            return Wording(
                title: language("序列号不在该处，不能从那里取。", "A serial number is not where it is to be taken from."), lines: lines,
                hint: "stockpile item serial show")
        case .serialInStock:
            return Wording(
                title: language("序列号已在库，不能再次入库。", "A serial number is in stock already and cannot come in again."), lines: lines,
                hint: language("核对铭牌；若已移走，先登记其出库。", "Check the nameplate; if it has left, post that first."))
        case .serialMovedLater:
            return Wording(
                title: language("该件在此时间之后已有移动，不能补记。", "A unit moved later than that: it cannot be entered for an earlier time."),
                lines: lines,
                hint: language("按现在的时间记账，或先冲销其后的单据。", "Post with the present time, or reverse what was posted later first."))
        case .serialsDoNotMatch:
            return Wording(
                title: language("一物一码的品种，序列号应与数量相同且不重复。", "A serialised item owes as many different serial numbers as units."),
                lines: lines,
                hint: language(
                    "用 --serial 或 serials 列逐件填写；盘盈的用 count serials 登记序列号后再记账。",
                    "Name each unit with --serial or in the column serials; those that a count found by count serials, before it is posted."
                ))
        default:
            return Wording(
                title: language("该品种不按序列号管理。", "The item is not kept by serial number."), lines: lines,
                hint: language("不要填序列号。", "Leave the serial numbers out."))
        }
    }

    /// Which unit, and where it is now.
    private func serialLine(_ line: JSONValue, _ language: Language) -> String {
        func text(_ key: String) -> String { line[key: key]?.shown ?? "" }
        let subject = [text("item"), text("serial")].filter { !$0.isEmpty }.joined(separator: " ")
        if let asked = line[key: "asked"]?.integer {
            return language(
                "\(subject)：数量 \(asked)，序列号 \(text("found")) 个", "\(subject): quantity \(asked), serial numbers \(text("found"))")
        }
        guard !text("place").isEmpty else { return subject }
        let state = [text("kind"), text("availability")].filter { !$0.isEmpty && $0 != "stock" && $0 != "free" }
            .map { Terms.choice($0, language) }
        let at = ([text("place"), text("bin"), text("lot")].filter { !$0.isEmpty } + state).joined(separator: " ")
        return language("\(subject)：现在 \(at)", "\(subject): now \(at)")
    }
}
