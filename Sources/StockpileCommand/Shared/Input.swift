internal import StockpileModel

/// Reads what a person typed; what cannot be read is told together with the rest.
enum Input {
    static func number(_ text: String, field: String, allowsZero: Bool = false, into problems: inout [FieldProblem]) -> Int64? {
        read(field, &problems) { try InputText(text).wholeNumber(in: (allowsZero ? 0 : 1)...InputText.quantityMax) }
    }

    static func date(_ text: String, field: String, into problems: inout [FieldProblem]) -> CalendarDate? {
        read(field, &problems) { try InputText(text).date() }
    }

    /// Errors: invalid.
    static func level(_ text: String) throws -> ResponseLevel {
        var problems: [FieldProblem] = []
        guard let level = read("--level", &problems, { try InputText(text).level() }) else { throw StockpileError.invalid(problems) }
        return level
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
