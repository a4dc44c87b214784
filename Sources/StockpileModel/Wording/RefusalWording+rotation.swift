extension Refusal {
    /// The words for kept plans of rotation (SP536, SP666 to SP670).
    func rotationWording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        let number = text("number")
        switch code {
        case .notOfRotationStep:
            return Wording(
                title: language(
                    "\(text("documents")) 不是办理 \(number) 的单据。", "\(text("documents")) does not carry \(number) out."),
                hint: "stockpile rotation carry-out")
        case .nothingToRotate:
            return Wording(
                title: number.isEmpty
                    ? language("没有可办理的轮换，不必保存。", "There is nothing to rotate that there is a way for: nothing to keep.")
                    : language("轮换计划 \(number) 的步骤均已撤销。", "Every step of \(number) was dropped."),
                hint: language(
                    "延长 --months，或补充轮换办法（rotation_ways.csv）。", "Look further ahead with --months, or load ways (rotation_ways.csv)."))
        case .rotationStepUnknown:
            return Wording(
                title: language(
                    "轮换计划 \(number) 没有第 \(text("step_no")) 步，共 \(text("steps_total")) 步。",
                    "\(number) has no step \(text("step_no")); it has \(text("steps_total"))."),
                hint: "stockpile rotation show")
        case .rotationGoodsGone:
            let there = (detail[key: "balances"]?.array ?? []).map { balance in
                let words = ["bin", "condition", "availability"].compactMap { balance[key: $0]?.shown }.map { Terms.choice($0, language) }
                return "\(words.joined(separator: " ")) \(balance[key: "quantity"]?.shown ?? "")"
            }
            return Wording(
                title: language("\(number) 的物资已有变动，现有的不够。", "The goods of \(number) have changed: less is there now."),
                lines: [stockLine(detail, language)] + there,
                hint: language(
                    "用 --quantity 先办可办的部分，或撤销该步（rotation drop）。",
                    "Carry out what there is with --quantity, or give the step up (rotation drop)."))
        case .rotationStepExceeded:
            return Wording(
                title: language("超过 \(number) 尚未办理的数量。", "More than is still open of \(number)."),
                lines: [
                    language(
                        "要求 \(text("asked"))，未办 \(text("available"))", "\(text("asked")) asked, \(text("available")) open")
                ])
        default:
            let steps = (detail[key: "steps"]?.array ?? []).map { step in
                let plans = step[key: "plans"]?.shown ?? ""
                let elsewhere = language(
                    "，其他计划 \(plans) 已列 \(step[key: "planned_elsewhere"]?.shown ?? "")",
                    "; \(step[key: "planned_elsewhere"]?.shown ?? "") are in \(plans)")
                return stockLine(step, language) + (plans.isEmpty ? "" : elsewhere)
            }
            return Wording(
                title: language("轮换计划 \(number) 的物资已不在，或已列入其他计划。", "The goods of \(number) are gone, or in another plan."),
                lines: steps,
                hint: language("撤销这些步骤（rotation drop），或重新制定计划。", "Drop these steps (rotation drop), or make a plan anew."))
        }
    }
}
