package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile readiness what-if`
package struct WhatIfCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "what-if", abstract: "假如失库、断路、企业失约、需求加倍、两灾并发 · What if something is lost, or more is asked",
        discussion: """
            例 / Examples:
              stockpile readiness what-if --level II --scenario flood --lose-place WS01
              stockpile readiness what-if --level II --scenario flood --cut-road WS01:WS13 --demand-percent 200
              stockpile readiness what-if --level II --scenario flood --with-scenario earthquake
            各项可以并用；几灾并发时先列者优先。They may be combined; of scenarios at once the one named first goes before.
            """)

    @OptionGroup var question: ReadinessOptions
    @Option(name: .long, help: "失去该地及其全部物资，可多次。A place lost with all that lies there.", transform: Input.code)
    var losePlace: [String] = []
    @Option(name: .long, help: "断路（双向），如 WS01:WS13，可多次。A road cut both ways.")
    var cutRoad: [String] = []
    @Option(name: .long, help: "企业失约，可多次。A company failing.", transform: Input.code)
    var loseCompany: [String] = []
    @Option(name: .long, help: "邻区不能支援，可多次。A neighbour sending nothing.", transform: Input.code)
    var loseNeighbour: [String] = []
    @Option(name: .long, help: "需求为原来的百分之几，默认 100。Demand in percent.")
    var demandPercent: String = "100"
    @Option(name: .long, help: "同时发生的另一情景，可多次。Another scenario at the same time.", transform: Input.code)
    var withScenario: [String] = []
    @Option(name: .long, help: "按某日（若无出入库）。As it will stand that day if nothing moves.")
    var on: String?
    @Flag(name: .long, help: "只列有变化的行。Only lines that change.")
    var onlyChanged = false
    @OptionGroup var options: CommonOptions

    package init() {}

    package func run() async throws {
        try await Execution.run(options) { operations, execution in
            let level = try Input.level(question.level)
            var problems: [FieldProblem] = []
            let day = ReadinessOptions.day(on, today: operations.today, into: &problems)
            let change = read(into: &problems)
            guard problems.isEmpty else { throw StockpileError.invalid(problems) }
            let answer = try await operations.imagine(change, level: level, scenario: question.scenario, on: day)
            execution.showImagined(answer, onlyChanged: onlyChanged)
        }
    }

    private func read(into problems: inout [FieldProblem]) -> ImaginedChange {
        var change = ImaginedChange()
        change.places = losePlace
        change.companies = loseCompany
        change.neighbours = loseNeighbour
        change.scenarios = withScenario
        for road in cutRoad {
            let ends = road.split(separator: ":").map { Input.code(String($0)) }
            if ends.count == 2 {
                change.roads.append((ends[0], ends[1]))
            } else {
                problems.append(FieldProblem(field: "--cut-road", .notAllowed, ["value": road, "expected": "WS01:WS13"]))
            }
        }
        if let percent = Input.number(demandPercent, field: "--demand-percent", into: &problems) {
            if percent > 10_000 {
                let detail = ["value": String(percent), "expected": "1–10000"]
                problems.append(FieldProblem(field: "--demand-percent", .outOfRange, detail))
            } else {
                change.demandPercent = Int(percent)
            }
        }
        if withScenario.contains(question.scenario) || Set(withScenario).count < withScenario.count {
            problems.append(FieldProblem(field: "--with-scenario", .notAllowed, ["value": withScenario.joined(separator: ", ")]))
        }
        return change
    }
}

extension Execution {
    fileprivate func showImagined(_ answer: JSONValue, onlyChanged: Bool) {
        let several = (answer[key: "scenarios"]?.array?.count ?? 1) > 1
        let lines = (answer[key: "lines"]?.array ?? []).filter { line in
            !onlyChanged || line[key: "gap"] != line[key: "gap_now"] || line[key: "required"] != line[key: "required_now"]
        }
        guard options.format == .table else {
            return output.object(
                answer.replacing("lines", with: .array(lines)), keys: [],
                lists: [("lines", ["category", "scenario"] + Shown.imaginedLines)])
        }
        if !lines.isEmpty { output.table(lines, (several ? ["scenario"] : []) + Shown.imaginedLines) }
        let turned = lines.count { $0[key: "turns_short"]?.bool == true }
        let (now, then) = (answer[key: "short_now"]?.integer ?? 0, answer[key: "short"]?.integer ?? 0)
        output.say("", "")
        output.say("不足的行：现在 \(now)，假如发生后 \(then)，其中新增 \(turned)。", "Lines short: \(now) now, \(then) then, \(turned) of them newly.")
    }
}
