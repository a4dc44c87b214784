extension InputText {
    package static let codeLengthMax = 40

    /// A response level written II, Ⅱ, ii, 2, 二级 or Ⅱ级.
    package func level() throws(InputProblem) -> ResponseLevel {
        var word = text.uppercased().filter { $0 != " " }
        for ending in ["响应", "级"] where word.hasSuffix(ending) { word.removeLast(ending.count) }
        guard let level = Self.levels[word] else { throw InputProblem(.notAChoice, value: written, expected: "I, II, III, IV") }
        return level
    }

    /// yes or no, also as 是 or 否, true or false, 1 or 0.
    package func flag() throws(InputProblem) -> Bool {
        switch text.lowercased() {
        case "yes", "y", "是", "true", "1": return true
        case "no", "n", "否", "false", "0": return false
        default: throw InputProblem(.notAChoice, value: written, expected: "yes, no")
        }
    }

    /// A code: ASCII letters, digits, `-`, `_`, `.`, at most 40 of them.
    package func code() throws(InputProblem) -> String {
        let isMadeOfCodeCharacters = text.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || (48...57).contains($0.value) || $0 == "-" || $0 == "_" || $0 == ".")
        }
        guard isMadeOfCodeCharacters, (1...Self.codeLengthMax).contains(text.count) else {
            throw InputProblem(.notACode, value: written, expected: "A–Z a–z 0–9 - _ . ≤ \(Self.codeLengthMax)")
        }
        return text
    }

    /// One of some words, in whatever case it was typed.
    package func choice(of words: [String]) throws(InputProblem) -> String {
        guard let word = words.first(where: { $0.lowercased() == text.lowercased() }) else {
            throw InputProblem(.notAChoice, value: written, expected: words.joined(separator: ", "))
        }
        return word
    }

    /// So many ASCII digits and nothing else.
    package func digits(count: Int) throws(InputProblem) -> String {
        guard text.count == count, text.allSatisfy(\.isASCIIDigit) else {
            throw InputProblem(.notACode, value: written, example: String("123456789012".prefix(count)))
        }
        return text
    }

    /// The parts of a list separated by `;`, empty parts left out.
    package var list: [String] {
        text.split { $0 == ";" || $0 == "；" }.map { $0.drop { $0 == " " } }.map { part in
            var kept = part
            while kept.last == " " { kept.removeLast() }
            return String(kept)
        }.filter { !$0.isEmpty }
    }

    private static let levels: [String: ResponseLevel] = [
        "I": .I, "Ⅰ": .I, "1": .I, "一": .I,
        "II": .II, "Ⅱ": .II, "2": .II, "二": .II,
        "III": .III, "Ⅲ": .III, "3": .III, "三": .III,
        "IV": .IV, "Ⅳ": .IV, "4": .IV, "四": .IV,
    ]
}
