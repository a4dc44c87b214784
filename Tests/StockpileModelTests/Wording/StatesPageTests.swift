import StockpileModel
import Testing

@Suite("States and their steps")
struct StatesPageTests {
    struct Step: Sendable {
        let from: String
        let to: String
        let actor: String
    }

    struct Subject: Sendable, CustomTestStringConvertible {
        let name: String
        let title: String
        let first: String
        let states: [String]
        let steps: [Step]

        var testDescription: String { name }
        var ends: [String] { states.filter { state in steps.contains { $0.to == state } && !steps.contains { $0.from == state } } }
        var unused: [String] { states.filter { state in state != first && !steps.contains { $0.to == state } } }
    }

    static let subjects = [
        Subject(
            name: "allocation_order", title: "调拨指令", first: "draft", states: AllocationOrderState.allCases.map(\.rawValue),
            steps: AllocationOrderState.transitions.map { Step(from: $0.from.rawValue, to: $0.to.rawValue, actor: $0.actor) }),
        Subject(
            name: "period", title: "会计期间", first: "open", states: PeriodState.allCases.map(\.rawValue),
            steps: PeriodState.transitions.map { Step(from: $0.from.rawValue, to: $0.to.rawValue, actor: $0.actor) }),
        Subject(
            name: "count", title: "盘点", first: "planned", states: CountState.allCases.map(\.rawValue),
            steps: CountState.transitions.map { Step(from: $0.from.rawValue, to: $0.to.rawValue, actor: $0.actor) }),
        Subject(
            name: "agreement", title: "协议", first: "draft", states: AgreementState.allCases.map(\.rawValue),
            steps: AgreementState.transitions.map { Step(from: $0.from.rawValue, to: $0.to.rawValue, actor: $0.actor) }),
        Subject(
            name: "call_off", title: "协议调用", first: "sent", states: CallOffState.allCases.map(\.rawValue),
            steps: CallOffState.transitions.map { Step(from: $0.from.rawValue, to: $0.to.rawValue, actor: $0.actor) }),
        Subject(
            name: "rotation_plan", title: "轮换计划", first: "draft", states: RotationPlanState.allCases.map(\.rawValue),
            steps: RotationPlanState.transitions.map { Step(from: $0.from.rawValue, to: $0.to.rawValue, actor: $0.actor) }),
        Subject(
            name: "rotation_step", title: "轮换步骤", first: "planned", states: RotationStepState.allCases.map(\.rawValue),
            steps: RotationStepState.transitions.map { Step(from: $0.from.rawValue, to: $0.to.rawValue, actor: $0.actor) }),
        Subject(
            name: "gap_plan", title: "补缺计划", first: "draft", states: GapPlanState.allCases.map(\.rawValue),
            steps: GapPlanState.transitions.map { Step(from: $0.from.rawValue, to: $0.to.rawValue, actor: $0.actor) }),
        Subject(
            name: "standard", title: "储备标准", first: "draft", states: StandardState.allCases.map(\.rawValue),
            steps: StandardState.transitions.map { Step(from: $0.from.rawValue, to: $0.to.rawValue, actor: $0.actor) }),
        Subject(
            name: "recall", title: "召回", first: "issued", states: RecallState.allCases.map(\.rawValue),
            steps: RecallState.transitions.map { Step(from: $0.from.rawValue, to: $0.to.rawValue, actor: $0.actor) }),
        Subject(
            name: "write_off", title: "核销单", first: "requested", states: WriteOffState.allCases.map(\.rawValue),
            steps: WriteOffState.transitions.map { Step(from: $0.from.rawValue, to: $0.to.rawValue, actor: $0.actor) }),
    ]

    @Test func `the page of states is printed from the transition tables`() throws {
        var lines = [
            "# States 状态", "",
            "Printed from the transition tables in `Sources/StockpileModel` by a test (`UPDATE_GOLDEN=1` rewrites it).",
            "本页由测试按 `Sources/StockpileModel` 中的状态转换表生成。",
        ]
        for subject in Self.subjects {
            lines += ["", "## \(subject.name) \(subject.title)", "", "Begins as 初始：\(Self.worded(subject.first))", ""]
            lines += PrintedPage.table(
                ["from 起", "to 止", "who 办理"], subject.steps.map { [Self.worded($0.from), Self.worded($0.to), $0.actor] })
            lines += ["", "Ends as 终结：" + subject.ends.map(Self.worded).joined(separator: ", ")]
            if !subject.unused.isEmpty {
                lines += ["", "No step leads here yet 暂未使用：" + subject.unused.map(Self.worded).joined(separator: ", ")]
            }
        }
        try PrintedPage(name: "states.md", lines: lines).expectFresh()
    }

    @Test(arguments: subjects)
    func `every step is listed once, leads elsewhere, and can be reached from the beginning`(subject: Subject) {
        #expect(Set(subject.steps.map { "\($0.from) \($0.to)" }).count == subject.steps.count)
        var reached: Set = [subject.first]
        for _ in subject.states { for step in subject.steps where reached.contains(step.from) { reached.insert(step.to) } }
        for step in subject.steps {
            #expect(step.from != step.to)
            #expect(reached.contains(step.from), "nothing leads to \(step.from)")
            #expect(!step.actor.isEmpty)
        }
        #expect(!subject.ends.isEmpty, "no end")
    }

    @Test func `nothing leads out of a closed period, a finished order or a finished write-off`() {
        #expect(!PeriodState.transitions.contains { $0.from == .closed })
        #expect(!AllocationOrderState.transitions.contains { [.fulfilled, .recalled, .expired, .superseded].contains($0.from) })
        #expect(!WriteOffState.transitions.contains { $0.from == .posted || $0.from == .rejected })
        #expect(!CountState.transitions.contains { $0.from == .posted || $0.from == .cancelled })
    }

    @Test func `sources are read from the same tables`() {
        #expect(Set(AllocationOrderState.transitions.filter { $0.to == .fulfilled }.map(\.from)) == [.issued, .partlyReserved])
        #expect(!AllocationOrderState.transitions.contains { $0.to == .draft })
        #expect(WriteOffState.transitions.filter { $0.to == .posted }.map(\.from) == [.approved])
    }

    @Test(arguments: subjects)
    func `every state has its word in both languages`(subject: Subject) {
        for state in subject.states {
            #expect(Terms.choice(state, .zh) != state, "\(state)")
            #expect(Terms.choice(state, .en).lowercased() == state.replacing("_", with: " "), "\(state)")
        }
    }

    private static func worded(_ state: String) -> String { "`\(state)` \(Terms.choice(state, .zh))" }
}
