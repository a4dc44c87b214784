internal import Foundation
internal import Postgres
internal import StockpileModel
internal import StockpileStore

/// An error as a person and as a program reads it, with its exit code.
struct ErrorReport {
    let exitCode: Int32
    private let code: String
    private let wording: Wording
    private let detail: JSONValue
    private var problems: [FieldProblem] = []
    private let language: Language

    init(_ error: any Error, language: Language) {
        self.language = language
        switch error {
        case StockpileError.invalid(let found):
            (exitCode, code, detail, problems) = (65, "SP600", [:], found)
            wording = Wording(
                title: language("输入有 \(found.count) 处问题，未作任何更改。", "The input has \(found.count) problem(s); nothing was changed."))
        case StockpileError.notFound(let subject, let missing):
            (exitCode, code, detail) = (66, "SP601", ["subject": .text(subject), "code": .text(missing)])
            let word = Terms.word(subject, language)
            wording = Wording(title: language("没有\(word) \(missing)。", "There is no \(word.lowercased()) \(missing)."))
        case StockpileError.refused(let refusal), StockpileError.notPermitted(let refusal):
            (exitCode, code, detail) = (StockpileError(refusal).exitCode, refusal.code.rawValue, refusal.detail)
            wording = refusal.wording(language)
        case StockpileError.unavailable(let reason, let key):
            (exitCode, code, detail) = (75, "SP203", ["reason": .text(reason), "key": JSONValue(key)])
            wording = Self.unavailable(reason, key, language)
        case StockpileError.wrongSchema(let found, let isNewer):
            (exitCode, code, detail) = (78, "SP612", ["found": JSONValue(found)])
            wording = Wording(
                title: isNewer
                    ? language("数据库版本比本程序新。", "The database is newer than this program.")
                    : language("数据库结构与本程序不符。", "The database's schema is not the one this program needs."),
                hint: isNewer ? language("请升级程序。", "Upgrade the program.") : "stockpile database migrate")
        case let cluster as ClusterError:
            (exitCode, code, detail) = (cluster.kind == .notDisposable ? 1 : 75, "SP204", ["kind": .text(cluster.kind.rawValue)])
            wording = cluster.wording(language)
        case let postgres as PostgresError:
            let translated = ErrorReport(StockpileError(postgres), language: language)
            (exitCode, code, detail, wording) = (translated.exitCode, translated.code, translated.detail, translated.wording)
        case StockpileError.unexpected(let reference, let description):
            (exitCode, code, detail) = (70, "SP700", ["reference": .text(reference)])
            wording = Self.unexpected(reference, language)
            Self.log(reference, description)
        default:
            let reference = StockpileError.freshReference()
            (exitCode, code, detail) = (70, "SP700", ["reference": .text(reference)])
            wording = Self.unexpected(reference, language)
            Self.log(reference, "\(type(of: error)): \(error)")
        }
    }

    /// One line with the code, then the numbers, every problem with its place, and what to do next.
    var text: String {
        var lines = ["\(code)  \(wording.title)"] + wording.lines.filter { !$0.isEmpty }.map { "       \($0)" }
        lines += problems.map { "       \(place(of: $0))\($0.wording(language))" }
        if let hint = wording.hint { lines.append("       \(language("提示：", "Hint: "))\(hint)") }
        return lines.map(\.visible).joined(separator: "\n")
    }

    var json: JSONValue {
        [
            "error": [
                "code": .text(code), "title": .text(wording.title), "detail": detail, "hint": JSONValue(wording.hint),
                "problems": .array(
                    problems.map {
                        [
                            "file": JSONValue($0.file), "line": JSONValue($0.line.map(Int64.init)),
                            "column": JSONValue($0.column.map(Int64.init)),
                            "field": JSONValue($0.field), "code": .text($0.code.rawValue), "message": .text($0.wording(language)),
                        ]
                    }),
            ]
        ]
    }

    private func place(of problem: FieldProblem) -> String {
        var parts: [String] = []
        if let file = problem.file { parts.append(file) }
        if let line = problem.line { parts.append(language("第 \(line) 行", "line \(line)")) }
        if let column = problem.column { parts.append(language("第 \(column) 列", "column \(column)")) }
        if let field = problem.field { parts.append(field) }
        return parts.isEmpty ? "" : parts.joined(separator: ", ") + ": "
    }

    private static func unavailable(_ reason: String, _ key: String?, _ language: Language) -> Wording {
        let again = key.map { language("用同一键重试：--key \($0)", "Try again with the same key: --key \($0)") }
        switch reason {
        case "outcome_unknown":
            return Wording(title: language("连接中断，不知是否已记账。", "The connection was lost: it is unknown whether it was posted."), hint: again)
        case "no_connection":
            return Wording(title: language("连不上数据库。", "The database cannot be reached."), hint: again ?? "stockpile database status")
        case "disk_full":
            return Wording(title: language("磁盘已满，未记账。", "The disk is full; nothing was posted."), hint: again)
        default:
            return Wording(title: language("数据库忙，请稍后再试。", "The database is busy; try again."), hint: again)
        }
    }

    private static func unexpected(_ reference: String, _ language: Language) -> Wording {
        Wording(
            title: language("程序出错，参考号 \(reference)。", "Something went wrong on our side, reference \(reference)."),
            hint: language("请把参考号告诉管理员；详情在日志 stockpile.log 中。", "Tell the administrator the reference; the log stockpile.log has the rest.")
        )
    }

    /// Appends to the log in the private home, or to the system's temporary folder; never with bound values.
    private static func log(_ reference: String, _ description: String) {
        let environment = ProcessInfo.processInfo.environment
        let home = ClusterHome.folder(application: "stockpile", variable: "STOCKPILE_HOME", environment: environment)
        let line = "\(ISO8601DateFormatter().string(from: Date())) \(reference) \(description)\n"
        for folder in [home, NSTemporaryDirectory()] {
            let path = "\(folder)/stockpile.log"
            if !FileManager.default.fileExists(atPath: path) { _ = FileManager.default.createFile(atPath: path, contents: nil) }
            guard let file = FileHandle(forWritingAtPath: path) else { continue }
            _ = try? file.seekToEnd()
            try? file.write(contentsOf: Data(line.utf8))
            try? file.close()
            return
        }
    }
}
