package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile agreement line …`
package struct AgreementLineCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "line", abstract: "草稿的协议行 · Lines of a draft", subcommands: [Add.self, Remove.self])

    package init() {}

    /// `stockpile agreement line add NUMBER`
    package struct Add: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "add", abstract: "写入一行；同形式同品种同库点的一行被替换 · Write a line; the one of the same form, item and site is replaced",
            discussion: """
                例 / Examples:
                  stockpile agreement line add XQ-XY-2026-000001 --form agreement_stock --item quilt-cotton --place WS34 \
                --quantity 600 --response-hours 4 --town-hours WS18=6 --price-rule fixed --price-fen 9800 --source 合同 --as commander1
                  stockpile agreement line add XQ-XY-2026-000001 --form capacity --item quilt-cotton --place WS34 --units-per-day 300 \
                --ramp-up-hours 24 --quantity-max 900 --raw-material-days 2 --source 合同 --as commander1
                  stockpile agreement line add XQ-XY-2026-000001 --form minimum_stock --item rice --place WS31 --days-of-use 3 \
                --daily-use 260 --daily-use-source 2025年销售台账 --source 合同 --as commander1
                """)

        @OptionGroup var named: AgreementLineNames
        @Option(name: .long, help: "出处。Source.")
        var source: String
        @OptionGroup var figures: AgreementFigures
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                let form = named.readForm(&problems)
                let said = Input.text(source, field: "--source", into: &problems)
                if said == nil { problems.append(FieldProblem(field: "--source", .required)) }
                var line = AgreementLineTerms(form: form ?? .stock, item: named.item, place: named.place, source: said ?? "")
                figures.fill(&line, &problems)
                // What was left out can be told only when it is known what kind of line it is.
                guard form != nil else { throw StockpileError.invalid(problems) }
                execution.showAgreement(
                    try await operations.setAgreementLine(line, of: named.number, problems: problems, key: keyed.value()))
            }
        }
    }

    /// `stockpile agreement line remove NUMBER`
    package struct Remove: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "从草稿中去掉一行 · Take a line out of a draft",
            discussion: """
                例 / Example:
                  stockpile agreement line remove XQ-XY-2026-000001 --form capacity --item quilt-cotton --place WS34 --as commander1
                """)

        @OptionGroup var named: AgreementLineNames
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                guard let form = named.readForm(&problems) else { throw StockpileError.invalid(problems) }
                execution.showAgreement(
                    try await operations.dropAgreementLine(
                        form, item: named.item, place: named.place, of: named.number, key: keyed.value()))
            }
        }
    }
}

/// What identifies a line.
package struct AgreementLineNames: ParsableArguments {
    @Argument(help: "协议编号。Agreement number.", transform: Input.code)
    package var number: String
    @Option(
        name: .long, help: "形式：agreement_stock 协议储备、capacity 产能、minimum_stock 最低库存。Form of the line.", transform: Input.code)
    package var form: String
    @Option(name: .long, help: "物资品种代码。Item code.", transform: Input.code)
    package var item: String
    @Option(name: .long, help: "企业库点代码。The company's site.", transform: Input.code)
    package var place: String

    package init() {}

    func readForm(_ problems: inout [FieldProblem]) -> AgreementLineTerms.Form? {
        Input.choice(form, of: AgreementLineTerms.Form.allCases.map(\.rawValue), field: "--form", into: &problems)
            .flatMap(AgreementLineTerms.Form.init)
    }
}

/// The figures of a line; each form has its own.
package struct AgreementFigures: ParsableArguments {
    @Option(name: .long, parsing: .unconditional, help: "常备数量，或最低库存。Standing quantity, or minimum.")
    package var quantity: String?
    @Option(name: .long, parsing: .unconditional, help: "备齐小时。Hours until it is ready.")
    package var responseHours: String?
    @Option(name: .long, help: "某镇街另定的小时，如 WS18=6,WS20=4，可多次。Hours of its own for towns.")
    package var townHours: [String] = []
    @Option(name: .long, parsing: .unconditional, help: "可信度百分比；协议储备不填为 100。Share that counts; 100 when left out.")
    package var confidencePercent: String?
    @Option(name: .long, help: "定价：fixed 固定价、market_discount 市场价下浮、cost_plus 成本加成。Price rule.", transform: Input.code)
    package var priceRule: String?
    @Option(name: .long, parsing: .unconditional, help: "单价（分）。Price of a base unit in fen.")
    package var priceFen: String?
    @Option(name: .long, parsing: .unconditional, help: "下浮或加成百分比。Percent off or on top.")
    package var pricePercent: String?
    @Option(name: .long, parsing: .unconditional, help: "日产量。Units a day.")
    package var unitsPerDay: String?
    @Option(name: .long, parsing: .unconditional, help: "转产小时。Hours to start.")
    package var rampUpHours: String?
    @Option(name: .long, parsing: .unconditional, help: "产量上限。The most in all.")
    package var quantityMax: String?
    @Option(name: .long, parsing: .unconditional, help: "原料可用天数。Days of raw material.")
    package var rawMaterialDays: String?
    @Option(name: .long, parsing: .unconditional, help: "最低库存按使用天数。Minimum in days of use.")
    package var daysOfUse: String?
    @Option(name: .long, parsing: .unconditional, help: "日均用量。Use a day.")
    package var dailyUse: String?
    @Option(name: .long, help: "日均用量出处。Where the use a day is from.")
    package var dailyUseSource: String?

    package init() {}

    func fill(_ line: inout AgreementLineTerms, _ problems: inout [FieldProblem]) {
        let quantities = [
            ("quantity", quantity, 1), ("units_per_day", unitsPerDay, 1), ("quantity_max", quantityMax, 1), ("daily_use", dailyUse, 1),
            ("price_fen", priceFen, 0),
        ]
        let most: [(String, String?, Int64)] = [
            ("response_hours", responseHours, 100_000), ("confidence_percent", confidencePercent, 100),
            ("price_percent", pricePercent, 100),
            ("ramp_up_hours", rampUpHours, 100_000), ("raw_material_days", rawMaterialDays, 36_500), ("days_of_use", daysOfUse, 36_500),
        ]
        for (name, text, least) in quantities {
            guard let text else { continue }
            // A figure that was told to be wrong is not told to be missing as well.
            line.figures[name] = Input.number(text, field: flag(name), allowsZero: least == 0, into: &problems) ?? Int64(least)
        }
        for (name, text, most) in most {
            guard let text, let figure = Input.number(text, field: flag(name), allowsZero: true, into: &problems) else { continue }
            line.figures[name] = figure
            if figure > most { problems.append(FieldProblem(field: flag(name), .outOfRange, ["value": text, "expected": "0–\(most)"])) }
        }
        if line.form == .stock, confidencePercent == nil { line.figures["confidence_percent"] = 100 }
        line.priceRule = priceRule.flatMap {
            Input.choice($0, of: AgreementLineTerms.priceRules, field: "--price-rule", into: &problems)
        }
        line.dailyUseSource = Input.text(dailyUseSource, field: "--daily-use-source", into: &problems)
        for written in townHours.flatMap({ $0.split(separator: ",").map(String.init) }) {
            let parts = written.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let hours = Input.number(parts[1], field: "--town-hours", allowsZero: true, into: &problems) else {
                if parts.count != 2 {
                    problems.append(FieldProblem(field: "--town-hours", .notAChoice, ["value": written, "choices": "WS18=6"]))
                }
                continue
            }
            line.townHours.append((Input.code(parts[0]), hours))
        }
    }

    private func flag(_ name: String) -> String { "--" + name.replacing("_", with: "-") }
}
