package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile issue …`
package struct IssueCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "issue", abstract: "出库 · Issues", subcommands: [Post.self])

    package init() {}

    /// `stockpile issue post`
    package struct Post: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "post", abstract: "登记出库单 · Post an issue",
            discussion: """
                例 / Examples:
                  stockpile issue post --place WS01 --item quilt-cotton --quantity 20 --as keeper1
                  stockpile issue post --place WS01 --item bag-jute --quantity 10 --lot LOT --purpose disposal --reason 霉变 \
                --reference 鉴定2026-3 --checker keeper2 --as keeper1
                  stockpile issue post --place WS01 --item quilt-cotton --quantity 5 --purpose loan --borrower 万盛中学 \
                --due-on 2026-12-31 --telephone 023-00000502 --as keeper1
                  stockpile issue post --place WS01 --item quilt-cotton --quantity 5 --lot LOT --condition to_scrap \
                --purpose return_to_supplier --reason 验收不合格 --as keeper1
                  stockpile issue post --place WS01 --item tent-single-12m2 --quantity 10 --receiver 黑山镇安置点 --contact 示例联系人 \
                --telephone 023-00000501 --occasion 2026年暴雨 --as keeper1
                  cat lines.csv | stockpile issue post --place WS01 --file - --as keeper1
                """)

        @Option(name: .long, help: "出库地点代码。Place code.", transform: Input.code)
        var place: String
        /// What goods may leave for; the database has the same list (a test compares).
        static let purposes = ["use", "rotation", "donation", "sale", "sample", "disposal", "return_to_supplier", "loan"]

        @Option(name: .long, help: "用途：use、rotation、sale、donation、sample、disposal、return_to_supplier、loan 借用。Purpose.")
        var purpose = "use"
        @Option(name: .long, help: "借用单位或借用人。Who borrows.")
        var borrower: String?
        @Option(name: .long, help: "应还日期。The day on which goods lent are to be given back.")
        var dueOn: String?
        @Option(name: .long, help: "只取该物资状态的（与 --lot 同用）。Only goods in this condition, with --lot.", transform: Input.code)
        var condition: String?
        @OptionGroup var given: ReceiverOptions
        @OptionGroup var line: LineOptions
        @OptionGroup var units: UnitOptions
        @OptionGroup var posting: PostingOptions
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var request = try line.request(
                    purpose, at: place, of: .issue, units: units, besides: [("--condition", condition)])
                if line.file == nil, let condition {
                    request.lines[0].condition = Input.choice(
                        condition, of: ReceiptCommand.Post.conditions, field: "--condition", into: &request.problems)
                    // Without a lot the first to expire is taken, which is good.
                    if line.lot == nil { request.problems.append(FieldProblem(field: "--lot", .required)) }
                }
                _ = Input.choice(purpose, of: Self.purposes, field: "--purpose", into: &request.problems)
                posting.fill(&request, operations)
                describeLoan(&request)
                given.fill(&request)
                try await execution.show(try await operations.postIssue(request, key: keyed.value()), operations)
            }
        }

        private func describeLoan(_ request: inout PostingRequest) {
            request.grounds.borrower = Input.text(borrower, field: "--borrower", into: &request.problems)
            request.grounds.dueOn = dueOn.flatMap { Input.date($0, field: "--due-on", into: &request.problems) }
            // With another purpose they would say nothing.
            for (name, value) in [("--borrower", borrower), ("--due-on", dueOn)] where purpose != "loan" {
                guard let value else { continue }
                request.problems.append(FieldProblem(field: name, .notAllowed, ["value": value, "expected": "--purpose loan"]))
            }
        }
    }
}

/// `stockpile transfer …`
package struct TransferCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "transfer", abstract: "移库 · Transfers between places, and between bins", subcommands: [Post.self])

    package init() {}

    /// `stockpile transfer post`
    package struct Post: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "post", abstract: "登记移库单 · Post a transfer",
            discussion: """
                例 / Example:
                  stockpile transfer post --place WS01 --to WS13 --item quilt-cotton --quantity 20 --as keeper1
                  stockpile transfer post --place WS01 --bin A-01-01 --to-bin A-02-01 --item bag-woven --quantity 20 --as keeper1
                """)

        @Option(name: .long, help: "移出地点代码。From place.", transform: Input.code)
        var place: String
        @Option(name: .long, help: "移入地点代码（文件中可逐行给 to_place）。To place.", transform: Input.code)
        var to: String?
        @Option(name: .long, help: "移入货位；不填 --to 则在本地点内移货位。Into this bin; without --to it is one of the same place.")
        var toBin: String?
        @OptionGroup var line: LineOptions
        @OptionGroup var units: UnitOptions
        @OptionGroup var posting: PostingOptions
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var request = try line.request("relocation", at: place, of: .transfer, units: units, besides: [("--to-bin", toBin)])
                posting.fill(&request, operations)
                let bin = Input.text(toBin, field: "--to-bin", into: &request.problems)
                for index in request.lines.indices {
                    if request.lines[index].toPlace == nil { request.lines[index].toPlace = to }
                    if line.file == nil { request.lines[index].toBin = bin }
                }
                // Goods that stay at their place and go into a bin only change the bin.
                if request.lines.contains(where: { $0.toBin != nil }), request.lines.allSatisfy({ ($0.toPlace ?? place) == place }) {
                    request.purpose = "rebinning"
                } else if request.lines.contains(where: { $0.toPlace == nil }) {
                    request.problems.append(FieldProblem(field: "--to", .required))
                }
                try await execution.show(try await operations.postTransfer(request, key: keyed.value()), operations)
            }
        }
    }
}
