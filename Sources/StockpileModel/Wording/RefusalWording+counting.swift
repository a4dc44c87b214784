extension Refusal {
    /// The words for what is wrong with a count (SP510 and following).
    func countWording(_ language: Language) -> Wording {
        let number = detail[key: "number"]?.shown ?? ""
        switch code {
        case .notYourCount:
            return Wording(
                title: language("\(number) 的这一行不是您盘的，不能登记其序列号。", "You did not count this line of \(number), so you do not name its units."),
                lines: [detail[key: "line_no"]?.shown ?? ""].filter { !$0.isEmpty },
                hint: language("请盘点该行的人登记：count serials。", "Let those who counted it name them: count serials."))
        case .unitsNamedAlready:
            return Wording(
                title: language("\(number) 的这一行已登记序列号。", "The units of this line of \(number) are named already."),
                lines: [detail[key: "line_no"]?.shown ?? ""].filter { !$0.isEmpty },
                hint: language("要更正请重新盘点该行：count enter。", "To correct them count the line again: count enter."))
        case .countedByOthers:
            return Wording(
                title: language("这些行已由他人盘点。", "Others have counted these lines already."), lines: countLines(language),
                hint: language("请盘点其他行；需要复盘时由第三人盘点。", "Count other lines; a third person counts only what is counted again."))
        case .booksChangedSinceReview:
            return Wording(
                title: language(
                    "\(number) 审核后账面有变（补记），差异已不同。", "The books of \(number) at the moment of counting have changed since the review."),
                lines: countLines(language),
                hint: language("请重新审核并审批：count review。", "Review it again and have it approved: count review."))
        case .countsOverlap:
            return Wording(
                title: language("这些物资已在未完成的盘点 \(number) 中。", "These goods are in the open count \(number) already."),
                lines: countLines(language),
                hint: language("先完成或取消那次盘点。", "Post or cancel that count first."))
        case .countedBeforePlan:
            return Wording(
                title: language("盘点时间早于 \(number) 的计划时间。", "Counted before \(number) was planned."), lines: countLines(language),
                hint: language("更正 --counted-at 或 counted_at 列；计划之前的盘点不算。", "Correct --counted-at or the column counted_at."))
        case .adjustmentWithoutCount:
            return Wording(
                title: language("盘盈盘亏只能由已审批的盘点记账。", "Stock is adjusted by an approved count only."),
                hint: "stockpile count plan")
        case .notCountedAgain:
            return Wording(
                title: language("这些行不需复盘。", "These lines are not counted again."), lines: countLines(language),
                hint: language("请取新的盘点表：count sheet。", "Take a new sheet: count sheet."))
        default:
            return Wording(
                title: language("盘点应有 1 至 50,000 行。", "A count has 1 to 50,000 lines."),
                lines: [detail[key: "lines"]?.shown ?? ""],
                hint: language("换地点、类别或品种，或分批盘点。", "Name a place, category or item that has stock, or count in parts."))
        }
    }

    private func countLines(_ language: Language) -> [String] {
        guard let lines = detail[key: "lines"]?.array else {
            return [[detail[key: "item"], detail[key: "lot"]].compactMap { $0?.shown }.joined(separator: " ")]
        }
        return lines.map { line in
            let words = ["item", "lot"].compactMap { line[key: $0]?.shown }.joined(separator: " ")
            let number = line[key: "line_no"]?.shown ?? ""
            return language("第 \(number) 行：\(words)", "line \(number): \(words)")
        }
    }
}
