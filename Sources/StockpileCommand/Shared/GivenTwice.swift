/// Options a person typed twice where one value is meant: the parser would silently keep the last one, and goods would go there.
enum GivenTwice {
    /// Options that may stand several times, by the command they belong to.
    private static let repeatable: [String: Set<String>] = [
        "order issue": ["--from", "--to"], "receipt post": ["--attach", "--serial"], "issue post": ["--attach", "--serial"],
        "transfer post": ["--attach", "--serial"], "write-off request": ["--serial"],
        "lot accept": ["--attach"], "lot change-condition": ["--attach"], "lot change-owner": ["--attach"], "lot reclassify": ["--attach"],
    ]

    /// The first option that stands twice and may not; nil when all is well. What follows `--` is for another program.
    static func find(in arguments: [String]) -> String? {
        let command = arguments.prefix(2).joined(separator: " ")
        var seen: Set<String> = []
        for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("--") {
            let name = String(argument.prefix { $0 != "=" })
            if !seen.insert(name).inserted && !(repeatable[command] ?? []).contains(name) { return name }
        }
        return nil
    }
}
