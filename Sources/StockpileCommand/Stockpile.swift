package import ArgumentParser
internal import Foundation

/// The command `stockpile`: one noun, one verb.
@main
package struct Stockpile: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "stockpile",
        abstract: "应急物资储备：在哪里、归谁、何时到期、够不够 · Emergency reserves: where, whose, until when, and whether it is enough",
        discussion: """
            常用 / Often used:
              stockpile demo                                             演示 / demonstration
              stockpile import district examples/wansheng                装入地区数据 / load a district
              stockpile stock list --by category                         库存 / stock
              stockpile readiness check --level II --scenario flood      够不够Ⅱ级响应 / is it enough?
            退出码 / Exit codes: 0 完成 done, 1 被规则拒绝 refused, 3 检查结果为否 checked: no, 64 用法 usage, 65 输入有误 invalid input,
            66 未找到 not found, 70 程序出错 our fault, 75 稍后再试 try again, 77 无权 not permitted, 78 结构不符 wrong schema
            """,
        version: "0.1.0",
        subcommands: [
            DatabaseCommand.self, ImportCommand.self, ItemCommand.self, PlaceCommand.self, PersonCommand.self, ReceiptCommand.self,
            IssueCommand.self, TransferCommand.self, StockCommand.self, LotCommand.self, RotationCommand.self, DocumentCommand.self,
            LedgerCommand.self, OrderCommand.self, AgreementCommand.self, StandardCommand.self, ScenarioCommand.self, ReadinessCommand.self,
            WriteOffCommand.self, ReconciliationCommand.self, PeriodCommand.self, ServeCommand.self, DemoCommand.self,
            CountCommand.self, LoanCommand.self, ProofCommand.self, CallOffCommand.self, CompanyCommand.self,
            CapacityCommand.self, FloorCommand.self, RequisitionListCommand.self, AdvisoryCommand.self,
            MutualAidCommand.self,
            CareCommand.self, CareRuleCommand.self, RecallCommand.self,
            TaskCommand.self, LiaisonCommand.self, RecoveryCommand.self,
        ])

    package init() {}

    package static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            if let name = GivenTwice.find(in: arguments) {
                throw Usage.mistake("\(name) 写了两次，不知以哪个为准。", "\(name) is given twice: which one is meant?")
            }
            var command = try parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            let environment = ProcessInfo.processInfo.environment
            if let line = Usage.explanation(of: error, arguments: arguments, environment: environment) {
                FileHandle.standardError.write(Data("\(line)\n".utf8))
            }
            exit(withError: error)
        }
    }
}
