package import ArgumentParser
internal import Foundation
internal import StockpileModel
internal import StockpileOperations

/// `stockpile order …`
package struct OrderCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "order", abstract: "调拨(动用)指令 · Allocation orders",
        subcommands: [Issue.self, Show.self, List.self, Dispatch.self, Receive.self, Lost.self, TurnBack.self, Cancel.self])

    package init() {}

    /// `stockpile order issue`
    package struct Issue: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "issue", abstract: "下达指令并当即预留 · Issue an order; it reserves at once",
            discussion: """
                例 / Examples:
                  stockpile order issue --item quilt-cotton --quantity 300 --to WS13 --incident 洪涝 --as commander1
                  stockpile order issue --item quilt-cotton --to WS13=200 --to WS14=100 --incident 洪涝 --as commander1
                  stockpile order issue --file lines.csv --as commander1        (item,quantity,to_place)
                """)

        @OptionGroup var line: LineOptions
        @Option(
            name: .long,
            help: "送达地点代码；多个地点写 --to A=200 --to B=100（文件中可逐行给 to_place）。Destination; several with a quantity each.", transform: Input.code)
        var to: [String] = []
        @Option(name: .long, help: "只从这些地点调出（可重复）；缺省为全部储备库。Only from these places; every depot when left out.", transform: Input.code)
        var from: [String] = []
        @Option(name: .long, help: "突发事件。Incident.")
        var incident: String?
        @Option(name: .long, help: "备注。Remarks.")
        var remarks: String?
        @Flag(name: .long, help: "不足时先下达可满足的部分。Take what there is when there is not enough.")
        var allowPart = false
        @Option(name: .long, help: "预留多少小时后自动释放。Hours after which what is still reserved is released.")
        var dueHours = 48
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func validate() throws {
            try Usage.requireRange(1...8760, dueHours, "--due-hours")
        }

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let destinations = OrderDestinations(to)
                var read = try destinations.lines(of: line)
                let incident = Input.text(incident, field: "--incident", into: &read.problems)
                let remarks = Input.text(remarks, field: "--remarks", into: &read.problems)
                var request = AllocationRequest(
                    lines: read.lines, fromPlaces: from, incident: incident, remarks: remarks, allowsPart: allowPart, dueHours: dueHours)
                request.problems = read.problems
                execution.showOrder(try await operations.issueOrder(request, key: keyed.value()))
            }
        }
    }

    /// `stockpile order show NUMBER`
    package struct Show: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "show", abstract: "查看指令 · Show an order")

        @Argument(help: "指令编号。Order number.", transform: Input.code)
        var number: String
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.showOrder(try await operations.showOrder(number))
            }
        }
    }

    /// `stockpile order list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "list", abstract: "最近的指令 · The newest orders")

        @OptionGroup var page: PageOptions
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                try await execution.list(page, columns: Shown.orderList) {
                    try await operations.listOrders(slice: $0)
                }
            }
        }
    }

    /// `stockpile order dispatch NUMBER`
    package struct Dispatch: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "dispatch", abstract: "发运：出库，转为在途 · Send off what is reserved")

        @Argument(help: "指令编号。Order number.", transform: Input.code)
        var number: String
        @Option(name: .long, help: "只发某库的。Only from this depot.", transform: Input.code)
        var from: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.showOrder(try await operations.dispatchOrder(number, from: from, key: keyed.value()))
            }
        }
    }

    /// `stockpile order cancel NUMBER`
    package struct Cancel: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "cancel", abstract: "撤回指令，释放预留 · Recall an order and release what it holds")

        @Argument(help: "指令编号。Order number.", transform: Input.code)
        var number: String
        @Option(name: .long, help: "原因。Why.")
        var remarks: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let remarks = try Input.text(remarks, field: "--remarks")
                execution.showOrder(try await operations.cancelOrder(number, remarks: remarks, key: keyed.value()))
            }
        }
    }
}

extension Execution {
    func showOrder(_ order: JSONValue) {
        output.object(
            order, keys: Shown.order,
            lists: [("lines", Shown.orderLines), ("picks", Shown.orderPicks), ("documents", Shown.orderDocuments)])
        sayCareOverdue(order)
    }
}
