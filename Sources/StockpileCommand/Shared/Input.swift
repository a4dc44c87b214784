internal import Foundation
internal import StockpileModel
internal import StockpileOperations

/// Reads what a person typed; what cannot be read is told together with the rest.
enum Input {
    /// A file's content, or what comes on standard input for `-`. Errors: invalid for a file that is not there.
    static func data(_ path: String) throws -> Data {
        if path == "-" { return FileHandle.standardInput.readDataToEndOfFile() }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StockpileError.invalid([FieldProblem(file: path, .fileMissing)])
        }
        return data
    }

    static func number(_ text: String, field: String, allowsZero: Bool = false, into problems: inout [FieldProblem]) -> Int64? {
        read(field, &problems) { try InputText(text).wholeNumber(in: (allowsZero ? 0 : 1)...InputText.quantityMax) }
    }

    static func whole(_ text: String, _ range: ClosedRange<Int64>, field: String, into problems: inout [FieldProblem]) -> Int64? {
        read(field, &problems) { try InputText(text).wholeNumber(in: range) }
    }

    /// Free text; nil for none, and for nothing but blanks.
    static func text(_ text: String?, field: String, into problems: inout [FieldProblem]) -> String? {
        guard let text, let read = read(field, &problems, { try InputText(text).freeText() }), !read.isEmpty else { return nil }
        return read
    }

    /// The same where nothing else can be wrong. Errors: invalid.
    static func text(_ text: String?, field: String) throws -> String? {
        var problems: [FieldProblem] = []
        let read = self.text(text, field: field, into: &problems)
        guard problems.isEmpty else { throw StockpileError.invalid(problems) }
        return read
    }

    static func lotNumber(_ text: String, field: String, into problems: inout [FieldProblem]) -> String? {
        read(field, &problems) { try InputText(text).lotNumber() }
    }

    /// The same where nothing else can be wrong. Errors: invalid.
    static func lotNumber(_ text: String) throws -> String {
        var problems: [FieldProblem] = []
        guard let number = lotNumber(text, field: "lot", into: &problems) else { throw StockpileError.invalid(problems) }
        return number
    }

    static func serials(_ text: String, field: String, into problems: inout [FieldProblem]) -> [String]? {
        read(field, &problems) { try InputText(text).serials() }
    }

    static func moment(_ text: String, field: String, into problems: inout [FieldProblem]) -> WrittenMoment? {
        read(field, &problems) { try InputText(text).moment() }
    }

    /// A code as the database has it, however its letters were typed; whether there is such a code is not known here.
    @Sendable static func code(_ text: String) -> String { (try? InputText(text).text) ?? text }

    /// A month in its one form; what is none is left for the operation to refuse.
    @Sendable static func month(_ text: String) -> String { (try? InputText(text).month()) ?? text }

    static func date(_ text: String, field: String, into problems: inout [FieldProblem]) -> CalendarDate? {
        read(field, &problems) { try InputText(text).date() }
    }

    /// An amount in yuan, in fen.
    static func yuan(_ text: String, field: String, into problems: inout [FieldProblem]) -> Int64? {
        read(field, &problems) { try InputText(text).fenFromYuan() }
    }

    /// Errors: invalid.
    static func level(_ text: String) throws -> ResponseLevel {
        var problems: [FieldProblem] = []
        guard let level = read("--level", &problems, { try InputText(text).level() }) else { throw StockpileError.invalid(problems) }
        return level
    }

    /// One of a few words.
    static func choice(_ text: String, of choices: [String], field: String, into problems: inout [FieldProblem]) -> String? {
        if choices.contains(text) { return text }
        problems.append(FieldProblem(field: field, .notAChoice, ["value": text, "choices": choices.joined(separator: ", ")]))
        return nil
    }

    /// The same where nothing else can be wrong. Errors: invalid.
    static func choice(_ text: String, of choices: [String], field: String) throws -> String {
        var problems: [FieldProblem] = []
        guard let choice = choice(text, of: choices, field: field, into: &problems) else { throw StockpileError.invalid(problems) }
        return choice
    }

    /// Figures written as `name=number`, by comma or one option each; names are of a few words, or any code without such a list.
    static func figures(
        _ written: [String], among choices: [String]?, field: String, into problems: inout [FieldProblem]
    ) -> [String: ExactDecimal] {
        var figures: [String: ExactDecimal] = [:]
        for pair in written.flatMap({ $0.split(separator: ",") }) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if let choices, choice(parts[0], of: choices, field: field, into: &problems) == nil { continue }
            let named = "\(field) \(parts[0])"
            guard parts.count == 2 else {
                problems.append(FieldProblem(field: named, .required))
                continue
            }
            if figures[parts[0]] != nil { problems.append(FieldProblem(field: named, .duplicate, ["value": parts[0]])) }
            figures[parts[0]] = read(named, &problems) { try InputText(parts[1]).decimal(least: .zero) }
        }
        return figures
    }

    /// A file to attach, known by its name without the folders above it.
    static func attachment(_ path: String, keptAt: String?, into problems: inout [FieldProblem]) -> Attachment? {
        do {
            return try Attachment.read(try data(path), name: URL(filePath: path).lastPathComponent, keptAt: keptAt)
        } catch StockpileError.invalid(let found) {
            problems += found
        } catch {
            problems.append(FieldProblem(file: path, .fileUnreadable))
        }
        return nil
    }

    private static func read<Value>(_ field: String, _ problems: inout [FieldProblem], _ body: () throws -> Value) -> Value? {
        do {
            return try body()
        } catch let problem as InputProblem {
            problems.append(FieldProblem(field: field, problem.code, problem.detail))
        } catch {
            problems.append(FieldProblem(field: field, .contradiction, ["value": "\(error)"]))
        }
        return nil
    }
}
