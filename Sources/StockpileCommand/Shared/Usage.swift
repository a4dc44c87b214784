internal import ArgumentParser
internal import Foundation
internal import StockpileModel

/// Mistakes in how a command is written, told in the language of whoever typed it. The parser knows English only.
enum Usage {
    /// A mistake that the parser cannot see.
    static func mistake(_ chinese: String, _ english: String) -> ValidationError {
        ValidationError(language(of: CommandLine.arguments, environment: ProcessInfo.processInfo.environment)(chinese, english))
    }

    /// A number that has to lie within bounds.
    static func requireRange(_ range: ClosedRange<Int>, _ number: Int, _ name: String) throws {
        guard !range.contains(number) else { return }
        let bounds = "\(range.lowerBound)–\(range.upperBound)"
        throw mistake("\(name) 应在 \(bounds) 之间，而不是 \(number)。", "\(name) has to lie within \(bounds), not \(number).")
    }

    /// What stands above the parser's own words, for who reads Chinese; nil when nothing has to.
    static func explanation(of error: any Error, arguments: [String], environment: [String: String]) -> String? {
        guard Stockpile.exitCode(for: error) == .validationFailure, language(of: arguments, environment: environment) == .zh else {
            return nil
        }
        let message = Stockpile.message(for: error)
        // Our own mistakes are told in Chinese already.
        guard !message.unicodeScalars.contains(where: { (0x4E00...0x9FFF).contains($0.value) }) else { return nil }
        return "用法有误：\(chinese(message) ?? "命令写法无法识别")。加 --help 查看用法。".visible
    }

    /// Before the options are read: from `--lang`, else from the locale.
    private static func language(of arguments: [String], environment: [String: String]) -> Language {
        var asked: Language?
        for (index, argument) in arguments.enumerated() {
            if argument.hasPrefix("--lang=") { asked = Language(rawValue: String(argument.dropFirst("--lang=".count))) }
            if argument == "--lang", index + 1 < arguments.count { asked = Language(rawValue: arguments[index + 1]) }
        }
        return Language.chosen(asked, environment: environment)
    }

    private static func chinese(_ message: String) -> String? {
        if let found = message.firstMatch(of: /Missing value for '(-[^ ']+)/) { return "\(found.output.1) 后面没有值" }
        if let found = message.firstMatch(of: /Missing expected argument '([^']+)'/) { return "缺少 \(found.output.1)" }
        if let found = message.firstMatch(of: /Unknown option '([^']+)'/) { return "没有选项 \(found.output.1)" }
        if let found = message.firstMatch(of: /The value '(.*)' is invalid for '([^']+)'/) {
            return "\(found.output.2) 的值“\(found.output.1)”无效"
        }
        if let found = message.firstMatch(of: /[Uu]nexpected arguments?:? (.+)/) { return "多出的内容 \(found.output.1)" }
        return nil
    }
}
