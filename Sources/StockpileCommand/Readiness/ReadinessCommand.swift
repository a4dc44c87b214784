package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile readiness …`
package struct ReadinessCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "readiness", abstract: "储备充足度 · Readiness",
        subcommands: [
            Check.self, ForecastCommand.self, WhatIfCommand.self, StressCommand.self, GapCommand.self, PlacementCommand.self,
            ReportCommand.self,
        ])

    package init() {}

    /// `stockpile readiness check`
    package struct Check: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "check", abstract: "现有储备够不够某级响应 · Is what we hold enough for a response of this level?",
            discussion: """
                例 / Examples:
                  stockpile readiness check --level II --scenario flood
                  stockpile readiness check --level II --scenario flood --on 2027-06-01 --format json
                  stockpile readiness check --level II --scenario flood --explain quilt-cotton
                  stockpile readiness check --level II --scenario flood --standard wansheng-level2/1
                """)

        @OptionGroup var question: ReadinessOptions
        @OptionGroup var tried: TriedStandardOption
        @Option(name: .long, help: "按某日（若无出入库）。As it will stand that day if nothing moves.")
        var on: String?
        @Flag(name: .long, help: "不足时退出码为 3。Exit 3 when short.")
        var failIfShort = false
        @Flag(name: .long, help: "只列不足的行。Only lines that are short.")
        var onlyShort = false
        @Option(name: .long, help: "说明一个品种的数字从何而来：逐批次、逐协议。Where an item's figures come from.", transform: Input.code)
        var explain: String?
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let level = try Input.level(question.level)
                var problems: [FieldProblem] = []
                let day = ReadinessOptions.day(on, today: operations.today, into: &problems)
                var asked = ReadinessQuestion(level: level, scenario: question.scenario, on: day)
                asked.tryingStandard = tried.value(into: &problems)
                guard problems.isEmpty else { throw StockpileError.invalid(problems) }
                if let explain {
                    let answer = try await operations.explainReadiness(of: explain, asked)
                    execution.showExplained(answer)
                    let isShort = answer[key: "lines"]?.array?.contains { $0[key: "verdict"]?.text == "short" } == true
                    if failIfShort, isShort { throw ExitCode(3) }
                    return
                }
                let report = try await operations.checkReadiness(asked).json
                execution.showReadiness(report, onlyShort: onlyShort)
                if failIfShort, report[key: "verdict"]?.text == "short" { throw ExitCode(3) }
            }
        }
    }
}

/// `stockpile scenario …`
package struct ScenarioCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "scenario", abstract: "情景 · Scenarios", subcommands: [List.self, ScenarioCreate.self])
    package init() {}

    /// `stockpile scenario list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "list", abstract: "情景清单 · List scenarios")
        @OptionGroup var options: CommonOptions
        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(
                    try await operations.listScenarios(), columns: Shown.scenarios)
            }
        }
    }
}

extension Execution {
    /// What is needed, then every lot and agreement.
    fileprivate func showExplained(_ answer: JSONValue) {
        if options.format == .json { return output.object(answer, keys: []) }
        let sources = (answer[key: "sources"]?.array ?? []).map(Self.withTowns)
        if options.format == .csv {
            let columns = Shown.withCategory(Shown.explainedSources)
            return output.list(sources, columns: columns)
        }
        output.object(answer, keys: Shown.explainedItem)
        output.table((answer[key: "lines"]?.array ?? []).map { Self.withShortCurve($0.withShortTowns) }, Shown.explainedLines)
        let (substitutes, parts) = (answer[key: "substitutes"]?.array ?? [], answer[key: "kit_parts"]?.array ?? [])
        showSubstituted(answer)
        showPart(substitutes, Shown.explainedSubstitutes, "替代品（一件可顶多少）：", "Substitutes, and what one stands for:")
        showPart(parts, Shown.explainedParts, "成套部件（最缺的部件决定够几套）：", "Parts of kits; the scarcest says how many kits:")
        output.say("", "")
        let isPlain = substitutes.isEmpty && parts.isEmpty
        if !sources.isEmpty { output.table(sources.map(Self.withShortCurve), (isPlain ? [] : ["item"]) + Shown.explainedSources) }
        sayTried(answer)
    }

    private func showPart(_ rows: [JSONValue], _ columns: [String], _ chinese: String, _ english: String) {
        guard !rows.isEmpty else { return }
        output.say("", "")
        output.say(chinese, english)
        output.table(rows, columns)
    }

