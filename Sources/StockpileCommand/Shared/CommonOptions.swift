package import ArgumentParser
internal import StockpileModel

/// How answers are written.
package enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv
}

/// The options every command has.
package struct CommonOptions: ParsableArguments {
    @Option(name: .long, help: "数据库连接串；缺省用本机私有数据库。Connection string; the private database when left out.")
    package var database: String?

    @Option(name: .long, help: "操作人登录名。Login of whoever acts; else STOCKPILE_PERSON, else the system account.", transform: Input.code)
    package var `as`: String?

    @Option(name: .long, help: "输出格式：table、json、csv。Output format.")
    package var format: OutputFormat = .table

    @Option(name: .long, help: "语言：zh、en。Language of what people read.")
    package var lang: LanguageOption?

    package init() {}
}

/// `--lang` as an argument.
package enum LanguageOption: String, ExpressibleByArgument, CaseIterable {
    case zh, en

    var language: Language { self == .zh ? .zh : .en }
}

/// The key of a request that writes.
package struct KeyOption: ParsableArguments {
    @Option(name: .long, help: "防重复键；同键重试不会重复记账。Idempotency key: the same key again answers again.")
    package var key: String?

    package init() {}

    /// The key given, or a fresh one.
    func value() throws -> IdempotencyKey {
        guard let key else { return try Self.fresh() }
        return try Self.parse(key)
    }

    /// A key nobody has used.
    static func fresh() throws -> IdempotencyKey {
        try parse("cli-" + String((0..<20).map { _ in "abcdefghijkmnpqrstuvwxyz23456789".randomElement() ?? "x" }))
    }

    private static func parse(_ text: String) throws -> IdempotencyKey {
        guard let key = IdempotencyKey(rawValue: text) else {
            throw Usage.mistake("--key 应有 1 到 180 个字符。", "--key has to have 1 to 180 characters.")
        }
        return key
    }
}
