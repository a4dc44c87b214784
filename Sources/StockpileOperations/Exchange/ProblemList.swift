internal import StockpileModel

/// Everything found wrong so far, so that a person can correct a whole folder in one go.
final class ProblemList {
    /// Nobody corrects more than this by hand: what is wrong with so many rows is wrong with all.
    static let listedMax = 1_000

    private var problems: [FieldProblem] = []
    private var unlistedCount = 0
    private var lines: Set<InputOrigin> = []

    init(_ problems: [FieldProblem] = []) {
        for problem in problems { add(problem) }
    }

    var isEmpty: Bool { problems.isEmpty }
    /// As they were found, for whoever tells them together with others.
    var all: [FieldProblem] { problems }

    /// Something is wrong with this very line of a file.
    func concerns(_ line: InputOrigin) -> Bool { lines.contains(line) }

    func add(_ problem: FieldProblem) {
        if let file = problem.file, let line = problem.line { lines.insert(InputOrigin(file: file, line: line)) }
        // Ten times what is listed, since sorting decides which are listed.
        if problems.count < Self.listedMax * 10 { problems.append(problem) } else { unlistedCount += 1 }
    }

    /// Errors: invalid with all problems by file, line and column; with the number of those left out at the end.
    func throwIfAny() throws {
        guard !problems.isEmpty else { return }
        // At one place they stay in the order in which they were found.
        let sorted = problems.enumerated().sorted { Self.place(of: $0.element, $0.offset) < Self.place(of: $1.element, $1.offset) }
        var listed = sorted.prefix(Self.listedMax).map(\.element)
        let left = sorted.count - listed.count + unlistedCount
        if left > 0 {
            let all = String(listed.count + left)
            listed.append(
                FieldProblem(.outOfRange, ["subject": "problems", "value": all, "expected": "≤ \(listed.count)", "left_out": String(left)]))
        }
        throw StockpileError.invalid(listed)
    }

    private static func place(of problem: FieldProblem, _ found: Int) -> (String, Int, Int, Int) {
        (problem.file ?? "", problem.line ?? 0, problem.column ?? 0, found)
    }
}
