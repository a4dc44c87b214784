package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations
internal import StockpileWeb

/// `stockpile readiness forecast`
package struct ForecastCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "forecast", abstract: "若不补充，哪天起不足 · From which day on it is not enough if nothing is done",
        discussion: """
            例 / Examples:
              stockpile readiness forecast --level II --scenario flood
              stockpile readiness forecast --level II --scenario flood --days 90 --item tent-12
              stockpile readiness forecast --level II --scenario flood --svg forecast.svg
            逐日计入：批次到期、停发、养护到期、协议起止、核查过久、预留到期释放、借用到期归还。
            Counted day by day: lots out of date or stopped, care falling due, agreements, ageing proofs, orders and loans coming due.
            """)

    @OptionGroup var question: ReadinessOptions
    @OptionGroup var tried: TriedStandardOption
    @Option(name: .long, help: "往后看几天，默认 365。Days ahead.")
    var days: String = "365"
    @Option(name: .long, help: "只看一个品种，逐步列出变化及原因。One item, with every change and why.", transform: Input.code)
    var item: String?
    @Flag(name: .long, help: "有不足之日则退出码为 3。Exit 3 when a day falls short.")
    var failIfShort = false
    @Option(name: .long, help: "写成图形文件（SVG，不覆盖已有文件）。Write a picture (SVG) to this file; never overwritten.")
    var svg: String?
    @OptionGroup var options: CommonOptions

    package init() {}

    package func run() async throws {
        try await Execution.run(options) { operations, execution in
            let level = try Input.level(question.level)
            var problems: [FieldProblem] = []
            let days = ReadinessOptions.days(days, into: &problems)
            let trying = tried.value(into: &problems)
            guard problems.isEmpty, let days else { throw StockpileError.invalid(problems) }
            var forecast = try await operations.forecastReadiness(
                level: level, scenario: question.scenario, days: days, trying: trying
            ).json
            if let item {
                let lines = (forecast[key: "lines"]?.array ?? []).filter { $0[key: "item"]?.text == item }
                guard !lines.isEmpty else { throw StockpileError.notFound(subject: "standard_line", code: item) }
                forecast = forecast.replacing("lines", with: .array(lines))
            }
            if let svg {
                let lines = forecast[key: "lines"]?.array ?? []
                let picture = ForecastChart.pictures(forecast, execution.language, linesMax: max(lines.count, 1)).joined()
                try NewFile.write(picture, to: svg, option: "--svg")
                execution.output.object(["file": .text(svg)], keys: Shown.appliedFiles)
            } else {
                execution.showForecast(forecast, withSteps: item != nil)
            }
            if failIfShort, forecast[key: "first_short_on"]?.text != nil { throw ExitCode(3) }
        }
    }
}

extension Execution {
    fileprivate func showForecast(_ forecast: JSONValue, withSteps: Bool) {
        guard options.format == .table else {
            return output.object(forecast, keys: [], lists: [("lines", Shown.withCategory(Shown.forecastLines))])
        }
        let lines = forecast[key: "lines"]?.array ?? []
        if withSteps {
            for line in lines {
                output.object(line, keys: Shown.forecastLine)
                output.table(line[key: "steps"]?.array ?? [], Shown.forecastSteps)
                output.say("", "")
            }
        } else {
            output.table(forecast[key: "categories"]?.array ?? [], Shown.forecastCategories)
            output.say("", "")
            let falling = lines.filter { $0[key: "first_short_on"]?.text != nil }
            if !falling.isEmpty { output.table(falling, Shown.forecastLines) }
            output.say("", "")
            output.table(forecast[key: "short_lines"]?.array ?? [], Shown.forecastCounts)
            output.say("", "")
        }
        let name = forecast[key: language == .en ? "scenario_name_en" : "scenario_name"]?.text ?? ""
        let level = forecast[key: "level"]?.text ?? ""
        let until = forecast[key: "until"]?.text ?? ""
        sayTried(forecast)
        if let day = forecast[key: "standard_changes_on"]?.text {
            output.say("注意：\(day) 起换用另一版标准；本表仍按今日的标准。", "Note: another version of the standard holds from \(day) on; this is by today's.")
        }
        if let day = forecast[key: "first_short_on"]?.text {
            output.say(
                "\(level) 级响应，\(name)：若不补充，\(day) 起低于标准（看到 \(until)）",
                "Level \(level) response, \(name): below the standard from \(day) on if nothing is done (seen up to \(until))")
        } else {
            output.say(
                "\(level) 级响应，\(name)：到 \(until) 不会低于标准", "Level \(level) response, \(name): not below the standard up to \(until)")
        }
    }
}
