package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile receipt …`
package struct ReceiptCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "receipt", abstract: "入库 · Receipts", subcommands: [Post.self])

    package init() {}

    /// `stockpile receipt post`
    package struct Post: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "post", abstract: "登记入库单 · Post a receipt",
            discussion: """
                例 / Examples:
                  stockpile receipt post --place WS01 --item quilt-cotton --quantity 200 --category living_relief \
                --unit-cost-fen 8500 --manufactured-on 2026-09-01 --as keeper1
                  stockpile receipt post --place WS01 --file lines.csv --as keeper1
                  stockpile receipt post --place WS01 --purpose return --item quilt-cotton --quantity 5 --lot LOT --as keeper1
                  stockpile receipt post --place WS01 --purpose loan_return --loan WS01-CK-2026-000007 --item quilt-cotton \
                --quantity 5 --as keeper1
                """)

        /// Where goods may come from, and how they may be; the database has the same lists (a test compares).
        static let purposes = ["purchase", "donation", "return", "transfer_in", "requisitioned", "rotation", "loan_return"]
        static let conditions = ["good", "in_inspection", "to_repair", "to_scrap"]

        @Option(name: .long, help: "入库地点代码。Place code.", transform: Input.code)
        var place: String
        @Option(
            name: .long, help: "用途：purchase 采购、donation 捐赠、return 退库、transfer_in 调入、requisitioned 征用、rotation 轮换、loan_return 借用归还。Purpose.")
        var purpose = "purchase"
        @OptionGroup var line: LineOptions
        @OptionGroup var units: UnitOptions
        @Option(name: .long, help: "储备类别代码（品种只属一类时可省）。Reserve category.", transform: Input.code)
        var category: String?
        @Option(name: .long, parsing: .unconditional, help: "单价（分）。Unit cost in fen.")
        var unitCostFen: String?
        @Option(name: .long, help: "生产日期。Made on.")
        var manufacturedOn: String?
        @Option(name: .long, help: "到期日；缺省按品种储存年限。Expires on; by the item's rule when left out.")
        var expiresOn: String?
        @Option(name: .long, help: "物权单位代码。Owner.", transform: Input.code)
        var owner: String?
        @Option(name: .long, help: "资金来源。Funding source.")
        var fundingSource: String?
        @Option(name: .long, help: "来源（厂商、捐赠人）。Producer, supplier or donor.")
        var origin: String?
        @Option(name: .long, help: "借用归还：借用单编号。The loan that goods come back from.", transform: Input.code)
        var loan: String?
        @Option(name: .long, help: "状态：good、in_inspection、to_repair、to_scrap。Condition.", transform: Input.code)
        var condition: String?
        @OptionGroup var posting: PostingOptions
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var request = try line.request(purpose, at: place, of: .receipt, units: units, besides: describing)
                _ = Input.choice(purpose, of: Self.purposes, field: "--purpose", into: &request.problems)
                posting.fill(&request, operations)
                request.grounds.loan = loan
                requireLoanFits(&request.problems)
                if line.file == nil { describe(&request.lines[0], &request.problems) }
                let posted = try await operations.postReceipt(request, key: keyed.value())
                try await execution.show(posted, operations)
            }
        }

        /// A loan with another purpose would be dropped without a word.
        private func requireLoanFits(_ problems: inout [FieldProblem]) {
            guard let loan, purpose != "loan_return" else { return }
            problems.append(FieldProblem(field: "--loan", .notAllowed, ["value": loan, "expected": "--purpose loan_return"]))
        }

        /// What describes the one line of flags.
        private var describing: [(name: String, value: String?)] {
            [
                ("--category", category), ("--unit-cost-fen", unitCostFen), ("--manufactured-on", manufacturedOn),
                ("--expires-on", expiresOn), ("--owner", owner), ("--funding-source", fundingSource), ("--origin", origin),
                ("--condition", condition),
            ]
        }

        private func describe(_ line: inout PostingRequestLine, _ problems: inout [FieldProblem]) {
            line.category = category
            line.owner = owner
            line.fundingSource = Input.text(fundingSource, field: "--funding-source", into: &problems)
            line.producer = Input.text(origin, field: "--origin", into: &problems)
            line.condition = condition.flatMap { Input.choice($0, of: Self.conditions, field: "--condition", into: &problems) }
            line.unitCostFen = unitCostFen.flatMap { Input.number($0, field: "--unit-cost-fen", allowsZero: true, into: &problems) }
            line.manufacturedOn = manufacturedOn.flatMap { Input.date($0, field: "--manufactured-on", into: &problems) }
            line.expiresOn = expiresOn.flatMap { Input.date($0, field: "--expires-on", into: &problems) }
        }
    }
}

extension Execution {
    /// Shows what was posted, as the document now stands.
    func show(_ posted: PostedDocument, _ operations: Operations) async throws {
        if posted.replayed { output.say("（此前已记账，未重复记账）", "(posted before; not posted again)") }
        var document = try await operations.showDocument(posted.number)
        if let overdue = posted.careOverdue {
            document = .object((document.members ?? []) + [JSONMember("care_overdue", .array(overdue))])
        }
        output.object(
            document, keys: Shown.document,
            lists: [("lines", Shown.documentLines(of: document, output.format)), ("attachments", Shown.attachments)])
        sayCareOverdue(document)
    }

    /// What was taken although its care is overdue, since nothing else was left.
    func sayCareOverdue(_ answer: JSONValue) {
        for part in answer[key: "care_overdue"]?.array ?? [] {
            func text(_ key: String) -> String { part[key: key]?.shown ?? "" }
            let heap = [text("place"), text("bin"), text("lot")].filter { !$0.isEmpty }.joined(separator: " ")
            output.say(
                "养护逾期，请先养护或试机再交付：\(text("item")) \(heap) 数量 \(text("quantity"))（care list --item \(text("item")) 可查）",
                "Care is overdue, try it before it is handed over: \(text("quantity")) of \(text("item")), \(heap) "
                    + "(care list --item \(text("item")))")
        }
    }
}
