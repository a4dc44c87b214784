package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile agreement share`
package struct AgreementShareCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "share", abstract: "协议存储比例及走势 · The share under agreement and its trend",
        discussion: """
            例 / Examples:
              stockpile agreement share --by category --as commander1
              stockpile agreement share --by value --trend --format csv --as finance1
              stockpile agreement share --record --as finance1
            """)

    @Option(name: .long, help: "按 item 品种、category 类别、value 总金额。By item, by category, or all of it by value.", transform: Input.code)
    var by = "item"
    @Flag(name: .long, help: "逐月走势。Month by month as it was kept.")
    var trend = false
    @Flag(name: .long, help: "登记本月（每月一次，服务运行时自动登记）。Keep this month's; the server does so by itself.")
    var record = false
    @OptionGroup var options: CommonOptions

    package init() {}

    package func validate() throws {
        if record && trend { throw Usage.mistake("--record 与 --trend 不能同用。", "--record and --trend do not go together.") }
    }

    package func run() async throws {
        try await Execution.run(options) { operations, execution in
            guard !record else {
                execution.output.object(try await operations.recordShare(), keys: Shown.keptShare)
                return
            }
            let known = try Input.choice(by, of: ShareSubject.allCases.map(\.rawValue), field: "--by")
            let subject = ShareSubject(rawValue: known) ?? .item
            let columns =
                switch subject {
                case .item: Shown.shareByItem
                case .category: Shown.shareByCategory
                case .value: Shown.shareByValue
                }
            execution.output.list(
                try await operations.measureShare(by: subject, isTrend: trend), columns: (trend ? Shown.shareMonth : []) + columns)
        }
    }
}

/// `stockpile advisory …`
package struct AdvisoryCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "advisory", abstract: "参考层：企业社会责任储备、家庭储备（不影响结论） · Beside the reserves; no verdict rests on them",
        subcommands: [List.self])

    package init() {}

    /// `stockpile advisory list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "参考层清单 · What companies and households hold beside the reserves",
            discussion: "例 / Example:\n  stockpile advisory list --as commander1")
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(try await operations.listAdvisoryStock(), columns: Shown.advisory)
            }
        }
    }
}

/// `stockpile company show CODE`
package struct CompanyShow: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show", abstract: "企业：协议、我方代储物资、企业存于我库的物资 · Agreements, our stock at its sites, its stock at ours",
        discussion: "例 / Example:\n  stockpile company show c-market-1 --as commander1")
    @Argument(help: "企业代码。Company.", transform: Input.code)
    var company: String
    @OptionGroup var options: CommonOptions

    package init() {}

    package func run() async throws {
        try await Execution.run(options) { operations, execution in
            execution.output.object(
                try await operations.showCompany(company), keys: Shown.company,
                lists: [
                    ("agreements", Shown.companyAgreements), ("our_stock", Shown.companyStock), ("its_stock", Shown.companyStock),
                ])
        }
    }
}