    /// Lines that something else than their item covers, and by what; nothing where there are none.
    private func showSubstituted(_ answer: JSONValue) {
        let lines = answer[key: "lines"]?.array ?? []
        // An explanation names its item once, a check in every line.
        let item = (answer.members ?? []).filter { ["item", "item_name", "item_name_en", "base_unit"].contains($0.key) }
        let substituted = lines.filter(\.isSubstituted).map { JSONValue.object(($0.members ?? []) + item) }
        showPart(substituted, Shown.substitutedLines, "由替代品或现配成套保障：", "Covered by substitutes or by kits put together:")
        if lines.contains(where: { $0[key: "is_lower_bound"] == .bool(true) }) {
            output.say("计算到时未证最优：保障数至少如此。", "The search was stopped: at least so much is covered.")
        }
    }

    /// What of a source counts for which town, where each has its own need.
    private static func withTowns(_ source: JSONValue) -> JSONValue {
        let towns = (source[key: "towns"]?.array ?? []).filter { ($0[key: "counting_quantity"]?.integer ?? 0) > 0 }
        return .object((source.members ?? []) + [JSONMember("by_town", .array(towns))])
    }

    /// What is made day by day grows every hour; people want to know when it begins, and how much it is by the hours they plan with.
    private static func withShortCurve(_ row: JSONValue) -> JSONValue {
        guard let curve = row[key: "curve"]?.array, curve.count > 6 else { return row }
        func hours(_ point: JSONValue) -> Int64 { point[key: "hours"]?.integer ?? 0 }
        let planned = Operations.coverageHours.compactMap { limit in curve.last { hours($0) <= limit } }
        let kept = curve.filter { $0 == curve.first || $0 == curve.last || planned.contains($0) }
        return row.replacing("curve", with: .array(kept))
    }

    /// The verdict first, then category by category, then every line.
    func showReadiness(_ report: JSONValue, onlyShort: Bool) {
        if options.format == .json { return output.object(report, keys: []) }
        let lines = (report[key: "lines"]?.array ?? []).map(\.withShortTowns)
        if options.format == .csv {
            return output.list(lines, columns: Shown.withCategory(Shown.readinessLines))
        }
        output.table(report[key: "categories"]?.array ?? [], Shown.readinessCategories)
        output.say("", "")
        let shown = onlyShort ? lines.filter { ($0[key: "gap"]?.integer ?? 0) > 0 } : lines
        if !shown.isEmpty { output.table(shown.map(\.withRequiredRange), Shown.readinessLines) }
        let above = report.linesAboveMax
        if !above.isEmpty {
            output.say("", "")
            output.say("超出上限（不是缺口）：", "More than the most that is asked for (not short):")
            output.table(above, Shown.readinessAbove)
        }
        showSubstituted(report.replacing("lines", with: .array(shown)))
        if let version = report[key: "rule_version"]?.integer {
            let name = report[key: "rule_name"]?.text ?? ""
            output.say("", "")
            output.say("可信度规则：第 \(version) 版 \(name)", "Rule of confidence: version \(version), \(name)")
            output.table(report[key: "promises"]?.array ?? [], Shown.readinessPromises)
        }
        let uncared = report[key: "uncared"]?.array ?? []
        if !uncared.isEmpty {
            output.say("", "")
            output.say("因养护未计入：", "Left out for their care:")
            output.table(uncared, Shown.care)
        }
        if let advisory = report[key: "advisory"]?.array, !advisory.isEmpty {
            output.say("", "")
            output.say("参考（不计入结论）：", "Beside the reserves (no verdict rests on it):")
            output.table(advisory, Shown.readinessAdvisory)
        }
        if let triggers = report[key: "triggers"]?.array, !triggers.isEmpty {
            output.say("", "")
            output.say("该情景在各预案中达到的响应等级：", "The level this scenario starts under each plan:")
            output.table(triggers, Shown.readinessTriggers)
        }
        let verdict = Terms.choice(report[key: "verdict"]?.text ?? "", language)
        let level = report[key: "level"]?.text ?? ""
        let name = report[key: language == .en ? "scenario_name_en" : "scenario_name"]?.text ?? report[key: "scenario"]?.text ?? ""
        output.say("", "")
        sayTried(report)
        output.say("\(level) 级响应，\(name)：\(verdict)", "Level \(level) response, \(name): \(verdict)")
    }
}

extension JSONValue {
    /// True for a line that something else than its item covers in part.
    fileprivate var isSubstituted: Bool {
        !(self[key: "drawn_substitutes"]?.array ?? []).isEmpty || (self[key: "assembled"]?.integer ?? 0) > 0
    }
}
