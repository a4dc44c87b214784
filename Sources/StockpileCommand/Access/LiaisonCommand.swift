package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile liaison …`
package struct LiaisonCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "liaison", abstract: "应急物资联络员 · Liaison officers of departments, towns and companies",
        subcommands: [List.self, Set.self, Check.self])

    package init() {}

    /// `stockpile liaison list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "联络员名单，没有联络员的镇街和企业也列出 · Liaison officers, and towns and companies that have none",
            discussion: "例 / Examples:\n  stockpile liaison list --as commander1\n  stockpile liaison list --missing --as commander1")
        @Option(name: .long, help: "单位类型：department、town、company、place。Kind of organisation.", transform: Input.code)
        var kind: String?
        @Flag(name: .long, help: "只列没有联络员的。Only those that have none.")
        var missing = false
        @Flag(name: .long, help: "包括任期已满的。With those whose time is over.")
        var withFormer = false
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(
                    try await operations.listLiaisons(kind: kind, isMissingOnly: missing, withFormer: withFormer), columns: Shown.liaisons)
            }
        }
    }

    /// `stockpile liaison set`
    package struct Set: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "set", abstract: "登记或更新联络员；未写的各项不变 · What is known from now on; what is left out stays as it was",
            discussion: """
                例 / Examples:
                  stockpile liaison set --kind town --organisation WS13 --name 示例联络员 --telephone 023-00000601 --deputy 示例副联络员 \
                --deputy-telephone 023-00000602 --trained-on 2026-05-12 --source 镇政府来函 --as commander1
                  stockpile liaison set --kind town --organisation WS13 --name 示例联络员 --until 2026-12-31 --source 调离 --as commander1
                """)
        @Option(name: .long, help: "单位类型：department 部门、town 镇街、company 企业、place 其他地点。Kind of organisation.", transform: Input.code)
        var kind: String
        @Option(name: .long, help: "地点或企业代码；部门写名称。Code of the place or company; a department's name.", transform: Input.code)
        var organisation: String
        @Option(name: .long, help: "姓名。Name.")
        var name: String
        @Option(name: .long, help: "电话（首次必填）。Telephone; needed at first.")
        var telephone: String?
        @Option(name: .long, help: "副联络员。Deputy.")
        var deputy: String?
        @Option(name: .long, help: "副联络员电话。The deputy's telephone.")
        var deputyTelephone: String?
        @Flag(name: .long, help: "不再有副联络员。There is no deputy any more.")
        var noDeputy = false
        @Option(name: .long, help: "最近一次培训日期。Trained on.")
        var trainedOn: String?
        @Option(name: .long, help: "任期自，缺省为今天。From this day; today when left out.")
        var from: String?
        @Option(name: .long, help: "任期至。Until this day.")
        var until: String?
        @Option(name: .long, help: "依据或出处。Basis or source.")
        var source: String
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                let draft = draft(&problems)
                execution.output.list(
                    try await operations.setLiaison(draft, problems: problems, key: keyed.value()), columns: Shown.liaisons)
            }
        }

        private func draft(_ problems: inout [FieldProblem]) -> LiaisonDraft {
            func needed(_ value: String, _ field: String) -> String {
                if let text = Input.text(value, field: field, into: &problems) { return text }
                if !problems.contains(where: { $0.field == field }) { problems.append(FieldProblem(field: field, .required)) }
                return ""
            }
            var draft = LiaisonDraft()
            draft.organisationKind = Input.choice(kind, of: LiaisonDraft.organisationKinds, field: "--kind", into: &problems) ?? ""
            draft.organisation = needed(organisation, "--organisation")
            draft.name = needed(name, "--name")
            draft.source = needed(source, "--source")
            draft.telephone = Input.text(telephone, field: "--telephone", into: &problems)
            draft.deputy = Input.text(deputy, field: "--deputy", into: &problems)
            draft.deputyTelephone = Input.text(deputyTelephone, field: "--deputy-telephone", into: &problems)
            draft.dropsDeputy = noDeputy
            draft.trainedOn = trainedOn.flatMap { Input.date($0, field: "--trained-on", into: &problems) }
            draft.validFrom = from.flatMap { Input.date($0, field: "--from", into: &problems) }
            draft.validTo = until.flatMap { Input.date($0, field: "--until", into: &problems) }
            return draft
        }
    }
}
