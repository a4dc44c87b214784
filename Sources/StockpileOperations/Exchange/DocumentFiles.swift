internal import Foundation
internal import StockpileModel

/// One document as files describe it, before anything is looked up.
struct FiledDocument: Sendable {
    /// What the files call it; the key it is posted under comes from this.
    let code: String
    let kind: PostingLineFile.Kind
    var request: PostingRequest
    let origin: InputOrigin
}

/// Documents with their lines: a folder with `documents.csv` and `lines.csv`, or one file whose rows have the columns of both.
struct DocumentFiles {
    /// More is loaded in several parts.
    static let linesMax = 1_000_000

    private static let headColumns = [
        "document", "kind", "purpose", "place", "occurred_at", "reference", "remarks", "reason", "occasion", "checker",
    ]
    private static let headRequired = ["document", "kind", "purpose", "place"]
    private static let lineColumns = ["document"] + PostingLineFile.columns.filter { !["bin", "to_bin", "serials"].contains($0) }
    private static let kinds: [PostingLineFile.Kind] = [.receipt, .issue, .transfer]

    private let problems: ProblemList
    private let iso: (WrittenMoment) -> String
    private var documents: [FiledDocument] = []
    private var numbers: [String: Int] = [:]
    /// Where each column of a file stands, from 1: what is found later is told with it.
    private(set) var columns: [String: [String: Int]] = [:]

    init(problems: ProblemList, iso: @escaping (WrittenMoment) -> String) {
        self.problems = problems
        self.iso = iso
    }

    /// The documents in the order of the files; what is wrong with the files goes on record.
    mutating func read(_ url: URL) -> [FiledDocument] {
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: url.path(percentEncoded: false), isDirectory: &isFolder)
        if isFolder.boolValue {
            for row in rows(of: url.appending(path: "documents.csv"), Self.headColumns, required: Self.headRequired) {
                define(row, isAlone: true)
            }
            for row in rows(of: url.appending(path: "lines.csv"), Self.lineColumns, required: ["document", "item", "quantity"]) {
                addLine(row)
            }
        } else {
            let columns = Self.headColumns + Self.lineColumns.dropFirst()
            for row in rows(of: url, columns, required: Self.headRequired + ["item", "quantity"]) {
                define(row, isAlone: false)
                addLine(row)
            }
        }
        let lines = documents.reduce(0) { $0 + $1.request.lines.count }
        if lines > Self.linesMax {
            problems.add(
                FieldProblem(.outOfRange, ["value": String(lines), "expected": "≤ \(Self.linesMax)", "subject": "lines"]))
        }
        for document in documents where document.request.lines.isEmpty {
            problems.add(
                FieldProblem(
                    file: document.origin.file, line: document.origin.line, field: "document", .required,
                    ["reason": "document_without_lines"])
            )
        }
        return documents
    }

    private mutating func rows(of url: URL, _ known: [String], required: [String]) -> [CSVRow] {
        let name = url.lastPathComponent
        let file = CSVFile(name: name, data: try? Data(contentsOf: url), columns: known, required: required, problems: problems)
        columns[name] = file.positions.mapValues { $0 + 1 }
        guard file.isComplete else { return [] }
        return file.readRows()
    }

    /// A head that stands alone stands once; one that is repeated with each line is the same each time.
    private mutating func define(_ row: CSVRow, isAlone: Bool) {
        let code = row.code("document")
        guard !code.isEmpty else { return }
        let kind = PostingLineFile.Kind(rawValue: row.choice("kind", of: Self.kinds.map(\.rawValue))) ?? .receipt
        var request = PostingRequest(purpose: row.code("purpose"), place: row.code("place"), lines: [])
        request.occurredAt = row.read("occurred_at") { input throws(InputProblem) in try input.moment() }.map(iso)
        request.reference = row.optionalText("reference")
        request.remarks = row.optionalText("remarks")
        request.grounds.reason = row.optionalText("reason")
        request.grounds.occasion = row.optionalText("occasion")
        request.grounds.checker = row.optionalText("checker")
        guard let number = numbers[code] else {
            if IdempotencyKey(rawValue: "load/\(code)") == nil {
                row.report("document", .outOfRange, ["value": code, "expected": "1–175", "reason": "too_long"])
            }
            numbers[code] = documents.count
            documents.append(FiledDocument(code: code, kind: kind, request: request, origin: row.origin))
            return
        }
        let first = documents[number]
        var empty = first.request
        empty.lines = []
        if isAlone || kind != first.kind || request.json != empty.json {
            row.report("document", .duplicate, ["value": code, "first": "\(first.origin.file):\(first.origin.line)"])
        }
    }

    private mutating func addLine(_ row: CSVRow) {
        let code = row.code("document")
        guard !code.isEmpty else { return }
        guard let number = numbers[code] else {
            return row.report("document", .unknownCode, ["value": code, "subject": "document"])
        }
        let kind = documents[number].kind
        // Nothing is picked: what history says was taken is taken.
        if kind != .receipt && !row.isFilled("lot") { row.report("lot", .required, ["value": ""]) }
        if kind == .transfer && !row.isFilled("to_place") { row.report("to_place", .required, ["value": ""]) }
        documents[number].request.lines.append(PostingLineFile.line(from: row, kind: kind))
    }
}
