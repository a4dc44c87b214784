extension LotTrace {
    /// At most so many documents of one way are written out in a tree; the JSON has all of them.
    package static let documentsShownMax = 12

    /// The family and the tree as people read them, a line for each point and document.
    package func lines(_ language: Language, isBack: Bool = false) -> [String] {
        var lines = lots.map { headline(of: $0, language) }
        let unit = asked?.json[key: "base_unit"]?.text ?? ""
        let now = Dictionary(points.map { ($0.point, $0.quantity) }) { first, _ in first }
        for root in tree(isBack: isBack) {
            lines.append("")
            TreeText(language: language, unit: unit, now: now, isBack: isBack).write(root, "", "", into: &lines)
        }
        return lines
    }

    private func headline(of lot: Lot, _ language: Language) -> String {
        let name = language(lot.json[key: "item_name"]?.shown ?? "", lot.json[key: "item_name_en"]?.shown ?? "")
        var parts = [lot.number, name].filter { !$0.isEmpty }
        for key in ["parent_lot", "origin", "manufactured_on", "received_on", "expires_on", "recalled_on"] {
            guard let value = lot.json[key: key]?.shown else { continue }
            parts.append(Terms.word(key, language) + language("：", ": ") + value)
        }
        return (lot.json[key: "is_asked"] == .bool(true) ? "* " : "  ") + parts.joined(separator: "  ")
    }
}

extension LotTrace.Point {
    /// The point in words.
    package func label(_ language: Language, isLotNamed: Bool = false) -> String {
        let name = language(placeName, placeNameEn ?? "")
        let parts = [kind == "stock" ? nil : Terms.choice(kind, language), place, name, isLotNamed ? lot : nil]
        return parts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
    }
}

private struct TreeText {
    let language: Language
    let unit: String
    let now: [LotTrace.Point: Int64]
    let isBack: Bool

    func write(_ branch: LotTrace.Branch, _ head: String, _ tail: String, into lines: inout [String]) {
        lines.append(head + title(of: branch))
        let steps = Array(branch.steps.prefix(LotTrace.documentsShownMax))
        let notes = Array(branch.within.prefix(LotTrace.documentsShownMax))
        let rule = branch.branches.isEmpty ? "   " : "│  "
        for step in steps { lines.append(tail + rule + "· " + document(step)) }
        more(branch.steps.count - steps.count, tail + rule, into: &lines)
        for step in notes { lines.append(tail + rule + "○ " + document(step)) }
        more(branch.within.count - notes.count, tail + rule, into: &lines)
        for (index, next) in branch.branches.enumerated() {
            let isLast = index == branch.branches.count - 1
            write(next, tail + (isLast ? "└─ " : "├─ "), tail + (isLast ? "   " : "│  "), into: &lines)
        }
    }

    private func title(of branch: LotTrace.Branch) -> String {
        var parts = [branch.point.label(language, isLotNamed: true)]
        parts += [branch.receiver, branch.telephone].compactMap(\.self)
        if branch.quantity > 0 { parts.insert("\(isBack ? "←" : "→") \(branch.quantity) \(unit)", at: 0) }
        if branch.isToldElsewhere {
            parts.append(language("（见上）", "(see above)"))
        } else if ["stock", "carrier", "borrower"].contains(branch.point.kind), let quantity = now[branch.point] {
            parts.append(language("现有 \(quantity)", "now \(quantity)"))
        }
        return parts.joined(separator: "  ")
    }

    private func document(_ step: LotTrace.Step) -> String {
        let day = String(step.occurredAt.prefix(16)).replacing("T", with: " ")
        let person = step.more.first { $0.key == "person" }?.value.shown
        let what = [Terms.choice(step.kind, language), Terms.choice(step.purpose, language)]
        let receiver = isBack ? [step.receiver, step.telephone].compactMap(\.self) : []
        return ([day, step.document] + what + [String(step.quantity), person ?? ""] + receiver).joined(separator: " ")
    }

    private func more(_ count: Int, _ head: String, into lines: inout [String]) {
        guard count > 0 else { return }
        lines.append(head + language("… 另有 \(count) 张单据（--format json 列出全部）", "… \(count) more documents (--format json has all)"))
    }
}
