package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile task …`
package struct TaskCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "task", abstract: "待办 · What falls due", subcommands: [List.self, Close.self])

    package init() {}

    /// `stockpile task list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "待办清单：归谁办、还剩几天、找谁 · What waits: whose, how many days are left, whom to call",
            discussion: """
                例 / Examples:
                  stockpile task list --mine --as keeper1
                  stockpile task list --overdue --kind call_off_due --as commander1
                  stockpile task list --ended --as auditor1
                """)
        @Flag(name: .long, help: "只列归我办的（指名给我，或归我的角色）。Only mine: named, or by my role.")
        var mine = false
        @Option(name: .long, help: "只列该类，如 loan_due、recovery、call_off_due。Of this kind only.", transform: Input.code)
        var kind: String?
        @Flag(name: .long, help: "只列逾期的。Only what is overdue.")
        var overdue = false
        @Option(name: .long, help: "只列该地点的。Of this place only.", transform: Input.code)
        var place: String?
        @Flag(name: .long, help: "列已办结的，最近的在前。What has ended, newest first.")
        var ended = false
        @OptionGroup var page: PageOptions
        @OptionGroup var options: CommonOptions

        package init() {}

        package func validate() throws {
            if ended, overdue { throw Usage.mistake("--ended 与 --overdue 只能写一个。", "Give either --ended or --overdue.") }
        }

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var filter = TaskFilter()
                filter.ofPerson = mine ? operations.person.id : nil
                (filter.kind, filter.place, filter.isOverdueOnly) = (kind, place, overdue)
                filter.hasEnded = ended
                let wanted = filter
                try await execution.list(page, columns: ended ? Shown.endedTasks : Shown.tasks) { slice in
                    var filter = wanted
                    filter.slice = slice
                    return try await operations.listTasks(filter)
                }
            }
        }
    }

    /// `stockpile task close TASK`
    package struct Close: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "close", abstract: "手工办结没有专门操作的待办 · End a task that no operation of its own ends",
            discussion: "例 / Example:\n  stockpile task close 50011001000000003 --done --remarks 已换贴 --as keeper1")
        @Argument(help: "待办编号（见 task list）。The task, as task list numbers it.")
        var task: String
        @Flag(name: .long, help: "已办。It is done.")
        var done = false
        @Flag(name: .long, help: "撤销，不再办。It is not to be done any more.")
        var dropped = false
        @Option(name: .long, help: "说明。What was done, or why not.")
        var remarks: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func validate() throws {
            guard done != dropped else { throw Usage.mistake("--done 与 --dropped 须写一个。", "Give one of --done and --dropped.") }
        }

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                // A number as the district gives them out is larger than any quantity.
                let number = Int64(task)
                if number == nil { problems.append(FieldProblem(field: "TASK", .notANumber, ["value": task])) }
                let said = Input.text(remarks, field: "--remarks", into: &problems)
                if said == nil { problems.append(FieldProblem(field: "--remarks", .required)) }
                guard problems.isEmpty, let number else { throw StockpileError.invalid(problems) }
                let closed = try await operations.closeTask(number, as: done ? .done : .dropped, remarks: said, key: keyed.value())
                execution.output.object(closed, keys: Shown.endedTasks)
            }
        }
    }
}
