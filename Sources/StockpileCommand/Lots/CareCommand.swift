package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile care …`
package struct CareCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "care", abstract: "保养：应养护的物资与养护记录 · Care of goods while they lie",
        subcommands: [List.self, Record.self, History.self, Remind.self])

    package init() {}

    /// Of which goods.
    package struct Scope: ParsableArguments {
        @Option(name: .long, help: "只看某品种。Only this item.", transform: Input.code)
        package var item: String?
        @Option(name: .long, help: "只看某地点。Only this place.", transform: Input.code)
        package var place: String?
        @Option(name: .long, help: "只看某养护规则。Only this rule.", transform: Input.code)
        package var rule: String?
        @OptionGroup package var page: PageOptions

        package init() {}
    }

    /// `stockpile care list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "养护到期，逾期最久在前 · What care is due, the longest overdue first",
            discussion: """
                逾期未养护或查出缺陷的，不计入储备充足度，但应急时仍可发出。
                What is overdue or was found defective does not count for readiness; in an emergency it may still be issued.

                例 / Examples:
                  stockpile care list --overdue
                  stockpile care list --place WS01 --within 30
                """)

        @Flag(name: .long, help: "只列逾期和有缺陷的。Only what is overdue or defective.")
        var overdue = false
        @Option(name: .long, help: "只列这些天内到期的（含逾期）。Only what is due within so many days.")
        var within: Int?
        @OptionGroup var scope: Scope
        @OptionGroup var options: CommonOptions

        package init() {}

        package func validate() throws { try Usage.requireRange(0...36_500, within ?? 0, "--within") }

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                try await execution.list(scope.page, columns: Shown.care) {
                    try await operations.listCare(
                        item: scope.item, place: scope.place, rule: scope.rule, isOverdue: overdue, within: within, slice: $0)
                }
            }
        }
    }

    /// `stockpile care record`
    package struct Record: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "record", abstract: "登记一次养护 · Write down that it was done",
            discussion: """
                不写批次和序列号，即该地点该品种全部。查出缺陷须写明（--remarks）。
                Without lot and serial number: all of the item at the place. A defect has to be described (--remarks).

                例 / Examples:
                  stockpile care record --rule generator-5kw-run --place WS01 --as keeper1
                  stockpile care record --rule generator-30kw-run --place WS01 --serial GS30-2019-0417 --result defect --remarks 启动困难 \
                --as keeper1
                """)

        @Option(name: .long, help: "养护规则代码；care-rule list 可查。Rule of care.", transform: Input.code)
        var rule: String
        @Option(name: .long, help: "地点代码。Place.", transform: Input.code)
        var place: String
        @Option(name: .long, help: "只是这一批。Only this lot.")
        var lot: String?
        @Option(name: .long, help: "只是这一件。Only this unit.")
        var serial: String?
        @Option(name: .long, help: "养护日期，缺省为今天。The day; today when left out.")
        var doneOn: String?
        @Option(name: .long, help: "由谁做的（本人可不写）。Who did it; else whoever writes it down.")
        var doneBy: String?
        @Option(name: .long, help: "结果：ok 正常、defect 有缺陷。Result.", transform: Input.code)
        var result = "ok"
        @Option(name: .long, help: "备注；有缺陷必填。Remarks; owed for a defect.")
        var remarks: String?
        @Option(name: .long, help: "凭证文件（照片、检修单）。A file that shows it.")
        var evidence: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                var care = CareDraft(rule: rule, at: place)
                care.lot = lot.flatMap { Input.lotNumber($0, field: "--lot", into: &problems) }
                let serials = serial.flatMap { Input.serials($0, field: "--serial", into: &problems) } ?? []
                if serials.count > 1 {
                    problems.append(FieldProblem(field: "--serial", .outOfRange, ["value": "\(serials.count)", "expected": "1"]))
                }
                care.serial = serials.first
                care.doneOn = doneOn.flatMap { Input.date($0, field: "--done-on", into: &problems) }
                care.doneBy = Input.text(doneBy, field: "--done-by", into: &problems)
                let read = Input.choice(result, of: CareResult.allCases.map(\.rawValue), field: "--result", into: &problems)
                care.result = read.flatMap(CareResult.init) ?? .ok
                care.remarks = Input.text(remarks, field: "--remarks", into: &problems)
                care.evidence = evidence.flatMap { Input.attachment($0, keptAt: nil, into: &problems) }
                care.problems = problems
                let rows = try await operations.recordCare(care, key: keyed.value())
                execution.output.list(rows, columns: Shown.careRecords)
                for command in rows.compactMap({ $0[key: "next_command"]?.text }) {
                    execution.output.say("不能再用的，转待修：\(command)", "What cannot be used is taken out: \(command)")
                }
            }
        }
    }

    /// `stockpile care history`
    package struct History: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "history", abstract: "养护记录，新的在前 · What was done, newest first",
            discussion: "例 / Example:\n  stockpile care history --item generator-5kw --place WS01")

        @OptionGroup var scope: Scope
        @Option(name: .long, help: "只看这一批。Only this lot.")
        var lot: String?
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                try await execution.list(scope.page, columns: Shown.careRecords) {
                    try await operations.listCareRecords(item: scope.item, place: scope.place, rule: scope.rule, lot: lot, slice: $0)
                }
            }
        }
    }

    /// `stockpile care remind`
    package struct Remind: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "remind", abstract: "按到期日更新养护待办（serve 会自动办） · Bring the tasks of care up to date; serve does it by itself",
            discussion: "例 / Example:\n  stockpile care remind --as keeper1")

        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.object(try await operations.remindCare(), keys: Shown.careReminder)
            }
        }
    }
}
