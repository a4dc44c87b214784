package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

extension LiaisonCommand {
    /// `stockpile liaison check …`
    package struct Check: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "check", abstract: "点名：谁应答、谁没有应答 · Roll-calls: who answers, and who does not",
            subcommands: [Start.self, Record.self, Show.self, List.self])

        package init() {}

        /// `stockpile liaison check start`
        package struct Start: AsyncParsableCommand {
            package static let configuration = CommandConfiguration(
                commandName: "start", abstract: "发起点名：所有现任联络员 · Call all who are liaison officers today",
                discussion: "例 / Example:\n  stockpile liaison check start --within 2 --remarks 汛前点名 --as commander1")
            @Option(name: .long, parsing: .unconditional, help: "几小时内应答。Hours to answer in.")
            var within: String
            @Option(name: .long, help: "备注。Remarks.")
            var remarks: String?
            @OptionGroup var keyed: KeyOption
            @OptionGroup var options: CommonOptions

            package init() {}

            package func run() async throws {
                try await Execution.run(options) { operations, execution in
                    var problems: [FieldProblem] = []
                    let hours = Input.number(within, field: "--within", into: &problems)
                    if let hours, hours > 8760 {
                        problems.append(FieldProblem(field: "--within", .outOfRange, ["value": String(hours), "expected": "1–8760"]))
                    }
                    let said = Input.text(remarks, field: "--remarks", into: &problems)
                    guard problems.isEmpty, let hours else { throw StockpileError.invalid(problems) }
                    execution.showCheck(try await operations.startLiaisonCheck(withinHours: hours, remarks: said, key: keyed.value()))
                }
            }
        }

        /// `stockpile liaison check record NUMBER`
        package struct Record: AsyncParsableCommand {
            package static let configuration = CommandConfiguration(
                commandName: "record", abstract: "登记应答：本人或副联络员 · Somebody answered: the officer or the deputy",
                discussion: """
                    例 / Example:
                      stockpile liaison check record WS-DM-2026-000001 --organisation WS13 --by deputy --as commander1
                    """)
            @Argument(help: "点名编号。Number of the roll-call.", transform: Input.code)
            var number: String
            @Option(name: .long, help: "地点或企业代码；部门写名称。Code of the place or company; a department's name.", transform: Input.code)
            var organisation: String
            @Option(name: .long, help: "单位类型（代码相同时）。Kind of organisation, where codes are the same.", transform: Input.code)
            var kind: String?
            @Option(name: .long, help: "联络员姓名（只有一人时可省）。The officer's name; may be left out where there is only one.")
            var name: String?
            @Option(name: .long, help: "应答人：liaison 本人、deputy 副联络员。Who answered.", transform: Input.code)
            var by = "liaison"
            @Option(name: .long, help: "应答时间，缺省为现在。When; now when left out.")
            var answeredAt: String?
            @Option(name: .long, help: "备注。Remarks.")
            var remarks: String?
            @OptionGroup var keyed: KeyOption
            @OptionGroup var options: CommonOptions

            package init() {}

            package func run() async throws {
                try await Execution.run(options) { operations, execution in
                    var problems: [FieldProblem] = []
                    let who = Input.choice(by, of: LiaisonAnswer.answerers, field: "--by", into: &problems)
                    var answer = LiaisonAnswer(number: number, organisation: organisation, answeredBy: who ?? "")
                    answer.organisationKind = kind.flatMap {
                        Input.choice($0, of: LiaisonDraft.organisationKinds, field: "--kind", into: &problems)
                    }
                    answer.name = Input.text(name, field: "--name", into: &problems)
                    answer.answeredAt = answeredAt.flatMap { Input.moment($0, field: "--answered-at", into: &problems) }
                        .map(operations.iso)
                    answer.remarks = Input.text(remarks, field: "--remarks", into: &problems)
                    execution.showCheck(try await operations.recordLiaisonAnswer(answer, problems: problems, key: keyed.value()))
                }
            }
        }

        /// `stockpile liaison check show NUMBER`
        package struct Show: AsyncParsableCommand {
            package static let configuration = CommandConfiguration(
                commandName: "show", abstract: "查看点名，未应答的在前 · A roll-call, those who did not answer first",
                discussion: "例 / Example:\n  stockpile liaison check show WS-DM-2026-000001 --as commander1")
            @Argument(help: "点名编号。Number of the roll-call.", transform: Input.code)
            var number: String
            @OptionGroup var options: CommonOptions

            package init() {}

            package func run() async throws {
                try await Execution.run(options) { operations, execution in
                    execution.showCheck(try await operations.showLiaisonCheck(number))
                }
            }
        }

        /// `stockpile liaison check list`
        package struct List: AsyncParsableCommand {
            package static let configuration = CommandConfiguration(
                commandName: "list", abstract: "历次点名，最近的在前 · Roll-calls, newest first",
                discussion: "例 / Example:\n  stockpile liaison check list --as commander1")
            @OptionGroup var page: PageOptions
            @OptionGroup var options: CommonOptions

            package init() {}

            package func run() async throws {
                try await Execution.run(options) { operations, execution in
                    try await execution.list(page, columns: Shown.liaisonChecks) {
                        try await operations.listLiaisonChecks(slice: $0)
                    }
                }
            }
        }
    }
}

extension Execution {
    func showCheck(_ check: JSONValue) {
        output.object(check, keys: Shown.liaisonChecks, lists: [("members", Shown.liaisonCheckMembers)])
    }
}
