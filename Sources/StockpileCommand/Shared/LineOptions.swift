package import ArgumentParser
internal import Foundation
internal import StockpileModel
internal import StockpileOperations

/// The lines of a document: one by flags, or many from a CSV file or standard input.
package struct LineOptions: ParsableArguments {
    @Option(name: .long, help: "物资品种代码。Item code.", transform: Input.code)
    package var item: String?

    @Option(name: .long, parsing: .unconditional, help: "数量（基本单位；用 --pack 则为包装数）。Quantity in base units, or in packs with --pack.")
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
    func lines(
        of kind: PostingLineFile.Kind, units: UnitOptions? = nil, besides flags: [(name: String, value: String?)] = []
    ) throws -> (lines: [PostingRequestLine], problems: [FieldProblem]) {
        var problems: [FieldProblem] = []
        if let file {
            let read = PostingLineFile.read(data: try Input.data(file), name: file == "-" ? "stdin" : file, kind: kind)
            // What is typed for one line says nothing of a file's lines: it would be dropped without a word.
            let typed = [("--item", item), ("--quantity", quantity), ("--pack", pack), ("--lot", lot)] + (units?.typed ?? []) + flags
            problems = typed.filter { $0.1 != nil }.map { name, value in
                FieldProblem(field: name, .notAllowed, ["value": value ?? "", "reason": "with_file"])
            }
            return (read.lines, problems + read.problems)
        }
        if kind == .order, let lot { problems.append(FieldProblem(field: "--lot", .notAllowed, ["value": lot, "reason": "order_picks"])) }
        if (item ?? "").isEmpty { problems.append(FieldProblem(field: "--item", .required)) }
        var count: Int64?
        if let quantity {
            count = Input.number(quantity, field: "--quantity", into: &problems)
        } else if units?.serial.isEmpty ?? true {
            problems.append(FieldProblem(field: "--quantity", .required))
        }
        var line = PostingRequestLine(item: item ?? "", quantity: count ?? 0)
        line.pack = Input.text(pack, field: "--pack", into: &problems)
        line.lot = lot.flatMap { Input.lotNumber($0, field: "--lot", into: &problems) }
        units?.fill(&line, &problems)
        return ([line], problems)
    }

    /// A document at a place with these lines and their problems.
    func request(
        _ purpose: String, at place: String, of kind: PostingLineFile.Kind, units: UnitOptions,
        besides flags: [(name: String, value: String?)] = []
    ) throws -> PostingRequest {
        let read = try lines(of: kind, units: units, besides: flags)
        var request = PostingRequest(purpose: purpose, place: place, lines: read.lines)
        request.problems = read.problems
        return request
    }
}

/// What is common to everything that is posted.
package struct PostingOptions: ParsableArguments {
    @Option(name: .long, help: "发生时间，如 2026-11-25 07:00，缺省为现在。When it happened; now when left out.")
    package var occurredAt: String?

    @Option(name: .long, help: "依据（文号）。Reference: the paper it rests on.")
    package var reference: String?

    @Option(name: .long, help: "备注。Remarks.")
    package var remarks: String?

    @Option(name: .long, help: "原因。Reason.")
    package var reason: String?

    @Option(name: .long, help: "复核人登录名（不能是经办本人）。Login of who checked it: another person.", transform: Input.code)
    package var checker: String?

    @Option(name: .long, help: "事由：演练、突发事件、日常。Occasion: a drill, an incident, routine service.")
    package var occasion: String?

    @Option(name: .long, help: "所涉的已结账月份，如 2026-10：事后发现、记入当前。The closed month that this later finding is about.", transform: Input.month)
    package var aboutPeriod: String?

    @Option(name: .long, help: "附件文件（可多次，每个不超过 5 MiB）。File to attach; may be repeated, 5 MiB each.")
    package var attach: [String] = []

    package init() {}

    /// The grounds, and what of them cannot be used.
    func grounds(into problems: inout [FieldProblem]) -> DocumentGrounds {
        var grounds = DocumentGrounds()
        grounds.reason = Input.text(reason, field: "--reason", into: &problems)
        grounds.occasion = Input.text(occasion, field: "--occasion", into: &problems)
        grounds.checker = checker
        grounds.aboutPeriod = aboutPeriod
        for path in attach {
            if let file = Input.attachment(path, keptAt: nil, into: &problems) { grounds.attachments.append(file) }
        }
        return grounds
    }

    /// What cannot be used is a problem of the request. A time without an offset is the district's.
    func fill(_ request: inout PostingRequest, _ operations: Operations) {
        request.occurredAt = occurredAt.flatMap { Input.moment($0, field: "--occurred-at", into: &request.problems) }.map(operations.iso)
        request.reference = Input.text(reference, field: "--reference", into: &request.problems)
        request.remarks = Input.text(remarks, field: "--remarks", into: &request.problems)
        request.grounds = grounds(into: &request.problems)
    }
}
