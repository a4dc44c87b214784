package import ArgumentParser
internal import Foundation
internal import StockpileModel
internal import StockpileOperations

/// The lines of a document: one by flags, or many from a CSV file or standard input.
package struct LineOptions: ParsableArguments {
    @Option(name: .long, help: "物资品种代码。Item code.")
    package var item: String?

    @Option(name: .long, help: "数量（基本单位；用 --pack 则为包装数）。Quantity in base units, or in packs with --pack.")
    package var quantity: String?

    @Option(name: .long, help: "包装单位，如 箱。Pack, if the quantity is in packs.")
    package var pack: String?

    @Option(name: .long, help: "批次号；不填则先到期先出。Lot number; first expired first out when left out.")
    package var lot: String?

    @Option(name: .long, help: "多行：CSV 文件，或 - 表示标准输入。Many lines: a CSV file, or - for standard input.")
    package var file: String?

    package init() {}

    /// The lines, and every problem of the file or the flags; the operation tells those together with what it finds itself.
    ///
    /// Errors: invalid for a file that is not there.
    func lines(of kind: PostingLineFile.Kind) throws -> (lines: [PostingRequestLine], problems: [FieldProblem]) {
        if let file {
            return PostingLineFile.read(data: try Input.data(file), name: file == "-" ? "stdin" : file, kind: kind)
        }
        var problems: [FieldProblem] = []
        if item == nil { problems.append(FieldProblem(field: "--item", .required)) }
        var count: Int64?
        if let quantity {
            count = Input.number(quantity, field: "--quantity", into: &problems)
        } else {
            problems.append(FieldProblem(field: "--quantity", .required))
        }
        var line = PostingRequestLine(item: item ?? "", quantity: count ?? 0)
        line.pack = pack
        line.lot = lot
        return ([line], problems)
    }

    /// A document at a place with these lines and their problems.
    func request(_ purpose: String, at place: String, of kind: PostingLineFile.Kind) throws -> PostingRequest {
        let read = try lines(of: kind)
        var request = PostingRequest(purpose: purpose, place: place, lines: read.lines)
        request.problems = read.problems
        return request
    }
}

/// What is common to everything that is posted.
package struct PostingOptions: ParsableArguments {
    @Option(name: .long, help: "发生时间 ISO 8601，缺省为现在。When it happened; now when left out.")
    package var occurredAt: String?

    @Option(name: .long, help: "依据（文号）。Reference: the paper it rests on.")
    package var reference: String?

    @Option(name: .long, help: "备注。Remarks.")
    package var remarks: String?

    package init() {}

    /// A time that is none is a problem of the request.
    func fill(_ request: inout PostingRequest) {
        if let occurredAt {
            let withFraction = ISO8601DateFormatter()
            withFraction.formatOptions.insert(.withFractionalSeconds)
            if ISO8601DateFormatter().date(from: occurredAt) == nil && withFraction.date(from: occurredAt) == nil {
                request.problems.append(
                    FieldProblem(field: "--occurred-at", .notADate, ["value": occurredAt, "expected": "2026-11-24T08:30:00+08:00"]))
            }
        }
        request.occurredAt = occurredAt
        request.reference = reference
        request.remarks = remarks
    }
}
