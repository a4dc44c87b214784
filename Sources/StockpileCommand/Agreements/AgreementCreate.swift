package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile agreement create`
package struct AgreementCreate: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "create", abstract: "起草协议 · Draft an agreement",
        discussion: """
            例 / Examples:
              stockpile agreement create --company c-textile --name 棉被协议储备 --from 2027-01-01 --to 2027-12-31 \
            --government-party 应急管理局 --fee-per-year-fen 1200000 --source 合同2027-04 --as commander1
              stockpile agreement create --replaces XY-2026-04 --company c-textile --name 棉被协议储备 --from 2027-01-01 \
            --to 2027-12-31 --source 补充协议 --as commander1
            """)

    @Option(name: .long, help: "协议编号；不填由系统编号。Number; given by the district when left out.", transform: Input.code)
    var number: String?
    @Option(name: .long, help: "企业代码。Company.", transform: Input.code)
    var company: String
    @Option(name: .long, help: "协议名称。Name.")
    var name: String
    @Option(name: .long, help: "生效日期。First day.")
    var from: String
    @Option(name: .long, help: "截止日期。Last day.")
    var to: String
    @Option(name: .long, help: "出处（合同号）。Source.")
    var source: String
    @Option(name: .long, help: "签约的政府部门。The department that signs.")
    var governmentParty: String?
    @Option(name: .long, help: "第三方。A third party.")
    var thirdParty: String?
    @Option(name: .long, help: "第三方身份：payer 付款、warehouse 仓储、guarantor 担保。What the third party is.", transform: Input.code)
    var thirdRole: String?
    @Option(name: .long, parsing: .unconditional, help: "年费（分）。Fee a year in fen.")
    var feePerYearFen: String?
    @Option(name: .long, parsing: .unconditional, help: "到期前多少天可退换我方物资。Goods of ours may be swapped back so many days before expiry.")
    var swapBackDays: String?
    @Option(name: .long, parsing: .unconditional, help: "交货时最少剩余保质期（天）。Days that delivered goods last at least.")
    var shelfLifeDaysMin: String?
    @Option(name: .long, parsing: .unconditional, help: "截止前多少天提醒；不填为 90。Remind so many days before it ends; 90 when left out.")
    var remindDays: String?
    @Option(name: .long, help: "替代哪个协议（先带入其各行）。The agreement it replaces; begins with its lines.", transform: Input.code)
    var replaces: String?
    @OptionGroup var keyed: KeyOption
    @OptionGroup var options: CommonOptions

    package init() {}

    package func run() async throws {
        try await Execution.run(options) { operations, execution in
            var problems: [FieldProblem] = []
            func text(_ value: String?, _ field: String) -> String? { Input.text(value, field: field, into: &problems) }
            func whole(_ value: String?, _ field: String) -> Int64? {
                value.flatMap { Input.number($0, field: field, allowsZero: true, into: &problems) }
            }
            let days = (Input.date(from, field: "--from", into: &problems), Input.date(to, field: "--to", into: &problems))
            let (named, said) = (text(name, "--name"), text(source, "--source"))
            if named == nil { problems.append(FieldProblem(field: "--name", .required)) }
            if said == nil { problems.append(FieldProblem(field: "--source", .required)) }
            var terms = AgreementTerms(
                company: company, name: named ?? "", validFrom: days.0 ?? operations.today, validTo: days.1 ?? days.0 ?? operations.today,
                source: said ?? "")
            (terms.number, terms.replaces) = (number, replaces)
            terms.governmentParty = text(governmentParty, "--government-party")
            terms.thirdParty = text(thirdParty, "--third-party")
            terms.thirdRole = thirdRole.flatMap {
                Input.choice($0, of: AgreementTerms.thirdRoles, field: "--third-role", into: &problems)
            }
            terms.feePerYearFen = whole(feePerYearFen, "--fee-per-year-fen")
            terms.swapBackDays = whole(swapBackDays, "--swap-back-days")
            terms.shelfLifeDaysMin = whole(shelfLifeDaysMin, "--shelf-life-days-min")
            terms.remindDays = whole(remindDays, "--remind-days")
            problems += terms.daysTooMany
            execution.showAgreement(try await operations.createAgreement(terms, problems: problems, key: keyed.value()))
        }
    }
}

extension AgreementTerms {
    /// Spans nobody means: a hundred years and more.
    fileprivate var daysTooMany: [FieldProblem] {
        [("--swap-back-days", swapBackDays), ("--shelf-life-days-min", shelfLifeDaysMin), ("--remind-days", remindDays)].compactMap {
            guard let days = $0.1, days > 36_500 else { return nil }
            return FieldProblem(field: $0.0, .outOfRange, ["value": String(days), "expected": "0–36500"])
        }
    }
}

extension Execution {
    func showAgreement(_ agreement: JSONValue) {
        output.object(
            agreement, keys: Shown.agreement,
            lists: [
                ("lines", Shown.agreementLines), ("towns", Shown.agreementTowns), ("steps", Shown.agreementSteps),
                ("attachments", Shown.agreementFiles),
            ])
    }
}
