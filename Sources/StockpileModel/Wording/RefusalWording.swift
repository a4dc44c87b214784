/// What people read when a rule said no: the title, what the numbers are, and what to do next.
package struct Wording: Sendable {
    package let title: String
    package let lines: [String]
    package let hint: String?

    package init(title: String, lines: [String] = [], hint: String? = nil) {
        self.title = title
        self.lines = lines
        self.hint = hint
    }
}

extension Refusal {
    /// Errors: none; every code has its words in both languages.
    package func wording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        switch code {
        case .shortage: return shortage(language)
        case .lotExpired, .lotRecalled, .lotStopped, .lifeTooShort, .lotOnHold, .lotNotInspected: return lots(language)
        case .lateEntryBreaksBalance: return lateEntry(language)
        case .keyReused:
            return Wording(
                title: language("该防重复键已用于另一请求：\(text("key"))", "This key was used for another request: \(text("key"))"),
                hint: language("新的请求请换新键。", "Use a fresh key for a new request."))
        case .periodClosed:
            return Wording(
                title: language("会计期间 \(text("period")) 已结账，不能再记入。", "The period \(text("period")) is closed."),
                hint: language(
                    "记入开放期间，并用 --about-period 注明所涉期间。", "Post in an open period and name the closed one it is about: --about-period."))
        case .occursInFuture: return Wording(title: language("发生时间不能在将来。", "Goods cannot have moved in the future."))
        case .notPermitted:
            return Wording(
                title: language(
                    "\(text("person")) 无权办理：\(Terms.choice(text("permission"), language))",
                    "\(text("person")) may not: \(Terms.choice(text("permission"), language))"),
                hint: language("请有权限的人办理（--as 登录名）。", "Ask someone whose role carries it (--as LOGIN)."))
        case .samePerson:
            return Wording(
                title: language("经办、复核、审批、财务不能是同一人。", "Who makes does not check: these must be different persons."),
                hint: language("请另一人办理。", "Let another person do this step."))
        case .personUnknown: return personUnknown(language)
        case .wrongState: return wrongState(language)
        case .belongsElsewhere, .moreThanIssued, .periodNotEnded, .periodNotClosed, .reversedAlready, .reversalBlocked, .notReversible,
            .historyNeverChanges, .noSuchBlock:
            return historyWording(language)
        case .nothingToDo:
            return Wording(
                title: language("没有可办理的数量。", "There is nothing (left) to do: the quantity is zero."),
                lines: [nothingToDo(language)].compactMap(\.self))
        case .countedByOthers, .booksChangedSinceReview, .countsOverlap, .countedBeforePlan, .adjustmentWithoutCount, .notCountedAgain,
            .nothingToCount, .notYourCount, .unitsNamedAlready:
            return countWording(language)
        case .notOfRotationStep, .nothingToRotate, .rotationStepUnknown, .rotationGoodsGone, .rotationStepExceeded, .rotationPlannedTwice:
            return rotationWording(language)
        case .unknown, .categoryNotOfItem, .samePlace, .itemRetired, .districtLoaded, .quantityInvalid, .conversionNotExact, .lotExists,
            .standardMissing, .datesInvalid, .noDistrict, .nothingToClose, .gapPlanOvertaken, .standardAdoptedAlready, .standardDayTaken,
            .standardOvertaken,
            .noScenarioOfStandard, .standardVersionKnown, .townFiguresUnequal:
            return dataWording(language)
        case .servesAlready, .servesNot, .servesForItself: return substituteWording(language)
        case .ledgerMoving, .reportAltered: return reportWording(language)
        case .inspectionOwed, .moreThanLent, .loanPartlyBack, .attachedAlready, .owedMissing, .nothingChanges, .attachmentElsewhere,
            .attachmentAltered:
            return kindWording(language)
        case .ruleAdoptedAlready, .notADelivery, .calledOffTooMuch, .agreementNotInForce, .agreementLineUnknown, .deliveredTooMuch,
            .proofFileKnown, .provedInFuture:
            return callOffWording(language)
        case .inspectorTookIn, .notInInspection, .holdEndsInPast, .caredInFuture, .nothingToCareFor, .careRecordedAlready,
            .ruleKnown, .ruleEnded:
            return careWording(language)
        case .agreementNotDraft, .agreementEmpty, .agreementOver, .candidateRetired, .agreementExists, .siteOfAnother, .replacesWrong,
            .floorUnknown, .reportedInFuture, .aidEndedAlready, .neighbourOfAnotherName:
            return agreementWording(language)
        case .dueBeforeLent, .moreThanOut, .taskEndsByItself, .taskEnded, .answeredAlready, .organisationOfAnotherKind, .noDeputy,
            .answeredBeforeCall, .severalCalled, .recoveredAlready, .returnOfOthers, .callOverAlready:
            return taskWording(language)
        case .notASampleOfLot, .lastsNoLonger, .testReportKnown, .testNotWaiting, .testOfAnother: return lotTestWording(language)
        case .recalledAlready, .recallOpen, .moreThanOpen, .ledgerTells, .notBroughtBack: return recallWording(language)
        case .loadRefused, .notLoadable, .ledgerNotEmpty, .ownerNeeded: return loadWording(language)
        case .binNotOfPlace, .sameBin, .binRetired, .binExists, .binNotEmpty: return binWording(language)
        case .serialNotThere, .serialInStock, .serialMovedLater, .serialsDoNotMatch, .notSerialised: return serialWording(language)
        }
    }

    private func lateEntry(_ language: Language) -> Wording {
        Wording(
            title: language("补记到该时间会使其后的结存为负。", "Entered at that time, a later balance would fall below zero."),
            lines: [stockLine(detail, language)],
            hint: language("按现在的时间记账，或先冲销其后的单据。", "Post with the present time, or reverse what was taken later first."))
    }

    private func personUnknown(_ language: Language) -> Wording {
        let login = detail[key: "login"]?.shown ?? ""
        return Wording(
            title: language("没有登录名为 \(login) 的人员。", "Nobody has the login \(login)."),
            hint: language(
                "用 --as 登录名 或环境变量 STOCKPILE_PERSON 指明操作人；不知登录名请问管理员。",
                "Name who acts with --as LOGIN or STOCKPILE_PERSON; the administrator knows the logins."))
    }

    private func wrongState(_ language: Language) -> Wording {
        let (number, state) = (detail[key: "number"]?.shown ?? "", Terms.choice(detail[key: "state"]?.shown ?? "", language))
        return Wording(
            title: language("\(number) 当前状态为“\(state)”，不能这样办理。", "\(number) is \(state): this step is not possible."))
    }

    private func shortage(_ language: Language) -> Wording {
        let parts = detail[key: "order_lines"]?.array ?? detail[key: "lines"]?.array ?? [detail]
        var lines = parts.map { stockLine($0, language) }
        for part in parts {
            let excluded = (part[key: "excluded"]?.array ?? []).map {
                "\(Terms.choice($0[key: "reason"]?.text ?? "", language)) \($0[key: "quantity"]?.shown ?? "")"
            }
            guard !excluded.isEmpty else { continue }
            // Of several items each says whose figures these are.
            let item = parts.count > 1 ? "\(part[key: "item"]?.shown ?? "") " : ""
            lines.append(item + language("未计入：", "Not counted: ") + excluded.joined(separator: language("，", ", ")))
        }
        for key in ["held", "reserved"] {
            if let quantity = detail[key: key]?.integer, quantity > 0 { lines.append("\(Terms.choice(key, language)) \(quantity)") }
        }
        if let quantity = detail[key: "other_bins"]?.integer, quantity > 0 {
            lines.append(language("其他货位还有 \(quantity)", "in other bins: \(quantity)"))
        }
        let isOrder = detail[key: "order_lines"] != nil
        return Wording(
            title: language("可用量不足。", "Not enough is available."), lines: lines,
            hint: isOrder
                ? language(
                    "减少数量、用 --from 加入其他储备点，或用 --allow-part 先下达可满足的部分。",
                    "Ask for less, add places with --from, or take what there is with --allow-part.")
                : language("减少数量，换批次或地点，或释放预留、冻结。", "Ask for less, name another lot or place, or release what is held or reserved."))
    }

    func stockLine(_ part: JSONValue, _ language: Language) -> String {
        func text(_ key: String) -> String { part[key: key]?.shown ?? "" }
        // Without an English name the code says what it is.
        let name = language(text("item_name"), text("item_name_en"))
        let subject = [
            text("item"), name, text("lot"), text("place").isEmpty ? "→ \(text("to_place"))" : text("place"), text("bin"),
        ]
        .filter { !$0.isEmpty && $0 != "→ " }.joined(separator: " ")
        return language(
            "\(subject)：申请 \(text("asked"))，可用 \(text("available")) \(text("base_unit"))",
            "\(subject): \(text("asked")) asked, \(text("available")) available (\(text("base_unit")))")
    }

    private func lots(_ language: Language) -> Wording {
        let title =
            switch code {
            case .lotExpired: language("批次已过期，不能发出使用。", "The lot is past its expiry date.")
            case .lotRecalled: language("批次已召回，不能发出使用。", "The lot is recalled: nothing of it is issued for use.")
            case .lotStopped: language("批次已过停发日，不再发出使用。", "The lot is no longer issued for use.")
            case .lifeTooShort: language("批次剩余保质期不足。", "The lot does not last long enough where it goes.")
            case .lotOnHold: language("批次已冻结。", "The lot is on hold.")
            default: language("批次未验收或不完好。", "The lot is not inspected yet, or not in good condition.")
            }
        let lines = (detail[key: "lines"]?.array ?? []).map { line in
            let day = code == .lotStopped ? "stop_issue_on" : code == .lotRecalled ? "recalled_on" : "expires_on"
            let what = ["item", "lot", day].compactMap { line[key: $0]?.shown }
            guard code == .lifeTooShort, let left = line[key: "days_left"]?.shown, let asked = line[key: "days_demanded"]?.shown else {
                return what.joined(separator: " ")
            }
            let days = language("剩余 \(left) 天，要求 \(asked) 天", "\(left) days left, \(asked) demanded")
            return (what + [days]).joined(separator: " ")
        }
        return Wording(title: title, lines: lines, hint: lotsHint(language))
    }

    /// Purposes are chosen for an issue only; whatever else moves goods takes another lot.
    private func lotsHint(_ language: Language) -> String {
        switch detail[key: "purpose"]?.text {
        case "relocation" where code == .lotExpired:
            language(
                "换批次；过期批次只能移往储备库、乡镇储备点或企业。", "Choose another lot; expired goods move only to a depot, a town point or a company's site.")
        case "relocation" where code == .lotRecalled:
            language(
                "换批次；召回批次只能移往储备库、乡镇储备点或企业。",
                "Choose another lot; recalled goods move only to a depot, a town point or a company's site.")
        case "relocation", "order":
            code == .lotOnHold
                ? language("换批次，或先解冻（lot release）。", "Choose another lot, or release this one first (lot release).")
                : language("换批次。", "Choose another lot.")
        default:
            language(
                "换批次；或用允许的用途：disposal 处置、sample 抽样、return_to_supplier 退供应商。",
                "Choose another lot, or a purpose that may take it: disposal, sample, return_to_supplier.")
        }
    }

    private func nothingToDo(_ language: Language) -> String? {
        switch detail[key: "operation"]?.text {
        case "dispatch_order":
            language(
                "没有（该地点的）预留待发：已全部发运或释放，或不由该地点发出。",
                "Nothing is reserved (at that place): all of it is dispatched or released, or it does not leave from there.")
        case "receive_order":
            language(
                "没有（送往该地点的）在途：尚未发运、已签收，或不送往该地点。",
                "Nothing is on its way (to that place): not dispatched yet, received already, or bound for another place.")
        case "hold":
            language("该批次没有可用量：已发完、已预留，或已冻结。", "Nothing of the lot is free: it is gone, reserved, or on hold already.")
        case "liaison_check": language("还没有现任的应急物资联络员。", "Nobody is a liaison officer today.")
        case "recovery":
            language(
                "该出库单没有应回收的物资：品种不回收，或未写受领单位、事由。",
                "Nothing of this issue is to come back: its items are not returnable, or neither receiver nor occasion is named.")
        case "hold_release": language("该批次没有冻结量。", "Nothing of the lot is on hold.")
        case "acceptance": language("该批次在该地点没有待检的。", "Nothing of the lot waits in inspection at that place.")
        default: nil
        }
    }
}

extension JSONValue {
    /// The value as it stands in a sentence; nil for null.
    package var shown: String? {
        switch self {
        case .null: nil
        case .text(let text): text
        case .integer(let number): String(number)
        case .array(let values): values.compactMap(\.shown).joined(separator: ", ")
        default: written
        }
    }
}
